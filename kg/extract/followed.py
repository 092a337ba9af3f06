"""memberOf off whose group it is ("NAME's rebel faction", "the movement of NAME"); visits off where an official is."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.language.syntax import base, children, phrases, preposition, subjects


def followed(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield memberOf for the person whose group a named one is said to be."""
    for group in {id(m): m for m in covering.by_token if m is not None}.values():
        if group.classes[0] != "Group" or group.kind != "name" or group.entry is None:
            continue
        noun = called(group, lexicon)
        for child in children(noun, "nmod:poss", "nmod"):
            leader = covering.at(child)
            owner = base(child) == "nmod:poss" or (preposition(child) == "of" and child.i > noun.i)
            if owner and leader is not None and leader.kind == "name" and "Person" in leader.classes:
                yield Candidate(leader, "memberOf", group, "group-of-person", child, None, weight=0.75)


def called(group: Found, lexicon: Lexicon) -> Token:
    """Return the noun behind a group's name that says what it is ("the NAME movement"), else its head."""
    head = group.head
    noun = head.head
    known = (
        base(head) in {"compound", "nmod:desc", "amod"} and noun.lemma_.lower() in lexicon.reference["naming_groups"]
    )
    return noun if known and noun.i == group.end else head


def present(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield visited for an official who is in a foreign state or city ("the minister is in Kabul for talks")."""
    for token in doc:
        where = covering.at(token)
        if where is None or where.classes[0] not in {"State", "Place"} or where.kind != "name":
            continue
        cases = [c.lower_ for c in children(token, "case")]
        if cases != ["in"] or not any(c.lemma_.lower() == "be" for c in children(token, "cop")):
            continue
        aim = any(noun.lemma_.lower() in lexicon.events["errands"] for _, noun in phrases(token))
        for top in subjects(token):
            who = covering.at(top)
            if who is None or who.classes[0] != "Official" or who.kind == "pronoun":
                continue
            if who.state != where.state and (aim or where.classes[0] == "State"):
                yield Candidate(who, "visited", where, "official-is-in", token, None, weight=0.75)
