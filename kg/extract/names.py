"""Proper names: what look-up, grammars and recogniser find, no two overlapping."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.extract.bodies import body_names
from kg.extract.calling import group_names
from kg.extract.consistent import settle, surnames
from kg.extract.departments import department_names
from kg.extract.found import Found, overlaps
from kg.extract.frames import BODIES
from kg.extract.lexicon import Lexicon
from kg.extract.lookup import gazetteer_names, states_named
from kg.extract.operations import operation_names
from kg.extract.personal import titled_persons
from kg.extract.portfolios import portfolios
from kg.extract.recognised import recognised
from kg.extract.titles import office_tokens
from kg.extract.units import unit_names


def find_names(doc: Doc, lexicon: Lexicon) -> list[Found]:
    """Return the names in a Doc, none overlapping another, in order."""
    titles, fields = office_tokens(doc, lexicon)
    found = [
        *operation_names(doc, lexicon),
        *body_names(doc, lexicon),
        *department_names(doc, lexicon),
        *unit_names(doc, lexicon),
        *group_names(doc, lexicon),
        *(m for m in gazetteer_names(doc, lexicon) if not bare_field(m, titles | fields, lexicon)),
        *recognised(doc, lexicon),
        *titled_persons(doc, lexicon),
    ]
    series = [set(range(start, end)) for end, start in portfolios(doc, lexicon).items() if "," in doc[start:end].text]
    kept: list[Found] = []
    for mention in sorted(found, key=lambda m: (-strength(m), m.start)):
        inside = any(not series_of.isdisjoint(range(mention.start, mention.end)) for series_of in series)
        if not inside and not any(overlaps(mention, other) for other in kept):
            kept.append(mention)
    kept.sort(key=lambda m: m.start)
    settle(doc, kept, lexicon)
    kept += list(surnames(doc, kept))
    kept.sort(key=lambda m: m.start)
    add_acronyms(doc, kept, lexicon)
    unfold(doc, kept)
    return kept


def bare_field(mention: Found, office: set[int], lexicon: Lexicon) -> bool:
    """Whether a body's short name is only the field of an office ("Advisor for Homeland Security NAME")."""
    words = mention.text.split()
    return (
        mention.classes[0] == "Agency"
        and set(range(mention.start, mention.end)) <= office
        and not any(word in lexicon.names["agency_heads"] or word.isupper() for word in words)
    )


def strength(mention: Found) -> float:
    """How strongly a mention claims its tokens: longer first, curated before recognised."""
    score = float(mention.end - mention.start)
    if mention.lemma == "department":  # one of a list that the recogniser may take for one name
        score += 20.0
    if (mention.entry and mention.entry.cls != "Place") or mention.lemma == "capital":
        score += 0.6
    if mention.classes[0] == "Person":
        score += 0.5
    if mention.classes[0] in {"Operation", "Agreement"}:
        score += 0.4
    if mention.classes[0] == "Agency":
        score += 0.3
    return score


def add_acronyms(doc: Doc, names: list[Found], lexicon: Lexicon) -> None:
    """Give a name the acronym that stands in brackets behind it, and take the bracketed name off the list."""
    for mention in list(names):
        end = mention.end
        if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")":
            acronym = doc[end + 1]
            if (acronym.text.isupper() and 2 <= len(acronym.text) <= 8) or acronym.shape_.startswith("XX"):
                mention.aliases.append(acronym.text)
                for other in list(names):
                    if other.start == end + 1 and other is not mention:
                        alike = mention.classes == other.classes and not mention.entry
                        if (
                            other.entry
                            and alike
                            and (named_state(doc, other, lexicon) or opens_alike(mention.text, other))
                        ):
                            mention.entry, mention.state = other.entry, mention.state or other.state
                        names.remove(other)
                for other in names:  # what the article abbreviates so, whatever a table has under the acronym
                    if other.text == acronym.text and other.classes != mention.classes:
                        other.classes, other.entry, other.state = mention.classes, mention.entry, mention.state


def named_state(doc: Doc, body: Found, lexicon: Lexicon) -> bool:
    """Whether the article names the state of a known body, or it has none."""
    state = body.entry.state if body.entry else None
    return not state or states_named(doc, lexicon.gazetteer)[state] > 0


def opens_alike(name: str, known: Found) -> bool:
    """Whether a name begins with the word that one of the names of a known body begins with."""
    names = (known.entry.label, *known.entry.names) if known.entry else ()
    return any(other.split()[0].casefold() == name.split()[0].casefold() for other in names)


def unfold(doc: Doc, names: list[Found]) -> None:
    """Take an acronym for the name that the article has written out before, not for what a table has under it.

    "Iraqi Security Forces … the ISF" is not the Internal Security Forces of another state.
    """
    text = doc.text
    for mention in names:
        if mention.entry is None or not mention.text.isupper() or not 2 < len(mention.text) < 7:
            continue
        pattern = (
            r"\b" + r"\s+(?:(?:of|for|the|and|on)\s+)*".join(rf"{letter}[\w-]+" for letter in mention.text) + r"\b"
        )
        found = re.compile(pattern).finditer(text, 0, doc[mention.start].idx)
        spelled = {" ".join(m[0].split()) for m in found}
        if len(spelled) != 1:
            continue
        (full,) = spelled
        if opens_alike(full, mention):
            continue
        other = next((m for m in names if m.text == full and m.classes[0] in BODIES), None)
        if other is not None and other.entry is not mention.entry:
            mention.classes, mention.entry, mention.state = other.classes, other.entry, other.state
            other.aliases.append(mention.text)
        elif other is None:
            mention.entry, mention.state = None, None
            mention.aliases.append(full)
