"""JSON lines: every bad line costs only itself, and no file is read whole."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Problem
from kg.sources.fields import Origin
from kg.sources.jsonl import read_jsonl
from kg.sources.read import read_articles


def read(*lines: bytes, limit: int = 2**20) -> list[Article | Problem]:
    return list(read_jsonl(io.BytesIO(b"\n".join(lines)), Origin("f.jsonl", "f"), limit))


def record(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


def test_a_record_becomes_an_article() -> None:
    line = record(
        id="r1", title="Two held", date="2024-05-06", publisher="W", url="https://e.org/", text="Police.\r\nX"
    )
    [article] = read(line)
    expected = Article("r1", "Two held\n\nPolice.\nX", "Two held", date(2024, 5, 6), "W", "https://e.org/", "f.jsonl:1")
    assert article == expected


def test_a_number_is_an_identifier_and_a_missing_one_comes_from_the_content() -> None:
    first, second, again = read(record(id=7, text="A."), record(text="B."), record(id=None, text="B."))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(again, Article)
    assert first.identifier == "7"
    assert second.identifier.startswith("f-")
    assert again.identifier == second.identifier


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b'{"text": "a"', "malformed JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b'{"id": "x"}', 'no "text"'),
        (b'{"text": null}', 'no "text"'),
        (b'{"text": ["a"]}', '"text" is not a string'),
        (b'{"text": "  "}', "no text"),
        (b'{"text": "a", "title": 3}', '"title" is a number'),
        (b'{"text": "a", "id": true}', '"id" is true or false'),
        (b'{"text": "a", "date": {}}', '"date" is an object'),
        (b'{"text": "caf\xe9"}', "byte offset 38"),
        (b'{"text": "a\x00"}', "NUL at byte 36"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "too many digits"),
        (b'{"text": "' + b"x" * 200_000 + b'"}', "line of more than 150000 bytes"),
    ],
)
def test_a_bad_line_costs_only_itself(line: bytes, what: str) -> None:
    before, problem, after = read(b'{"id": "a", "text": "A"}', line, b'{"id": "b", "text": "B"}', limit=150_000)
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert after.source == "f.jsonl:3"
    assert isinstance(problem, Problem)
    assert problem.where == "f.jsonl:2"
    assert what in problem.what


def test_what_json_can_escape_but_nothing_can_store_is_replaced_one_for_one() -> None:
    [article] = read(rb'{"text": "a\u0000b\ud800c\u0008d"}')
    assert isinstance(article, Article)
    assert article.text == "a b\ufffdc d"


def test_blank_lines_and_a_byte_order_mark_are_passed_over() -> None:
    first, second = read(b'\xef\xbb\xbf{"text": "A"}', b"", b"   ", b'{"text": "B"}')
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert second.source == "f.jsonl:4"


class Counting(io.BytesIO):
    """A stream that knows how far it was read."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.taken = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self.taken += len(line)
        return line


def test_lines_are_read_when_they_are_asked_for() -> None:
    line = record(text="A.") + b"\n"
    stream = Counting(line * 1000)
    articles = read_jsonl(stream, Origin("f", "f"))
    next(articles)
    next(articles)
    assert stream.taken == 2 * len(line)


@given(st.lists(st.text(min_size=1).filter(lambda text: text.strip() != ""), max_size=5))
def test_every_text_with_content_arrives_in_order(texts: list[str]) -> None:
    items = read(*(record(id=str(number), text=text) for number, text in enumerate(texts)))
    kept = [item.identifier for item in items if isinstance(item, Article)]
    lost = [item for item in items if isinstance(item, Problem)]
    assert len(kept) + len(lost) == len(texts)
    assert kept == sorted(kept, key=int)
    for problem in lost:  # nothing but control characters
        assert "no text" in problem.what


def test_standard_input_is_read_as_json_lines() -> None:
    [article] = list(read_articles(["-"], io.BytesIO(record(text="A."))))
    assert isinstance(article, Article)
    assert article.source == "stdin:1"
    [problem] = list(read_articles(["-"], io.BytesIO(b"")))
    assert isinstance(problem, Problem)
    assert str(problem) == "stdin: empty – give at least one article"


def test_a_file_of_lines(tmp_path: Path) -> None:
    (tmp_path / "x.JSONL").write_bytes(record(text="A."))
    [article] = list(read_articles([str(tmp_path)]))
    assert isinstance(article, Article)
    assert article.identifier.startswith("x-")
