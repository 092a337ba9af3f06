"""Token sequences as arrays of equal width, in batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.language.lemmas import lemma_rule
from kg.language.spans import BIO
from kg.language.training.alignment import IGNORED, TokenGold
from kg.language.training.data import Labels
from kg.language.training.gold import UNKNOWN
from kg.language.words import CLS, MASK, SEP, SUFFIX_LENGTHS, WordReader

MAX_PIECES_PER_SEQUENCE = 256
STEP = 16  # widths are rounded up to this: few distinct shapes keep the memory of the kernels flat
MASKED_WORDS = 0.03


@dataclass(frozen=True)
class Encoded:
    """One sequence as arrays: word pieces first, then words."""

    pieces: list[int]
    piece_shapes: list[int]
    first: list[int]
    last: list[int]
    shapes: list[int]
    suffixes: list[tuple[int, ...]]
    tags: list[int]
    morphs: list[int]
    lemmas: list[int]
    heads: list[int]
    relations: list[int]
    sentences: list[int]
    starts: list[int]
    entities: list[int]


def encode(
    tokens: Sequence[TokenGold], reader: WordReader, index: dict[str, dict[str, int]], random: Random | None
) -> Encoded | None:
    """Turn tokens into indices; None where the sequence has more than ``MAX_PIECES_PER_SEQUENCE`` word pieces.

    Where a random source is given, some words are masked.
    """
    pieces, piece_shapes = [CLS], [0]
    result = Encoded(pieces, piece_shapes, *([] for _ in range(12)))
    for token in tokens:
        word = reader(token.form)
        shape = 1 + 2 * word.shape + token.space
        masked = random is not None and random.random() < MASKED_WORDS
        result.first.append(len(pieces))
        pieces.extend([MASK] if masked else word.pieces)
        result.last.append(len(pieces) - 1)
        piece_shapes.extend([shape] * (len(pieces) - len(piece_shapes)))
        result.shapes.append(shape)
        result.suffixes.append((0,) * len(SUFFIX_LENGTHS) if masked else word.suffixes)
        result.tags.append(index["tags"].get(token.tag, IGNORED))
        result.morphs.append(index["morphs"].get(token.morph, IGNORED))
        rule = lemma_rule(token.form, token.lemma)
        result.lemmas.append(IGNORED if masked or token.lemma == UNKNOWN else index["lemmas"].get(rule, IGNORED))
        result.heads.append(token.head + 1 if token.head >= -1 else IGNORED)
        result.relations.append(index["relations"].get(token.relation, IGNORED))
        result.sentences.append(token.sentence)
        result.starts.append(token.start)
        result.entities.append(index["entities"].get(token.entity, IGNORED))
    pieces.append(SEP)
    piece_shapes.append(0)
    return result if len(pieces) <= MAX_PIECES_PER_SEQUENCE else None


def label_index(labels: Labels) -> dict[str, dict[str, int]]:
    """Map every label to its output index, by classifier."""
    fields = {
        "tags": labels.tags, "morphs": labels.morphs, "lemmas": labels.lemmas,
        "relations": labels.relations, "entities": BIO,
    }  # fmt: skip
    return {name: {label: i for i, label in enumerate(values)} for name, values in fields.items()}


Batch = dict[str, NDArray[Any]]


def _round_up(number: int) -> int:
    return -(-number // STEP) * STEP


def batches(sequences: Sequence[Encoded], pieces_per_batch: int, random: Random | None) -> list[Batch]:
    """Sort by length, cut into batches of at most ``pieces_per_batch`` padded word pieces, shuffle the batches."""
    order = sorted(range(len(sequences)), key=lambda i: (len(sequences[i].pieces), i))
    groups: list[list[int]] = []
    for i in order:
        width = _round_up(len(sequences[i].pieces))
        if groups and (len(groups[-1]) + 1) * width <= pieces_per_batch:
            groups[-1].append(i)
        else:
            groups.append([i])
    if random is not None:
        random.shuffle(groups)
    return [_pad([sequences[i] for i in group]) for group in groups]


def _pad(group: Sequence[Encoded]) -> Batch:
    rows = len(group)
    width = _round_up(max(len(s.pieces) for s in group))
    words = _round_up(max(len(s.first) for s in group))
    batch: Batch = {
        "pieces": np.zeros((rows, width), np.int64),
        "piece_shapes": np.zeros((rows, width), np.int64),
        "mask": np.zeros((rows, width), bool),
        "word_mask": np.zeros((rows, words), bool),
        "suffixes": np.zeros((rows, words, len(SUFFIX_LENGTHS)), np.int64),
    }
    for name in ("first", "last", "shapes"):
        batch[name] = np.zeros((rows, words), np.int64)
    for name in ("tags", "morphs", "lemmas", "heads", "relations", "starts", "entities"):
        batch[name] = np.full((rows, words), IGNORED, np.int64)
    batch["sentences"] = np.full((rows, words), -1, np.int64)
    for r, s in enumerate(group):
        batch["pieces"][r, : len(s.pieces)] = s.pieces
        batch["piece_shapes"][r, : len(s.pieces)] = s.piece_shapes
        batch["mask"][r, : len(s.pieces)] = True
        count = len(s.first)
        batch["word_mask"][r, :count] = True
        batch["suffixes"][r, :count] = s.suffixes
        for name in (
            "first",
            "last",
            "shapes",
            "tags",
            "morphs",
            "lemmas",
            "heads",
            "relations",
            "starts",
            "entities",
            "sentences",
        ):
            batch[name][r, :count] = getattr(s, name)
    return batch
