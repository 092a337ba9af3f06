"""Sentences with names marked in square brackets, ``[PERSON Anna Dahl] left [LOC Oslo]`` → labelled tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

TYPES = ("PERSON", "ORG", "LOC", "NORP", "EVENT", "DATE")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_MARK = re.compile(r"\[([^\[\]]*)\]")


def parse_marked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the plain text of a marked line and its names as (start, end, type), half-open code points of that text.

    ValueError on an unbalanced or nested bracket, an unknown type, an empty name or a space just inside the brackets.
    """
    text = ""
    spans: list[tuple[int, int, str]] = []
    position = 0
    for mark in _MARK.finditer(line):
        text += line[position : mark.start()]
        label, _, name = mark[1].partition(" ")
        if label not in TYPES:
            raise ValueError(f"unknown type in {mark[0]}")
        if not name or name != name.strip():
            raise ValueError(f"empty name or space just inside the brackets in {mark[0]}")
        spans.append((len(text), len(text) + len(name), label))
        text += name
        position = mark.end()
    text += line[position:]
    if "[" in text or "]" in text:
        raise ValueError("bracket unbalanced or nested")
    return text, spans


def labelled_tokens(text: str, spans: list[tuple[int, int, str]]) -> list[tuple[str, bool, str]]:
    """Return the tokens of a text as (form, space after, BIO label); the spans are (start, end, type), half-open.

    A token that a span covers in part ("Dahls", of a possessive without its apostrophe) belongs to the name.
    ValueError where two names share a token.
    """
    tokens = [m.span() for m in _TOKEN.finditer(text)]
    labels = ["O"] * len(tokens)
    for start, end, label in spans:
        covered = [i for i, (a, b) in enumerate(tokens) if a < end and b > start]
        for n, i in enumerate(covered):
            if labels[i] != "O":
                raise ValueError(f"two names in one token: {text[slice(*tokens[i])]}")
            labels[i] = f"{'I' if n else 'B'}-{label}"
    return [(text[a:b], i + 1 < len(tokens) and tokens[i + 1][0] > b, labels[i]) for i, (a, b) in enumerate(tokens)]


def read_marked(path: Path) -> Iterator[list[tuple[str, bool, str]]]:
    """Yield the sentences of a file, one a line, as lists of (form, space after, BIO label).

    Empty lines and lines that begin with ``#`` are passed over. ValueError names file and line of bad markup.
    """
    with path.open(encoding="utf8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            try:
                yield labelled_tokens(*parse_marked(line))
            except ValueError as error:
                raise ValueError(f"{path}:{number}: {error}") from error
