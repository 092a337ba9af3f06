"""Local offices and ships by grammar."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import load_lexicon
from kg.extract.units import unit_names
from tests.extract.plain import plain


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("agents of DEA Houston searched", ["DEA Houston"]),
        ("the FBI Denver field office said", ["FBI Denver field office"]),
        ("officers at Interpol Kenya arrived", ["Interpol Kenya"]),
        ("the USS Halloran left", ["USS Halloran"]),
        ("the NATO Summit opened", []),
        ("the UN Kenya report", []),
        ("the FBI agent", []),
    ],
)
def test_an_acronym_with_a_place_or_a_ship_prefix_names_a_unit(text: str, names: list[str]) -> None:
    assert [unit.text for unit in unit_names(plain(text), load_lexicon())] == names


def test_a_ship_is_of_the_state_of_its_prefix() -> None:
    (ship,) = unit_names(plain("the HMS Bellwether left"), load_lexicon())
    assert (ship.state, ship.lemma) == ("GB", "ship")
