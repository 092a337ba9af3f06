"""Groningen Meaning Bank columns (word, tag, entity) → words with named entities."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

# GMB's gpe is mostly demonyms ("Iraqi"), its geo is countries, cities and regions
LABELS = {
    "per": "PERSON",
    "org": "ORG",
    "geo": "LOC",
    "gpe": "NORP",
    "tim": "DATE",
    "eve": "EVENT",
}
NO_SPACE_BEFORE = frozenset(
    [",", ".", ";", ":", "?", "!", ")", "]", "%", "'s", "'", "n't", "'re", "'ve", "'ll", "'d", "'m"]
)
NO_SPACE_AFTER = frozenset(["(", "[", "$", "#", "``"])


def read_gmb(path: Path) -> Iterator[list[tuple[str, str, str]]]:
    """Yield sentences as lists of (word, tag, entity) from a gzipped column file.

    Raises ValueError naming file and line when a row has not three columns.
    """
    rows: list[tuple[str, str, str]] = []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for number, line in enumerate(lines, start=1):
            columns = line.rstrip("\n").split(" ")  # split() would eat a U+0085 that is a word
            if columns == [""]:
                if rows:
                    yield rows
                rows = []
                continue
            if len(columns) != 3:
                raise ValueError(f"{path}:{number}: {len(columns)} columns where GMB has 3")
            rows.append((columns[0], columns[1], columns[2]))
    if rows:
        yield rows


def spacing(words: list[str]) -> list[bool]:
    """Guess, word by word, whether a space follows; straight quotes alternate open and close."""
    spaces = [True] * len(words)
    quoted = False
    for i, word in enumerate(words):
        if word in NO_SPACE_BEFORE and i:
            spaces[i - 1] = False
        if word in NO_SPACE_AFTER:
            spaces[i] = False
        if word == '"':
            if quoted and i:
                spaces[i - 1] = False
            elif not quoted:
                spaces[i] = False
            quoted = not quoted
    return spaces


def entity_labels(entities: list[str]) -> list[str]:
    """Map GMB's entity column to BIO labels of the pipeline; other GMB types become ``O``."""
    labels = []
    previous = ""
    for entity in entities:
        prefix, _, kind = entity.partition("-")
        label = LABELS.get(kind, "")
        if not label:
            labels.append("O")
        elif prefix == "B" or previous != label:
            labels.append(f"B-{label}")
        else:
            labels.append(f"I-{label}")
        previous = label
    return labels
