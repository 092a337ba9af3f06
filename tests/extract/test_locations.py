"""locatedIn: what lies in what, and what only stands beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.extract.conftest import Claims

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Two men were arrested in Tangier, Morocco.", ("Tangier", "Morocco")),
        ("Police searched a warehouse in Valencia.", ("a warehouse", "Valencia")),
        ("The suspect fled to the Danish port city of Esbjerg.", ("Esbjerg", "Denmark")),
        ("Paul Dreyer, 29, of Woodbridge, Virginia, pleaded guilty to fraud.", ("Woodbridge", "Virginia")),
        ("Paul Dreyer, 29, of Salado, Ark., pleaded guilty to fraud.", ("Salado", "Ark.")),
        ("The Medford, Ohio, Police Department helped the FBI.", ("Medford", "Ohio")),
        ("Detectives attend the Police University College in Tampere.", ("Police University College", "Tampere")),
        ("Orvane Metals, a company based in Tallinn, paid.", ("Orvane Metals", "Tallinn")),
    ],
)
def test_a_place_lies_in_another(text: str, pair: tuple[str, str], claims: Callable[[str], Claims]) -> None:
    found = {(s, o) for s, p, o in claims(text) if p == "locatedIn"}
    assert any(s.startswith(pair[0]) and o == pair[1] for s, o in found)


@pytest.mark.parametrize(
    "text",
    [
        "She will visit Berlin, Paris, Rome and Madrid.",
        "The patrol seized a boat in the Gulf of Aden.",
        "French police arrested a man in Tunisia.",
        "Attorneys of the Eastern District of Michigan and the District of Nevada wrote to Interpol.",
    ],
)
def test_neighbours_in_a_list_and_what_moves_are_not_located(text: str, claims: Callable[[str], Claims]) -> None:
    assert not {c for c in claims(text) if c[1] == "locatedIn"}
