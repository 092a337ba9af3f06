"""Docs built by hand, so that what reads a parse is tested without a trained model."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.lang.en import English
from spacy.tokens import Doc, Token

# the columns of a table: both parses share the words, and differ in heads and labels
UD, CLEARNLP = "ud", "clearnlp"
SCHEMES = (UD, CLEARNLP)
_VOCAB = English().vocab  # a bare Vocab has no lower-case forms


def build(
    words: Sequence[str],
    heads: Sequence[int],
    deps: Sequence[str],
    tags: Sequence[str],
    pos: Sequence[str],
    lemmas: Sequence[str] | None = None,
) -> Doc:
    """Return a Doc of the words, one space apart; ``heads`` are 0-based indices, a root being its own head."""
    return Doc(
        _VOCAB,
        words=list(words),
        spaces=[True] * (len(words) - 1) + [False],
        heads=list(heads),
        deps=["ROOT" if head == i else dep for i, (head, dep) in enumerate(zip(heads, deps, strict=True))],
        tags=list(tags),
        pos=list(pos),
        lemmas=list(lemmas or words),
    )


def from_table(table: str, scheme: str) -> Doc:
    """Return the Doc of a table with the columns form, lemma, tag, part of speech, head, label, and head, label again.

    Heads are words of the table, told apart as ``word/2`` where one stands twice, and ``-`` for the root. The first
    head and label are Universal Dependencies, the second ClearNLP; ``=`` repeats what Universal Dependencies have.
    Raises ValueError where a row or a head is malformed.
    """
    rows = [line.split() for line in table.strip().splitlines()]
    if any(len(row) != 8 for row in rows):
        raise ValueError(f"needs 8 columns: {next(row for row in rows if len(row) != 8)}")
    words = [row[0] for row in rows]
    heads, deps = [], []
    for i, row in enumerate(rows):
        head, dep = row[4:6]
        if scheme == CLEARNLP:
            head, dep = (head if row[6] == "=" else row[6]), (dep if row[7] == "=" else row[7])
        heads.append(i if head == "-" else _index(words, head))
        deps.append(dep)
    return build(words, heads, deps, [r[2] for r in rows], [r[3] for r in rows], [r[1] for r in rows])


def word(doc: Doc, name: str) -> Token:
    """Return the token with this form, the second one for ``form/2``; raises ValueError where there is none."""
    return doc[_index([token.text for token in doc], name)]


def _index(words: Sequence[str], name: str) -> int:
    form, _, number = name.partition("/")
    places = [i for i, w in enumerate(words) if w == form]
    if len(places) < int(number or 1) or (len(places) > 1 and not number):
        raise ValueError(f"{name!r} is not one of {' '.join(words)}")
    return places[int(number or 1) - 1]
