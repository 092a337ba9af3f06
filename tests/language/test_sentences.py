"""Sentence starts decided with the trees on either side."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language.sentences import label_end, sentence_starts


def arcs_of(heads: list[int], strength: float = 6.0) -> np.ndarray:
    """Return arc scores that favour the given heads; -1 is the root."""
    scores = np.zeros((len(heads), len(heads) + 1), dtype=np.float32)
    scores[np.arange(len(heads)), np.array(heads) + 1] = strength
    return scores


def test_sure_starts_need_no_tree() -> None:
    starts = np.array([0.2, 0.001, 0.999, 0.001], dtype=np.float32)
    assert sentence_starts(starts, arcs_of([-1, 0, 0, 0])).tolist() == [True, False, True, False]


@pytest.mark.parametrize(
    ("heads", "found"),
    [([-1, 0, -1, 2], [True, False, True, False]), ([-1, 0, 1, 2], [True, False, False, False])],
    ids=["two roots", "one root"],
)
def test_a_doubtful_start_follows_the_trees(heads: list[int], found: list[bool]) -> None:
    starts = np.array([1.0, 0.0, 0.6, 0.0], dtype=np.float32)
    assert sentence_starts(starts, arcs_of(heads)).tolist() == found


@settings(deadline=None)
@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_any_scores_give_starts(count: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    starts = random.random(count).astype(np.float32)
    opens = sentence_starts(starts, random.normal(size=(count, count + 1)).astype(np.float32))
    assert opens.shape == (count,) and opens[0]
    assert all(opens[i] for i in range(1, count) if starts[i] > 0.95)
    assert not any(opens[i] for i in range(1, count) if starts[i] < 0.5)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("• Two arrests", 1),
        ("QUESTION : Will he come ?", 2),
        ("MR . HALL : No .", 4),
        ("QUESTION :", 0),
        ("He said : no", 0),
        ("WASHINGTON , Two men were held : both confessed .", 0),
        ("Two arrests", 0),
        ("•", 0),
    ],
)
def test_labels_before_what_is_said(text: str, end: int) -> None:
    assert label_end(text.split()) == end
