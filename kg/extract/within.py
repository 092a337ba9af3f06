"""locatedIn between names with words of place between them ("the X area of Y"), of seats, and under headings."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.found import Found, implied_state
from kg.extract.lexicon import Lexicon
from kg.extract.locations import is_place
from kg.extract.lookup import states_named


def within(doc: Doc, mentions: list[Found], lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield locatedIn for neighbouring names, for "the capital, NAME" and for places listed under a state."""
    names = sorted((m for m in mentions if m.kind in {"name", "adjective"}), key=lambda m: m.start)
    for i, (one, other) in enumerate(itertools.pairwise(names)):
        if one.kind != "name" or not is_place(other) or any(t.is_space for t in doc[one.end : other.start]):
            continue
        between = unbracketed([t.lower_ for t in doc[one.end : other.start] if not colours(t, lexicon)])
        if one.classes[0] == "Place" and joins(one, between, lexicon) and not inverted(one, other):
            inner = names[i + 2] if i + 2 < len(names) else None
            holder = other if inner is None or not possesses(doc, other, inner) else inner
            yield Candidate(one, "locatedIn", holder, "place-within-place", doc[one.start], weight=0.85)
        elif one.classes[0] == "Organisation" and between == ["of"] and company(one, lexicon):
            yield Candidate(one, "locatedIn", other, "company-of-place", doc[one.start], weight=0.85)
        elif one.classes[0] == "Agency" and between == ["in"] and at_seat(one, other):
            yield Candidate(one, "locatedIn", other, "in-phrase", doc[one.start], weight=0.8)
    yield from capitals(doc, names, lexicon)
    yield from listed_under(doc, names, lexicon)


def inverted(one: Found, other: Found) -> bool:
    """Whether the first name is a region's and the second a town's ("NAME, Ohio, a suburb of Dayton")."""
    region = one.entry is not None and one.entry.cls in {"Territory", "State"}
    town = other.classes[0] == "Place" and (other.entry is None or other.entry.cls == "Place")
    return region and town


def colours(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word is an adjective that says nothing of where a place lies ("the restive X valley")."""
    return token.pos_ == "ADJ" and token.text.islower() and token.lower_ not in lexicon.nouns["bearings"]


def unbracketed(words: list[str]) -> list[str]:
    """Return words without an acronym in brackets at their start."""
    return words[3:] if len(words) > 3 and words[0] == "(" and words[2] == ")" else words


def joins(one: Found, between: list[str], lexicon: Lexicon) -> bool:
    """Whether the words between a place's name and another say that it is a part of that, or lies in it."""
    nouns = lexicon.nouns
    kinds = nouns["settlements"] | nouns["parts"] | nouns["areas"]
    words = [w for w in between if w != "the"]
    last = one.text.split()[-1].lower()
    if words in ([], ["of"]):
        plain = len(one.text.split()) == 1 or last == "district"  # "the City of X", a court's district
        return words != [] and last in kinds and not plain
    if one.text.lower() in nouns["bearings"] or (one.text.isupper() and len(one.text) < 3):  # of a street
        return False
    if len(words) == 2 and words[0] in kinds and words[1] == "of":
        return words[0] != "district"
    if words[:1] == [","] and words[-1:] == ["of"]:
        inner = words[1:-1]
        return 0 < len(inner) < 4 and inner[-1] in kinds and set(inner[:-1]) <= nouns["bearings"] | {"a"}
    if words[:1] == [","]:
        words = words[1:]
    if words[:1] not in (["in"], ["on"]) or len(between) < 2:
        return False
    rest = words[1:]
    if rest[-1:] == ["of"]:
        return 1 < len(rest) < 5 and rest[-2] in kinds and set(rest[:-2]) <= nouns["bearings"]
    return len(rest) < 3 and set(rest) <= nouns["bearings"]


def possesses(doc: Doc, state: Found, place: Found) -> bool:
    """Whether a state's name and "'s" stand right before a place's ("Pakistan's Sindh province")."""
    gap = [t.lower_ for t in doc[state.end : place.start]]
    return place.kind == "name" and place.classes[0] == "Place" and gap in (["'s"], ["’s"], ["'"], ["’"])


def company(one: Found, lexicon: Lexicon) -> bool:
    """Whether an organisation's name ends in a company's legal form, which "of PLACE" behind it is no part of."""
    return one.text.split()[-1] in lexicon.names["company_forms"]


def at_seat(body: Found, place: Found) -> bool:
    """Whether a place is the capital of the state whose body is said to be in it."""
    state = body.state or (body.entry.state if body.entry is not None else None)
    return place.classes[0] == "Place" and place.lemma == "capital" and state is not None and place.state == state


def capitals(doc: Doc, names: list[Found], lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield locatedIn for "the capital, NAME" where the article names the state of which it is the capital."""
    stated = states_named(doc, lexicon.gazetteer)
    for name in names:
        if name.lemma != "capital" or name.start < 2 or name.state is None or not stated[name.state]:
            continue
        i = name.start - 1 - (doc[name.start - 1].text == ",")
        if i > 0 and doc[i].lower_ == "capital" and doc[i - 1].lower_ in {"the", "its"}:
            state = implied_state(doc, name.start, name.end, name.state, lexicon.gazetteer)
            if state is not None:
                yield Candidate(name, "locatedIn", state, "the-capital", doc[name.start], weight=0.85)


def listed_under(doc: Doc, names: list[Found], lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield locatedIn for the places that open the lines under a state's name ("Near X, …" below "Chad")."""
    heading: Found | None = None
    headed = False
    for start, end in lines(doc):
        inside = [m for m in names if start <= m.start < end]
        while start < end and (doc[start].is_punct or doc[start].is_space):
            start += 1
        if not inside:
            heading = heading if end - start == 0 else None
            continue
        first = inside[0]
        opening = [t.lower_ for t in doc[start : first.start] if t.lower_ != "the"]
        words = [t for t in doc[start:end] if not (t.is_punct or t.is_space)]
        if first.classes[0] == "State" and first.kind == "name" and opening in ([], ["in"], ["strikes", "in"]):
            headed = first.end - first.start + len(opening) == len(words)
            heading = first if headed or opening == ["in"] else None
        elif heading is None or first.kind != "name" or first.classes[0] != "Place":
            heading = None if not opening or opening[0] not in lexicon.names["before_places"] else heading
        elif (opening == ["near"] or (headed and opening in (["in"], ["at"]))) and first.state in {None, heading.state}:
            yield Candidate(first, "locatedIn", heading, "listed-under-state", doc[first.start], weight=0.8)
        elif opening[:1] != ["near"]:
            heading = None


def lines(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the token indices of each line."""
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            yield start, token.i
            start = token.i + 1
    yield start, len(doc)
