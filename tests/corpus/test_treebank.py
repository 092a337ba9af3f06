"""The project's treebank: every file reads, every tree is one, and the held-back part stays apart."""

import json
from pathlib import Path

import pytest

from kg.language.training.conllu import TreebankSentence, read_conllu

FOLDER = Path(__file__).parents[2] / "corpus" / "treebank"
FUNCTION = {"case", "cc", "det", "mark", "aux", "aux:pass", "cop", "punct"}
# what may hang on a function word: parts of fixed phrases, coordination of the words themselves, and what measures them
BELOW_FUNCTION = {
    "fixed", "punct", "advmod", "conj", "cc", "case", "goeswith", "reparandum", "obl:unmarked", "nmod:unmarked",
    "det:predet",
}  # fmt: skip
PIPELINE = Path(__file__).parents[2] / "kg" / "language" / "pipeline_default" / "seccoop_encoder"
FILES = sorted(FOLDER.glob("*.conllu"))


def sentences(part: str) -> list[TreebankSentence]:
    return [s for path in FILES if path.name.startswith(part) for s in read_conllu(path)]


def text(sentence: TreebankSentence) -> str:
    return "".join(w.form + " " * w.space_after for w in sentence.words).strip()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sentence_is_one_tree(path: Path) -> None:
    for sentence in read_conllu(path):
        heads = [word.head for word in sentence.words]
        assert heads.count(0) == 1, text(sentence)
        for start in range(1, len(heads) + 1):
            at, steps = start, 0
            while at:
                at, steps = heads[at - 1], steps + 1
                assert steps <= len(heads), f"cycle: {text(sentence)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_relations_are_those_of_the_public_treebanks(path: Path) -> None:
    labels = set(json.loads((PIPELINE / "labels.json").read_text(encoding="utf8"))["relations"])
    used = {"ROOT" if w.deprel == "root" else w.deprel for s in read_conllu(path) for w in s.words}
    assert used <= labels


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_function_words_carry_nothing_but_parts_of_themselves(path: Path) -> None:
    for sentence in read_conllu(path):
        for word in sentence.words:
            if word.head and sentence.words[word.head - 1].deprel in FUNCTION:
                assert word.deprel in BELOW_FUNCTION, f"{word.form}: {text(sentence)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_text_line_is_what_the_words_spell(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf8").splitlines() if line.startswith("# text = ")]
    assert [line.removeprefix("# text = ") for line in lines] == [text(s) for s in read_conllu(path)]


def test_size_and_held_back_part() -> None:
    train, test = sentences("train"), sentences("test")
    assert len(train) >= 300
    assert len(test) >= 50
    assert not {text(s) for s in train} & {text(s) for s in test}
    assert len({text(s) for s in train + test}) == len(train) + len(test)
