"""The place that "there" and "where" stand for beside a deed ("was traced to Lyon and arrested there")."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.found import Covering, Found
from kg.language.syntax import base, children

PLACES = frozenset(["Place", "State"])


def place_meant(trigger: Token, covering: Covering) -> list[Found]:
    """Return the one place that an adverb of place beside a verb points to; none when two could be meant.

    "Where" points to the noun that its clause describes; "there" to the last place before it, in its own sentence or
    else in the one before, where that names no other.
    """
    for child in children(trigger, "advmod"):
        if child.lower_ == "where":
            clause = trigger
            while base(clause) == "conj" and clause.head != clause:
                clause = clause.head
            place = covering.at(clause.head) if base(clause) in {"acl:relcl", "acl", "advcl"} else None
            if place is not None and place.classes[0] in PLACES:
                return [place]
            return [near for near in places(trigger.sent.start, child.i, covering)[-1:] if child.i - near.end < 2]
        if child.lower_ == "there":
            before = places(trigger.sent.start, child.i, covering)
            if not before and trigger.sent.start:
                last = trigger.doc[trigger.sent.start - 1].sent
                before = places(last.start, last.end, covering)
                if len({place.text for place in before}) > 1:
                    return []
            return before[-1:]
    return []


def places(start: int, end: int, covering: Covering) -> list[Found]:
    """Return the names of places and states whose tokens lie between two indices, in order; no adjectives."""
    found: list[Found] = []
    for mention in covering.by_token[start:end]:
        if mention is not None and mention.classes[0] in PLACES and mention.kind == "name" and mention not in found:
            found.append(mention)
    return found
