"""Docs of plain words for tests that need no parse: every word a noun, or a name where it has a capital letter."""

from __future__ import annotations

from spacy.lang.en import English
from spacy.tokens import Doc, Span

VOCAB = English().vocab


def plain(text: str, persons: list[tuple[int, int]] | None = None) -> Doc:
    """Return a Doc of the text's words split at spaces, in one sentence; ``persons`` are token ranges."""
    words = text.split(" ")
    doc = Doc(
        VOCAB,
        words=words,
        pos=["PROPN" if word[:1].isupper() else "NOUN" for word in words],
        lemmas=[word.lower() for word in words],
        heads=[0] * len(words),
        deps=["ROOT", *["dep"] * (len(words) - 1)],
    )
    doc.ents = [Span(doc, start, end, "PERSON") for start, end in persons or []]
    return doc
