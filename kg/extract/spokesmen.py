"""In whose name officials speak: "we", "our police" and "her ministry" are of the state or body that they represent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.candidates import Candidate
from kg.extract.coreference import Discourse
from kg.extract.found import Covering, Found
from kg.extract.frames import PERSONS, TOGETHER
from kg.extract.lexicon import Lexicon
from kg.extract.quoted import speaker
from kg.language.syntax import children

OWN = "body-of-official"  # counts where it is known for which state the official speaks


def own_bodies(agency: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield agencyOf of "our police" to its speaker, of "her ministry" to the minister; see ``in_their_name``."""
    for child in children(agency.head, "nmod:poss"):
        owner = covering.at(child)
        if owner is None or owner.kind != "pronoun" or agency.kind != "nominal":
            continue
        if owner.lemma == "our" and agency.lemma in lexicon.nouns["national_bodies"]:
            who = speaker(owner, covering, lexicon)
            if who is not None:
                yield Candidate(agency, "agencyOf", who, "body-of-official", child, weight=0.75)
        elif owner.lemma in {"his", "her"} and agency.lemma == "ministry":
            yield Candidate(agency, "agencyOf", owner, "body-of-official", child, weight=0.75)


def in_their_name(candidates: list[Candidate], discourse: Discourse) -> list[Candidate]:
    """Put the party that an official represents where one speaks or acts in its name."""
    holds: dict[int, Found] = {}
    states: dict[int, Found] = {}
    for c in candidates:
        if c.relation == "representativeOf" and len(c.subject.referents) == 1 and len(c.object.referents) == 1:
            who = c.subject.referents[0]
            holds.setdefault(who, c.object)
            if c.object.classes[0] == "State":
                states.setdefault(who, c.object)
    of_body = {c.subject.referents[0]: c.object for c in candidates if c.relation == "agencyOf" and stated(c)}
    for who, party in holds.items():
        if party.referents[0] in of_body:
            states.setdefault(who, of_body[party.referents[0]])
    kept = []
    for c in candidates:
        if c.rule == OWN:
            c = replace(c, object=party_of(c.object, states))
        elif c.relation in TOGETHER:
            c = replace(c, subject=party_of(c.subject, holds), object=party_of(c.object, holds))
        kept.append(c)
    return kept


def stated(candidate: Candidate) -> bool:
    """Whether a body is said to be of one state that is known."""
    return len(candidate.subject.referents) == 1 and candidate.object.classes[0] == "State" and candidate.rule != OWN


def party_of(mention: Found, parties: dict[int, Found]) -> Found:
    """Return the party that a person represents, or the mention itself where it is no person or that is unknown."""
    if len(mention.referents) != 1 or not PERSONS & {*mention.classes}:
        return mention
    return parties.get(mention.referents[0], mention)
