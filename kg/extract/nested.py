"""A body's name inside a longer one: "FBI Denver Field Office", "Royal Danish Navy"."""

from __future__ import annotations

from collections import Counter

from kg.extract.found import Found, implied_state
from kg.extract.lexicon import Lexicon
from kg.extract.lookup import readings
from kg.gazetteer import Entry


def inner_body(mention: Found, stated: Counter[str], lexicon: Lexicon) -> Found | None:
    """Return the body or state whose name opens a body's name ("FBI Denver Field Office")."""
    doc = mention.doc
    for end in range(mention.end - 1, mention.start, -1):
        text = doc[mention.start : end].text
        for form in (text, text.rstrip("'’"), text.removesuffix("’s").removesuffix("'s"), text.removesuffix("s")):
            for sense in readings(form, stated, doc, lexicon.gazetteer):
                if sense.entry.cls not in {"State", "Agency", "InternationalOrganisation"} or sense.kind == "seat":
                    continue
                if mention.entry is not None and sense.entry.key == mention.entry.key:
                    continue
                if doc[end].lower_ in {"of", "for"} and sense.entry.cls != "State":
                    if owner := one_of_many(mention, end, sense.entry, stated, lexicon):
                        return owner
                    mention.entry = mention.entry or sense.entry
                    continue
                if sense.entry.cls == "State":
                    mention.state = sense.entry.state
                kind = "adjective" if sense.kind in {"adjective", "people"} else "name"
                return Found(
                    doc,
                    mention.start,
                    bare(mention, end),
                    (sense.entry.cls,),
                    kind,
                    entry=sense.entry,
                    state=sense.entry.state,
                )
    for i in range(mention.start + 1, mention.end - 1):
        modifier = doc[i - 1].text[:1].isupper() and doc[i + 1].text[:1].isupper()
        for sense in readings(doc[i].text, stated, doc, lexicon.gazetteer) if modifier else ():
            if sense.entry.cls == "State" and sense.kind == "adjective":  # "Royal Danish Navy"
                mention.state = sense.entry.state
                return Found(doc, i, i + 1, ("State",), "adjective", entry=sense.entry, state=sense.entry.state)
    for i in range(mention.start + 2, mention.end - 1):
        inside = doc[mention.start].text in {"Department", "Ministry"} and doc[mention.start + 1].lower_ == "of"
        if inside and doc[i].text.endswith("s") and doc[i + 1].text in lexicon.names["agency_heads"]:
            spelled = [] if doc[i].tag_ == "NNPS" else [doc[mention.start : i + 1].text[:-1]]
            return Found(doc, mention.start, i + 1, ("Agency",), "name", aliases=spelled)
    for start in range(mention.start + 2, mention.end):
        if doc[start - 1].lower_ in {"of", "the"}:
            for sense in readings(doc[start : mention.end].text, stated, doc, lexicon.gazetteer):
                if sense.entry.cls in {"Agency", "InternationalOrganisation"} or (
                    sense.entry.cls == "State" and sense.kind == "name"
                ):
                    return Found(
                        doc, start, mention.end, (sense.entry.cls,), "name", entry=sense.entry, state=sense.entry.state
                    )
    for i in range(mention.start + 1, mention.end - 1):
        token = doc[i]
        if (
            token.text.endswith("s")
            and token.text[:-1] in lexicon.names["agency_heads"]
            and token.text not in {"Forces", "Services"}
            and doc[i + 1].text[:1].isupper()
        ):
            if token.text in {"Attorneys", "Marshals", "Prosecutors", "Investigations", "Affairs", "Customs"}:
                continue
            return Found(doc, mention.start, i + 1, ("Agency",), "name", aliases=[doc[mention.start : i + 1].text[:-1]])
    for i in range(mention.start + 1, mention.end - 1):
        if (
            doc[i].text in {"'s", "’s"}
            and doc[i - 1].text in lexicon.names["agency_heads"]
            and doc[i + 1].text[:1].isupper()
        ):
            return Found(doc, mention.start, i, ("Agency",), "name")
    return None


def one_of_many(mention: Found, end: int, kind: Entry, stated: Counter[str], lexicon: Lexicon) -> Found | None:
    """Return the state of a body that only begins like a known one ("U.S. District Court for the … District of …").

    Returns None where the rest names no more than the state: then the body is the known one.
    """
    doc = mention.doc
    start = end + 1 + (doc[end + 1].lower_ == "the")
    rest = readings(doc[start : mention.end].text, stated, doc, lexicon.gazetteer)
    if mention.entry is not None or any(s.entry.state == kind.state and s.entry.cls == "State" for s in rest):
        return None
    mention.state = kind.state
    return implied_state(doc, mention.start, end, kind.state, lexicon.gazetteer)


def bare(mention: Found, end: int) -> int:
    """Return where a name inside a mention ends, its possessive mark left out."""
    return end - 1 if mention.doc[end - 1].text in {"'s", "’s", "'", "’"} else end
