"""Gold text: annotated words with their spaces, before spaCy has split the text its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.language.training import gmb, gum_names, re3d
from kg.language.training.conllu import TreebankSentence, read_conllu
from kg.language.training.conventions import split_at_commas, with_known_types, without_offices, without_titles
from kg.language.training.marked import read_marked

UNKNOWN = "<unknown>"  # a label that must not be learned from


@dataclass(frozen=True, slots=True)
class GoldWord:
    """One annotated word.

    ``head`` is the sentence-relative index of the head, -1 for the root, None where nothing is known about the syntax
    (then tag, morph, lemma and relation are ``UNKNOWN``). ``entity`` is a BIO label or ``UNKNOWN``.
    """

    form: str
    space: bool
    tag: str = UNKNOWN
    morph: str = UNKNOWN
    lemma: str = UNKNOWN
    head: int | None = None
    relation: str = UNKNOWN
    entity: str = UNKNOWN


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence; ``opens`` is 2 at the start of a document, 1 at that of a paragraph, else 0.

    ``whole`` is False where the words are a stretch of text with unknown sentence boundaries.
    """

    words: tuple[GoldWord, ...]
    opens: int
    whole: bool = True


def from_treebank(sentence: TreebankSentence, entities: Sequence[str]) -> GoldSentence:
    """Turn a treebank sentence and its BIO labels into gold words; the morph label is ``UPOS|features``."""
    words = tuple(
        GoldWord(
            form=word.form,
            space=word.space_after,
            tag=word.xpos,
            morph=f"{word.upos}|{word.feats}",
            lemma=word.lemma,
            head=word.head - 1,
            relation="ROOT" if word.deprel == "root" else word.deprel,
            entity=entity,
        )
        for word, entity in zip(sentence.words, entities, strict=True)
    )
    return GoldSentence(words, 2 if sentence.opens_document else int(sentence.opens_paragraph))


def read_treebank(path: Path, names: bool) -> Iterator[GoldSentence]:
    """Yield the sentences of a CoNLL-U file, with the names of its Entity annotation if ``names``."""
    sentences = list(read_conllu(path))
    if names:
        labels: Iterable[Sequence[str]] = gum_names.labels(sentences)
    else:
        labels = ([UNKNOWN] * len(s.words) for s in sentences)
    for sentence, entities in zip(sentences, labels, strict=True):
        forms = [word.form for word in sentence.words]
        yield from_treebank(sentence, without_titles(forms, split_at_commas(forms, entities)))


def house_labels(forms: Sequence[str], labels: Sequence[str]) -> list[str]:
    """Bring BIO labels of the news into the project's convention."""
    return with_known_types(forms, without_titles(forms, split_at_commas(forms, labels)))


def read_news(path: Path) -> list[GoldSentence]:
    """Return the sentences of the Groningen Meaning Bank with names in the project's convention; each is a document."""
    found = []
    for rows in gmb.read_gmb(path):
        forms = [row[0] for row in rows]
        entities = house_labels(forms, gmb.entity_labels([row[2] for row in rows]))
        words = tuple(
            GoldWord(form=form, space=space, entity=entity)
            for form, space, entity in zip(forms, gmb.spacing(forms), entities, strict=True)
        )
        found.append(GoldSentence(words, 2))
    return found


def is_news_test(index: int) -> bool:
    """Tell whether the news sentence of this index belongs to the test split."""
    return index % 20 == 7


def is_news_dev(index: int) -> bool:
    """Tell whether the news sentence of this index belongs to the development split."""
    return index % 80 == 13


def read_defence(path: Path, test: bool) -> list[GoldSentence]:
    """Return the paragraphs of re3d's training or held-back documents with names only, in the project's convention."""
    found = []
    documents = list(re3d.read_re3d(path))
    places = re3d.place_names(documents)
    for index, document in enumerate(documents):
        if re3d.is_test(index) != test:
            continue
        for number, paragraph in enumerate(re3d.labelled_paragraphs(document, places)):
            forms = [form for form, _, _ in paragraph]
            labels = without_titles(forms, split_at_commas(forms, [label for _, _, label in paragraph]))
            words = tuple(
                GoldWord(form=form, space=space, entity=entity)
                for (form, space, _), entity in zip(paragraph, without_offices(forms, labels, UNKNOWN), strict=True)
            )
            found.append(GoldSentence(words, 1 if number else 2, whole=False))
    return found


def read_names(path: Path) -> Iterator[GoldSentence]:
    """Yield the sentences of a file with marked names; every one opens a document."""
    for rows in read_marked(path):
        yield GoldSentence(tuple(GoldWord(form=f, space=space, entity=entity) for f, space, entity in rows), 2)


def text_of(words: Sequence[GoldWord]) -> tuple[str, list[tuple[int, int]]]:
    """Return the words joined to a text and every word's half-open character span in it."""
    parts: list[str] = []
    spans = []
    at = 0
    for word in words:
        spans.append((at, at + len(word.form)))
        parts.append(word.form + " " * word.space)
        at += len(parts[-1])
    return "".join(parts), spans


def join(sentences: Sequence[GoldSentence]) -> tuple[list[GoldWord], list[int]]:
    """Join sentences to one run of words with a space between them, beside every word's sentence number.

    Heads become indices into the run; the root's is -1 still.
    """
    words: list[GoldWord] = []
    numbers: list[int] = []
    for number, sentence in enumerate(sentences):
        base = len(words)
        for word in sentence.words:
            head = word.head if word.head is None or word.head < 0 else word.head + base
            words.append(replace(word, head=head))
            numbers.append(number)
        words[-1] = replace(words[-1], space=words[-1].space or sentence is not sentences[-1])
    return words, numbers
