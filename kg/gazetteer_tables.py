"""The files under ``ontology/gazetteer`` → one gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import KgError
from kg.gazetteer import RANK, Entry, Gazetteer, first_word, variants
from kg.ids import digest, slug
from kg.resources import ontology_dir


@cache
def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """Read the tables under ``ontology/gazetteer``; raises KgError naming the file of a malformed row."""
    folder = folder or ontology_dir() / "gazetteer"
    gazetteer = Gazetteer()
    for reader in (_states, _organisations, _agencies, _groups, _territories, _extra_places, _cities):
        for entry in reader(folder):
            gazetteer.add(entry)
    for entry in _offences(folder):
        gazetteer.entries[entry.key] = entry
        for wording in (entry.label, *entry.names):
            gazetteer.offences.setdefault(wording.lower(), entry)
            gazetteer.offence_starts.add(first_word(wording.lower()))
    for row in read_rows(folder / "ambiguous.yaml"):
        for variant in variants(str(row["form"])):
            gazetteer.ambiguous[variant] = row.get("default")
    gazetteer.ship_prefixes.update((str(row["prefix"]), row["state"]) for row in read_rows(folder / "ships.yaml"))
    for senses in gazetteer.senses.values():
        senses.sort(key=lambda sense: (RANK[sense.entry.cls], -sense.entry.weight, sense.entry.key))
    return gazetteer


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the list of mappings in a YAML file; an absent file has none."""
    if not path.exists():
        return []
    try:
        rows = yaml.load(path.read_text(encoding="utf8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise KgError(f"is not valid YAML: {error}", path.name, "correct the line named above") from error
    if isinstance(rows, dict):
        rows = next((value for value in rows.values() if isinstance(value, list)), [])
    return rows or []


def _strings(values: Iterable[Any] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())


def _states(folder: Path) -> Iterator[Entry]:
    for row in read_rows(folder / "states.yaml"):
        yield Entry(
            key=f"state/{row['iso']}",
            cls="State",
            label=row["label"],
            names=(row.get("official", row["label"]), *_strings(row.get("names"))),
            state=row["iso"],
            wikidata=row.get("wikidata"),
            form=row.get("form", ""),
            adjectives=_strings(row.get("adjectives")),
            people=_strings(row.get("people")),
            seats=_strings(row.get("seats")),
        )


def _organisations(folder: Path) -> Iterator[Entry]:
    for row in read_rows(folder / "organisations.yaml"):
        yield Entry(
            key=f"organisation/{row['key']}",
            cls="InternationalOrganisation",
            label=row["label"],
            names=_strings(row.get("names")) + _strings(row.get("abbreviations")),
            wikidata=row.get("wikidata"),
        )


def _agencies(folder: Path) -> Iterator[Entry]:
    for row in read_rows(folder / "agencies.yaml"):
        yield Entry(
            key=f"agency/{row['key']}",
            cls="Agency",
            label=row["label"],
            names=_strings(row.get("names")) + _strings(row.get("abbreviations")),
            state=row.get("state"),
            wikidata=row.get("wikidata"),
            parent=f"agency/{row['parent']}" if row.get("parent") else None,
        )


def _groups(folder: Path) -> Iterator[Entry]:
    for row in read_rows(folder / "groups.yaml"):
        yield Entry(
            key=f"group/{row['key']}",
            cls="Group",
            label=row["label"],
            names=_strings(row.get("names")),
            wikidata=row.get("wikidata"),
        )


def _offences(folder: Path) -> Iterator[Entry]:
    for row in read_rows(folder / "offences.yaml"):
        yield Entry(
            key=f"offence/{row['key']}",
            cls="Offence",
            label=row["label"],
            names=_strings(row.get("wordings")),
            parent=f"offence/{row['broader']}" if row.get("broader") else None,
        )


def _territories(folder: Path) -> Iterator[Entry]:
    for name in ("territories.yaml", "regions.yaml"):
        for row in read_rows(folder / name):
            state = row.get("state") or row.get("iso")
            yield Entry(
                key=f"place/{minted_key(row, state)}",
                cls="Territory",
                label=row["label"],
                names=_strings(row.get("names")) + _strings(row.get("abbreviations")),
                state=state,
                wikidata=row.get("wikidata"),
                adjectives=_strings(row.get("adjectives")),
                people=_strings(row.get("people")),
            )


def _extra_places(folder: Path) -> Iterator[Entry]:
    for row in read_rows(folder / "places_extra.yaml"):
        state = row.get("state")
        yield Entry(
            key=f"place/{minted_key(row, state)}",
            cls="Place",
            label=row["label"],
            names=_strings(row.get("names")),
            state=state,
            weight=10**9,
        )


def _cities(folder: Path) -> Iterator[Entry]:
    for name in ("places.tsv", "subdivisions.tsv"):
        path = folder / name
        if not path.exists():
            continue
        for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), start=1):
            if not line or line.startswith("#"):
                continue
            columns = line.split("\t")
            if len(columns) < 2:
                raise KgError("has fewer than two columns", f"{name}:{number}", "give name and ISO code, tab-separated")
            if columns[0] == "name":
                continue
            people = columns[3] if len(columns) > 3 else ""
            yield Entry(
                key="place/" + minted_key({"label": columns[0]}, columns[1]),
                cls="Place",
                label=columns[0],
                state=columns[1],
                weight=int(people) if people.isdigit() else 0,
            )


def minted_key(row: dict[str, Any], state: str | None) -> str:
    """Return the key of a place: curated where the row has one, else state, slug and hash of its label."""
    if row.get("key"):
        return str(row["key"])
    label = str(row["label"])
    return "-".join(part for part in (state or "XX", slug(label), digest("place", label, state or "")) if part)
