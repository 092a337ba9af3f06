"""Windows and batches: every word is read once, batches stay within their size, padding is masked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.language.windows import PIECES_PER_BATCH, WINDOW, Window, batches, feeds_of, window_from
from kg.language.words import CLS, MAX_PIECES, SEP, SUFFIX_LENGTHS, WordInput

SIZES = st.lists(st.integers(1, MAX_PIECES), min_size=1, max_size=400)


def word(pieces: int) -> WordInput:
    return WordInput((7,) * pieces, 0, (1,) * len(SUFFIX_LENGTHS))


@given(SIZES)
def test_windows_that_follow_each_other_cover_every_word_once(sizes: list[int]) -> None:
    words = [word(size) for size in sizes]
    covered = 0
    while covered < len(words):
        window = window_from(words, 0, covered)
        assert (window.start, window.pieces) == (covered, sum(sizes[covered : window.end]))
        assert covered < window.end
        assert window.pieces <= WINDOW
        assert window.end == len(words) or window.pieces + sizes[window.end] > WINDOW
        covered = window.end


@given(st.lists(st.integers(1, WINDOW), max_size=80))
def test_batches_hold_every_window_once_and_stay_small(pieces: list[int]) -> None:
    windows = [Window(i, 0, size, size) for i, size in enumerate(pieces)]
    groups = list(batches(windows))
    assert sorted(w.paragraph for batch in groups for w in batch) == list(range(len(pieces)))
    for batch in groups:
        assert len(batch) * (max(w.pieces for w in batch) + 2) <= PIECES_PER_BATCH


def test_batches_do_not_depend_on_the_order_of_equal_lengths() -> None:
    windows = [Window(i, 0, 3, 3) for i in range(5)]
    assert list(batches(windows)) == list(batches(windows[::-1]))


def test_padding_is_masked_and_words_point_at_their_pieces() -> None:
    sentences = [[("ab", False), ("c", True)], [("d", False)]]
    words = [[word(2), word(1)], [word(1)]]
    feeds = feeds_of([window_from(words[0], 0, 0), window_from(words[1], 1, 0)], sentences, words)
    assert feeds["pieces"].tolist() == [[CLS, 7, 7, 7, SEP], [CLS, 7, SEP, 0, 0]]
    assert feeds["mask"].tolist() == [[True] * 5, [True] * 3 + [False] * 2]
    assert feeds["first"].tolist() == [[1, 3], [1, 0]]
    assert feeds["last"].tolist() == [[2, 3], [1, 0]]
    assert feeds["shapes"].tolist() == [[1, 2], [1, 0]]
