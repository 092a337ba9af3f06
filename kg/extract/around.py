"""Which names stand around a person's name, and how: contiguous, behind a preposition, in "NAME of the BODY"."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc

from kg.extract.capitals import POSSESSIVE
from kg.extract.found import Found


class Spans:
    """The names of a Doc by token."""

    def __init__(self, doc: Doc, names: list[Found], bodies: list[Found]) -> None:
        self.doc = doc
        self.by_token: dict[int, Found] = {i: m for m in names for i in range(m.start, m.end)}
        for body in bodies:
            start = body.start + (doc[body.start].lower_ in {"the", "a", "an", "its", "his", "their"})
            for i in range(start, body.head.i + 1):
                if i == body.head.i or self.by_token.get(i) is None or self.by_token[i].kind == "adjective":
                    self.by_token[i] = body
        self.states = Counter(m.state for m in names if m.state)

    def state_mention(self, state: str | None) -> Found | None:
        """Return the first mention of a state, given its code, by name or adjective."""
        return next((m for m in self.by_token.values() if m.state == state and m.classes[0] == "State"), None)

    def within(self, start: int, end: int) -> list[Found]:
        """Return the names that lie in this stretch of tokens, in order."""
        seen: list[Found] = []
        for i in range(start, end):
            mention = self.by_token.get(i)
            last = (
                mention.head.i + 1
                if mention is not None and mention.kind == "nominal"
                else mention.end
                if mention is not None
                else 0
            )
            if mention is not None and last <= end and mention not in seen:
                seen.append(mention)
        return seen


def following_body(doc: Doc, person: Found, spans: Spans) -> Found | None:
    """Return the body in "NAME of the BODY" or "NAME from BODY"."""
    i = person.end
    if i + 2 < len(doc) and doc[i].text == "," and doc[i + 1].text.rstrip(".") in {"Jr", "Sr", "II", "III", "IV"}:
        i += 2
    if i < len(doc) and doc[i].text == "," and i + 1 < len(doc) and doc[i + 1].lower_ == "of":
        i += 1
    if i + 1 < len(doc) and doc[i].lower_ in {"of", "from", "with"}:
        j = i + 1
        while j < len(doc) and (
            doc[j].lower_ == "the" or (doc[j].lower_ == "national" and spans.by_token.get(j) is None)
        ):
            j += 1
        mention = spans.by_token.get(j)
        if (
            mention is not None
            and mention.start == j
            and (mention.classes[0] != "State" or (mention.kind == "name" and doc[i].lower_ == "of"))
        ):
            inner = spans.by_token.get(mention.end + 1)
            possessed = inner is not None and inner.start == mention.end + 1 and inner.kind == "name"
            if possessed and inner is not None and inner.classes[0] == "Agency" and doc[mention.end].text in POSSESSIVE:
                return inner  # "of the Criminal Division's Fraud Section"
            return mention
        if mention is not None and mention.kind == "adjective" and mention.end in spans.by_token:
            return spans.by_token[mention.end]
    return None


def contiguous(doc: Doc, start: int, end: int) -> bool:
    """Whether only words of a title, no preposition, lie between a modifier and the title."""
    return end - start < 6 and all(
        t.lower_ not in {"in", "to", "with", "by", "on", "from", "of", "for", "and", "&"} for t in doc[start:end]
    )


def preceded_by(doc: Doc, mention: Found, words: set[str]) -> bool:
    """Whether one of these words stands before a mention, an article aside."""
    i = mention.start - 1
    while i > 0 and doc[i].lower_ in {"the", "national", "a"}:
        i -= 1
    return doc[i].lower_ in words
