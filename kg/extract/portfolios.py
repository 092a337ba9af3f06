"""Fields of offices: what stands between "Minister of" and the holder's name, commas included."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.capitals import capitalised
from kg.extract.lexicon import Lexicon, name_words
from kg.extract.titles import title_ending

JOINERS = frozenset(["and", "&", "the", "of", "for", ","])
LONGEST = 14  # tokens of a portfolio, at most


def portfolios(doc: Doc, lexicon: Lexicon) -> dict[int, int]:
    """Return where each portfolio of a capitalised title before a name begins, by where it ends.

    Behind a comma only words for fields of government go on: "Minister of Environment, Water, and Agriculture NAME".
    """
    known: dict[int, int] | None = doc.user_data.get("portfolios")
    if known is None:
        persons = {ent.start for ent in doc.ents if ent.label_ == "PERSON"}
        known = {}
        for start in range(1, len(doc) - 1):
            if doc[start].lower_ not in {"of", "for"} or not doc[start - 1].text[:1].isupper():
                continue
            if title_ending(doc, start, lexicon) is None:
                continue
            end = portfolio_end(doc, start, persons, lexicon)
            if end is not None:
                known[end] = start
        doc.user_data["portfolios"] = known
    return known


def portfolio_end(doc: Doc, start: int, persons: set[int], lexicon: Lexicon) -> int | None:
    """Return the token index behind the last field of a portfolio that opens at ``start``, where a name can begin."""
    fields = name_words("fields")
    last = None
    for i in range(start + 1, min(start + LONGEST, len(doc))):
        token = doc[i]
        if token.lower_ in fields and capitalised(token):
            last = i + 1
        elif token.lower_ in JOINERS:
            continue
        elif last == i - 1 and doc[last].lower_ == "and" and (second := title_opening(doc, i, persons, lexicon)):
            return second
        elif not capitalised(token):
            return None
        else:
            named = i in persons or opens_name(doc, i, lexicon)
            return last if named and (last == i or (last == i - 1 and i in persons and doc[last].text == ",")) else None
    return None


def opens_name(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """Whether a capitalised word of a person's name, or two that are of no body, place or people, stand here."""
    heads = lexicon.names["agency_heads"] | lexicon.names["organisation_heads"] | lexicon.names["alliances"]
    if doc[i].ent_type_ == "PERSON":
        return doc[i].text not in heads
    return i + 1 < len(doc) and all(
        capitalised(t) and not t.ent_type_ and t.text not in heads and t.text not in lexicon.gazetteer.senses
        for t in doc[i : i + 2]
    )


def title_opening(doc: Doc, i: int, persons: set[int], lexicon: Lexicon) -> int | None:
    """Return where the name behind a second office at ``i`` begins ("… of Justice and Attorney General NAME")."""
    return next((j for j in range(i + 1, i + 5) if j in persons and title_ending(doc, j, lexicon) == i), None)
