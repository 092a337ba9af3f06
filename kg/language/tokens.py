"""The tokenizer of the default pipeline: spaCy's for English, with the abbreviations of press text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from spacy.attrs import ORTH
from spacy.language import Language

ABBREVIATIONS = Path(__file__).with_name("abbreviations.txt")


def blank_english() -> Language:
    """Return spaCy's blank English pipeline, whose tokenizer keeps the full stop of ``abbreviations.txt`` on."""
    nlp = spacy.blank("en")
    tokenizer: Any = nlp.tokenizer
    for line in ABBREVIATIONS.read_text(encoding="utf8").splitlines():
        if line and not line.startswith("#"):
            tokenizer.add_special_case(line, [{ORTH: line}])
    return nlp
