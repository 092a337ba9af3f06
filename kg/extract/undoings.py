"""What undoes a conviction, charge, warrant or notice in an article: "quashed", "withdrew", "the reversal of"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.factuality import factuality
from kg.extract.lexicon import Lexicon
from kg.language.syntax import base, children, conjuncts, is_passive, objects, passive_participant, phrases, subjects
from kg.model import Factuality

RECORDS = ("convictions", "charges", "notices")


@dataclass(frozen=True, slots=True)
class Undoing:
    """A conviction, charge, warrant or notice (``record``), the word that undoes it, and whether that happened."""

    record: Token
    word: Token
    happened: bool


def undoings(doc: Doc, lexicon: Lexicon) -> Iterator[Undoing]:
    """Yield what is quashed, dropped, withdrawn, declared void, or won an appeal against, in the order of the text."""
    records = frozenset().union(*(lexicon.cues[name] for name in RECORDS))
    for token in doc:
        if token.lemma_.lower() in lexicon.cues["acquitting"] and token.pos_ == "VERB":
            on_appeal = any(noun.lemma_.lower() in lexicon.cues["appeals"] for _, noun in phrases(token))
            if on_appeal and factuality(token, lexicon) is Factuality.ASSERTED:
                yield Undoing(token, token, happened=True)
        for first in undone_by(token, lexicon):
            if base(token) == "acl:relcl" and first.lemma_.lower() not in records:
                first = record_before(first, records)
            for noun in conjuncts(first):
                lemma = noun.lemma_.lower()
                if lemma not in records or (lemma == "plea" and not is_guilty(noun)):
                    continue
                happened = base(token) == "amod" or factuality(token, lexicon) is Factuality.ASSERTED
                yield Undoing(noun, token, happened)


def record_before(noun: Token, records: frozenset[str]) -> Token:
    """Return the record that a relative clause behind its complement is about ("a warrant for X, which was lifted")."""
    head = noun.head
    for one in (head, *(objects(head) if head.pos_ == "VERB" else [])):
        if one.lemma_.lower() in records and one.i < noun.i:
            return one
    return noun


def undone_by(word: Token, lexicon: Lexicon) -> list[Token]:
    """Return what a word undoes: the object of an active verb, the subject of a passive one, what a noun is of."""
    cues, lemma = lexicon.cues, word.lemma_.lower()
    if word.pos_ == "NOUN":
        return [noun for marker, noun in phrases(word) if marker == "of"] if lemma in cues["undoing_nouns"] else []
    if word.pos_ not in {"VERB", "ADJ"}:
        return []
    passive = is_passive(word)
    things = passive_participant(word) if passive else objects(word)
    if any(f"{lemma} {c.lower_}" in cues["undoing_phrases"] for c in word.children):
        return things
    if lemma in cues["winning"]:
        appeals = [t for t in things if t.lemma_.lower() in cues["appeals"]]
        return [noun for t in appeals for marker, noun in phrases(t) if marker in {"against", "of"}]
    if lemma in cues["declaring"]:
        void = any(c.lemma_.lower() in cues["undone"] for c in children(word, "xcomp", "obj", "obl"))
        return things if void else []
    if lemma not in cues["undoing"] or (lemma in cues["waving_away"] and waved_away(word, passive, lexicon)):
        return []
    return things


def waved_away(verb: Token, passive: bool, lexicon: Lexicon) -> bool:
    """Whether charges are only called untrue: dismissed as something, or by someone who does not decide on them."""
    if any(marker == "as" for marker, _ in phrases(verb)):
        return True
    who = list(children(verb, "obl:agent")) if passive else subjects(verb)
    deciding = any(w.lemma_.lower() in lexicon.cues["adjudicating"] for w in who)
    return not deciding and (bool(who) or not passive)


def is_guilty(plea: Token) -> bool:
    """Whether a plea is one of guilty."""
    return any(t.lower_ == "guilty" for t in plea.subtree)
