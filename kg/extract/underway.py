"""Deeds that are there, though what is said of them is to come: "will discuss X's attack on Y", "the ongoing probe"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.language.syntax import base


def under_way(noun: Token, relation: str, found: tuple[Token, ...], cues: dict[str, frozenset[str]]) -> bool:
    """Whether a noun that is the anchor of a relation names a deed that is there, whatever the words ``found`` plan.

    Words show it ("the ongoing cooperation", "last month's summit"), or of attacks whose they are. What plans the deed
    itself, or stands beside the noun, still holds.
    """
    if noun.pos_ != "NOUN" or any(cue.head == noun for cue in found):
        return False
    if any(cue == noun.head and cue.lemma_.lower() not in cues["debating"] for cue in found):
        return False
    shown = any(t.lower_ in cues["under_way"] for c in noun.children for t in c.subtree if t.i < noun.i)
    definite = any(base(c) in {"det", "nmod:poss"} and c.lower_ not in {"a", "an"} for c in noun.children)
    settled = definite and noun.head.lemma_.lower() in cues["settling"]
    settled = settled or (definite and any(c.lower_ in cues["firm"] for c in noun.children))
    return settled or shown or (relation == "attacked" and any(base(c) == "nmod:poss" for c in noun.children))
