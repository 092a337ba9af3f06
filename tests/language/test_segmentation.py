"""Sentences of press text, in the shapes that it comes in (tests/cases/segmentation.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from kg.language.analyse import analyse
from kg.language.pipeline import load_pipeline
from kg.language.tokens import ABBREVIATIONS, blank_english
from kg.model import Article

TESTS = Path(__file__).resolve().parents[1]
CASES: list[dict[str, Any]] = yaml.safe_load((TESTS / "cases" / "segmentation.yaml").read_text("utf8"))


@pytest.fixture(scope="module")
def nlp(shipped_pipeline: Path) -> Language:
    return load_pipeline()


@pytest.mark.integration
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_sentences(nlp: Language, case: dict[str, Any]) -> None:
    [(_, doc)] = analyse(nlp, [Article("a", case["text"])])
    assert [" ".join(s.text.split()) for s in doc.sents] == case["sentences"]


def test_abbreviations_keep_their_stop_and_words_do_not() -> None:
    nlp = blank_english()
    for line in ABBREVIATIONS.read_text(encoding="utf8").splitlines():
        if line and not line.startswith("#"):
            assert [t.text for t in nlp(f"the {line} 3")] == ["the", line, "3"]
    assert [t.text for t in nlp("They met at the port.")][-2:] == ["port", "."]
