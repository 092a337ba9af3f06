"""Parties joined by a hyphen before an event noun: "the U.S.-Peru partnership", "a Franco-Italian raid"."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.extract.found import Covering, Found
from kg.extract.frames import PARTY
from kg.extract.lexicon import Lexicon, event_words

HYPHENS = frozenset(["-", "–", "‑"])
_PARTS = re.compile("[-–‑]")


def paired(token: Token, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the parties that hyphens join in a word, or in words parted by hyphens; none unless all parts are."""
    doc = token.doc
    if len([part for part in _PARTS.split(token.text) if part]) > 1:
        pieces = [(token.i, part) for part in _PARTS.split(token.text)]
    else:
        start = end = token.i
        while start > 1 and doc[start - 1].text in HYPHENS:
            start -= 2
        while end + 2 < len(doc) and doc[end + 1].text in HYPHENS:
            end += 2
        pieces = [(i, doc[i].text) for i in range(start, end + 1, 2)]
    if len(pieces) < 2:
        return []
    found = [_party(doc[i], part, covering, lexicon) for i, part in pieces]
    named = [m for m in found if m is not None]
    states = any(m.classes[0] != "Agency" for m in named)  # "ICE-HSI" is one body
    return named if len(named) == len(found) and states and not _between(doc, pieces[-1][0]) else []


def _between(doc: Doc, last: int) -> bool:
    """Whether what follows is a thing that lies between the two ("the US-Mexico border patrol")."""
    return last + 1 < len(doc) and doc[last + 1].lower_ in event_words("lying_between")


def joined(mentions: list[Found]) -> list[Found]:
    """Return those of some mentions that are joined to the next one by a hyphen."""
    found: list[Found] = []
    for a, b in pairwise(mentions):
        if a.start == b.start or (a.end + 1 == b.start and a.doc[a.end].text in HYPHENS):
            found += [a, b]
    return found


def _party(token: Token, part: str, covering: Covering, lexicon: Lexicon) -> Found | None:
    mention = covering.by_token[token.i]
    if mention is not None and mention.text == part and mention.classes[0] in PARTY:
        return mention
    iso = next((w.split("=")[1] for w in event_words("combining") if w.split("=")[0] == part.lower()), None)
    if iso is not None:
        entry = lexicon.gazetteer.state(iso.upper())
    else:
        abbreviated = next((m for m in covering.by_token if m is not None and part in m.aliases), None)
        if abbreviated is not None:
            return abbreviated if abbreviated.classes[0] in PARTY else None
        senses = (s for s in lexicon.gazetteer.senses.get(part, ()) if s.entry.cls in PARTY and s.kind != "seat")
        entry = next((sense.entry for sense in senses), None)
    if entry is None:
        return None
    return Found(token.doc, token.i, token.i + 1, (entry.cls,), "adjective", entry=entry, state=entry.state)
