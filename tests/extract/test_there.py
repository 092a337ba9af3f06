"""The places that "there" and "where" stand for, on parses built by hand."""

from __future__ import annotations

import pytest

from kg.extract.found import Covering, Found
from kg.extract.there import place_meant
from tests.builders import UD, from_table, word

THERE = """
traced trace VBN VERB - ROOT = =
to to IN ADP Lyon case = =
Lyon Lyon NNP PROPN traced obl = =
and and CC CCONJ arrested cc = =
arrested arrest VBN VERB traced conj = =
there there RB ADV arrested advmod = =
"""
WHERE = """
reached reach VBD VERB - ROOT = =
Lyon Lyon NNP PROPN reached obj = =
where where WRB ADV arrested advmod = =
police police NN NOUN arrested nsubj = =
arrested arrest VBD VERB Lyon acl:relcl = =
"""
NOWHERE = """
arrested arrest VBN VERB - ROOT = =
there there RB ADV arrested advmod = =
"""


@pytest.mark.parametrize(("table", "places"), [(THERE, ["Lyon"]), (WHERE, ["Lyon"]), (NOWHERE, [])])
def test_an_adverb_of_place_points_to_the_place_before_it(table: str, places: list[str]) -> None:
    doc = from_table(table, UD)
    names = [Found(doc, t.i, t.i + 1, ("Place",), "name") for t in doc if t.text == "Lyon"]
    assert [place.text for place in place_meant(word(doc, "arrested"), Covering(doc, names))] == places
