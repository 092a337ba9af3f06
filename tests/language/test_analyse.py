"""Paragraphs are parsed apart and joined: offsets are the article's, and no sentence crosses a paragraph."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.language.analyse import BATCH, analyse, join, paragraphs
from kg.model import Article


@Language.component("flat_trees")
def flat_trees(doc: Doc) -> Doc:
    """Hang every word of a sentence on its first, as trees of a parser are given to join."""
    for sent in doc.sents:
        for token in sent:
            token.head = sent[0]
            token.dep_ = "ROOT" if token.i == sent.start else "dep"
    return doc


def _pipeline() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("flat_trees")
    return nlp


NLP = _pipeline()
WORDS = st.sampled_from(
    ["Morocco", "arrested", "two", "suspects", "in", "Tangier", "U.S.", "don't", "naïve", "上海", "👮🏽", "’s", "a"]
)
ENDS = st.sampled_from(
    [
        " ",
        " ",
        "  ",
        ". ",
        ", ",
        "! ",
        "\n",
        "\r\n",
        "\n\n",
        "\n \t\n",
        "\n- ",
        "\n• ",
        "\n2. ",
        "\t",
        "\u00a0",
        "\u2028",
    ]
)
NEWS = st.lists(st.one_of(WORDS, ENDS), max_size=40).map("".join)


def doc_of(text: str) -> Doc:
    ((_, doc),) = analyse(NLP, [Article("a", text)])
    return doc


@given(st.one_of(NEWS, st.text(max_size=60)))
@example("")
@example("\n\n")
@example(" \u00a0 ")
@example("- a\n- b\n")
@settings(deadline=None, max_examples=150)
def test_the_doc_has_the_text_of_the_article(text: str) -> None:
    doc = doc_of(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@given(NEWS)
@settings(deadline=None, max_examples=150)
def test_sentences_never_cross_paragraphs(text: str) -> None:
    blocks = [(start, start + len(paragraph)) for start, paragraph in paragraphs(text)]
    for sent in doc_of(text).sents:
        starts = [token.idx for token in sent if not token.is_space]
        assert len({i for i, (start, end) in enumerate(blocks) for at in starts if start <= at < end}) <= 1


@given(NEWS)
@settings(deadline=None, max_examples=150)
def test_paragraphs_are_stretches_of_the_text_and_leave_only_space_out(text: str) -> None:
    end = 0
    for start, paragraph in paragraphs(text):
        assert text[start : start + len(paragraph)] == paragraph == paragraph.strip()
        assert not text[end:start].strip()
        end = start + len(paragraph)
    assert not text[end:].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("LIMA, Peru (ABC) – Police met.", ["LIMA, Peru (ABC) –", "Police met."]),
        ("NEW DELHI, June 3 — Police met.", ["NEW DELHI, June 3 —", "Police met."]),
        ("WASHINGTON - A court ruled.", ["WASHINGTON -", "A court ruled."]),
        ("LIMA A court ruled.", ["LIMA", "A court ruled."]),
        ("LIMAPolice met.", ["LIMA", "Police met."]),
        ("LIMA POST REPORTER HELD", ["LIMA POST REPORTER HELD"]),
        ("INTERPOL Secretary General Moss spoke.", ["INTERPOL Secretary General Moss spoke."]),
        ("NATO – the alliance – met.", ["NATO – the alliance – met."]),
        ("The FBI - A unit of it - met.", ["The FBI - A unit of it - met."]),
        ("One line\nand another.", ["One line\nand another."]),
        ("One.\n \t\nTwo.", ["One.", "Two."]),
        ("Seized:\n- cocaine\n- rifles\n", ["Seized:", "- cocaine", "- rifles"]),
        ("Seized:\n\u2022 cocaine\n  \u2022 rifles", ["Seized:", "\u2022 cocaine", "\u2022 rifles"]),
        ("Aims:\n1. Train.\n2) Equip.", ["Aims:", "1. Train.", "2) Equip."]),
        ("Agents from\n12 countries met.", ["Agents from\n12 countries met."]),
        ("A US\n-led raid.", ["A US\n-led raid."]),
        ("  Indented.  \n\n", ["Indented."]),
        ("\n \n", []),
    ],
)
def test_blank_lines_and_bullets_end_a_paragraph(text: str, expected: list[str]) -> None:
    assert [paragraph for _, paragraph in paragraphs(text)] == expected


def test_what_lies_between_paragraphs_is_one_token_of_space() -> None:
    doc = doc_of("Spain agreed.\n\n \nMorocco did not.\n")
    assert [token.text for token in doc if token.pos_ == "SPACE"] == ["\n\n \n", "\n"]
    assert [sent.text.strip() for sent in doc.sents] == ["Spain agreed.", "Morocco did not."]


def test_offsets_count_code_points() -> None:
    text = "👮🏽 Señor Núñez fled.\n\nPolice in 上海 arrested Núñez."
    doc = doc_of(text)
    arrested = next(token for token in doc if token.text == "arrested")
    assert arrested.idx == text.index("arrested")
    assert [text[s.start_char : s.end_char].strip() for s in doc.sents] == [s.text.strip() for s in doc.sents]


def test_annotations_move_with_their_paragraph() -> None:
    def parsed(words: list[str], heads: list[int], deps: list[str], ents: list[str]) -> Doc:
        return Doc(
            NLP.vocab, words, [True, False, False], heads=heads, deps=deps, ents=ents, lemmas=[w.lower() for w in words]
        )

    text = "Spain agreed.\n\nMorocco refused."
    first = parsed(["Spain", "agreed", "."], [1, 1, 1], ["nsubj", "ROOT", "punct"], ["B-LOC", "O", "O"])
    second = parsed(["Morocco", "refused", "."], [1, 1, 1], ["nsubj", "ROOT", "punct"], ["B-LOC", "O", "O"])
    doc = join(NLP.vocab, text, [(0, first), (text.index("Morocco"), second)])
    assert [(t.text, t.head.text, t.dep_) for t in doc if not t.is_space] == [
        ("Spain", "agreed", "nsubj"), ("agreed", "agreed", "ROOT"), (".", "agreed", "punct"),
        ("Morocco", "refused", "nsubj"), ("refused", "refused", "ROOT"), (".", "refused", "punct"),
    ]  # fmt: skip
    assert [(e.text, e.label_, e.start_char) for e in doc.ents] == [("Spain", "LOC", 0), ("Morocco", "LOC", 15)]
    assert [t.lemma_ for t in doc if not t.is_space] == ["spain", "agreed", ".", "morocco", "refused", "."]


def test_entities_that_touch_stay_apart() -> None:
    words = ["Spain", "Morocco", "talks"]
    part = Doc(
        NLP.vocab,
        words,
        [True, True, False],
        ents=["B-LOC", "B-LOC", "O"],
        heads=[2, 2, 2],
        deps=["compound", "compound", "ROOT"],
    )
    doc = join(NLP.vocab, "Spain Morocco talks", [(0, part)])
    assert [e.text for e in doc.ents] == ["Spain", "Morocco"]


def test_articles_come_back_in_order_over_several_batches() -> None:
    articles = [
        Article(str(i), f"Article {i}.\n\nIts second paragraph." if i % 3 else "") for i in range(2 * BATCH + 1)
    ]
    results = list(analyse(NLP, articles))
    assert [article for article, _ in results] == articles
    assert [doc.text for _, doc in results] == [article.text for article in articles]


def test_the_certainty_of_every_paragraph_stands_at_its_words() -> None:
    def part(text: str, *sure: float) -> Doc:
        doc = spacy.blank("en")(text)
        doc.tensor = np.array(sure, dtype=np.float32).reshape(-1, 1)
        return doc

    text = "One two\n\nthree four"
    other = spacy.blank("en")("three four")
    other.tensor = np.ones((2, 96), dtype=np.float32)  # what a convolutional pipeline leaves there
    sure = join(NLP.vocab, text, [(0, part("One two", 0.5, 0.25)), (9, part("three four", 0.75, 0.5))])
    assert sure.tensor[:, 0].tolist() == [0.5, 0.25, 1.0, 0.75, 0.5]
    assert join(NLP.vocab, text, [(0, part("One two", 0.5, 0.25)), (9, other)]).tensor[:, 0].tolist() == [
        0.5,
        0.25,
        1,
        1,
        1,
    ]
