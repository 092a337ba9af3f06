"""What the encoder is told about one word beside its sentence: word pieces, letter shape, suffixes."""

from __future__ import annotations

import re
import zlib
from typing import NamedTuple

from tokenizers import Tokenizer

SHAPES = (
    "lower", "title", "capital", "upper", "camel", "inner-upper", "digits", "number", "alphanumeric", "year",
    "dotted-upper", "dotted-lower", "stop", "comma", "colon", "quote", "bracket", "dash", "symbol", "address",
    "clitic", "foreign", "other",
)  # fmt: skip
SHAPE_IDS = {name: i for i, name in enumerate(SHAPES)}
SUFFIX_LENGTHS = (1, 2, 3, 4)
SUFFIX_BUCKETS = 8192
MAX_PIECES = 12  # of one word; web addresses are longer and need no more
CLS, SEP, UNK, PAD, MASK = 101, 102, 100, 0, 103

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("lower", r"[a-z]+"),
        ("title", r"[A-Z][a-z]+"),
        ("capital", r"[A-Z]"),
        ("upper", r"[A-Z]{2,}"),
        ("year", r"(?:1[5-9]|20)\d\d"),
        ("digits", r"\d+"),
        ("number", r"[\d.,:/]*\d[\d.,:/]*"),
        ("clitic", r"(?:n?['\u2019][a-zA-Z]+)"),
        ("dotted-upper", r"(?:[A-Z]\.)+[A-Z]?|[A-Z][a-z]+\."),
        ("dotted-lower", r"[a-z]+(?:\.[a-z]+)*\."),
        ("stop", r"[.?!\u2026]+"),
        ("comma", r","),
        ("colon", r"[:;]"),
        ("quote", r"[\"'`\u2018\u2019\u201c\u201d\u00ab\u00bb]+"),
        ("bracket", r"[()\[\]{}<>]+"),
        ("dash", r"[-\u2010-\u2015]+"),
        ("address", r".*(?:@|://|www\.).*"),
        ("alphanumeric", r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z\d.,/-]+"),
        ("camel", r"[A-Z][a-zA-Z]+"),
        ("inner-upper", r"[a-z]+[A-Z][a-zA-Z]*"),
        ("symbol", r"[^\w\s]+"),
    )
)


class WordInput(NamedTuple):
    """Word-piece ids, the index of the shape in ``SHAPES``, and one hashed bucket per suffix length."""

    pieces: tuple[int, ...]
    shape: int
    suffixes: tuple[int, ...]


def shape_of(form: str) -> int:
    """Return the index in ``SHAPES`` of the first letter shape that the whole word fits."""
    for name, pattern in _PATTERNS:
        if pattern.fullmatch(form):
            return SHAPE_IDS[name]
    if any(ch.isalpha() for ch in form):
        if form.islower():
            return SHAPE_IDS["lower"]
        if form.isupper():
            return SHAPE_IDS["upper" if len(form) > 1 else "capital"]
        if form.istitle():
            return SHAPE_IDS["title"]
        return SHAPE_IDS["foreign"]
    return SHAPE_IDS["other"]


def suffix_buckets(form: str) -> tuple[int, ...]:
    """Hash the lower-cased endings of the lengths in ``SUFFIX_LENGTHS`` to 1 … ``SUFFIX_BUCKETS`` - 1."""
    lower = form.lower()
    return tuple(1 + zlib.crc32(f"{n}{lower[-n:]}".encode()) % (SUFFIX_BUCKETS - 1) for n in SUFFIX_LENGTHS)


class WordReader:
    """Reads words as encoder input and remembers the frequent ones."""

    def __init__(self, tokenizer: Tokenizer, capacity: int = 100_000) -> None:
        """Take the word-piece tokenizer; ``capacity`` bounds the number of remembered words."""
        tokenizer.no_padding()  # MiniLM's own file pads every text to 128
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._capacity = capacity
        self._known: dict[str, WordInput] = {}

    def __call__(self, form: str) -> WordInput:
        """Return the encoder input of one word; it always has at least one word piece."""
        known = self._known.get(form)
        if known is None:
            pieces = self._tokenizer.encode(form, add_special_tokens=False).ids[:MAX_PIECES]
            known = WordInput(tuple(pieces) or (UNK,), shape_of(form), suffix_buckets(form))
            if len(self._known) >= self._capacity:
                self._known.clear()
            self._known[form] = known
        return known
