"""Train the default pipeline: ``python -m kg.language.training.train --data DIR --out DIR --base DIR``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, multiprocessing

from kg.language.spans import BIO
from kg.language.training.bases import Base, base_of, load_base
from kg.language.training.checkpoint import load_checkpoint, save_checkpoint, start_from
from kg.language.training.data import Labels, collect_labels
from kg.language.training.evaluate import CORPUS
from kg.language.training.losses import WEIGHTS, losses, quick_scores, to_tensors
from kg.language.training.model import Parser, Sizes
from kg.language.training.optimizer import RunningMean, average_gradients, optimizer_for, schedule
from kg.language.training.sources import Sources, development, epoch_groups, prepare, read_gold
from kg.language.training.taught import Tensors, taught_batches
from kg.language.words import WordReader


def report(line: str) -> None:
    """Write a progress line to standard error."""
    print(line, file=sys.stderr, flush=True)


def sizes_of(labels: Labels, base: Base) -> Sizes:
    """Return the model's sizes for a set of labels and a pretrained encoder."""
    counts = (len(labels.tags), len(labels.morphs), len(labels.lemmas), len(labels.relations), len(BIO))
    return Sizes(*counts, **base.sizes)


def epoch_steps(
    sources: Sources,
    reader: WordReader,
    labels: Labels,
    options: argparse.Namespace,
    epoch: int,
    share: tuple[int, int],
) -> tuple[list[list[Tensors]], int]:
    """Return the steps of an epoch, each with its batches, for one of several processes; ``share`` is (rank, number).

    Without a teacher a step is a batch of gold. With one it is a batch of treebank text and another of the rest, most
    of them with the teacher's analyses. The second value counts the paragraphs left out as too long.
    """
    rank, workers = share
    random = Random(options.seed * 77 + epoch * workers + rank)
    groups = epoch_groups(sources, epoch, options.seed, options.news, options.taught is None)[rank::workers]
    prepared, long = prepare(groups, reader, labels, options.batch, random)
    fresh = [to_tensors(arrays, torch.device("cpu")) for arrays in prepared]
    if options.taught is None:
        return [[batch] for batch in fresh], long
    trees, others = taught_batches(options.taught, epoch, options.seed)
    trees = trees[rank::workers]
    fresh += islice(others, rank, rank + workers * max(0, len(trees) - len(fresh)), workers)
    random.shuffle(fresh)
    return [list(step) for step in zip(trees, fresh, strict=False)], long


def train(rank: int, options: argparse.Namespace, shared: list[Tensor], counts: Tensor, meet: Any) -> None:
    """Run one of the training processes, from the last checkpoint or from the start; save after every epoch.

    Every process computes the gradients of its share of the batches, by default with one thread: on a busy machine that
    loses less time than threads waiting for each other at every matrix.
    """
    torch.set_num_threads(options.threads)
    workers = len(shared)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    reader = WordReader(Tokenizer.from_file(str(options.tokenizer or options.base / "tokenizer.json")))
    sources = read_gold(options.data, options.corpus)
    labels = collect_labels(sources["ewt"] + sources["gum"])
    torch.manual_seed(options.seed)  # the same first weights in every process
    base = base_of(options.base)
    model = Parser(sizes_of(labels, base))
    load_base(model.encoder, base, options.base)
    if options.start:
        start_from(model, labels, options.start)
    saved = load_checkpoint(options.out)
    first, step = 0, 0
    if saved:
        model.load_state_dict(saved["last"])
        first, step = saved["epoch"] + 1, saved["step"]
        report(f"resumed after epoch {saved['epoch']}")
    torch.manual_seed(options.seed + rank + workers * first)
    model.to(device)
    mean = RunningMean(model) if rank == 0 else None
    optimizer = optimizer_for(model, options.rate, options.head_rate, options.layer_decay)
    rates = [group["lr"] for group in optimizer.param_groups]
    if saved:
        optimizer.load_state_dict(saved["optimizer"])
        if mean:
            mean.state, mean.updates = saved["model"], step
    dev = {}
    if rank == 0:
        report(f"sentences { ({k: len(v) for k, v in sources.items()}) } {model.sizes}")
        written = {"labels": asdict(labels), "sizes": asdict(model.sizes)}
        (options.out / "labels.json").write_text(json.dumps(written), encoding="utf8")
        dev = development(sources, reader, labels, options.batch)
    started = time.monotonic()
    for epoch in range(first, options.epochs):
        plan, long = epoch_steps(sources, reader, labels, options, epoch, (rank, workers))
        counts[rank] = len(plan)
        meet.wait()
        length = int(counts.min())
        steps = length * options.epochs  # the epochs differ by a few batches only
        if rank == 0:
            report(f"epoch {epoch}: {length} steps, {long} paragraphs too long, at {time.monotonic() - started:.0f} s")
        sums: dict[str, list[float]] = {}
        for number, batches in enumerate(plan[:length]):
            factor = schedule(step, steps, max(1, int(0.06 * steps)))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            for batch in batches:
                with torch.autocast(device.type, torch.bfloat16, enabled=options.bfloat16):
                    found = losses(model, {name: value.to(device) for name, value in batch.items()})
                loss = torch.stack([WEIGHTS[name] * value for name, value in found.items()]).sum()
                loss.backward()  # type: ignore[no-untyped-call]
                for name, value in found.items():
                    sums.setdefault(name, []).append(float(value.detach()))
            if workers > 1:
                average_gradients(model, shared, rank, meet)
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            if mean:
                mean.update(model)
            if number % 50 == 49 and rank == 0:
                means = " ".join(f"{name} {np.mean(values):.3f}" for name, values in sums.items())
                sums.clear()
                report(f"  {epoch}.{number + 1} {time.monotonic() - started:.0f} s {means}")
        if mean:
            last = {name: value.clone() for name, value in model.state_dict().items()}
            save_checkpoint(options.out, mean.state, last, optimizer, epoch, step)
            model.load_state_dict(mean.state)
            for name, held in dev.items():
                report(f"epoch {epoch} {name} {quick_scores(model, held, device, options.bfloat16)}")
            model.load_state_dict(last)


def start(options: argparse.Namespace) -> None:
    """Check the base weights and run ``options.workers`` training processes, one on an accelerator."""
    base_of(options.base)
    options.out.mkdir(parents=True, exist_ok=True)
    workers = 1 if torch.cuda.is_available() else options.workers
    size = 40_000_000 if workers > 1 else 0
    shared = [torch.zeros(size).share_memory_() for _ in range(workers)]
    counts = torch.zeros(workers, dtype=torch.int64).share_memory_()
    meet = multiprocessing.get_context("spawn").Barrier(workers)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    multiprocessing.spawn(train, args=(options, shared, counts, meet), nprocs=workers)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m kg.language.training.train", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory with treebanks/ and ner/")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="directory with the project's treebank/ and names/")
    parser.add_argument(
        "--base",
        type=Path,
        required=True,
        help="directory with model.safetensors and tokenizer.json of MiniLM or MPNet",
    )
    parser.add_argument("--tokenizer", type=Path, help="MiniLM's tokenizer.json, where the base is another")
    parser.add_argument("--start", type=Path, help="directory of another run, from whose weights to go on")
    parser.add_argument("--taught", type=Path, help="directory with a teacher's analyses (kg.language.training.teach)")
    parser.add_argument("--out", type=Path, required=True, help="directory for checkpoints")
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--news", type=int, default=11000, help="news sentences per epoch")
    parser.add_argument("--batch", type=int, default=1280, help="word pieces per batch and process")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="learning rate of the encoder's top layer")
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="training processes")
    parser.add_argument("--threads", type=int, default=1, help="processor threads of each")
    parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=True)
    start(parser.parse_args())


if __name__ == "__main__":
    main()
