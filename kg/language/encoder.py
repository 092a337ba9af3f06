"""Run the exported network: words of paragraphs → tags, lemmas, trees, names and sentence starts."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.language.lemmas import apply_rule
from kg.language.names import KnownNames
from kg.language.sentences import STARTS_ABOVE, sentence_starts
from kg.language.spans import best_labels
from kg.language.trees import best_tree
from kg.language.windows import Window, batches, feeds_of, window_from
from kg.language.words import WordInput, WordReader

FILES = ("analysis.onnx", "relations.onnx", "labels.json", "tokenizer.json")
KNOWN_WORDS = "words.txt"  # may be missing: then the first lemma rule that fits the form is taken
KNOWN_NAMES = "names.txt"  # may be missing: then the network alone finds the names
OPTIONAL_FILES = (KNOWN_WORDS, KNOWN_NAMES)

Array = NDArray[Any]


@dataclass(slots=True)
class Analysis:
    """The analysis of one paragraph, one entry per word.

    ``tags``, ``morphs`` and ``relations`` index the encoder's labels; ``heads`` are word indices, a root's its own;
    ``certainty`` is the probability of the arc times that of its relation.
    """

    tags: list[int] = field(default_factory=list)
    morphs: list[int] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[int] = field(default_factory=list)
    certainty: list[float] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)


class Encoder:
    """The exported network with its labels."""

    def __init__(self, files: Mapping[str, bytes], threads: int = 1) -> None:
        """Take the contents of ``FILES`` and the number of threads. Raises KeyError where one is missing."""
        self._files = {name: files[name] for name in FILES}
        self._files |= {name: files.get(name, b"") for name in OPTIONAL_FILES}
        self._threads = threads
        self._sessions: dict[str, onnxruntime.InferenceSession] = {}
        self._process = 0
        labels = json.loads(self._files["labels.json"])
        self.tags: list[str] = labels["tags"]
        self.morphs: list[str] = labels["morphs"]
        self.relations: list[str] = labels["relations"]
        self._lemmas: list[str] = labels["lemmas"]
        self._words = frozenset(self._files[KNOWN_WORDS].decode("utf8").split("\n"))
        self._names = KnownNames(self._files[KNOWN_NAMES].decode("utf8").splitlines())
        self._root = self.relations.index("ROOT")
        self._reader = WordReader(Tokenizer.from_str(self._files["tokenizer.json"].decode("utf8")))
        self._known_lemmas: dict[tuple[str, tuple[int, ...]], str] = {}

    def _run(self, name: str, feeds: dict[str, Array]) -> list[Array]:
        """Run one of the two networks; a forked process opens its own sessions."""
        if self._process != os.getpid():
            self._sessions.clear()
            self._process = os.getpid()
        if name not in self._sessions:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = self._threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            # freed arenas between batches of different widths: memory stays flat
            options.enable_mem_pattern = False
            self._sessions[name] = onnxruntime.InferenceSession(
                self._files[name], options, providers=["CPUExecutionProvider"]
            )
        result: list[Array] = self._sessions[name].run(None, feeds)
        return result

    def analyse(
        self,
        paragraphs: Sequence[Sequence[tuple[str, bool]]],
        given: Sequence[Sequence[bool | None]] | None = None,
    ) -> list[Analysis]:
        """Analyse paragraphs, each a list of words with a flag for white space before; none may be empty.

        ``given`` says word by word whether a sentence starts there, None where the network is to decide. A paragraph
        longer than a window is read in several, each cut at a sentence start of the one before.
        """
        words = [[self._reader(form) for form, _ in paragraph] for paragraph in paragraphs]
        done = [Analysis() for _ in paragraphs]
        waiting = [window_from(words[i], i, 0) for i in range(len(paragraphs))]
        while waiting:
            later: list[Window] = []
            for batch in batches(waiting):
                for window, starts in self._run_batch(batch, paragraphs, words, done, given):
                    if starts < len(words[window.paragraph]):
                        later.append(window_from(words[window.paragraph], window.paragraph, starts))
            waiting = later
        return done

    def _run_batch(
        self,
        batch: Sequence[Window],
        paragraphs: Sequence[Sequence[tuple[str, bool]]],
        words: Sequence[Sequence[WordInput]],
        done: list[Analysis],
        given: Sequence[Sequence[bool | None]] | None,
    ) -> Iterator[tuple[Window, int]]:
        """Analyse windows, append to their paragraphs, and yield each with the index of the first word left over."""
        tags, morphs, lemmas, starts, entities, arcs, dependents, heads = self._run(
            "analysis.onnx", feeds_of(batch, paragraphs, words)
        )
        rows: list[tuple[int, int, int]] = []
        for r, window in enumerate(batch):
            target = done[window.paragraph]
            count = window.end - window.start
            for i, start in enumerate(given[window.paragraph][window.start : window.end] if given else ()):
                starts[r, i] = starts[r, i] if start is None else float(start)
            cut = count
            if window.end < len(words[window.paragraph]):
                later = np.flatnonzero(starts[r, count // 3 : count] > STARTS_ABOVE)
                cut = count // 3 + int(later[-1]) if len(later) else count
            opens = sentence_starts(starts[r, :cut], arcs[r, :cut, : cut + 1])
            bounds = [*np.flatnonzero(opens).tolist(), cut]
            base = len(target.heads)
            for begin, end in pairwise(bounds):
                columns = np.r_[0, begin + 1 : end + 1]
                scores = arcs[r, begin:end][:, columns]
                found = best_tree(scores)
                target.certainty.extend(_chosen_probability(scores, found + 1).tolist())
                for i, head in enumerate(found.tolist()):
                    rows.append((r, begin + i, begin + head + 1 if head >= 0 else 0))
                    target.heads.append(base + begin + (head if head >= 0 else i))
            target.tags.extend(tags[r, :cut].tolist())
            target.morphs.extend(morphs[r, :cut].tolist())
            target.starts.extend(opens.tolist())
            paragraph = paragraphs[window.paragraph]
            forms = [form for form, _ in paragraph[window.start : window.start + cut]]
            labels = best_labels(self._names.lean(entities[r, :cut], forms))
            target.entities.extend(
                f"B{label[1:]}" if opens[i] and label.startswith("I-") else label for i, label in enumerate(labels)
            )
            for form, candidates in zip(forms, lemmas[r, :cut].tolist(), strict=True):
                target.lemmas.append(self._lemma(form, tuple(candidates)))
            window.end = window.start + cut
        index = np.array(rows)
        relations, probabilities = self._run(
            "relations.onnx",
            {"dependents": dependents[index[:, 0], index[:, 1]], "heads": heads[index[:, 0], index[:, 2]]},
        )
        relations = np.where(index[:, 2] == 0, self._root, relations)
        probabilities = np.where(index[:, 2] == 0, 1.0, probabilities)
        at = 0
        for window in batch:
            target = done[window.paragraph]
            count = window.end - window.start
            target.relations.extend(relations[at : at + count].tolist())
            for i in range(count):
                target.certainty[window.start + i] *= float(probabilities[at + i])
            at += count
            yield window, window.end

    def _lemma(self, form: str, candidates: tuple[int, ...]) -> str:
        """Apply the first candidate rule that gives a known word; where none does, the first that fits the form.

        Plain signs and addresses are their own lemmas.
        """
        if "@" in form or (form.isascii() and "'" not in form and not any(map(str.isalnum, form))):
            return form
        key = (form, candidates)
        known = self._known_lemmas.get(key)
        if known is None:
            fitting = [lemma for c in candidates if (lemma := apply_rule(self._lemmas[c], form))] or [form]
            known = fitting[0]
            if known != form and known.isalpha() and known.lower() not in self._words:
                # "filed" gives "fil" as easily as "file": prefer another ending over no word at all
                known = next((lemma for lemma in fitting if lemma != form and lemma in self._words), known)
            if len(self._known_lemmas) > 100_000:
                self._known_lemmas.clear()
            self._known_lemmas[key] = known
        return known


def _chosen_probability(scores: Array, chosen: Array) -> Array:
    """Return the softmax probability, row by row, of the chosen columns."""
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Array = shifted[np.arange(len(chosen)), chosen] / shifted.sum(axis=1)
    return result
