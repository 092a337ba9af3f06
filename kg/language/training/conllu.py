"""Universal Dependencies treebanks (CoNLL-U) → spaCy Docs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word of a treebank sentence; ``head`` is 1-based, 0 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space_after: bool
    misc: str = ""


@dataclass(frozen=True, slots=True)
class TreebankSentence:
    """The words of one sentence and whether it opens a paragraph, or a document and so a paragraph too."""

    words: tuple[Word, ...]
    opens_paragraph: bool
    opens_document: bool = False


def read_conllu(path: Path) -> Iterator[TreebankSentence]:
    """Yield the sentences of a CoNLL-U file.

    Empty nodes are left out; the spacing of a multi-word token goes to its last word.
    Raises ValueError naming file and line when a row has not ten columns.
    """
    words: list[Word] = []
    opens = opens_document = False
    glued_until = 0
    last_space = True
    with path.open(encoding="utf8") as lines:
        for number, line in enumerate(lines, start=1):
            line = line.rstrip("\n")
            if not line:
                if words:
                    yield TreebankSentence(tuple(words), opens, opens_document)
                words, opens, opens_document, glued_until = [], False, False, 0
                continue
            if line.startswith("#"):
                opens_document = opens_document or line.startswith("# newdoc")
                opens = opens or opens_document or line.startswith("# newpar")
                continue
            columns = line.split("\t")
            if len(columns) != 10:
                raise ValueError(f"{path}:{number}: {len(columns)} columns where CoNLL-U has 10")
            key, form, lemma, upos, xpos, feats, head, deprel, _, misc = columns
            if "." in key:
                continue
            if "-" in key:
                glued_until = int(key.split("-")[1])
                last_space = "SpaceAfter=No" not in misc
                continue
            index = int(key)
            if index < glued_until:
                space = False
            elif index == glued_until:
                space = last_space
            else:
                space = "SpaceAfter=No" not in misc
            words.append(
                Word(
                    form=form,
                    lemma=form if lemma == "_" and form != "_" else lemma,
                    upos=upos,
                    xpos=xpos,
                    feats="" if feats == "_" else feats,
                    head=int(head),
                    deprel=deprel,
                    space_after=space,
                    misc="" if misc == "_" else misc,
                )
            )
    if words:
        yield TreebankSentence(tuple(words), opens, opens_document)


def paragraphs(sentences: Iterator[TreebankSentence], limit: int) -> Iterator[tuple[TreebankSentence, ...]]:
    """Group consecutive sentences of one paragraph, at most ``limit`` of them together."""
    group: list[TreebankSentence] = []
    for sentence in sentences:
        if group and (sentence.opens_paragraph or len(group) == limit):
            yield tuple(group)
            group = []
        group.append(sentence)
    if group:
        yield tuple(group)


def to_doc(vocab: Vocab, sentences: tuple[TreebankSentence, ...]) -> Doc:
    """Build a gold Doc with tags, features, lemmas, heads and relations."""
    words: list[Word] = []
    heads: list[int] = []
    starts: list[bool | int | None] = []
    for sentence in sentences:
        offset = len(words)
        for i, word in enumerate(sentence.words):
            words.append(word)
            heads.append(offset + (word.head - 1 if word.head else i))
            starts.append(i == 0)
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[w.space_after for w in words],
        tags=[w.xpos for w in words],
        pos=[w.upos for w in words],
        morphs=[w.feats for w in words],
        lemmas=[w.lemma for w in words],
        heads=heads,
        deps=["ROOT" if w.deprel == "root" else w.deprel for w in words],
        sent_starts=starts,
    )
