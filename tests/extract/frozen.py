"""Parses of the catalogue's texts that stay as they are, so that the rules are tried apart from the parser.

``python -m tests.extract.frozen`` freezes what the pipeline gives for texts that have no parse yet and drops the
parses of texts that are gone. A parse that was corrected by hand is kept: one CoNLL-U file a construct, a text to each
``# newdoc``, a paragraph to each ``# newpar``, names in MISC as ``Entity=B-PERSON``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.language.analyse import join, paragraphs
from kg.language.training.conllu import TreebankSentence, read_conllu, to_doc
from tests.extract.cases import CASES, Case, load_cases, load_language

FROZEN = CASES / "frozen"
ENTITY = "Entity="


def read_frozen(path: Path) -> dict[str, list[list[TreebankSentence]]]:
    """Return the paragraphs of each text of a file, by the words of the text with single spaces.

    Raises ValueError naming file and line when a row has not ten columns.
    """
    documents: list[list[list[TreebankSentence]]] = []
    for sentence in read_conllu(path):
        if sentence.opens_document:
            documents.append([])
        if sentence.opens_paragraph:
            documents[-1].append([])
        documents[-1][-1].append(sentence)
    return {key(" ".join(map(written, document))): document for document in documents}


def key(text: str) -> str:
    """Return a text with every stretch of white space as one space."""
    return " ".join(text.split())


def written(paragraph: Iterable[TreebankSentence]) -> str:
    """Return the text of a paragraph."""
    words = [word for sentence in paragraph for word in sentence.words]
    return "".join(word.form + " " * word.space_after for word in words).strip()


def thaw(vocab: Vocab, text: str, document: Iterable[list[TreebankSentence]]) -> Doc:
    """Return the Doc of a text from its frozen paragraphs; the parser is taken to be certain."""
    parts = []
    for (start, _), paragraph in zip(paragraphs(text), document, strict=True):
        doc = to_doc(vocab, tuple(paragraph))
        marks = [word.misc for sentence in paragraph for word in sentence.words]
        names = [next((m.removeprefix(ENTITY) for m in misc.split("|") if m.startswith(ENTITY)), "O") for misc in marks]
        parts.append((start, Doc(vocab, **columns(doc), ents=names)))
    return join(vocab, text, parts)


def columns(doc: Doc) -> dict[str, list[object]]:
    """Return what a Doc is made of, names apart."""
    return {
        "words": [t.text for t in doc],
        "spaces": [bool(t.whitespace_) for t in doc],
        "tags": [t.tag_ for t in doc],
        "pos": [t.pos_ for t in doc],
        "morphs": [str(t.morph) for t in doc],
        "lemmas": [t.lemma_ for t in doc],
        "heads": [t.head.i for t in doc],
        "deps": [t.dep_ for t in doc],
        "sent_starts": [bool(t.is_sent_start) for t in doc],
    }


def rows(text: str, parsed: Iterable[Doc]) -> Iterator[str]:
    """Yield the lines of a text's parse, from the Docs of its paragraphs."""
    yield f"# newdoc = {key(text)}"
    for doc in parsed:
        yield "# newpar"
        for sent in doc.sents:
            yield f"# text = {key(sent.text)}"
            for number, token in enumerate(sent, 1):
                head = 0 if token.head == token else token.head.i - sent.start + 1
                misc = [f"{ENTITY}{token.ent_iob_}-{token.ent_type_}"] if token.ent_type_ else []
                misc += [] if token.whitespace_ or token.i == len(doc) - 1 else ["SpaceAfter=No"]
                word = (str(number), token.text, token.lemma_, token.pos_, token.tag_, str(token.morph) or "_")
                yield "\t".join((*word, str(head), "root" if head == 0 else token.dep_, "_", "|".join(misc) or "_"))
            yield ""


def blocks(path: Path) -> dict[str, str]:
    """Return the lines of each text's parse as they stand in a file, by the text."""
    found: dict[str, str] = {}
    for part in path.read_text(encoding="utf8").split("# newdoc = ")[1:]:
        found[part.partition("\n")[0]] = "# newdoc = " + part
    return found


def freeze(nlp: Language, cases: Iterable[Case], folder: Path = FROZEN) -> tuple[int, int]:
    """Write a file for each construct, keeping the parses that there are; return how many are new and how many gone."""
    folder.mkdir(exist_ok=True)
    new = gone = 0
    for construct, group in groupby(cases, key=lambda case: case.construct):
        path = folder / f"{construct}.conllu"
        before = blocks(path) if path.exists() else {}
        after: dict[str, str] = {}
        for case in group:
            if (name := key(case.text)) not in before:
                parsed = nlp.pipe(text for _, text in paragraphs(case.text))
                after[name] = "\n".join(chain(rows(case.text, parsed), [""]))
                new += 1
            after.setdefault(name, before.get(name, ""))
        gone += len(set(before) - set(after))
        path.write_text("".join(after.values()), encoding="utf8")
    return new, gone


def frozen_docs(cases: Iterable[Case], vocab: Vocab, folder: Path = FROZEN) -> Iterator[tuple[Case, Doc]]:
    """Yield each case with its frozen Doc; raises ValueError naming a text that has none."""
    for construct, group in groupby(cases, key=lambda case: case.construct):
        path = folder / f"{construct}.conllu"
        documents = read_frozen(path) if path.exists() else {}
        for case in group:
            if (document := documents.get(key(case.text))) is None:
                raise ValueError(f"{case.name} has no frozen parse: run python -m tests.extract.frozen, then read it")
            yield case, thaw(vocab, case.text, document)


def main() -> int:
    """Freeze what is new in the catalogue; returns the exit code."""
    new, gone = freeze(load_language(), load_cases())
    print(f"{new} parses frozen, to be read and corrected; {gone} dropped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
