"""What undoes convictions and charges, on parses built by hand."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import load_lexicon
from kg.extract.undoings import undoings
from tests.builders import UD, from_table

QUASHED = """
judges judge NNS NOUN quashed nsubj = =
{aux}quashed quash {tag} VERB {head} {dep} = =
her her PRP$ PRON conviction nmod:poss = =
conviction conviction NN NOUN quashed obj = =
"""
DONE = QUASHED.format(aux="", tag="VBD", head="-", dep="ROOT")
SOUGHT = QUASHED.format(
    aux="asked ask VBD VERB - ROOT = =\nto to TO PART quashed mark = =\n", tag="VB", head="asked", dep="xcomp"
).replace("NOUN quashed nsubj", "NOUN asked nsubj")
WAVED_AWAY = """
he he PRP PRON dismissed nsubj = =
dismissed dismiss VBD VERB - ROOT = =
the the DT DET charges det = =
charges charge NNS NOUN dismissed obj = =
"""


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (DONE, [("conviction", True)]),
        (SOUGHT, [("conviction", False)]),
        (WAVED_AWAY, []),
        (WAVED_AWAY.replace("he he PRP PRON", "judge judge NN NOUN"), [("charges", True)]),
    ],
)
def test_undoing_names_the_record_and_whether_it_happened(table: str, expected: list[tuple[str, bool]]) -> None:
    found = undoings(from_table(table, UD), load_lexicon())
    assert [(one.record.text, one.happened) for one in found] == expected
