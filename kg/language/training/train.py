"""Train the default pipeline: ``python -m kg.language.training.train --data DIR --out DIR --base DIR``."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, multiprocessing
from torch.nn import functional

from kg.language.spans import BIO
from kg.language.training import data, gold
from kg.language.training.alignment import IGNORED
from kg.language.training.data import Batch, Labels
from kg.language.training.gold import GoldSentence
from kg.language.training.model import Parser, Sizes, load_minilm
from kg.language.words import WordReader

MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = {"arc": 1.0, "relation": 1.0, "tags": 0.5, "morphs": 0.5, "lemmas": 0.5, "starts": 0.5, "entities": 1.0}


def losses(model: Parser, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the mean loss of every head over the labelled words of a batch; heads without labels are left out."""
    words, letters = model.words(
        *(batch[n] for n in ("pieces", "piece_shapes", "mask", "first", "last", "shapes", "suffixes"))
    )
    found: dict[str, Tensor] = {}

    def classify(name: str, scores: Tensor, targets: Tensor) -> None:
        if (targets != IGNORED).any():
            found[name] = functional.cross_entropy(scores.float(), targets, ignore_index=IGNORED)

    flat = batch["word_mask"]
    rows, row_letters = words[flat], letters[flat]
    classify("starts", model.starts(rows), batch["starts"][flat])
    classify("entities", model.entities(rows), batch["entities"][flat])
    syntactic = batch["tags"] != IGNORED
    if syntactic.any():
        rows, row_letters = words[syntactic], letters[syntactic]
        classify("tags", model.tags(rows), batch["tags"][syntactic])
        classify("morphs", model.morphs(rows), batch["morphs"][syntactic])
        classify(
            "lemmas", model.lemmas(torch.cat([rows, row_letters.to(rows.dtype)], dim=1)), batch["lemmas"][syntactic]
        )
        parsed = syntactic.any(dim=1)
        scores, dependent, head = model.arcs(words[parsed])
        heads, sentences = batch["heads"][parsed], batch["sentences"][parsed]
        scores = scores.float().masked_fill(~allowed(sentences), -1e4)
        classify("arc", scores.flatten(0, 1), heads.flatten())
        known = heads != IGNORED
        position = heads.clamp(min=0)[..., None].expand(-1, -1, head.shape[-1])
        classify(
            "relation",
            model.relations(dependent[known], torch.gather(head, 1, position)[known]),
            batch["relations"][parsed][known],
        )
    return found


def allowed(sentences: Tensor) -> Tensor:
    """Return [batch, words, 1 + words]: the root, and the words of the same sentence except the word itself."""
    same = (sentences[:, :, None] == sentences[:, None, :]) & ~torch.eye(
        sentences.shape[1], dtype=torch.bool, device=sentences.device
    )
    return torch.cat([torch.ones_like(same[:, :, :1]), same], dim=2)


def to_tensors(batch: Batch, device: torch.device) -> dict[str, Tensor]:
    """Move a batch of arrays to the device."""
    return {name: torch.from_numpy(array).to(device) for name, array in batch.items()}


@torch.no_grad()
def quick_scores(model: Parser, batches: list[Batch], device: torch.device, autocast: bool) -> dict[str, float]:
    """Return accuracies in percent on given sentence boundaries, greedy heads, and the F1 of name words."""
    model.eval()
    hits: dict[str, float] = {}
    total: dict[str, float] = {}

    def count(name: str, good: Tensor, known: Tensor) -> None:
        hits[name] = hits.get(name, 0) + float((good & known).sum())
        total[name] = total.get(name, 0) + float(known.sum())

    for arrays in batches:
        batch = to_tensors(arrays, device)
        with torch.autocast(device.type, torch.bfloat16, enabled=autocast):
            words, letters = model.words(
                *(batch[n] for n in ("pieces", "piece_shapes", "mask", "first", "last", "shapes", "suffixes"))
            )
            outputs = {"tags": model.tags(words), "morphs": model.morphs(words)}
            outputs["lemmas"] = model.lemmas(torch.cat([words, letters.to(words.dtype)], dim=2))
            outputs["starts"] = model.starts(words)
            entities = model.entities(words).argmax(-1)
            scores, dependent, head = model.arcs(words)
        for name, output in outputs.items():
            count(name, output.argmax(-1) == batch[name], batch[name] != IGNORED)
        known = batch["heads"] != IGNORED
        guess = scores.float().masked_fill(~allowed(batch["sentences"]), -1e4).argmax(-1)
        right = guess == batch["heads"]
        count("uas", right, known)
        position = guess[..., None].expand(-1, -1, head.shape[-1])
        relation = model.relations(dependent[known].float(), torch.gather(head, 1, position)[known].float()).argmax(-1)
        labelled = torch.zeros_like(known)
        labelled[known] = relation == batch["relations"][known]
        count("las", right & labelled, known)
        tagged = batch["entities"] != IGNORED
        named = tagged & (batch["entities"] > 0)
        count("name words recall", entities == batch["entities"], named)
        count("name words precision", entities == batch["entities"], tagged & (entities > 0))
    model.train()
    return {name: round(100 * hits[name] / total[name], 2) for name in hits if total[name]}


def read_gold(root: Path) -> dict[str, list[GoldSentence]]:
    """Read every training and development source below the data directory."""
    trees, names = root / "treebanks", root / "ner"
    news = gold.read_news(names / "gmb.conll.gz")
    return {
        "ewt": list(gold.read_treebank(trees / "en_ewt-train.conllu", names=False)),
        "gum": list(gold.read_treebank(trees / "en_gum-train.conllu", names=True)),
        "news": [s for i, s in enumerate(news) if not gold.is_news_test(i) and not gold.is_news_dev(i)],
        "defence": gold.read_defence(names / "re3d.jsonl", test=False),
        "ewt-dev": list(gold.read_treebank(trees / "en_ewt-dev.conllu", names=False)),
        "gum-dev": list(gold.read_treebank(trees / "en_gum-dev.conllu", names=True)),
        "news-dev": [s for i, s in enumerate(news) if gold.is_news_dev(i)],
    }


def epoch_groups(sources: dict[str, list[GoldSentence]], epoch: int, seed: int, news: int) -> list[list[GoldSentence]]:
    """Return the paragraphs of one epoch: both treebanks, re3d, and the next ``news`` sentences of the news."""
    random = Random(seed * 1000 + epoch)
    groups = data.group_treebank(sources["ewt"], random) + data.group_treebank(sources["gum"], random)
    groups += [[s] for s in sources["defence"]]
    order = list(sources["news"])
    Random(seed).shuffle(order)
    first = epoch * news % len(order)
    groups += data.group_news((order + order)[first : first + news], random)
    return groups


def prepare(
    groups: list[list[GoldSentence]], reader: WordReader, labels: Labels, size: int, random: Random | None
) -> tuple[list[Batch], int]:
    """Return the batches of paragraphs and the number of paragraphs left out as too long."""
    index = data.label_index(labels)
    encoded = [data.encode(data.tokens_of(group, random), reader, index, random) for group in groups]
    kept = [s for s in encoded if s is not None]
    return data.batches(kept, size, random), len(encoded) - len(kept)


def optimizer_for(model: Parser, rate: float, head_rate: float, decay: float) -> torch.optim.AdamW:
    """Give the heads one learning rate and the encoder another that falls by ``decay`` per layer downwards."""
    encoder = model.encoder
    groups: list[dict[str, Any]] = []
    depth = len(encoder.layers)

    def add(parameters: list[torch.nn.Parameter], lr: float) -> None:
        for matrix in (True, False):
            chosen = [p for p in parameters if (p.dim() > 1) == matrix]
            if chosen:
                groups.append({"params": chosen, "lr": lr, "weight_decay": 0.01 if matrix else 0.0})

    inside = {id(p) for p in encoder.parameters()}
    add([p for p in model.parameters() if id(p) not in inside] + [encoder.mix], head_rate)
    add([encoder.shapes.weight], 3 * rate)
    for i, layer in enumerate(encoder.layers):
        add(list(layer.parameters()), rate * decay ** (depth - 1 - i))
    base = [*encoder.words.parameters(), *encoder.places.parameters(), *encoder.norm.parameters()]
    add(base, rate * decay**depth)
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-8, fused=True)


def schedule(step: int, steps: int, warmup: int) -> float:
    """Return the factor of the learning rates: linear warm-up, then linear decay to nothing."""
    return min((step + 1) / warmup, max(0.0, (steps - step) / max(1, steps - warmup)))


def report(line: str) -> None:
    """Write a progress line to standard error."""
    print(line, file=sys.stderr, flush=True)


def average_gradients(model: Parser, shared: list[Tensor], rank: int, meet: Any) -> None:
    """Replace the gradients of every process by their mean, through one shared flat tensor per process."""
    parameters = list(model.parameters())
    with torch.no_grad():
        at = 0
        for p in parameters:
            if p.grad is None:
                shared[rank][at : at + p.numel()].zero_()
            else:
                shared[rank][at : at + p.numel()].copy_(p.grad.flatten())
            at += p.numel()
        meet.wait()
        at = 0
        for p in parameters:
            pieces = [s[at : at + p.numel()] for s in shared]
            p.grad = (torch.stack(pieces).mean(dim=0)).view_as(p)
            at += p.numel()
        meet.wait()


def train(rank: int, options: argparse.Namespace, shared: list[Tensor], counts: Tensor, meet: Any) -> None:
    """Run one of the training processes, from the last checkpoint or from the start; save after every epoch.

    Every process computes the gradients of its share of the batches with one thread: on a busy machine that loses less
    time than threads waiting for each other at every matrix.
    """
    torch.manual_seed(options.seed + rank)
    torch.set_num_threads(1)
    workers = len(shared)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    reader = WordReader(Tokenizer.from_file(str(options.base / "tokenizer.json")))
    sources = read_gold(options.data)
    labels = data.collect_labels(sources["ewt"] + sources["gum"])
    sizes = Sizes(len(labels.tags), len(labels.morphs), len(labels.lemmas), len(labels.relations), len(BIO))
    model = Parser(sizes)
    load_minilm(model.encoder, options.base / "model.safetensors")
    optimizer_state = None
    first, step = 0, 0
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer_state = saved["optimizer"]
        first, step = saved["epoch"] + 1, saved["step"]
        report(f"resumed after epoch {saved['epoch']}")
    elif rank != 0:
        torch.manual_seed(options.seed)
        model = Parser(sizes)
        load_minilm(model.encoder, options.base / "model.safetensors")
        torch.manual_seed(options.seed + rank)
    model.to(device)
    optimizer = optimizer_for(model, options.rate, options.head_rate, options.layer_decay)
    rates = [group["lr"] for group in optimizer.param_groups]
    if optimizer_state is not None:
        optimizer.load_state_dict(optimizer_state)
    dev: dict[str, list[Batch]] = {}
    if rank == 0:
        report(f"sentences { ({k: len(v) for k, v in sources.items()}) } {sizes}")
        written = {"labels": asdict(labels), "sizes": asdict(sizes)}
        (options.out / "labels.json").write_text(json.dumps(written), encoding="utf8")
        for name, groups in (
            ("ewt", data.group_treebank(sources["ewt-dev"][:600], Random(0))),
            ("gum", data.group_treebank(sources["gum-dev"][:350], Random(0))),
            ("news", [[s] for s in sources["news-dev"][:300]]),
        ):
            dev[name] = prepare(groups, reader, labels, options.batch, None)[0]
    started = time.monotonic()
    for epoch in range(first, options.epochs):
        random = Random(options.seed * 77 + epoch * workers + rank)
        groups = epoch_groups(sources, epoch, options.seed, options.news)[rank::workers]
        prepared, long = prepare(groups, reader, labels, options.batch, random)
        counts[rank] = len(prepared)
        meet.wait()
        length = int(counts.min())
        steps = length * options.epochs  # the epochs differ by a few batches only
        warmup = max(1, int(0.06 * steps))
        if rank == 0:
            report(f"epoch {epoch}: {length} steps, {long} paragraphs too long, at {time.monotonic() - started:.0f} s")
        sums: dict[str, list[float]] = {}
        for number, arrays in enumerate(prepared[:length]):
            factor = schedule(step, steps, warmup)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            with torch.autocast(device.type, torch.bfloat16, enabled=options.bfloat16):
                found = losses(model, to_tensors(arrays, device))
            loss = torch.stack([WEIGHTS[name] * value for name, value in found.items()]).sum()
            loss.backward()  # type: ignore[no-untyped-call]
            if workers > 1:
                average_gradients(model, shared, rank, meet)
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            for name, value in found.items():
                sums.setdefault(name, []).append(float(value.detach()))
            if number % 50 == 49 and rank == 0:
                means = " ".join(f"{name} {np.mean(values):.3f}" for name, values in sums.items())
                sums.clear()
                report(f"  {epoch}.{number + 1} {time.monotonic() - started:.0f} s {means}")
        if rank == 0:
            partial = options.out / "checkpoint.partial"
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch, "step": step}
            torch.save(state, partial)
            os.replace(partial, checkpoint)
            for name, arrays_list in dev.items():
                report(f"epoch {epoch} {name} {quick_scores(model, arrays_list, device, options.bfloat16)}")


def start(options: argparse.Namespace) -> None:
    """Check the base weights and run ``options.workers`` training processes, one on an accelerator."""
    weights = options.base / "model.safetensors"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != MINILM_SHA256:
        raise SystemExit(f"{weights}: sha256 {digest} is not that of all-MiniLM-L6-v2 ({MINILM_SHA256})")
    options.out.mkdir(parents=True, exist_ok=True)
    workers = 1 if torch.cuda.is_available() else options.workers
    size = 40_000_000 if workers > 1 else 0
    shared = [torch.zeros(size).share_memory_() for _ in range(workers)]
    counts = torch.zeros(workers, dtype=torch.int64).share_memory_()
    meet = multiprocessing.get_context("spawn").Barrier(workers)
    multiprocessing.spawn(train, args=(options, shared, counts, meet), nprocs=workers)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m kg.language.training.train", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory with treebanks/ and ner/")
    parser.add_argument(
        "--base", type=Path, required=True, help="directory with MiniLM's model.safetensors and tokenizer.json"
    )
    parser.add_argument("--out", type=Path, required=True, help="directory for checkpoints")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--news", type=int, default=10000, help="news sentences per epoch")
    parser.add_argument("--batch", type=int, default=1280, help="word pieces per batch and process")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="learning rate of the encoder's top layer")
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="training processes")
    parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=True)
    start(parser.parse_args())


if __name__ == "__main__":
    main()
