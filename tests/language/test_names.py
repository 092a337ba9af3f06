"""Known names: which are found, how far they move labels, and which the training data give."""

from __future__ import annotations

import numpy as np
import pytest

from kg.language.names import KnownNames
from kg.language.spans import BIO, best_labels
from kg.language.training.known_names import known_names, plausible

NAMES = KnownNames(["ORG\tHouse of Tarn", "ORG\tTarn", "LOC\tVelmora", "PERSON\tOda Brill", "ORG\tGrey Lantern"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the House of Tarn met", [(1, 4, "ORG")]),
        ("Tarn met Tarn", [(0, 1, "ORG"), (2, 3, "ORG")]),
        ("police in Velmora said", [(2, 3, "LOC")]),
        ("the Velmora Dam broke", []),
        ("in Eastern Velmora today", []),
        ("the Bank of Velmora said", []),
        ("with Oda Brill today", [(1, 3, "PERSON")]),
        ("the Oda Brill Accords hold", []),
        ("House of", []),
        ("tarn", []),
    ],
)
def test_longest_names_are_found_and_parts_of_longer_ones_left(text: str, found: list[tuple[int, int, str]]) -> None:
    assert list(NAMES.find(text.split())) == found


def scores(*labels: str, by: float) -> np.ndarray:
    """Return scores in which each word's label leads all others by a distance."""
    result = np.zeros((len(labels), len(BIO)), dtype=np.float32)
    for i, label in enumerate(labels):
        result[i, BIO.index(label)] = by
    return result


def leaning(text: str, *labels: str, by: float) -> list[str]:
    return best_labels(NAMES.lean(scores(*labels, by=by), text.split()))


def test_a_known_name_wins_over_doubt_and_loses_against_certainty() -> None:
    assert leaning("in Velmora today", "O", "B-PERSON", "O", by=2.0) == ["O", "B-LOC", "O"]
    assert leaning("in Velmora today", "O", "B-PERSON", "O", by=4.0) == ["O", "B-PERSON", "O"]


def test_a_known_body_may_end_a_longer_name_and_is_cut_off_behind() -> None:
    labels = ("B-ORG", "I-ORG", "I-ORG", "O")
    assert leaning("Coastal Grey Lantern met", *labels, by=1.0) == list(labels)
    assert leaning("Grey Lantern fighters met", *labels, by=1.0) == ["B-ORG", "I-ORG", "O", "O"]


def test_several_words_taken_for_a_person_do_not_become_a_body() -> None:
    assert leaning("Grey Lantern spoke", "B-PERSON", "I-PERSON", "O", by=2.0) == ["B-PERSON", "I-PERSON", "O"]


def test_scores_stay_as_they_were() -> None:
    given = scores("O", "O", by=1.0)
    assert KnownNames([]).lean(given, ["Tarn", "met"]).tolist() == given.tolist()
    NAMES.lean(given, ["Tarn", "met"])
    assert given.tolist() == scores("O", "O", by=1.0).tolist()


def labelled(text: str) -> list[tuple[str, str]]:
    return [(word.split("/")[0], word.split("/")[1] if "/" in word else "O") for word in text.split()]


def test_names_are_known_from_half_of_their_places() -> None:
    twice = [labelled("Tarnholt/B-ORG met Velmora/B-LOC"), labelled("Tarnholt/B-ORG left Velmora")]
    assert known_names(twice) == {("Tarnholt",): "ORG", ("Velmora",): "LOC"}
    assert known_names([*twice, labelled("Tarnholt Tarnholt Tarnholt fell")]) == {("Velmora",): "LOC"}
    assert known_names([*twice, labelled("Velmora fell")]) == {("Tarnholt",): "ORG"}


def test_bodies_that_end_like_persons_are_none() -> None:
    persons = [labelled("Ea/B-PERSON Quillan/I-PERSON"), labelled("Mo/B-PERSON Quillan/I-PERSON")]
    bodies = [labelled("Oda/B-ORG Quillan/I-ORG")] * 2
    assert ("Oda", "Quillan") not in known_names([*persons, *bodies])
    assert known_names(bodies) == {("Oda", "Quillan"): "ORG"}


@pytest.mark.parametrize(
    ("name", "label", "good"),
    [
        ("al-Tarn", "ORG", True),
        ("southern Velmora", "LOC", True),
        ("of Tarn", "ORG", False),
        ("Tarn militants", "ORG", False),
        ("General Tarn", "ORG", False),
        ("Morocco", "LOC", True),
        ("Morocco", "ORG", False),
        ("Interpol", "ORG", True),
        ("Interpol", "LOC", False),
    ],
)
def test_what_is_plausible(name: str, label: str, good: bool) -> None:
    assert plausible(name.split(), label) is good
