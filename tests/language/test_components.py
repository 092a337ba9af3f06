"""The shipped pipeline in spaCy: loads fast, gives ordinary Docs, and says the same whatever is read beside a text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import kg.language
from kg.language.components import EncoderComponent
from tests.needs import need

PATH = Path(kg.language.__file__).parent / "pipeline_default"
TEXTS = [
    "Moroccan police arrested a Danish national at the airport in Casablanca on Monday.",
    "The suspect was extradited to France. He did not appeal.",
    "Spain and Italy signed an agreement.",
    "U.S. officials thanked the DGSN for its help.",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    need((PATH / "meta.json").exists(), "the shipped pipeline in kg/language/pipeline_default")
    return spacy.load(PATH)


def reading(doc: Doc) -> list[tuple[str, str, str, str, int, str, bool, str]]:
    """Return everything that the pipeline says about each token."""
    return [
        (t.tag_, t.pos_, str(t.morph), t.lemma_, t.head.i, t.dep_, bool(t.is_sent_start), t.ent_iob_ + t.ent_type_)
        for t in doc
    ]


def test_loads_in_under_two_seconds(nlp: Language) -> None:
    started = time.perf_counter()
    spacy.load(PATH)(TEXTS[0])
    assert time.perf_counter() - started < 2


def test_expected_trees(nlp: Language) -> None:
    trees = [[(t.text, t.dep_, t.head.text) for t in nlp(text) if t.dep_ != "punct"] for text in TEXTS[:3]]
    assert {("police", "nsubj", "arrested"), ("national", "obj", "arrested"), ("Danish", "amod", "national")} <= set(
        trees[0]
    )
    assert ("Casablanca", "nmod", "airport") in trees[0]
    assert {("suspect", "nsubj:pass", "extradited"), ("France", "obl", "extradited"), ("He", "nsubj", "appeal")} <= set(
        trees[1]
    )
    assert {("Spain", "nsubj", "signed"), ("Italy", "conj", "Spain"), ("agreement", "obj", "signed")} <= set(trees[2])


def test_lemmas_sentences_and_names(nlp: Language) -> None:
    first, second = nlp(TEXTS[0]), nlp(TEXTS[1])
    assert [t.lemma_ for t in first[:4]] == ["Moroccan", "police", "arrest", "a"]
    assert [s.text for s in second.sents] == ["The suspect was extradited to France.", "He did not appeal."]
    named = {(e.text, e.label_) for e in first.ents}
    assert {("Moroccan", "NORP"), ("Danish", "NORP"), ("Casablanca", "LOC"), ("Monday", "DATE")} <= named


def test_result_does_not_depend_on_the_batch(nlp: Language) -> None:
    alone = [reading(nlp(text)) for text in TEXTS]
    long = " ".join(TEXTS * 4)
    assert [reading(doc) for doc in nlp.pipe([*TEXTS, long])][:4] == alone
    assert [reading(doc) for doc in nlp.pipe([long, *reversed(TEXTS)])][:0:-1] == alone


def test_every_sentence_is_one_tree(nlp: Language) -> None:
    for doc in nlp.pipe([*TEXTS, " ".join(TEXTS * 30)]):
        assert doc.has_annotation("SENT_START")
        for sentence in doc.sents:
            assert [t for t in sentence if t.head == t] == [sentence.root]


def test_text_longer_than_a_window_is_read_whole(nlp: Language) -> None:
    text = " ".join(TEXTS * 30)
    doc = nlp(text)
    assert all(t.tag_ and t.dep_ and t.lemma_ for t in doc)
    # cuts between windows fall on sentence starts, so none of these is broken in two
    assert sum(s.text == "He did not appeal." for s in doc.sents) == 30


def test_white_space_and_empty_text(nlp: Language) -> None:
    doc = nlp("  He left .\n\nShe  stayed.\n")
    assert [t.tag_ for t in doc if t.is_space] == ["_SP"] * sum(t.is_space for t in doc)
    starts = [t.text for t in doc if t.is_sent_start and not t.is_space]
    assert "She" in starts
    assert len(nlp("")) == 0
    assert nlp(" \n ").text == " \n "
    assert doc.tensor.shape == (len(doc), 1)
    assert ((doc.tensor >= 0) & (doc.tensor <= 1)).all()


def test_bytes_and_disk_bring_the_same_network(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "copy")
    assert reading(spacy.load(tmp_path / "copy")(TEXTS[0])) == reading(nlp(TEXTS[0]))
    fresh = spacy.blank("en")
    fresh.add_pipe("seccoop_encoder")
    fresh.from_bytes(nlp.to_bytes())
    assert reading(fresh(TEXTS[1])) == reading(nlp(TEXTS[1]))


def test_a_component_without_network_says_so() -> None:
    component = EncoderComponent(spacy.blank("en").vocab, "empty")
    with pytest.raises(ValueError, match="has no network: load it with from_disk"):
        component(spacy.blank("en")("Police came."))


def test_sentence_starts_that_a_doc_brings_are_kept(nlp: Language) -> None:
    words = ["Police", "held", "two", "men", ".", "Both", "are", "Dutch", "."]
    undivided = nlp(Doc(nlp.vocab, words=words, sent_starts=[True] + [False] * (len(words) - 1)))
    assert len(list(undivided.sents)) == 1
    divided = nlp(Doc(nlp.vocab, words=words, sent_starts=[i in (0, 3, 5) for i in range(len(words))]))
    assert [s.text for s in divided.sents] == ["Police held two", "men .", "Both are Dutch ."]
