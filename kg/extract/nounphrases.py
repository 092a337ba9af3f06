"""Noun phrases by their words: number, the noun behind "of", how far the phrase reaches."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.lexicon import name_words
from kg.language.syntax import base, children, preposition

BOUNDS = frozenset(["least", "most"])  # "at least eleven people"


def singular(token: Token) -> bool:
    """Whether a noun is singular by its tag or features."""
    if token.tag_ in {"NNS", "NNPS", "VBZ"}:  # a plural noun is at times tagged as a verb
        return False
    if token.tag_ in {"NN", "NNP"} or "Sing" in token.morph.get("Number", []):
        return True
    return any(child.lower_ in {"a", "an", "another", "each", "every", "one"} for child in token.children)


def number(token: Token) -> int | None:
    """Return how many a noun phrase counts."""
    if singular(token):
        return 1
    for child in children(token, "nummod"):
        text = child.text.replace(",", "")
        return int(text) if text.isdigit() and len(text) < 10 else NUMBERS.get(text.lower())
    return None


def partitive(token: Token) -> Token | None:
    """Return the noun behind "of" in "two of the suspects", "tonnes of cocaine"."""
    for child in token.children:
        if preposition(child) == "of":
            return child
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
    return None


def opens_office(token: Token) -> bool:
    """Whether a hyphen joins an office's second word to a token ("Director-General")."""
    doc, i = token.doc, token.i
    return i + 2 < len(doc) and doc[i + 1].text == "-" and doc[i + 2].lower_ in name_words("hyphened_offices")


def ends_office(token: Token) -> bool:
    """Whether a token is an office's second word that a parse has not put above the first."""
    first = token.doc[token.i - 2] if token.i > 1 else token
    return first != token and opens_office(first) and first.head != token and token.i - first.i == 2


def extent(token: Token, short: bool = False) -> tuple[int, int]:
    """Return the token indices of a noun phrase: its modifiers and the close attachments up to a comma."""
    doc = token.doc
    keep = {
        "det",
        "amod",
        "compound",
        "nummod",
        "nmod:poss",
        "poss",
        "nmod:desc",
        "advmod",
        "case",
        "punct",
        "quantmod",
        "det:predet",
        "flat",
    }
    start = token.i
    for child in token.children:
        if (
            child.i < token.i
            and (base(child) in keep or child.dep_ in keep)
            and base(child) not in {"case", "punct", "cc"}
        ):
            start = min(start, child.left_edge.i)
    if start < token.i and any(t.text in {",", ";", ":"} or t.is_space for t in doc[start : token.i]):
        start = next(
            i
            for i in range(token.i, start - 1, -1)
            if i == start or doc[i - 1].text in {",", ";", ":"} or doc[i - 1].is_space
        )
    while start < token.i and (
        (doc[start].is_punct and doc[start].text not in "$€£")
        or (doc[start].pos_ in {"ADP", "CCONJ"} and doc[start + 1].lower_ not in BOUNDS)
    ):
        start += 1
    end = token.i + 1 + 2 * opens_office(token)
    if not short:
        for child in token.children:
            if child.i < token.i or base(child) in {
                "punct",
                "cc",
                "conj",
                "appos",
                "parataxis",
                "acl:relcl",
                "relcl",
                "nsubj",
                "cop",
            }:
                continue
            if (
                child.left_edge.i > end
                or preposition(child) not in {"", "of", "in", "behind", "against", "with", "within"}
                or base(child) == "obl"
            ):
                break
            right = child.right_edge.i + 1
            cut = next(
                (i for i in range(end, right) if doc[i].text in {",", ";", "(", ":", "”", '"'} or doc[i].is_space),
                right,
            )
            end = min(cut, token.i + 14)
            if cut < right:
                break
    return start, end


NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "dozen": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
}
