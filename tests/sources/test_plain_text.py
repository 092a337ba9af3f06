"""Text files: the source line, encodings, and what text becomes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Problem
from kg.sources.fields import parse_date
from kg.sources.plain import source_line
from kg.sources.read import read_articles
from kg.sources.text import clean, with_headline


def read(tmp_path: Path, data: bytes, name: str = "a.txt") -> list[Article | Problem]:
    (tmp_path / name).write_bytes(data)
    return list(read_articles([str(tmp_path / name)]))


def only_problem(items: list[Article | Problem]) -> Problem:
    assert len(items) == 1
    assert isinstance(items[0], Problem)
    return items[0]


def test_source_line_describes_the_article_and_is_not_text(tmp_path: Path) -> None:
    head = "# source: Agency wire (https://example.org/n/1) | licence: CC0 | title: Two held | date: 2024-05-06"
    [article] = read(tmp_path, f"{head} | publisher: Wire\n\nPolice held two men.\n".encode())
    assert isinstance(article, Article)
    assert article.identifier == "a"
    assert article.text == "Police held two men.\n"
    assert (article.title, article.date, article.publisher) == ("Two held", date(2024, 5, 6), "Wire")
    assert article.url == "https://example.org/n/1"


def test_text_without_source_line_is_taken_as_it_is(tmp_path: Path) -> None:
    [article] = read(tmp_path, "\n  # a note\n\nText\twith “quotes”.  \n".encode())
    assert isinstance(article, Article)
    assert article.text == "\n  # a note\n\nText\twith “quotes”.  \n"
    assert article.title == ""


def test_an_explicit_url_wins_over_the_one_in_source() -> None:
    assert source_line("# source: https://a.example/ | url: https://b.example/")["url"] == "https://b.example/"


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        (b"", ":1", "no text"),
        (b" \n\t\n", ":1", "no text"),
        (b"# source: x | title: T\n\n", ":1", "no text"),
        (b"first\nsecond caf\xe9 x\n", ":2", "byte 0xe9 at byte offset 16"),
        (b"ok\nbin\x00ary", ":2", "binary data (NUL at byte 6)"),
        ("text".encode("utf-16"), ":1", "UTF-16"),
        (b"cut \xe2\x80", ":1", "byte offset 4"),
    ],
)
def test_unreadable_text_names_line_and_byte(tmp_path: Path, data: bytes, where: str, what: str) -> None:
    problem = only_problem(read(tmp_path, data))
    assert problem.where == f"{tmp_path / 'a.txt'}{where}"
    assert what in problem.what
    assert problem.next_step


def test_an_unreadable_date_costs_the_date_alone(tmp_path: Path) -> None:
    doubt, article = read(tmp_path, b"# source: x | date: 2024-13-40\nText.")
    assert isinstance(doubt, Problem)
    assert doubt.where.endswith("a.txt:1")
    assert "'2024-13-40'" in doubt.what
    assert isinstance(article, Article)
    assert article.date is None


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://example.org/a b", "ftp://example.org/x", "www.x.org"]
)
def test_an_address_that_no_page_may_link_to_is_left_out(tmp_path: Path, address: str) -> None:
    doubt, article = read(tmp_path, f"# source: x | url: {address}\nText.".encode())
    assert isinstance(doubt, Problem)
    assert "is not a web address" in doubt.what
    assert isinstance(article, Article)
    assert article.url == ""


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-06", date(2024, 5, 6)),
        ("2024-05-06T23:30:00-05:00", date(2024, 5, 6)),
        ("2024-05-06T10:00:00Z", date(2024, 5, 6)),
        ("6 May 2024", date(2024, 5, 6)),
        ("May 6, 2024", date(2024, 5, 6)),
        ("Mon, 06 May 2024 09:00:00 GMT", date(2024, 5, 6)),
        ("", None),
        ("not given (2003-2010)", None),
        ("unknown", None),
    ],
)
def test_dates_that_are_understood(written: str, day: date | None) -> None:
    assert parse_date(written) == day


@pytest.mark.parametrize(
    "written", ["2016-04", "2016-12/2017-01", "05/06/2024", "yesterday", "2024-02-30", "May 2024", "x, y"]
)
def test_dates_that_are_no_day(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_date(written)


@given(st.text())
def test_cleaning_keeps_every_offset_but_those_of_line_ends(text: str) -> None:
    cleaned = clean(text)
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n")
    assert len(cleaned) == len(unified)
    for before, after in zip(unified, cleaned, strict=True):
        assert after == before or (before == "\r" and after == "\n") or (before < " " and after == " ")


@given(st.text(st.characters(categories=("Cs", "Cc", "L", "M"))))
def test_cleaned_text_can_be_stored(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf8")
    assert not any(char < " " and char not in "\n\t" for char in cleaned)


def test_decomposed_characters_stay_decomposed() -> None:
    assert clean("Jose\u0301") == "Jose\u0301"


def test_headline_comes_once() -> None:
    assert with_headline("Two held", "Police …") == "Two held\n\nPolice …"
    assert with_headline("Two held", "\nTwo held\n\nPolice …") == "\nTwo held\n\nPolice …"
    assert with_headline("", "Police …") == "Police …"
