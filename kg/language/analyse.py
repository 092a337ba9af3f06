"""Article → one spaCy Doc whose token offsets are offsets in the article's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.language.datelines import dateline
from kg.model import Article

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
_LIST_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*•‣◦]|\d{1,2}[.)])[ \t])")
_COLUMNS = ("words", "spaces", "tags", "pos", "morphs", "lemmas", "heads", "deps", "sent_starts", "ents")
BATCH = 16  # articles analysed together: enough to fill the model's batches, few enough to keep memory flat


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield (start, text) of the paragraphs; a blank line, a list bullet or a dateline ends one.

    ``text[start:start + len(paragraph)] == paragraph`` for each.
    """
    for block in _PARAGRAPH.finditer(text):
        cuts = [0, *(m.end() for m in _LIST_ITEM.finditer(block.group())), len(block.group())]
        if end := dateline(block.group()):
            cuts = sorted({*cuts, end})
        for start, end in pairwise(cuts):
            piece = block.group()[start:end]
            stripped = piece.strip()
            if stripped:
                yield block.start() + start + piece.index(stripped), stripped


def analyse(nlp: Language, articles: Iterable[Article]) -> Iterator[tuple[Article, Doc]]:
    """Yield each article with its Doc: paragraphs are parsed apart, then joined.

    ``doc.text == article.text``, so ``token.idx`` is an offset in code points; what lies between paragraphs is a
    white-space token, and sentences never cross it. A dateline is parsed apart and joined to the sentence behind it.
    """
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        pieces = [(text, (i, start)) for i, article in enumerate(batch) for start, text in paragraphs(article.text)]
        grouped: list[list[tuple[int, Doc]]] = [[] for _ in batch]
        for doc, (i, start) in nlp.pipe(pieces, as_tuples=True):
            grouped[i].append((start, doc))
        for article, parts in zip(batch, grouped, strict=True):
            yield article, join(nlp.vocab, article.text, parts)


def put_before(columns: dict[str, list[Any]], opening: int, offset: int) -> None:
    """Make a dateline, tokens ``opening`` to ``offset``, a part of the sentence that starts behind it."""
    root = next(i for i in range(offset, len(columns["heads"])) if columns["heads"][i] == i)
    for i in range(opening, offset):
        columns["sent_starts"][i] = i == opening
        if columns["heads"][i] == i:
            columns["heads"][i], columns["deps"][i] = root, "parataxis"
    columns["sent_starts"][offset] = False


def join(vocab: Vocab, text: str, parts: Iterable[tuple[int, Doc]]) -> Doc:
    """Build one Doc over ``text`` from the Docs of its paragraphs, each given with its start offset.

    ``tensor`` has one column, the certainty of each token's head and relation; 1 where the pipeline gives none.
    """
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    certainty: list[float] = []

    def gap(upto: int) -> None:
        if upto > position:
            heads = columns["heads"]
            row = (text[position:upto], False, "_SP", "SPACE", "", "", max(len(heads) - 1, 0), "dep", False, "O")
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
            certainty.append(1.0)

    position = opening = 0
    for start, doc in parts:
        between = text[position:start]
        if "\n" in between or not columns["words"]:
            gap(start)
            opening = len(columns["words"])
        elif between in {"", " "}:  # behind a dateline
            columns["spaces"][-1] = bool(between)
        else:
            gap(start)
        offset = len(columns["words"])
        for token in doc:
            entity = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"
            row = (
                token.text,
                bool(token.whitespace_),
                token.tag_,
                token.pos_,
                str(token.morph),
                token.lemma_,
                token.head.i + offset,
                token.dep_,
                bool(token.is_sent_start),
                entity,
            )
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
        certainty.extend(doc.tensor[:, 0].tolist() if doc.tensor.shape == (len(doc), 1) else [1.0] * len(doc))
        if opening < offset:
            put_before(columns, opening, offset)
        position = start + len(doc.text)
    gap(len(text))
    joined = Doc(vocab, **columns)  # type: ignore[arg-type]
    tensor: Any = np.array(certainty, dtype=np.float32).reshape(-1, 1)
    joined.tensor = tensor
    return joined
