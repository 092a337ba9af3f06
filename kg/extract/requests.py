"""requestedExtraditionOf by a noun of asking: "a US request to extradite X", "Peru's demand for her extradition"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found
from kg.extract.frames import PARTY
from kg.extract.lexicon import Lexicon, event_words
from kg.language.syntax import children, conjuncts, objects, phrases

BODIES = PARTY - {"InternationalOrganisation"}


def requests(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield requestedExtraditionOf for who asks, by a noun, that a person be given up."""
    for token in doc:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in event_words("asking"):
            continue
        people = [m for t in asked_for(token) if (m := covering.at(t)) is not None and personal(m, lexicon)]
        for party in askers(token, covering) if people else ():
            for who in people:
                yield Candidate(party, "requestedExtraditionOf", who, "request-to-extradite", token, weight=0.8)


def asked_for(noun: Token) -> Iterator[Token]:
    """Yield who is to be given up: objects of the verb of giving up behind the noun, possessors of its noun."""
    for clause in children(noun, "acl", "xcomp"):
        if clause.lemma_.lower() in event_words("giving_up"):
            yield from (t for top in objects(clause) for t in conjuncts(top))
    for marker, deed in phrases(noun):
        if marker == "for" and deed.lemma_.lower() in event_words("given_up"):
            yield from (t for top in children(deed, "nmod:poss") for t in conjuncts(top))


def askers(noun: Token, covering: Covering) -> list[Found]:
    """Return the states and bodies that ask: before the noun, or behind "from", "by" or "of"."""
    tops = list(children(noun, "nmod:poss", "amod", "compound", "nmod:desc"))
    tops += [inner for marker, inner in phrases(noun) if marker in {"from", "by", "of"}]
    found = [m for top in tops for t in conjuncts(top) if (m := covering.at(t)) is not None]
    return [m for m in found if m.classes[0] in BODIES and m.kind != "pronoun"]


def personal(mention: Found, lexicon: Lexicon) -> bool:
    """Whether a mention is of a person, or a pronoun for one."""
    return mention.kind == "pronoun" or lexicon.accepts(frozenset(["Person"]), mention.classes)
