"""A teacher's analyses as training batches, beside batches of gold alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import torch
from torch import Tensor

from kg.language.training.alignment import IGNORED
from kg.language.training.batches import MASKED_WORDS
from kg.language.words import MASK

Tensors = dict[str, Tensor]


def masked(batch: Tensors, random: Random) -> Tensors:
    """Return a batch with the word pieces of some words masked, and without their suffixes and lemmas."""
    generator = torch.Generator().manual_seed(random.getrandbits(32))
    hidden = (torch.rand(batch["word_mask"].shape, generator=generator) < MASKED_WORDS) & batch["word_mask"]
    pieces, suffixes, lemmas = (batch[name].clone() for name in ("pieces", "suffixes", "lemmas"))
    for row, word in hidden.nonzero().tolist():
        pieces[row, int(batch["first"][row, word]) : int(batch["last"][row, word]) + 1] = MASK
    suffixes[hidden] = 0
    lemmas[hidden] = IGNORED
    return batch | {"pieces": pieces, "suffixes": suffixes, "lemmas": lemmas}


def taught_batches(directory: Path, epoch: int, seed: int) -> tuple[list[Tensors], Iterator[Tensors]]:
    """Return the treebank batches of an epoch in random order, and the others without end, going on where it left off.

    Raises FileNotFoundError where the directory has no ``trees-0.pt``.
    """
    random = Random(f"{seed} {epoch}")
    versions = len(list(directory.glob("trees-*.pt")))
    if not versions:
        raise FileNotFoundError(f"{directory} has no trees-0.pt: python -m kg.language.training.teach makes it")
    trees = torch.load(directory / f"trees-{epoch % versions}.pt", weights_only=True)
    random.shuffle(trees)
    others: list[Tensors] = []
    for name in ("news", "releases"):
        if (directory / f"{name}.pt").exists():
            others += torch.load(directory / f"{name}.pt", weights_only=True)
    Random(seed).shuffle(others)
    first = epoch * len(trees) % max(1, len(others))

    def endless() -> Iterator[Tensors]:
        at = first
        while others:
            yield masked(others[at % len(others)], random)
            at += 1

    return [masked(batch, random) for batch in trees], endless()
