"""Nouns that may come back to states named before: "the two countries", "both governments", "his country"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.lexicon import Lexicon
from kg.language.syntax import base


def two_states_meant(token: Token, lexicon: Lexicon) -> bool:
    """Whether a definite plural may come back to two states ("the two countries", "both governments").

    What says which ones are meant does not come back ("the two countries that …", "both sides of the river").
    """
    reference = lexicon.reference
    words = {child.lower_ for child in token.children}
    definite = "both" in words or words & (reference["pointing"] | {"our", "their"})
    restricting = {"amod", "compound", "nmod", "acl", "acl:relcl"}
    qualified = any(
        base(child) in restricting and child.pos_ != "NUM" and child.lower_ not in reference["bland"]
        for child in token.children
    )
    lemma = token.lemma_.lower()
    counted = lemma in reference["states"] and bool(words & reference["counted_two"])
    return (
        (counted or lemma in reference["plain_states"])
        and bool(definite)
        and not qualified
        and token.tag_ in {"NNS", "NNPS"}
    )


def one_state_meant(token: Token, lexicon: Lexicon) -> bool:
    """Whether a singular may come back to a state: "the country", "his country", "her government"."""
    lemma, reference = token.lemma_.lower(), lexicon.reference
    if lemma not in reference["one_state"] or token.tag_ != "NN":
        return False
    before = [child.lower_ for child in token.children if child.i < token.i and base(child) not in {"case", "punct"}]
    behind = any(base(child) in {"nmod", "acl", "acl:relcl"} for child in token.children)
    owned = len(before) == 1 and before[0] in {"his", "her"}
    return not behind and (owned or (before == ["the"] and lemma in reference["plain_states"]))
