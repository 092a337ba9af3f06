"""Trees from any scores: one root, no cycle, also with ties, and where the greedy heads run in circles."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.language.trees import Floats, best_tree


def reaches_root(heads: list[int], start: int) -> bool:
    """Tell whether following the heads from a word ends at the root."""
    node = start
    for _ in range(len(heads) + 1):
        if node == -1:
            return True
        node = heads[node]
    return False


def assert_tree(scores: Floats) -> None:
    heads = best_tree(scores).tolist()
    assert len(heads) == len(scores)
    assert heads.count(-1) == 1
    assert all(reaches_root(heads, i) for i in range(len(heads)))


@st.composite
def matrices(draw: st.DrawFn) -> Floats:
    """Scores of 1 to 40 words; few different values make ties and circles of heads likely."""
    count = draw(st.integers(1, 40))
    values = draw(st.integers(1, 6))
    seed = draw(st.integers(0, 2**32 - 1))
    return np.random.default_rng(seed).integers(0, values, (count, count + 1)).astype(np.float32)


@given(matrices())
def test_small_integers_give_a_tree(scores: Floats) -> None:
    assert_tree(scores)


@given(st.integers(1, 40), st.integers(0, 2**32 - 1), st.sampled_from([1e-6, 1.0, 1e4]))
def test_numbers_of_any_size_give_a_tree(count: int, seed: int, size: float) -> None:
    assert_tree((size * np.random.default_rng(seed).normal(size=(count, count + 1))).astype(np.float32))


def test_two_words_that_claim_each_other_are_broken_up_at_the_cheaper_arc() -> None:
    scores = np.array([[0, 0, 9], [5, 9, 0]], dtype=np.float32)
    assert best_tree(scores).tolist() == [1, -1]


def test_many_words_that_want_to_be_root_leave_one() -> None:
    scores = np.zeros((6, 7), dtype=np.float32)
    scores[:, 0] = [5, 6, 9, 8, 7, 4]
    assert best_tree(scores).tolist().index(-1) == 2


def test_a_word_is_never_its_own_head() -> None:
    scores = np.zeros((4, 5), dtype=np.float32)
    scores[np.arange(4), np.arange(1, 5)] = 100
    assert all(head != i for i, head in enumerate(best_tree(scores).tolist()))


def test_the_given_scores_are_left_as_they_were() -> None:
    scores = np.random.default_rng(0).normal(size=(5, 6)).astype(np.float32)
    before = scores.copy()
    best_tree(scores)
    assert (scores == before).all()
