"""locatedIn: where a place, body or organisation lies, read off phrases of place and names side by side."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found, spread
from kg.extract.lexicon import Lexicon
from kg.language.syntax import children, preposition


def located(doc: Doc, thing: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield locatedIn for "X in Y", "X, Y", "Y's X", "the region of Y"."""
    head = thing.head
    for child in children(head, "nmod", "obl"):
        if child.i < thing.head.i:
            continue
        marker = preposition(child)
        if moving(thing, lexicon) or (thing.kind == "nominal" and thing.lemma in lexicon.nouns["staff"]):
            continue
        if marker == "in" or (
            marker == "of"
            and thing.classes[0] == "Place"
            and thing.kind == "nominal"
            and thing.lemma in {"region", "province", "part", "coast", "border", "waters"}
        ):
            if child.left_edge.i - thing.end > 1 and thing.kind == "name":
                continue
            for place in spread(child, covering):
                if (
                    is_place(place)
                    and place is not thing
                    and not (thing.classes[0] == "Agency" and place.classes[0] == "State")
                ):
                    yield Candidate(thing, "locatedIn", place, f"{marker}-phrase", child, weight=0.85)
    if thing.classes[0] == "Place":
        for child in children(head, "nmod:poss"):
            other = covering.at(child)
            if other is not None and other.classes[0] == "State" and other.kind == "name" and thing.kind == "name":
                yield Candidate(thing, "locatedIn", other, "possessor-of-place", child, weight=0.85)


def moving(thing: Found, lexicon: Lexicon) -> bool:
    """Whether a phrase of place behind the thing does not say where it lies ("a boat in the Gulf")."""
    return thing.lemma in lexicon.nouns["moving"]


def is_place(mention: Found) -> bool:
    """Whether a mention can hold a place: a place, or a state by its name."""
    return mention.classes[0] == "Place" or (mention.classes[0] == "State" and mention.kind == "name")


def neighbours(doc: Doc, mentions: list[Found], lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield locatedIn for names side by side: "Tangier, Morocco", "the port of Beirut", "Libyan capital Tripoli"."""
    names = sorted((m for m in mentions if m.kind in {"name", "adjective"}), key=lambda m: m.start)
    for thing in mentions:
        if (
            thing.kind == "nominal"
            and thing.classes[0] == "Place"
            and not moving(thing, lexicon)
            and doc[thing.start].pos_ == "DET"
        ):
            follower = next(
                (n for n in names if n.start - thing.head.i in {2, 3} and doc[thing.head.i + 1].lower_ == "in"), None
            )
            if follower is not None and is_place(follower):
                yield Candidate(thing, "locatedIn", follower, "in-phrase", thing.head, weight=0.8)
    for one, other in itertools.pairwise(names):
        between = [t.lower_ for t in doc[one.end : other.start]]
        if one.kind == "name" and one.classes[0] == "Place" and is_place(other):
            if between == [","] and not listed(doc, one, other):
                yield Candidate(one, "locatedIn", other, "place-comma-place", doc[one.start], weight=0.92)
            elif between in (["in"], ["in", "the"]) and not doc[one.end].is_space:
                yield Candidate(one, "locatedIn", other, "in-phrase", doc[one.start], weight=0.88)
        elif (
            one.kind == "name"
            and one.classes[0] in {"Agency", "Organisation"}
            and is_place(other)
            and between in (["in"], ["in", "the"])
        ):
            yield Candidate(one, "locatedIn", other, "in-phrase", doc[one.start], weight=0.8)
        elif (
            one.classes[0] == "State"
            and other.classes[0] == "Place"
            and between
            in (
                ["capital"],
                ["capital", ","],
                ["’s", "capital"],
                ["'s", "capital", ","],
                ["city", "of"],
                ["port", "of"],
                ["town", "of"],
            )
        ):
            yield Candidate(other, "locatedIn", one, "capital-or-city-of", doc[other.start], weight=0.9)


def listed(doc: Doc, one: Found, other: Found) -> bool:
    """Whether two names with a comma between them are members of a list, not a place and what it lies in."""
    inside = (
        one.entry is not None
        and other.entry is not None
        and one.entry.state is not None
        and one.entry.state == other.entry.state
    )
    if inside and one.entry is not None and other.entry is not None and one.entry.cls == other.entry.cls:
        return True
    if inside or (one.lemma == "capital" and other.state == one.state):
        return False
    following = [t.lower_ for t in doc[other.end : other.end + 3]]
    before = doc[one.start - 1].lower_ if one.start else ""
    if following[:1] in (["and"], ["or"]) or following[:2] in ([",", "and"], [",", "or"]) or before in {",", "and"}:
        return True
    known = one.entry is not None and other.entry is not None and other.entry.state is not None
    return known and one.entry is not None and one.entry.weight > 100_000
