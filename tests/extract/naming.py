"""Whether a name of the catalogue and an end of a triple stand for the same thing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.gazetteer import Gazetteer

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(["the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those"])
# what ends the head phrase of a description
_PREPOSITIONS = "of in at on for from to with by near off against between".split()  # noqa: SIM905
_RELATIVES = ["who", "whom", "whose", "which"]
_PARTICIPLES = "wanted accused suspected linked involved arrested detained seized held living named".split()  # noqa: SIM905
_BOUNDARY = frozenset([*_PREPOSITIONS, *_RELATIVES, *_PARTICIPLES, "identified", "carrying", "implicated", "owned"])
_KIND = re.compile(r"^(the )?(\w+ )?(city|town|village|port|province|region|district|county|island) of ", re.I)
OVERLAP = 0.7


@dataclass(frozen=True, slots=True)
class End:
    """An end of a predicted triple: its label, all its names, and its ISO code where it is a state."""

    label: str
    names: tuple[str, ...]
    iso: str | None = None


def words(name: str) -> list[str]:
    """Return the lower-case words of a name without articles and possessive endings."""
    name = name.casefold().replace("’", "'").replace("u.s.", "us").replace("u.k.", "uk")
    return [w for w in _WORD.findall(re.sub(r"'s\b|'(?=\s|$)", "", name)) if w not in _ARTICLES]


def head(name: str) -> str:
    """Return the head word: behind a possessor, the last one before a preposition or participle."""
    parts = words(re.split(r"['’]s\s", name)[-1]) or words(name)
    for i, word in enumerate(parts):
        if word in _BOUNDARY and i:
            return parts[i - 1]
    return parts[-1]


def same_name(one: str, other: str) -> bool:
    """Whether two names or descriptions agree: one head word, and one holds (nearly) all words of the other."""
    one, other = _KIND.sub("", one), _KIND.sub("", other)
    a, b = words(one), words(other)
    if not a or not b:
        return False
    if a == b:
        return True
    shared = len(set(a) & set(b))
    return head(one) == head(other) and shared / min(len(set(a)), len(set(b))) >= OVERLAP


def stands_for(name: str, end: End, gazetteer: Gazetteer) -> bool:
    """Whether the name, or one of several parted by " / ", means this end: states by code, all else by its names."""
    return any(_stands_for(one, end, gazetteer) for one in name.split(" / "))


def _stands_for(name: str, end: End, gazetteer: Gazetteer) -> bool:
    states = {s.entry.state for s in gazetteer.senses.get(name, ()) if s.entry.cls == "State" and s.kind == "name"}
    if states:
        return end.iso in states
    return end.iso is None and any(same_name(name, candidate) for candidate in end.names)
