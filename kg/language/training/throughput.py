"""Speed, loading time and memory of pipelines over press releases, measured one after another in one run."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

import spacy

RELEASES = 200
ROUNDS = 3


def press_paragraphs(path: Path, count: int) -> Iterator[str]:
    """Yield the paragraphs of press releases, evenly drawn from a gzipped JSON-lines file, until ``count`` are read."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for i, line in enumerate(lines):
            if i % 70 == 0 and i // 70 < count:
                yield from (p.strip() for p in json.loads(line)["text"].split("\n\n") if p.strip())


def resident_megabytes() -> float:
    """Return the memory that the process holds at present; not a number where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text(encoding="utf8").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def throughput(pipelines: list[str], releases: Path) -> dict[str, dict[str, float]]:
    """Return words per second of one core, seconds to load and memory by pipeline.

    Every pipeline reads the same text in turn, ``ROUNDS`` times; the best round counts, as other programs only ever
    slow one down. White space is not counted. Memory is that after the first and after the last round: flat if equal.
    """
    texts = list(press_paragraphs(releases, RELEASES))
    result: dict[str, dict[str, float]] = {}
    for name in pipelines:
        started = time.perf_counter()
        nlp = spacy.load(name)
        loaded = time.perf_counter() - started
        rates, memory = [], []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            words = sum(not token.is_space for doc in nlp.pipe(texts) for token in doc)
            rates.append(words / (time.perf_counter() - started))
            memory.append(resident_megabytes())
        result[name] = {
            "words": words,
            "words per second": round(max(rates)),
            "seconds to load": round(loaded, 2),
            "MB after first round": round(memory[0]),
            "MB after last round": round(memory[-1]),
        }
    return result
