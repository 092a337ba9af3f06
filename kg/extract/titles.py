"""Titles in a text: the words of an office, and the words that may stand between it and its holder's name."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract.lexicon import Lexicon, Title

PAST = frozenset(["former", "ex", "late", "then", "onetime", "ousted", "deposed", "retired", "erstwhile"])


@dataclass(frozen=True, slots=True)
class Office:
    """A title found at token indices ``start`` to ``end``, and whether it is a past one."""

    title: Title
    start: int
    end: int
    past: bool


def find_title(doc: Doc, start: int, end: int, lexicon: Lexicon) -> Office | None:
    """Return the title that ends last in a stretch of tokens, the longest of those that end there."""
    lower = [token.lower_ for token in doc[start:end]]
    best: Office | None = None
    for last in range(len(lower) - 1, -1, -1):
        for title in lexicon.titles_by_word.get(lower[last], ()):
            n = len(title.words)
            first = last - n + 1
            if first < 0 or (best is not None and n <= best.end - best.start):
                continue
            if tuple(lower[first:last]) != title.words[:-1] or (
                n > 1 and lower[last] not in {title.words[-1], title.words[-1] + "s"}
            ):
                continue
            if n == 1 and not doc[start + last].text[:1].isupper() and doc[start + last].pos_ not in {"NOUN", "PROPN"}:
                continue
            past = any(word in PAST for word in lower[max(0, first - 6) : first])
            best = Office(title, start + first, start + last + 1, past)
        if best is not None:
            return best
    return None
