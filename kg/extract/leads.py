"""Whom a report's opening description means: "A Danish national pleaded guilty. … NAME, 45, of Aarhus, admitted …"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.found import Found

REACH = 6  # sentences within which the report names whom it opened with
PERSONS = frozenset(["Person", "Suspect"])


def introduced(mentions: Sequence[Found]) -> list[tuple[Found, Found]]:
    """Return the descriptions that open a report, each with the name, given with an age, of the person described."""
    if not mentions:
        return []
    doc = mentions[0].doc
    sents = [sent for sent in doc.sents if sent.text.strip()][:REACH]
    for k, sent in enumerate(sents):
        inside = [m for m in mentions if m.kind == "name" and sent.start <= m.start < sent.end]
        aged = [m for m in inside if m.classes[0] == "Person" and with_age(m)]
        if not aged:
            continue
        if k == 0 or len(aged) > 1:
            return []
        opening = [one for before in sents[:k] if (one := described(before.start, before.end, mentions)) is not None]
        return [(one, aged[0]) for one in opening]
    return []


def with_age(name: Found) -> bool:
    """Whether an age stands behind a name, between commas."""
    doc: Doc = name.doc
    i = name.end + 1
    if i >= len(doc) or doc[name.end].text != ",":
        return False
    i += doc[i].lower_ in {"age", "aged"}
    return i + 1 < len(doc) and doc[i].text.isdigit() and len(doc[i]) == 2 and doc[i + 1].text in {",", "of"}


def described(start: int, end: int, mentions: Sequence[Found]) -> Found | None:
    """Return the one person whom a sentence describes without naming him: its first words, or its only such phrase."""
    found = [
        m
        for m in mentions
        if start <= m.start < end and m.kind == "nominal" and m.classes[0] in PERSONS and m.count == 1 and not m.same
    ]
    indefinite = [m for m in found if m.doc[m.start].lower_ in {"a", "an"}]
    first = next((m for m in found if m.start == start and m.head.tag_ == "NN"), None)
    if first is not None and (first in indefinite or first.doc[start].pos_ != "DET"):
        return first
    return indefinite[0] if len(indefinite) == 1 else None
