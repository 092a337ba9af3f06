"""locatedIn: where a place, body or organisation lies, read off phrases of place and names side by side."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found, spread
from kg.extract.lexicon import Lexicon
from kg.language.syntax import children, preposition

MOBILE = frozenset(
    ["vehicle", "vessel", "ship", "boat", "plane", "aircraft", "train", "bus", "waters", "home", "house"]
)


def located(doc: Doc, thing: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield locatedIn for "X in Y", "Y's X", "the region of Y", "X based in Y", "Y-based X"."""
    head = thing.head
    for child in children(head, "nmod", "obl") if settled(thing, lexicon) else ():
        marker = preposition(child)
        if child.i < head.i or (child.left_edge.i - thing.end > 1 and thing.kind == "name"):
            continue
        part = thing.classes[0] == "Place" and thing.kind == "nominal" and thing.lemma in lexicon.nouns["parts"]
        on = marker == "on" and thing.classes[0] == "Place" and thing.kind == "nominal"
        if marker == "in" or on or (marker == "of" and part and thing.head.text != "District"):  # a court's district
            for place in spread(child, covering):
                if is_place(place) and place is not thing and holds(thing, place, lexicon):
                    yield Candidate(thing, "locatedIn", place, f"{marker}-phrase", child, weight=0.85)
    if thing.classes[0] == "Place" and thing.lemma not in MOBILE:
        for child in children(head, "nmod:poss"):
            other = covering.at(child)
            if other is not None and other is not thing and is_place(other) and other.kind == "name":
                yield Candidate(thing, "locatedIn", other, "possessor-of-place", child, weight=0.85)
    yield from seated(doc, thing, covering, lexicon)


def seated(doc: Doc, thing: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield locatedIn for "X, based in Y", "X registered in Y" and "Y-based X"."""
    for verb in children(thing.head, "acl", "amod"):
        if verb.lower_ in lexicon.nouns["seated"] and verb.i > thing.head.i:
            for child in children(verb, "obl", "nmod"):
                for place in spread(child, covering) if preposition(child) in {"in", "at"} else ():
                    if is_place(place) and place is not thing:
                        yield Candidate(thing, "locatedIn", place, "based-in", verb, weight=0.88)
    i = thing.start - 1
    if thing.kind == "nominal":
        i = next((t.i for t in thing.span if t.lower_ == "based" and t.i < thing.head.i), i)
    if i > 1 and doc[i].lower_ == "based" and doc[i - 1].text == "-":
        seat = covering.by_token[i - 2]
        if seat is not None and is_place(seat):
            yield Candidate(thing, "locatedIn", seat, "place-based", doc[i], weight=0.88)


def settled(thing: Found, lexicon: Lexicon) -> bool:
    """Whether "in PLACE" behind a thing says where it lies: not for what moves, acts abroad or is a national body."""
    if moving(thing, lexicon):
        return False
    if thing.kind == "nominal":
        if thing.lemma not in lexicon.nouns["staff"]:
            return True
        return thing.lemma in {"police", "prosecutor"} and thing.state is None  # "French police in PLACE" act there
    if thing.classes[0] != "Agency":
        return True
    return not lexicon.names["local_heads"].isdisjoint(thing.text.replace("’", "'").split())


def holds(thing: Found, place: Found, lexicon: Lexicon) -> bool:
    """Whether a body is in a place rather than of it: in a state only an embassy or consulate is."""
    region = place.classes[0] == "State" or (place.entry is not None and place.entry.cls == "Territory")
    return thing.classes[0] != "Agency" or not region or abroad(thing, lexicon)


def abroad(thing: Found, lexicon: Lexicon) -> bool:
    """Whether a body is a state's representation in another."""
    return any(t.lower_ in lexicon.nouns["representations"] for t in thing.span)


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
            and settled(one, lexicon)
            and is_place(other)
            and holds(one, other, lexicon)
            and between in (["in"], ["in", "the"])
        ):
            yield Candidate(one, "locatedIn", other, "in-phrase", doc[one.start], weight=0.8)
        elif (
            is_place(one) | (one.classes[0] == "State") and other.classes[0] == "Place" and settlement(between, lexicon)
        ):
            yield Candidate(other, "locatedIn", one, "capital-or-city-of", doc[other.start], weight=0.9)


def settlement(between: list[str], lexicon: Lexicon) -> bool:
    """Whether the words between two names call the second a city or part of the first ("port city of")."""
    words = [w for w in between if w not in {"'s", "’s", ",", "of"}]
    return (
        0 < len(words) < 4
        and words[-1] in lexicon.nouns["settlements"]
        and all(w in lexicon.nouns["settlements"] | lexicon.nouns["bearings"] for w in words)
        and between[-1] not in {"'s", "’s"}
    )


def listed(doc: Doc, one: Found, other: Found) -> bool:
    """Whether two names with a comma between them are members of a list, not a place and what it lies in."""
    known_city = other.entry is not None and (other.entry.weight > 100_000 or other.text in other.entry.seats)
    city = other.lemma == "capital" or known_city
    if city and one.state and other.state and one.state != other.state:
        return True
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
