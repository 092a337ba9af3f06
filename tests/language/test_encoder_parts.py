"""The pieces around the network: word features, lemma rules, trees, spans; none needs trained weights."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.lemmas import apply_rule, lemma_rule
from kg.language.spans import BIO, best_labels
from kg.language.trees import best_tree
from kg.language.words import SHAPES, SUFFIX_BUCKETS, shape_of, suffix_buckets


@pytest.mark.parametrize(
    ("form", "shape"),
    [
        ("arrested", "lower"),
        ("Rabat", "title"),
        ("A", "capital"),
        ("DGSN", "upper"),
        ("iPhone", "inner-upper"),
        ("McCain", "camel"),
        ("2024", "year"),
        ("17", "digits"),
        ("3.5", "number"),
        ("U.S.", "dotted-upper"),
        ("\u2019s", "clitic"),
        ("n't", "clitic"),
        ("\u201c", "quote"),
        ("\u2013", "dash"),
        ("www.state.gov", "address"),
        ("Łódź", "title"),
        ("$", "symbol"),
    ],
)
def test_shape(form: str, shape: str) -> None:
    assert SHAPES[shape_of(form)] == shape


def test_suffixes_ignore_case_and_stay_in_range() -> None:
    assert suffix_buckets("Police") == suffix_buckets("POLICE")
    assert suffix_buckets("police")[0] == suffix_buckets("arrive")[0]
    assert all(0 < bucket < SUFFIX_BUCKETS for bucket in suffix_buckets("extraditions"))


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("was", "be"), ("Agencies", "agency"), ("Omrah", "Omrah"), ("MOROCCO", "Morocco"), ("running", "run"), ("I", "I")],
)
def test_lemma_rule_gives_the_lemma_back(form: str, lemma: str) -> None:
    assert apply_rule(lemma_rule(form, lemma), form) == lemma


def test_lemma_rule_carries_over_to_other_words_and_refuses_others() -> None:
    rule = lemma_rule("agencies", "agency")
    assert apply_rule(rule, "parties") == "party"
    assert apply_rule(rule, "police") is None
    assert apply_rule(lemma_rule("'s", "be"), "'s") == "be"


@given(st.from_regex(r"[A-Za-z]{1,12}", fullmatch=True), st.from_regex(r"[A-Za-z]{1,12}", fullmatch=True))
def test_every_pair_has_a_rule(form: str, lemma: str) -> None:
    assert apply_rule(lemma_rule(form, lemma), form) == lemma


def is_tree(heads: tuple[int, ...]) -> bool:
    """Tell whether heads, -1 for the root, form one tree."""
    if heads.count(-1) != 1:
        return False
    for i in range(len(heads)):
        seen = set()
        while i >= 0 and i not in seen:
            seen.add(i)
            i = heads[i]
        if i >= 0:
            return False
    return True


def weight(scores: np.ndarray, heads: tuple[int, ...]) -> float:
    return float(sum(scores[i, head + 1] for i, head in enumerate(heads)))


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_tree_is_the_best_of_all(count: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32)
    found = tuple(best_tree(scores).tolist())
    assert is_tree(found)
    every = [
        heads
        for heads in product(range(-1, count), repeat=count)
        if all(head != i for i, head in enumerate(heads)) and is_tree(heads)
    ]
    assert weight(scores, found) == pytest.approx(max(weight(scores, heads) for heads in every), abs=1e-4)


def test_tree_of_a_long_sentence_that_greedy_choice_would_break() -> None:
    count = 80
    scores = np.random.default_rng(4).normal(size=(count, count + 1)).astype(np.float32)
    assert is_tree(tuple(best_tree(scores).tolist()))


def scores_for(*labels: str) -> np.ndarray:
    scores = np.full((len(labels), len(BIO)), -5.0, dtype=np.float32)
    for row, label in zip(scores, labels, strict=True):
        row[BIO.index(label)] = 0.0
    return scores


def test_well_formed_labels_stay() -> None:
    labels = ["O", "B-PERSON", "I-PERSON", "B-LOC", "O"]
    assert best_labels(scores_for(*labels)) == labels


def test_an_inside_without_a_beginning_is_repaired() -> None:
    scores = scores_for("O", "I-ORG", "I-ORG")
    scores[1, BIO.index("B-ORG")] = -0.5
    assert best_labels(scores) == ["O", "B-ORG", "I-ORG"]


@given(st.integers(0, 2**32 - 1), st.integers(0, 12))
def test_labels_are_always_well_formed(seed: int, count: int) -> None:
    labels = best_labels(np.random.default_rng(seed).normal(size=(count, len(BIO))).astype(np.float32))
    assert len(labels) == count
    for before, label in zip(["O", *labels], labels, strict=False):
        assert not label.startswith("I-") or before[2:] == label[2:]
