"""Departments that share their noun: "the U.S. Departments of State, Justice, and the Treasury"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon, name_words
from kg.extract.lookup import readings, states_named
from kg.gazetteer import Entry

SINGULAR = {"departments": "Department", "ministries": "Ministry"}
LONGEST = 5  # words of a department's field ("Health and Human Services")


def department_names(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield each known department of a list behind "Departments of" or "Ministries of"."""
    for i, token in enumerate(doc[:-2]):
        noun = SINGULAR.get(token.lower_)
        if noun is None or doc[i + 1].lower_ != "of":
            continue
        fields = list(listed(doc, i + 2, noun, lexicon))
        if len(fields) > 1:
            for start, end, entry in fields:
                yield Found(doc, start, end, (entry.cls,), "name", entry=entry, state=entry.state, lemma="department")


def listed(doc: Doc, start: int, noun: str, lexicon: Lexicon) -> Iterator[tuple[int, int, Entry]]:
    """Yield where the fields of a list of departments stand, each the longest that makes a known department's name."""
    i = start
    while i < len(doc):
        while i < len(doc) and doc[i].lower_ in name_words("list_joiners"):
            i += 1
        for end in range(min(i + LONGEST, len(doc)), i, -1):
            entry = known_department(doc, f"{noun} of", doc[i:end].text, lexicon)
            if entry is not None:
                yield i, end, entry
                i = end
                break
        else:
            return


def known_department(doc: Doc, opening: str, field: str, lexicon: Lexicon) -> Entry | None:
    """Return the department with this field, with or without "the" before it, that the article can mean."""
    stated = states_named(doc, lexicon.gazetteer)
    for form in (f"{opening} {field}", f"{opening} the {field}"):
        for sense in readings(form, stated, doc, lexicon.gazetteer):
            if sense.entry.cls == "Agency":
                return sense.entry
    return None


def departments_behind(noun: Token, covering: Covering) -> list[Found]:
    """Return the departments of a list that a plural noun opens ("the Departments of State and Defense")."""
    i, doc = noun.i + 1, noun.doc
    found: list[Found] = []
    while noun.lower_ in SINGULAR and i < len(doc):
        mention = covering.by_token[i]
        if mention is not None and mention.lemma == "department":
            found.append(mention)
            i = mention.end
        elif doc[i].lower_ in name_words("list_joiners") or doc[i].lower_ == "of":
            i += 1
        else:
            break
    return found
