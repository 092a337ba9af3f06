"""Nouns for several at once: alliances of states, and places that share the noun behind their names."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.extract.qualifiers import pointing
from kg.language.syntax import children, conjuncts, preposition


def alliance(token: Token, lexicon: Lexicon) -> bool | None:
    """Whether a singular noun for an alliance says that it is one of states; None where it is another's or a party's.

    False of a bare "the coalition", which only comes back to one.
    """
    ahead = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    before = [child for child in token.children if child.i < token.i]
    of = any(preposition(child) in {"of", "between"} for child in children(token, "nmod"))
    if token.tag_ not in {"NN", "NNP"} or ahead in lexicon.names["governing"] or of:
        return None
    if any(t.lower_ in lexicon.nouns["allied"] for child in before for t in child.subtree):
        return True
    return False if pointing(token, lexicon) else None


def places_before(token: Token, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the places that share a noun for a kind of place behind them ("the Kogi and Benue districts")."""
    if token.lemma_.lower() not in lexicon.nouns["settlements"] | lexicon.nouns["parts"]:
        return []
    found: list[Found] = []
    for child in children(token, "compound", "nmod:desc"):
        for one in conjuncts(child):
            place = covering.by_token[one.i]
            if place is not None and place.kind == "name" and place.end <= token.i and place not in found:
                found.append(place)
    if not any(place.classes[0] == "Place" for place in found):
        return []
    for place in found:
        if place.entry is None and place.classes[0] == "Organisation":
            place.classes = ("Place",)
    return found if all(place.classes[0] == "Place" for place in found) else []
