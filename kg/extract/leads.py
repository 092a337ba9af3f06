"""Whom a report's opening description means: "A Danish national pleaded guilty. … NAME, 45, of Aarhus, admitted …"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.found import Found
from kg.extract.lexicon import Lexicon, event_words
from kg.language.syntax import base

REACH = 6  # sentences within which the report names whom it opened with
PERSONS = frozenset(["Person", "Suspect"])


def introduced(mentions: Sequence[Found], lexicon: Lexicon) -> list[tuple[Found, Found]]:
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
        opening = [
            one for before in sents[:k] if (one := described(before.start, before.end, mentions, lexicon)) is not None
        ]
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


def concerned(person: Found) -> bool:
    """Whether a person is the subject of a clause, or the object of a verb of charging or sentencing."""
    relation, verb = base(person.head), person.head.head
    tried = verb.lemma_.lower() in event_words("charging") | event_words("proving")
    return relation in {"nsubj", "nsubj:pass"} or (relation == "obj" and tried)


def described(start: int, end: int, mentions: Sequence[Found], lexicon: Lexicon) -> Found | None:
    """Return the one person whom a sentence describes without naming him.

    It is who the sentence opens with, or the only such phrase as its subject or as who is charged or sentenced.
    """
    found = [
        m
        for m in mentions
        if start <= m.start < end and m.kind == "nominal" and m.classes[0] in PERSONS and m.count == 1 and not m.same
    ]
    found = [m for m in found if m.lemma not in lexicon.reference["pairs"]]
    indefinite = [m for m in found if m.doc[m.start].lower_ in {"a", "an"} and concerned(m)]
    first = next((m for m in found if m.start == start and m.head.tag_ == "NN"), None)
    if first is not None and (first in indefinite or first.doc[start].pos_ != "DET"):
        return first
    return indefinite[0] if len(indefinite) == 1 else None
