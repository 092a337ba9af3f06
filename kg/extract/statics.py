"""Relations that hold without an event: agencyOf, locatedIn, nationality, memberOf and aliases, off noun phrases."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.aims import aims, named_aims
from kg.extract.allied import named_members
from kg.extract.belonging import belongs
from kg.extract.blamed import blamed
from kg.extract.candidates import Candidate
from kg.extract.casework import casework
from kg.extract.composition import compositions
from kg.extract.followed import followed, present
from kg.extract.found import Covering, Found
from kg.extract.headed import headed
from kg.extract.intending import intended
from kg.extract.lexicon import SUPER, Lexicon
from kg.extract.locations import located, neighbours
from kg.extract.membership import belonging, memberships
from kg.extract.persons import person_described
from kg.extract.pursuit import pursued
from kg.extract.requests import requests
from kg.extract.spokesmen import own_bodies
from kg.extract.suspects import alleged_acts, named_before, named_by_noun
from kg.extract.within import within


def static_relations(doc: Doc, mentions: list[Found], covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield the candidates of every family in this module."""
    for mention in mentions:
        cls = SUPER.get(mention.classes[0], mention.classes[0])
        if cls == "Agency":
            yield from belongs(doc, mention, covering, lexicon)
            yield from own_bodies(mention, covering, lexicon)
        if cls in {"Place", "Agency", "Organisation"} and mention.kind in {"name", "nominal"}:
            yield from located(doc, mention, covering, lexicon)
        if cls in {"Person", "Group"} and mention.kind == "nominal":
            yield from named_by_noun(mention, covering, lexicon)
        if cls == "Person" and mention.kind == "name":
            yield from named_before(mention, covering, lexicon)
        if cls in {"Person", "State"} and mention.kind == "name":
            yield from named_members(mention, covering, lexicon)
        if cls == "Person" and mention.kind == "nominal":
            yield from person_described(mention, covering, lexicon)
            yield from memberships(mention, covering, lexicon)
    yield from neighbours(doc, mentions, lexicon)
    yield from within(doc, mentions, lexicon)
    yield from alleged_acts(doc, covering, lexicon)
    yield from blamed(doc, covering, lexicon)
    yield from aims(doc, covering, lexicon)
    yield from named_aims(doc, mentions, lexicon)
    yield from casework(doc, covering, lexicon)
    yield from headed(doc, covering, lexicon)
    for token in doc:
        if token.pos_ == "VERB" and token.lemma_.lower() in lexicon.crime.words["belonging"]:
            yield from belonging(token, covering)
    yield from intended(doc, covering, lexicon)
    yield from followed(doc, covering, lexicon)
    yield from present(doc, covering, lexicon)
    yield from compositions(doc, covering, lexicon)
    yield from pursued(doc, covering, lexicon)
    yield from requests(doc, covering, lexicon)
