"""The words beside a step of the parse that negate it: "not", "never", "no longer", "no" with its subject."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.scope import is_subject
from kg.language.syntax import base, children


def negation(token: Token, below: Token | None, cues: dict[str, frozenset[str]]) -> Token | None:
    """Return the word that negates a step: its own "not", "never" or "no longer", or "no" with its subject.

    A negation behind what is asked about does not reach it, nor does one over "but".
    """
    if below is not None and base(below) == "conj" and any(c.lower_ == "but" for c in below.children):
        return None
    limit = (below or token).i
    for child in token.children:
        word, relation = child.lower_, base(child)
        if child.i <= limit and negates(child, cues):
            return child
        if relation == "case" and word == "without":
            return child
        if is_subject(child) or (relation == "obj" and below is None):
            for inner in (child, *children(child, "det", "cc:preconj", "advmod")):
                if inner.lower_ in cues["negating_determiners"] and following(inner) not in cues["comparing"]:
                    return inner
    return None


def negates(word: Token, cues: dict[str, frozenset[str]]) -> bool:
    """Whether a word beside a step negates it."""
    relation = base(word)
    if relation == "advmod" and any(c.lower_ in cues["negations"] for c in word.children):
        return word.lower_ in cues["ending"]  # "no longer", "not yet"; "not only" is none
    if word.lower_ not in cues["negations"] and relation != "neg":
        return False
    if relation not in {"advmod", "det", "aux", "neg", "cc:preconj", "cc"} or following(word) in cues["comparing"]:
        return False
    return relation != "cc" or word.lower_ == "nor"


def following(word: Token) -> str:
    """Return the word behind a word, in lower case; empty at the end."""
    return word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
