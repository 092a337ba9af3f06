"""Stretches of paragraphs that fit the network, and their input arrays in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.language.words import CLS, SEP, SUFFIX_LENGTHS, WordInput, WordReader

WINDOW = 254  # word pieces beside [CLS] and [SEP]: no longer sequence was seen in training
PIECES_PER_BATCH = 2048

Array = NDArray[Any]


@dataclass(slots=True)
class Window:
    """Words ``start`` … ``end`` (half-open) of a paragraph, which fit into one sequence."""

    paragraph: int
    start: int
    end: int
    pieces: int


def window_from(words: Sequence[WordInput], paragraph: int, start: int) -> Window:
    """Take as many words from ``start`` on as fit into one window, at least one."""
    room = WINDOW
    end = start
    while end < len(words) and len(words[end].pieces) <= room:
        room -= len(words[end].pieces)
        end += 1
    return Window(paragraph, start, end, WINDOW - room)


def batches(windows: Sequence[Window]) -> Iterator[list[Window]]:
    """Group windows of like length; a batch holds at most ``PIECES_PER_BATCH`` padded word pieces."""
    group: list[Window] = []
    for window in sorted(windows, key=lambda w: (w.pieces, w.paragraph)):
        if group and (len(group) + 1) * (window.pieces + 2) > PIECES_PER_BATCH:
            yield group
            group = []
        group.append(window)
    if group:
        yield group


def feeds_of(
    batch: Sequence[Window],
    paragraphs: Sequence[Sequence[tuple[str, bool]]],
    words: Sequence[Sequence[WordInput]],
) -> dict[str, Array]:
    """Return the padded input arrays of a batch."""
    rows = len(batch)
    width = max(w.pieces for w in batch) + 2
    longest = max(w.end - w.start for w in batch)
    feeds: dict[str, Array] = {
        "pieces": np.zeros((rows, width), np.int64),
        "piece_shapes": np.zeros((rows, width), np.int64),
        "mask": np.zeros((rows, width), bool),
        "first": np.zeros((rows, longest), np.int64),
        "last": np.zeros((rows, longest), np.int64),
        "shapes": np.zeros((rows, longest), np.int64),
        "suffixes": np.zeros((rows, longest, len(SUFFIX_LENGTHS)), np.int64),
    }
    for r, window in enumerate(batch):
        pieces, piece_shapes, first, last, shapes, suffixes = [CLS], [0], [], [], [], []
        paragraph, inputs = paragraphs[window.paragraph], words[window.paragraph]
        for i in range(window.start, window.end):
            word = inputs[i]
            shape = 1 + 2 * word.shape + (paragraph[i][1] and i > window.start)
            first.append(len(pieces))
            pieces.extend(word.pieces)
            piece_shapes.extend([shape] * len(word.pieces))
            last.append(len(pieces) - 1)
            shapes.append(shape)
            suffixes.append(word.suffixes)
        pieces.append(SEP)
        piece_shapes.append(0)
        count = len(shapes)
        feeds["pieces"][r, : len(pieces)] = pieces
        feeds["piece_shapes"][r, : len(pieces)] = piece_shapes
        feeds["mask"][r, : len(pieces)] = True
        feeds["first"][r, :count] = first
        feeds["last"][r, :count] = last
        feeds["shapes"][r, :count] = shapes
        feeds["suffixes"][r, :count] = suffixes
    return feeds


def feeds_of_paragraph(paragraph: Sequence[tuple[str, bool]], reader: WordReader) -> dict[str, Array]:
    """Return the input arrays of one paragraph's first window, a batch of one."""
    words = [reader(form) for form, _ in paragraph]
    return feeds_of([window_from(words, 0, 0)], [paragraph], [words])
