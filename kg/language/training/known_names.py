"""List the names that the training data label alike: ``python -m kg.language.training.known_names --data DIR``."""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.gazetteer_tables import load_gazetteer
from kg.language.encoder import KNOWN_NAMES
from kg.language.names import GAINS
from kg.language.training import gold
from kg.language.training.conventions import titles
from kg.language.training.data import tokens_of
from kg.language.training.evaluate import DEFAULT
from kg.language.training.gold import UNKNOWN, GoldSentence

SHARE = 0.5  # of the places where its words stand
LABELS = tuple(GAINS)
BY_CLASS = dict.fromkeys(("State", "Territory", "Place"), "LOC")
BY_CLASS |= dict.fromkeys(("Agency", "Group", "InternationalOrganisation"), "ORG")
FIRST = re.compile(
    r"[A-Z].*|(?:al|el|ul|ad|as|ash|an|ar|at|az)-.+|al|el|van|von|de|sub-Saharan"
    r"|(?:north|south|east|west|central)(?:east|west)?(?:ern)?"
)
LAST = re.compile(r".*[A-Z].*")

Labelled = Sequence[tuple[str, str]]  # word, BIO label


def training_sentences(data: Path) -> Iterator[GoldSentence]:
    """Yield the training sentences with names of the news, of GUM and of re3d; nothing of tests and development."""
    for index, sentence in enumerate(gold.read_news(data / "ner" / "gmb.conll.gz")):
        if not gold.is_news_test(index) and not gold.is_news_dev(index):
            yield sentence
    yield from gold.read_treebank(data / "treebanks" / "en_gum-train.conllu", names=True)
    yield from gold.read_defence(data / "ner" / "re3d.jsonl", test=False)


def named(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and type of the names in BIO labels."""
    for start, label in enumerate(labels):
        if label.startswith("B-"):
            end = start + 1
            while end < len(labels) and labels[end] == f"I-{label[2:]}":
                end += 1
            yield start, end, label[2:]


def known_names(sentences: Iterable[Labelled]) -> dict[tuple[str, ...], str]:
    """Return the names that have one label in ``SHARE`` of the places where their words stand."""
    texts = [([form for form, _ in sentence], [label for _, label in sentence]) for sentence in sentences]
    labels: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for forms, tags in texts:
        for start, end, label in named(tags):
            labels[tuple(forms[start:end])][label] += 1
            lengths[forms[start]].add(end - start)
    places: Counter[tuple[str, ...]] = Counter()
    for forms, tags in texts:
        for start, form in enumerate(forms):
            for length in lengths.get(form, ()):
                words = tuple(forms[start : start + length])
                if words in labels and UNKNOWN not in tags[start : start + length]:
                    places[words] += 1
    found = {}
    for words, counts in labels.items():
        label, count = counts.most_common(1)[0]
        if label in LABELS and count >= SHARE * places[words] and plausible(words, label):
            found[words] = label
    persons: Counter[str] = Counter()
    for words, counts in labels.items():
        persons[words[-1]] += counts["PERSON"]
    return {
        words: label for words, label in found.items() if label != "ORG" or persons[words[-1]] < labels[words][label]
    }


def plausible(words: Sequence[str], label: str) -> bool:
    """Tell whether a name is written as one, holds no title at its ends, and is no other thing in the gazetteer."""
    if not FIRST.fullmatch(words[0]) or not LAST.fullmatch(words[-1]) or not any(map(str.isalpha, words[-1])):
        return False
    if label != "LOC" and not titles().isdisjoint((words[0].lower(), words[-1].lower())):
        return False
    senses = load_gazetteer().senses.get(" ".join(words), ())
    return not senses or any(label == BY_CLASS[sense.entry.cls] for sense in senses if sense.kind == "name")


def main() -> None:
    """Write the list beside the weights."""
    parser = argparse.ArgumentParser(prog="python -m kg.language.training.known_names", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory with treebanks/ and ner/")
    parser.add_argument("--out", type=Path, default=DEFAULT / "seccoop_encoder" / KNOWN_NAMES)
    options = parser.parse_args()
    sentences = ([(t.form, t.entity) for t in tokens_of([s], None)] for s in training_sentences(options.data))
    lines = sorted(f"{label}\t{' '.join(words)}\n" for words, label in known_names(sentences).items())
    options.out.write_text("".join(lines), encoding="utf8")


if __name__ == "__main__":
    main()
