"""re3d, the Dstl relationship and entity extraction data: documents on defence with typed mentions → names."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

LABELS = {
    "Person": "PERSON",
    "Organisation": "ORG",
    "Location": "LOC",
    "Nationality": "NORP",
    "Temporal": "DATE",
}
UNKNOWN = "<unknown>"
_TOKEN = re.compile(r"\w+|[^\w\s]")
_LEADING = re.compile(r"(?:(?:the|a|an|this|that|these|those|his|her|its|their|our)\s+)+", re.IGNORECASE)
_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "who",
        "which",
        "him",
        "them",
        "us",
        "me",
    ]
)
_OFFICES = frozenset(
    ["Secretary", "Minister", "President", "Ambassador", "Commander", "Representative", "Chief", "Envoy", "Coordinator"]
)
_TRAILING = re.compile(r"(?:['\u2019]s?|[\s,.;:])+$")


def read_re3d(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents of a JSON-lines file in its order."""
    with path.open(encoding="utf8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def is_test(index: int) -> bool:
    """Tell whether the document of this index is held back for testing: 18 of 88."""
    return index % 5 == 2


def place_names(documents: Iterable[dict[str, Any]]) -> frozenset[str]:
    """Return what is called a Location in at least three of ten mentions.

    A state that acts is an Organisation in re3d and a LOC in the pipeline.
    """
    total: Counter[str] = Counter()
    located: Counter[str] = Counter()
    for document in documents:
        for entity in document["entities"]:
            text = _LEADING.sub("", entity["value"])
            total[text] += entity["type"] in ("Location", "Organisation")
            located[text] += entity["type"] == "Location"
    return frozenset(text for text, count in located.items() if count >= 0.3 * total[text])


def names(document: dict[str, Any], places: frozenset[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, label or ``UNKNOWN``) of the outermost proper names, in order, half-open code points.

    Articles, possessives, closing punctuation and a nationality before a person are cut off. A mention counts as a
    name where its first and last words are capitalised. One that is capitalised in part ("Iraqi forces") is unknown,
    and so is a bare office; pronouns and what is in lower case are nominal and left out. Organisations called like one
    of ``places`` are LOC.
    """
    found: list[tuple[int, int, str]] = []
    text = document["text"]
    nationalities = {e["begin"]: e["end"] for e in document["entities"] if e["type"] == "Nationality"}
    for entity in document["entities"]:
        label = LABELS.get(entity["type"])
        if label is None:
            continue
        start, end = entity["begin"], entity["end"]
        if label == "PERSON" and nationalities.get(start, end) < end:
            start = nationalities[start] + 1
        leading = _LEADING.match(text, start, end)
        if leading:
            start = leading.end()
        trailing = _TRAILING.search(text[start:end])
        if trailing and not text[start:end].endswith("U.S."):
            end = start + trailing.start()
        if label == "ORG" and text[start:end] in places:
            label = "LOC"
        words = text[start:end].split()
        if not words or text[start:end].lower() in _PRONOUNS:
            continue
        upper = [w[0].isupper() or w[0].isdigit() or w.startswith(("al-", "el-")) for w in words]
        if label == "DATE":
            if not any(ch.isdigit() or ch.isupper() for ch in text[start:end]):
                continue
        elif not any(upper):
            continue
        elif not (upper[0] and upper[-1]) or (label == "PERSON" and words[-1] in _OFFICES):
            label = UNKNOWN
        found.append((start, end, label))
    found.sort(key=lambda span: (span[0] - span[1], span[0]))
    taken: list[tuple[int, int, str]] = []
    for start, end, label in found:
        if all(end <= s or start >= e or (lab == UNKNOWN and label != UNKNOWN) for s, e, lab in taken):
            taken.append((start, end, label))
    return sorted(taken, key=lambda span: (span[0], -span[1]))


def labelled_paragraphs(document: dict[str, Any], places: frozenset[str]) -> Iterator[list[tuple[str, bool, str]]]:
    """Yield the paragraphs of a document as lists of (form, space after, BIO label or ``UNKNOWN``)."""
    text = document["text"]
    spans = names(document, places)
    for paragraph in re.finditer(r"[^\n]+", text):
        tokens = [m.span() for m in _TOKEN.finditer(text, paragraph.start(), paragraph.end())]
        labels = ["O"] * len(tokens)
        for start, end, label in spans:
            covered = [i for i, (a, b) in enumerate(tokens) if a < end and b > start]
            for n, i in enumerate(covered):
                labels[i] = UNKNOWN if label == UNKNOWN else f"{'I' if n else 'B'}-{label}"
        if tokens:
            yield [
                (text[a:b], i + 1 < len(tokens) and tokens[i + 1][0] > b, labels[i]) for i, (a, b) in enumerate(tokens)
            ]
