"""Named entities from GUM's Entity annotation: mentions whose head is a proper noun, and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.language.training.conllu import TreebankSentence, Word

KINDS = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "EVENT", "time": "DATE"}
UNKNOWN = "<unknown>"
_PIECE = re.compile(r"\((?P<open>\d+-[^()]*)|(?P<close>\d*)\)")
_MONTHS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
_DAYS = frozenset(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])


def labels(sentences: Sequence[TreebankSentence]) -> list[list[str]]:
    """Return BIO labels per sentence; ``UNKNOWN`` where the annotation leaves open what a name tagger should say."""
    return [_sentence_labels(sentence) for sentence in sentences]


def _mentions(words: Sequence[Word]) -> list[tuple[int, int, str, list[int]]]:
    """Return (start, end, kind, head positions) of the mentions that open and close in the sentence."""
    stack: list[tuple[str, int, str, list[int]]] = []
    found = []
    for i, word in enumerate(words):
        field = next((part[7:] for part in word.misc.split("|") if part.startswith("Entity=")), "")
        for match in _PIECE.finditer(field):
            if match["open"]:
                group, kind, _, _, _, minspan = match["open"].split("-")[:6]
                heads = [i + int(n) - 1 for n in minspan.split(",") if n.isdigit()]
                stack.append((group, i, kind, heads))
                continue
            for depth in range(len(stack) - 1, -1, -1):
                if not match["close"] or stack[depth][0] == match["close"]:
                    group, start, kind, heads = stack.pop(depth)
                    found.append((start, i + 1, kind, heads))
                    break
    return found


def _sentence_labels(sentence: TreebankSentence) -> list[str]:
    words = sentence.words
    result = ["O"] * len(words)
    for i, word in enumerate(words):
        # demonyms are no mentions of their own in GUM, and proper nouns outside every mention are undecided
        if word.form[:1].isupper() and word.xpos in ("JJ", "NNP", "NNPS"):
            result[i] = UNKNOWN
    for start, end, kind, heads in sorted(_mentions(words), key=lambda m: m[0] - m[1]):
        label = KINDS.get(kind)
        if label is None or not heads or not all(start <= h < end for h in heads):
            continue
        span = _name_span(words, start, end, heads, label)
        if span is None:
            continue
        first, last = span
        if words[last - 1].xpos == "NNPS" and label == "PERSON":
            continue
        if any(earlier[0] in "BI" for earlier in result[first:last]):
            continue  # inside a longer name, which came first
        result[first:last] = [f"B-{label}"] + [f"I-{label}"] * (last - first - 1)
    return result


def _name_span(words: Sequence[Word], start: int, end: int, heads: list[int], label: str) -> tuple[int, int] | None:
    """Return the stretch of proper nouns around the mention's head, or of a date; None where it is no name."""
    first, last = min(heads), max(heads) + 1
    if label == "DATE":
        inner = words[start:end]
        if not any(w.form in _MONTHS or w.form in _DAYS or re.fullmatch(r"(1[5-9]|20)\d\d", w.form) for w in inner):
            return None
        while start < end and words[start].upos in ("ADP", "DET", "SCONJ"):
            start += 1
        return (start, end) if end - start <= 6 and start < end else None
    if words[heads[0]].upos != "PROPN" and words[heads[0]].xpos not in ("NNP", "NNPS"):
        return None
    proper = {i for i in range(start, end) if words[i].xpos in ("NNP", "NNPS", "HYPH")}
    if label in ("PERSON", "LOC") and not all(i in proper or words[i].form in (",", "and") for i in range(first, last)):
        return None  # an office, a description or a mention with its explanation
    while first > start and first - 1 in proper:
        first -= 1
    while last < end and last in proper:
        last += 1
    return (first, last)
