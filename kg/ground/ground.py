"""Reading → grounded reading: each referent gets a gazetteer entry's key, or a minted one."""

from __future__ import annotations

from kg.extract.lexicon import Lexicon
from kg.gazetteer import WIKIDATA, Entry
from kg.ids import article_key, digest, minted, slug
from kg.model import Entity, GroundedReading, Reading, Referent

KINDS = {
    "State": "state",
    "Agency": "agency",
    "InternationalOrganisation": "organisation",
    "Group": "group",
    "Organisation": "organisation",
    "Person": "person",
    "Place": "place",
    "Operation": "operation",
    "Agreement": "agreement",
    "Offence": "offence",
    "Goods": "goods",
}


def ground(reading: Reading, lexicon: Lexicon) -> GroundedReading:
    """Return the reading with one entity for each referent, in the order of its referents.

    A known referent takes its curated key; a full name gets a key minted from the name (an agency's with its state);
    a single-word person's name, or a description, gets a key scoped to the article.
    """
    scope = article_key(reading.article.sha256)
    return GroundedReading(reading, tuple(entity(referent, scope, lexicon) for referent in reading.referents))


def entity(referent: Referent, scope: str, lexicon: Lexicon) -> Entity:
    """Return the entity that one referent of an article is grounded to."""
    entry = lexicon.gazetteer.entries.get(referent.known) if referent.known else None
    if entry is not None:
        return known_entity(referent, entry)
    kind = KINDS[referent.classes[-1]]
    name = referent.name
    if referent.described:
        key = minted(kind, name, scope, *(str(m.start) for m in referent.mentions[:1]))
    elif kind == "person" and len(name.split()) < 2:
        key = minted(kind, name, scope)
    elif kind == "agency":
        state = referent.state or ""
        parts = (state or "XX", slug(name), digest("agency", name.casefold(), state))
        key = "agency/" + "-".join(part for part in parts if part)
    else:
        key = minted(kind, name)
    return Entity(
        key,
        referent.classes,
        name,
        tuple(a for a in referent.aliases if a != name),
        described=referent.described,
        count=referent.count,
    )


def known_entity(referent: Referent, entry: Entry) -> Entity:
    """Return the entity of a gazetteer entry: curated label, its names and the article's as alternatives.

    An offence has the article's wording only: the curated ones are many, and most of them in no article.
    """
    cls = "Place" if entry.cls == "Territory" else entry.cls
    curated = () if cls == "Offence" else entry.names
    labels = [*curated, *([] if cls == "State" else [referent.name, *referent.aliases])]
    alternatives = tuple(sorted({label for label in labels if label != entry.label}))
    return Entity(
        entry.key,
        (cls,),
        entry.label,
        alternatives,
        iso=entry.state if cls == "State" else None,
        same_as=(WIKIDATA + entry.wikidata,) if entry.wikidata else (),
    )
