"""Names of units by grammar: local offices ("DEA Houston"), ships ("USS Example")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.capitals import capitalised
from kg.extract.found import Found
from kg.extract.lexicon import Lexicon


def unit_names(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the names of local offices and of ships of navies and coast guards."""
    for i in range(len(doc) - 1):
        if unit := field_office(doc, i, lexicon) or ship(doc, i, lexicon) or coalition(doc, i, lexicon):
            yield unit


def field_office(doc: Doc, i: int, lexicon: Lexicon) -> Found | None:
    """Return the local office named by a body's acronym and a place ("DEA Houston", "Interpol Kenya")."""
    gazetteer = lexicon.gazetteer
    known = any(s.entry.cls in {"Agency", "InternationalOrganisation"} for s in gazetteer.senses.get(doc[i].text, ()))
    if not known or not (doc[i].text.isupper() or doc[i].text == "Interpol") or doc[i].text == "UN":
        return None
    if doc[i + 1].text in lexicon.names["not_bodies"]:  # "NATO Summit", not the office in a town called Summit
        return None
    for end in range(min(i + 4, len(doc)), i + 1, -1):
        if all(capitalised(t) for t in doc[i + 1 : end]) and any(
            s.entry.cls in {"State", "Place"} and s.kind in {"name", "seat"}
            for s in gazetteer.senses.get(doc[i + 1 : end].text, ())
        ):
            rest = [t.lower_ for t in doc[end : end + 2]]
            if end < len(doc) and capitalised(doc[end]):
                return None
            more = (
                2
                if rest == ["field", "office"]
                else int(rest[:1] in (["office"], ["bureau"], ["branch"], ["division"]))
            )
            return Found(doc, i, end + more, ("Agency",), "name")
    return None


def ship(doc: Doc, i: int, lexicon: Lexicon) -> Found | None:
    """Return the ship that a prefix names, its hull number left out; the state is that of the prefix."""
    state = lexicon.gazetteer.ship_prefixes.get(doc[i].text)
    if state is None:
        return None
    end = i + 1
    while (
        end < len(doc)
        and end - i < 5
        and (
            capitalised(doc[end])
            or (doc[end].lower_ in {"de", "van", "of"} and end - i > 1 and capitalised(doc[end + 1]))
        )
    ):
        end += 1
    return Found(doc, i, end, ("Agency",), "name", state=state, lemma="ship") if end > i + 1 else None


def coalition(doc: Doc, i: int, lexicon: Lexicon) -> Found | None:
    """Return the alliance of states that a capitalised noun is the name of by itself ("Coalition nations")."""
    names = lexicon.names
    if doc[i].text not in names["alliances"] or doc[i + 1].lower_ in names["governing"] or capitalised(doc[i + 1]):
        return None
    opening = i
    while opening and doc[opening - 1].text in names["alliance_openings"]:
        opening -= 1
    before = doc[opening - 1] if opening else None
    if before is not None and capitalised(before) and not before.is_sent_start and not before.is_space:
        return None
    return Found(doc, opening, i + 1, ("InternationalOrganisation",), "name")
