"""Offices at names: whom their holders represent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.extract.conftest import Claims

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Turkish Interior Minister Orhan Demir met reporters.", ("Orhan Demir", "Turkey")),
        ("Foreign Minister Ilse Brandt of Austria spoke on Monday.", ("Ilse Brandt", "Austria")),
        ("No Swedish tourist was hurt, Foreign Minister Anna Berg said in Stockholm.", ("Anna Berg", "Sweden")),
        ("Trial Attorney Anna Holm of the Appeals Section spoke.", ("Anna Holm", "Appeals Section")),
        ("The murder of United States Marshal Peter Lund was solved.", ("Peter Lund", "United States")),
        (
            "The case is handled by members of the Fraud Section, including Trial Attorney Paul Vance.",
            ("Paul Vance", "Fraud Section"),
        ),
    ],
)
def test_a_title_gives_its_holder_a_state_or_body(
    text: str, held: tuple[str, str], claims: Callable[[str], Claims]
) -> None:
    found = {(s, o) for s, p, o in claims(text) if p == "representativeOf"}
    assert found == {held}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Prosecutors met in Austria. President Novak's war in Austria went on.", "Novak"),
        ("Envoy Maria Costa, Coordinator for Iranian Affairs, spoke.", "Maria Costa"),
        ("Former Italian Interior Minister Carla Neri was arrested.", "Carla Neri"),
    ],
)
def test_nobody_is_given_a_state_that_the_words_do_not_give(
    text: str, person: str, claims: Callable[[str], Claims]
) -> None:
    assert not {c for c in claims(text) if c[:2] == (person, "representativeOf")}


def test_the_office_before_one_name_is_not_that_of_the_next(claims: Callable[[str], Claims]) -> None:
    text = (
        "It was announced by Assistant Attorney General Larry Breit of the Criminal Division and James Mack, Assistant "
    )
    text += "Director in Charge of the FBI."
    found = {(s, o) for s, p, o in claims(text) if p == "representativeOf"}
    assert found == {("Larry Breit", "Criminal Division"), ("James Mack", "FBI")}


def test_two_offices_or_a_field_before_a_name_make_one_person(claims: Callable[[str], Claims]) -> None:
    found = claims("She met Israeli Deputy Prime Minister and Defence Minister Dan Peretz in Paris.")
    assert {s for s, p, _ in found if p == "representativeOf"} == {"Dan Peretz"}


def test_a_state_named_for_the_holder_wins_over_the_usual_one(claims: Callable[[str], Claims]) -> None:
    text = "She met Mexican Foreign Secretary Luis Ibarra in the United Kingdom. Foreign Secretary Ibarra spoke first."
    assert len({o for s, p, o in claims(text) if p == "representativeOf" and "Ibarra" in s}) == 1


def test_a_body_with_a_word_for_suspects_in_its_name_leaves_the_next_office_alone(
    claims: Callable[[str], Claims],
) -> None:
    text = "Leslie Gray of the Justice Department's Criminal Division and U.S. Attorney Thomas Pell of the District of "
    text += "Nevada announced it."
    assert ("Thomas Pell", "representativeOf", "U.S.") in claims(text)


def test_a_section_behind_its_body_is_what_the_attorneys_represent(claims: Callable[[str], Claims]) -> None:
    section = "Criminal Division's Fraud Section"
    text = (
        "Trial Attorneys Eric Gale and Mona Kalas of the Criminal Division's Fraud Section and Assistant U.S. Attorney "
    )
    text += "Otto Squire of the District of Ohio spoke."
    found = {(s, o) for s, p, o in claims(text) if p == "representativeOf"}
    assert found == {("Eric Gale", section), ("Mona Kalas", section), ("Otto Squire", "U.S.")}
