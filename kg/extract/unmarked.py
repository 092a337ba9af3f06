"""Possessors that lost their apostrophe: "the DEAs Lima office", "Customs and Border Protections Targeting Center"."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.gazetteer import Gazetteer, Sense

OWNERS = frozenset(["Agency", "InternationalOrganisation", "State"])


def unmarked(doc: Doc, start: int, end: int, gazetteer: Gazetteer) -> list[Sense]:
    """Return the senses of a body's or state's name with a bare "s" that stands before what is its."""
    form = doc[start:end].text
    if not form.endswith("s") or form in gazetteer.senses:
        return []
    after = behind_acronym(doc, end)
    if after == len(doc) or not doc[after].text[:1].isupper() or doc[after].is_sent_start:
        return []
    return [s for s in gazetteer.senses.get(form[:-1], ()) if s.kind == "name" and s.entry.cls in OWNERS]


def behind_acronym(doc: Doc, i: int) -> int:
    """Return where the words behind a bracketed acronym at ``i`` begin, or ``i``."""
    acronym = i + 2 < len(doc) and doc[i].text == "(" and doc[i + 2].text == ")" and doc[i + 1].text[:2].isupper()
    return i + 3 if acronym else i


def known_form(text: str, lexicon: Lexicon) -> bool:
    """Whether a word is a name of the gazetteer, or an acronym of it with a bare "s"."""
    senses = lexicon.gazetteer.senses
    return text in senses or (text[-1:] == "s" and text[:-1].isupper() and len(text) > 3 and text[:-1] in senses)


def behind_owner(doc: Doc, start: int, head: int, lexicon: Lexicon) -> int:
    """Return where a body's name begins behind an owner of several words that lost its mark, or ``start``."""
    for end in range(head, start, -1):
        if doc[end - 1].text.endswith("s"):
            for first in range(max(0, start - 5), end - 1):
                if doc[first].text[:1].isupper() and unmarked(doc, first, end, lexicon.gazetteer):
                    return end
    return start


def owner_before(agency: Found, covering: Covering, lexicon: Lexicon) -> Found | None:
    """Return the owner directly before a body's name, its acronym in brackets between them or not."""
    doc = agency.doc
    for mention in covering.by_token[max(0, agency.start - 4) : agency.start]:
        if mention is None or mention is agency or mention.classes[0] not in OWNERS or mention.kind != "name":
            continue
        if behind_acronym(doc, mention.end) == agency.start and unmarked(
            doc, mention.start, mention.end, lexicon.gazetteer
        ):
            return mention
    return None
