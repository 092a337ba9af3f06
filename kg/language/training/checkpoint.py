"""Checkpoints: a run's state on disk, and the weights of one run as the start of another."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from kg.language.training.data import Labels
from kg.language.training.model import Parser, Sizes

FILE = "checkpoint.pt"
_OUTPUTS = {"tags": "tags.output", "morphs": "morphs.output", "lemmas": "lemmas.output"}


def save_checkpoint(
    run: Path,
    model: dict[str, Tensor],
    last: dict[str, Tensor],
    optimizer: torch.optim.Optimizer,
    epoch: int,
    step: int,
) -> None:
    """Write a run's state in one move; ``model`` are the averaged weights, ``last`` those of the last step."""
    partial = run / "checkpoint.partial"
    state = {"model": model, "last": last, "optimizer": optimizer.state_dict(), "epoch": epoch, "step": step}
    torch.save(state, partial)
    os.replace(partial, run / FILE)


def load_checkpoint(run: Path) -> dict[str, Any]:
    """Return what ``save_checkpoint`` wrote last, or nothing."""
    path = run / FILE
    return torch.load(path, weights_only=True, map_location="cpu") if path.exists() else {}


def load_run(run: Path) -> tuple[Parser, Labels]:
    """Return the averaged model of a training run and its labels."""
    config = json.loads((run / "labels.json").read_text(encoding="utf8"))
    parser = Parser(Sizes(**config["sizes"]))
    parser.load_state_dict(load_checkpoint(run)["model"])
    return parser, Labels(**{name: tuple(values) for name, values in config["labels"].items()})


def start_from(model: Parser, labels: Labels, run: Path) -> None:
    """Fill a model with the weights of another run; output rows follow their labels, new labels keep what they have.

    Where the encoders are of different widths only the heads are taken, which get the same width of words from both.
    Raises ValueError where the runs differ in more than that and the labels of tags, morphology and lemmas.
    """
    theirs = json.loads((run / "labels.json").read_text(encoding="utf8"))["labels"]
    if list(labels.relations) != theirs["relations"]:
        raise ValueError(f"{run}: its relations are not those of the training data")
    state = load_checkpoint(run)["model"]
    own = model.state_dict()
    if state["word.weight"].shape != own["word.weight"].shape:
        state = {name: value for name, value in state.items() if not name.startswith(("encoder.", "word."))}
        state |= {name: value for name, value in own.items() if name not in state}
    for name, layer in _OUTPUTS.items():
        index = {label: i for i, label in enumerate(theirs[name])}
        for part in ("weight", "bias"):
            source, rows = state[f"{layer}.{part}"], own[f"{layer}.{part}"].clone()
            for i, label in enumerate(getattr(labels, name)):
                if label in index:
                    rows[i] = source[index[label]]
            state[f"{layer}.{part}"] = rows
    model.load_state_dict(state)
