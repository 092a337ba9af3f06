"""What tests of extraction share: sentences read with the pipeline that ships."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc

from kg.extract.article import read_article
from kg.extract.lexicon import load_lexicon
from kg.language.analyse import analyse
from kg.language.pipeline import load_pipeline
from kg.model import Article

Claims = set[tuple[str, str, str]]


@pytest.fixture(scope="session")
def parse(shipped_pipeline: Path) -> Callable[[str], Doc]:
    """Return a function that analyses a text with the shipped pipeline."""
    nlp = load_pipeline(str(shipped_pipeline))

    def one(text: str) -> Doc:
        return next(doc for _, doc in analyse(nlp, [Article("a", text)]))

    return one


@pytest.fixture(scope="session")
def claims(parse: Callable[[str], Doc]) -> Callable[[str], Claims]:
    """Return a function that reads a text and gives its claims as (subject, relation, object), by their names."""

    def read(text: str) -> Claims:
        reading = read_article(Article("a", text), parse(text), load_lexicon())
        names = [referent.name for referent in reading.referents]
        return {(names[t.subject], t.relation, names[t.object]) for t in reading.triples}

    return read
