"""How events are presented, over frozen parses: what the cues in scope make of a trigger, and which they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.tokens import Doc

from kg.extract.candidates import Candidate
from kg.extract.factuality import presented, told
from kg.extract.found import Found
from kg.extract.lexicon import load_lexicon
from kg.model import Factuality
from tests.builders import build, word

CASES = Path(__file__).parents[1] / "cases" / "factuality.yaml"


def cases() -> list[Any]:
    """Return the cases of the data file as parameters, named by their text."""
    return [pytest.param(row, id=row["text"]) for row in yaml.safe_load(CASES.read_text("utf8"))]


def parse(lines: str) -> Doc:
    """Return the Doc of a frozen parse."""
    words, lemmas, tags, pos, heads, deps = zip(*(line.split() for line in lines.splitlines()), strict=True)
    own = [i if head == "0" else int(head) - 1 for i, head in enumerate(heads)]
    return build(words, own, deps, tags, pos, lemmas)


@pytest.mark.parametrize("case", cases())
def test_scope_decides(case: dict[str, Any]) -> None:
    doc = parse(case["parse"])
    found = presented(word(doc, case["trigger"]), load_lexicon())
    assert found.factuality == case["factuality"].capitalize()
    assert [token.text for token in found.cues] == case["cues"]


def candidate(doc: Doc, relation: str, anchor: str, fixed: Factuality | None = None) -> Candidate:
    end = Found(doc, 0, 1, ("Person",), "name")
    return Candidate(end, relation, end, "rule", word(doc, anchor), fixed)


WILL_BE_TRIED = (
    "She she PRP PRON 4 nsubj:pass\nwill will MD AUX 4 aux\nbe be VB AUX 4 aux:pass\ntried try VBN VERB 0 root"
)


def test_a_suspicion_stands_while_the_trial_is_to_come() -> None:
    doc = parse(WILL_BE_TRIED)
    assert told(candidate(doc, "suspectedOf", "tried"), load_lexicon()).factuality is Factuality.ASSERTED
    assert told(candidate(doc, "arrestedIn", "tried"), load_lexicon()).factuality is Factuality.PLANNED


def test_a_suspicion_under_a_condition_does_not_stand() -> None:
    doc = parse(WILL_BE_TRIED.replace("will will", "could could"))
    assert told(candidate(doc, "suspectedOf", "tried"), load_lexicon()).factuality is Factuality.PLANNED


def test_what_a_rule_fixes_needs_no_scope() -> None:
    doc = parse(WILL_BE_TRIED)
    assert told(candidate(doc, "memberOf", "tried", Factuality.ALLEGED), load_lexicon()).factuality == "Alleged"


def test_acquittal_denies_the_conviction() -> None:
    doc = parse("She she PRP PRON 3 nsubj:pass\nwas be VBD AUX 3 aux:pass\nacquitted acquit VBN VERB 0 root")
    found = told(candidate(doc, "convictedOf", "acquitted"), load_lexicon())
    assert (found.factuality, [cue.text for cue in found.cues]) == (Factuality.DENIED, ["acquitted"])
