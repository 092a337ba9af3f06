"""Let a trained teacher analyse training text: ``python -m kg.language.training.teach --teacher RUN --out DIR``."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.language.training.alignment import IGNORED
from kg.language.training.batches import Batch
from kg.language.training.checkpoint import load_run
from kg.language.training.data import group_news, group_treebank
from kg.language.training.evaluate import CORPUS
from kg.language.training.gold import GoldSentence, GoldWord
from kg.language.training.losses import INPUTS, to_tensors, views_at, within_sentences
from kg.language.training.model import Parser
from kg.language.training.sources import prepare, read_gold
from kg.language.words import WordReader

CHOICES = 8  # heads of a word whose probabilities are kept
WORDS = range(8, 150)  # in a paragraph of a press release


def read_releases(path: Path, count: int, seed: int) -> list[GoldSentence]:
    """Return ``count`` paragraphs drawn from a gzipped JSON-lines file of press releases, with nothing annotated."""
    paragraphs: set[str] = set()
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            paragraphs.update(p.strip() for p in json.loads(line)["text"].split("\n\n"))
    fitting = sorted(p for p in paragraphs if len(p.split()) in WORDS)
    drawn = Random(seed).sample(fitting, min(count, len(fitting)))
    return [GoldSentence(tuple(GoldWord(w, True) for w in text.split()), 2, whole=False) for text in drawn]


@torch.no_grad()
def analyse(teacher: Parser, arrays: Batch, device: torch.device) -> dict[str, Tensor]:
    """Return a batch with the teacher's probabilities beside the gold labels.

    Added are ``taught_heads`` [rows, words], the gold head or else the best, ``IGNORED`` where nothing is taught;
    ``head_choices`` and ``head_weights`` [rows, words, ``CHOICES``], the likeliest heads with their probabilities;
    ``relation_weights`` and ``tag_weights`` [rows, words, labels] and ``start_weights`` [rows, words]. Where the text
    has no known sentences, the teacher's are written into ``sentences``. In annotated sentences the words without
    annotation, parts of words most of them, are not taught.
    """
    batch = to_tensors(arrays, device)
    with torch.autocast(device.type, torch.bfloat16):
        words, _ = teacher.words(*(batch[name] for name in INPUTS))
        scores, dependent, head = teacher.arcs(words)
        starts = torch.softmax(teacher.starts(words).float(), dim=-1)[..., 1]
        tags = torch.softmax(teacher.tags(words).float(), dim=-1)
    real = batch["word_mask"]
    cut = (starts > 0.5) & real
    cut[:, 0] = True
    unknown = ((batch["starts"] == IGNORED) & real).any(dim=1, keepdim=True)
    batch["sentences"] = torch.where(unknown & real, cut.cumsum(dim=1) - 1, batch["sentences"])
    arcs = torch.softmax(within_sentences(scores, batch["sentences"]), dim=-1)
    best = torch.where(batch["heads"] == IGNORED, arcs.argmax(dim=-1), batch["heads"])
    annotated = (batch["heads"] != IGNORED).any(dim=1, keepdim=True)
    taught = real & ((batch["heads"] != IGNORED) | ~annotated)
    weights, choices = arcs.topk(min(CHOICES, arcs.shape[-1]), dim=-1)
    relations = teacher.relations(dependent.flatten(0, 1).float(), views_at(head, best).flatten(0, 1).float())
    batch["taught_heads"] = torch.where(taught, best, IGNORED)
    batch["head_choices"] = choices.to(torch.int16)
    batch["head_weights"] = (weights / weights.sum(dim=-1, keepdim=True)).half()
    batch["relation_weights"] = torch.softmax(relations, dim=-1).reshape(*best.shape, -1).half()
    batch["tag_weights"] = tags.half()
    batch["start_weights"] = starts.half()
    return {name: value.cpu() for name, value in batch.items()}


def teach(teacher: Parser, batches: Sequence[Batch], out: Path) -> None:
    """Analyse batches and write them to a file."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    teacher.to(device)
    started = time.monotonic()
    taught = []
    for number, arrays in enumerate(batches, start=1):
        taught.append(analyse(teacher, arrays, device))
        if number % 50 == 0:
            sys.stderr.write(f"{out.name}: {number} of {len(batches)} at {time.monotonic() - started:.0f} s\n")
    partial = out.with_suffix(".partial")
    torch.save(taught, partial)
    partial.rename(out)


def main() -> None:
    """Read the command line; write ``trees-N.pt``, ``news.pt`` and ``releases.pt``, those that are there left alone."""
    parser = argparse.ArgumentParser(prog="python -m kg.language.training.teach", description=main.__doc__)
    parser.add_argument("--teacher", type=Path, required=True, help="directory of the teacher's training run")
    parser.add_argument("--data", type=Path, required=True, help="directory with treebanks/, ner/ and load/")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="directory with the project's treebank/ and names/")
    parser.add_argument("--tokenizer", type=Path, required=True, help="MiniLM's tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--versions", type=int, default=2, help="spelling variants and groupings of the treebanks")
    parser.add_argument("--news", type=int, default=20000, help="sentences of the news")
    parser.add_argument("--releases", type=int, default=5000, help="paragraphs of press releases")
    parser.add_argument("--batch", type=int, default=1280, help="word pieces per batch")
    parser.add_argument("--threads", type=int, default=2, help="processor threads")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    teacher, labels = load_run(options.teacher)
    teacher.eval()
    reader = WordReader(Tokenizer.from_file(str(options.tokenizer)))
    sources = read_gold(options.data, options.corpus)

    def write(name: str, groups: list[list[GoldSentence]], random: Random) -> None:
        path = options.out / f"{name}.pt"
        if not path.exists():
            teach(teacher, prepare(groups, reader, labels, options.batch, random, masked=False)[0], path)

    for name in ("trees-0", "news", "releases", *(f"trees-{i}" for i in range(1, options.versions))):
        random = Random(f"{options.seed} {name}")
        if name == "news":
            drawn = random.sample(sources["news"], options.news)
            write(name, group_news(drawn, random), random)
        elif name == "releases":
            drawn = read_releases(options.data / "load" / "press-releases.jsonl.gz", options.releases, options.seed)
            write(name, [[paragraph] for paragraph in drawn], random)
        else:
            write(name, group_treebank(sources["ewt"], random) + group_treebank(sources["gum"], random), random)


if __name__ == "__main__":
    main()
