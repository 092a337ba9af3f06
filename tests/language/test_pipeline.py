"""The pipeline that ships: its loading time, parses of fixed sentences, articles read alone and among others."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import KgError
from kg.language.analyse import analyse
from kg.language.pipeline import load_pipeline
from kg.model import Article
from kg.sources.read import read_articles

pytestmark = pytest.mark.integration

TESTS = Path(__file__).resolve().parents[1]
CASES: list[dict[str, Any]] = yaml.safe_load((TESTS / "cases" / "parses.yaml").read_text("utf8"))
CORPUS = TESTS.parent / "corpus" / "articles"


@pytest.fixture(scope="module")
def nlp(shipped_pipeline: Path) -> Language:
    return load_pipeline()


def seconds_to_load() -> float:
    started = time.perf_counter()
    load_pipeline()
    return time.perf_counter() - started


@pytest.mark.usefixtures("shipped_pipeline")
def test_loads_in_less_than_two_seconds() -> None:
    assert min(seconds_to_load() for _ in range(3)) < 2


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_fixed_sentences_parse_as_expected(nlp: Language, case: dict[str, Any]) -> None:
    doc = nlp(case["text"])
    rows = [f"{t.text} {0 if t.head == t else t.head.i + 1} {t.dep_}" for t in doc]
    assert rows == case["words"]
    assert {name.text: name.label_ for name in doc.ents} == case["names"]


def reading(doc: Doc) -> list[tuple[str, ...]]:
    """Return what the pipeline says about each token."""
    return [
        (
            t.text,
            t.tag_,
            t.pos_,
            str(t.morph),
            t.lemma_,
            str(t.head.i),
            t.dep_,
            t.ent_iob_ + t.ent_type_,
            str(t.sent.start),
        )
        for t in doc
    ]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    found = [article for article in read_articles([str(CORPUS)]) if isinstance(article, Article)]
    assert len(found) > 3
    return found


def test_an_article_reads_the_same_alone_and_among_others(nlp: Language, articles: list[Article]) -> None:
    together = {article.identifier: reading(doc) for article, doc in analyse(nlp, articles)}
    backwards = {article.identifier: reading(doc) for article, doc in analyse(nlp, articles[::-1])}
    assert backwards == together
    for article in articles[:4]:
        [(_, alone)] = analyse(nlp, [article])
        assert reading(alone) == together[article.identifier]


def test_text_and_offsets_are_kept(nlp: Language, articles: list[Article]) -> None:
    for article, doc in analyse(nlp, articles):
        assert doc.text == article.text
        assert all(article.text[t.idx : t.idx + len(t)] == t.text for t in doc)


def single_roots(doc: Doc) -> Iterator[int]:
    """Yield how many roots each sentence has."""
    for sentence in doc.sents:
        yield sum(t.head == t for t in sentence)


def test_every_sentence_of_an_article_has_one_root(nlp: Language, articles: list[Article]) -> None:
    for _, doc in analyse(nlp, articles):
        assert set(single_roots(doc)) == {1}


def test_an_unknown_pipeline_is_named_with_a_next_step() -> None:
    with pytest.raises(KgError) as raised:
        load_pipeline("no_such_pipeline")
    assert raised.value.where == "language pipeline no_such_pipeline"
    assert raised.value.what.startswith("cannot be loaded")
    assert raised.value.next_step


@pytest.mark.parametrize(
    ("parts", "missing"),
    [
        ([], "has no dependency parser and no tagger and no named entities"),
        (["tagger"], "has no dependency parser and no named entities (it has tagger)"),
        (["parser", "ner"], "has no tagger (it has parser, ner)"),
    ],
)
def test_a_pipeline_without_what_extraction_reads_is_refused(tmp_path: Path, parts: list[str], missing: str) -> None:
    blank = spacy.blank("en")
    for part in parts:
        blank.add_pipe(part).add_label("NN" if part == "tagger" else "x")  # type: ignore[attr-defined]
    blank.initialize()
    blank.to_disk(tmp_path)
    with pytest.raises(KgError) as raised:
        load_pipeline(str(tmp_path))
    assert raised.value.what.startswith(missing)
    assert "tagger, parser and ner" in raised.value.next_step
