"""Names of operations and of treaties, built by grammar."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.capitals import capitalised, extend_left, extend_right
from kg.extract.found import Found
from kg.extract.lexicon import Lexicon

QUOTES = frozenset("\"“”„«»‘’'``")


def operation_names(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield "Operation Trojan Shield", "the “Fox Hunt” operation", and names of treaties."""
    names = lexicon.names
    for i, token in enumerate(doc):
        if token.text in names["operation_words"] and i + 1 < len(doc):
            j = i + 1
            while j < len(doc) and doc[j].text in QUOTES:
                j += 1
            end = j
            while end < len(doc) and capitalised(doc[end]) and not doc[end].is_sent_start:
                end += 1
            if end > j and doc[j].text not in names["agency_heads"]:
                yield Found(doc, j if j > i + 1 else i, end, ("Operation",), "name", lemma="operation")
        elif token.lower_ in names["operation_tails"] and i > 2 and doc[i - 1].text in QUOTES:
            j = i - 2
            while j > 0 and doc[j].text not in QUOTES and i - j < 7:
                j -= 1
            if doc[j].text in QUOTES and capitalised(doc[j + 1]):
                yield Found(doc, j + 1, i - 1, ("Operation",), "name", lemma="operation")
        elif token.text in names["agreement_heads"]:
            start = extend_left(doc, i, lexicon)
            end = extend_right(doc, i + 1, lexicon)
            if end - start > 1:
                yield Found(doc, start, end, ("Agreement",), "name", lemma="agreement")
