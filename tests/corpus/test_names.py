"""The sentences with marked names: every line parses, and there are enough of every type."""

from collections import Counter
from pathlib import Path

import pytest

from kg.language.training.marked import TYPES, parse_marked, read_marked

NAMES = Path(__file__).parents[2] / "corpus" / "names"
FILES = sorted(NAMES.glob("*.txt"))


def sentences() -> list[str]:
    """Return the marked lines of all files without the comments."""
    lines = [line for path in FILES for line in path.read_text(encoding="utf8").splitlines()]
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_parses(path: Path) -> None:
    assert path.read_text(encoding="utf8").startswith("# ")
    for tokens in read_marked(path):
        assert tokens
        assert any(label != "O" for _, _, label in tokens)


def test_there_are_enough_sentences_and_none_twice() -> None:
    assert len(FILES) == 5
    texts = [parse_marked(line)[0] for line in sentences()]
    assert len(texts) >= 450
    assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_every_type_is_used() -> None:
    used = Counter(label for line in sentences() for _, _, label in parse_marked(line)[1])
    assert {label: count for label, count in used.items() if count >= 40}.keys() == set(TYPES)


def test_forms_spaces_and_labels(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("# comment\n\n[PERSON Dahl]s lawyer ([LOC New York]).\n", encoding="utf8")
    assert list(read_marked(path)) == [
        [
            ("Dahls", True, "B-PERSON"),
            ("lawyer", True, "O"),
            ("(", False, "O"),
            ("New", True, "B-LOC"),
            ("York", False, "I-LOC"),
            (")", False, "O"),
            (".", False, "O"),
        ]
    ]


@pytest.mark.parametrize(
    "line",
    [
        "[PERSON Anna Dahl left.",
        "Anna Dahl] left.",
        "[ORG Court of [LOC Oslo]] sat.",
        "[CITY Oslo] slept.",
        "[PERSON ] left.",
        "[PERSON Anna Dahl ] left.",
        "[PERSON  Anna Dahl] left.",
        "[Anna Dahl] left.",
        "[NORP Anglo][LOC Oslo] left.",
    ],
)
def test_bad_markup_names_file_and_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "names.txt"
    path.write_text(f"# comment\n{line}\n", encoding="utf8")
    with pytest.raises(ValueError, match=r"names\.txt:2: "):
        list(read_marked(path))
