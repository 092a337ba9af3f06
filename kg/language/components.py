"""The spaCy component ``seccoop_encoder``: tags, morphology, lemmas, dependencies, sentences and names in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.parts_of_speech import IDS as POS_IDS
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.language.encoder import FILES, OPTIONAL_FILES, Analysis, Encoder
from kg.language.sentences import label_end
from kg.language.spans import LABELS

ATTRIBUTES = [TAG, POS, MORPH, LEMMA, HEAD, DEP, ENT_IOB, ENT_TYPE]
SETS = [
    "token.tag", "token.pos", "token.morph", "token.lemma", "token.head", "token.dep", "token.is_sent_start",
    "doc.ents",
]  # fmt: skip
SCORES: dict[str, float | None] = {
    "tag_acc": 0.2, "pos_acc": 0.0, "morph_acc": 0.0, "lemma_acc": 0.1, "dep_uas": 0.1, "dep_las": 0.3,
    "sents_f": 0.0, "ents_f": 0.3, "ents_p": 0.0, "ents_r": 0.0,
}  # fmt: skip
CHUNK = 512  # paragraphs sorted by length together
BEGIN, INSIDE, OUTSIDE = 3, 1, 2  # spaCy's codes of ENT_IOB


class EncoderComponent:
    """Annotates Docs with what the encoder finds; white-space tokens hang on the word before them.

    A white-space token with a blank line in it ends a paragraph: sentences never cross it. Sentence starts that a Doc
    brings along are kept, as spaCy's own parser does. ``doc.tensor`` gets one column, the certainty (0 to 1) of each
    token's head and relation.
    """

    def __init__(self, vocab: Vocab, name: str, threads: int = 1) -> None:
        """Make an empty component; ``from_disk`` or ``from_bytes`` brings the network."""
        self.vocab = vocab
        self.name = name
        self.threads = threads
        self._files: dict[str, bytes] = {}
        self._encoder: Encoder | None = None
        self._tags: list[int] = []
        self._morphs: list[tuple[int, int]] = []
        self._relations: list[int] = []

    @property
    def labels(self) -> tuple[str, ...]:
        """The named-entity labels."""
        return LABELS

    def _fill(self, files: dict[str, bytes]) -> None:
        """Take the network's files and enter its labels into the string store."""
        self._files = files
        self._encoder = Encoder(files, self.threads)
        strings = self.vocab.strings
        self._tags = [strings.add(tag) for tag in self._encoder.tags]
        self._relations = [strings.add(relation) for relation in self._encoder.relations]
        self._morphs = []
        for label in self._encoder.morphs:
            pos, _, features = label.partition("|")
            self._morphs.append((POS_IDS[pos if pos in POS_IDS else "X"], self.vocab.morphology.add(features)))
        for label in (*LABELS, "_SP", "dep"):
            strings.add(label)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc in place and return it."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = CHUNK) -> Iterator[Doc]:
        """Annotate a stream of Docs, ``batch_size`` of them sorted by length at a time. Order is kept."""
        if self._encoder is None:
            raise ValueError(f"component {self.name!r} has no network: load it with from_disk")
        rest = iter(stream)
        while docs := list(islice(rest, batch_size)):
            parts = [(d, part) for d, doc in enumerate(docs) for part in _paragraphs(doc)]
            words = [[(docs[d][i].text, i > 0 and _spaced(docs[d], i)) for i in part] for d, part in parts]
            kept = [doc.has_annotation("SENT_START") for doc in docs]
            given = [[docs[d][i].is_sent_start if kept[d] else None for i in part] for d, part in parts]
            for (d, part), starts in zip(parts, given, strict=True):
                label = 0 if kept[d] else label_end([docs[d][i].text for i in part])
                if label:
                    starts[1 : label + 1] = [False] * label
            analyses = self._encoder.analyse(words, given)
            collected: list[list[tuple[list[int], Analysis]]] = [[] for _ in docs]
            for (d, part), analysis in zip(parts, analyses, strict=True):
                collected[d].append((part, analysis))
            for doc, found in zip(docs, collected, strict=True):
                self._annotate(doc, found)
                yield doc

    def _annotate(self, doc: Doc, parts: list[tuple[list[int], Analysis]]) -> None:
        """Write the analyses of a Doc's paragraphs, given with their token indices, into it."""
        if not len(doc):
            return
        strings = self.vocab.strings
        rows: Any = np.zeros((len(doc), len(ATTRIBUTES)), dtype=np.uint64)
        heads = np.zeros(len(doc), dtype=np.int64)
        certainty: Any = np.ones((len(doc), 1), dtype=np.float32)
        seen = np.zeros(len(doc), dtype=bool)
        for part, analysis in parts:
            seen[part] = True
            for n, i in enumerate(part):
                pos, morph = self._morphs[analysis.morphs[n]]
                entity = analysis.entities[n]
                heads[i] = part[analysis.heads[n]]
                certainty[i] = analysis.certainty[n]
                rows[i] = (
                    self._tags[analysis.tags[n]],
                    pos,
                    morph,
                    strings.add(analysis.lemmas[n]),
                    0,
                    self._relations[analysis.relations[n]],
                    OUTSIDE if entity == "O" else BEGIN if entity[0] == "B" else INSIDE,
                    0 if entity == "O" else strings[entity[2:]],
                )
        self._annotate_space(doc, rows, heads, seen)
        rows[:, ATTRIBUTES.index(HEAD)] = (heads - np.arange(len(doc))).astype(np.uint64)
        doc.from_array(ATTRIBUTES, rows)
        doc.tensor = certainty

    def _annotate_space(self, doc: Doc, rows: Any, heads: Any, seen: Any) -> None:
        """Hang white-space tokens on the word before, at the beginning on the word after; they stay inside names."""
        strings = self.vocab.strings
        words = np.flatnonzero(seen)
        for i in np.flatnonzero(~seen).tolist():
            before = int(np.searchsorted(words, i)) - 1
            heads[i] = words[max(before, 0)] if len(words) else 0
            inside = 0 <= before < len(words) - 1 and rows[words[before + 1], 6] == INSIDE
            label = rows[words[before], 7] if inside else 0
            relation = strings["dep"] if len(words) else strings.add("ROOT")
            rows[i] = (
                strings["_SP"], POS_IDS["SPACE"], self.vocab.morphology.add(""), strings.add(doc[i].text), 0,
                relation, INSIDE if inside else OUTSIDE, label,
            )  # fmt: skip

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Serialise the network."""
        return bytes(srsly.msgpack_dumps(self._files))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> EncoderComponent:
        """Load what ``to_bytes`` gave."""
        files = srsly.msgpack_loads(data)
        if files:
            self._fill(files)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the network's files into a directory."""
        directory = Path(path)
        directory.mkdir(parents=True, exist_ok=True)
        for name, content in self._files.items():
            (directory / name).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> EncoderComponent:
        """Load the network from a directory. Raises FileNotFoundError naming what is missing."""
        directory = Path(path)
        names = [*FILES, *(name for name in OPTIONAL_FILES if (directory / name).exists())]
        self._fill({name: (directory / name).read_bytes() for name in names})
        return self


def _spaced(doc: Doc, i: int) -> bool:
    """Tell whether white space stands before a token."""
    return bool(doc[i - 1].whitespace_) or doc[i - 1].is_space


def _paragraphs(doc: Doc) -> Iterator[list[int]]:
    """Yield the indices of the words of each paragraph, white-space tokens left out."""
    part: list[int] = []
    for token in doc:
        if not token.is_space:
            part.append(token.i)
        elif part and token.text.count("\n") > 1:
            yield part
            part = []
    if part:
        yield part


@Language.factory(
    "seccoop_encoder",
    assigns=SETS,
    default_config={"threads": 1},
    default_score_weights=SCORES,
)
def make_encoder(nlp: Language, name: str, threads: int) -> EncoderComponent:
    """Make the component for a pipeline; ``threads`` is the number of processor threads of one pass."""
    return EncoderComponent(nlp.vocab, name, threads)
