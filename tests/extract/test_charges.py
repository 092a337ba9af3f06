"""Offences told by acts and what charges come down to, on parses built by hand."""

from __future__ import annotations

import pytest
from spacy.tokens import Span

from kg.extract.acts import find_acts
from kg.extract.charges import offences_under
from kg.extract.found import Covering
from kg.extract.lexicon import load_lexicon
from tests.builders import UD, from_table, word

NETWORK = """
suspected suspect VBN VERB - ROOT = =
of of IN SCONJ running mark = =
running run VBG VERB suspected advcl = =
a a DT DET network det = =
network network NN NOUN running obj = =
that that WDT PRON smuggled nsubj = =
smuggled smuggle VBD VERB network acl:relcl = =
cannabis cannabis NN NOUN smuggled obj = =
"""
CONSPIRACY = """
charged charge VBN VERB - ROOT = =
with with IN ADP conspiracy case = =
conspiracy conspiracy NN NOUN charged obl = =
to to TO PART kidnap mark = =
kidnap kidnap VB VERB conspiracy acl = =
a a DT DET banker det = =
banker banker NN NOUN kidnap obj = =
"""


@pytest.mark.parametrize(
    ("table", "start", "offences"),
    [(NETWORK, "running", ["drug trafficking"]), (CONSPIRACY, "conspiracy", ["kidnapping"])],
)
def test_a_complement_comes_down_to_its_offence(table: str, start: str, offences: list[str]) -> None:
    lexicon = load_lexicon()
    doc = from_table(table, UD)
    covering = Covering(doc, find_acts(doc, Covering(doc, []), lexicon))
    found = offences_under(word(doc, start), covering, lexicon)
    assert [mention.entry.label for mention in found if mention.entry] == offences


def test_a_verb_without_its_object_tells_of_no_offence() -> None:
    lexicon = load_lexicon()
    doc = from_table("ships ship VBZ VERB - ROOT = =\ncars car NNS NOUN ships obj = =", UD)
    assert list(find_acts(doc, Covering(doc, []), lexicon)) == []


HIDING = """
men man NNS NOUN - ROOT = =
believed believe VBN VERB men acl = =
to to TO PART hiding mark = =
be be VB AUX hiding aux = =
hiding hide VBG VERB believed xcomp = =
in in IN ADP Peru case = =
Peru Peru NNP PROPN hiding obl = =
and and CC CCONJ laundering cc = =
laundering laundering NN NOUN Peru conj = =
of of IN ADP money case = =
money money NN NOUN laundering nmod = =
"""


@pytest.mark.parametrize(("label", "offences"), [("LOC", []), ("", ["hiding"])])
def test_what_stands_beside_a_place_is_not_acted_on(label: str, offences: list[str]) -> None:
    doc = from_table(HIDING, UD)
    if label:
        doc.ents = [Span(doc, 6, 7, label=label)]
    found = [doc[act.start : act.end].text for act in find_acts(doc, Covering(doc, []), load_lexicon())]
    assert found == offences
