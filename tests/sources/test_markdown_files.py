"""Markdown: front matter, and what is left of the markup."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.model import Article, Problem
from kg.sources.read import read_articles


def read(tmp_path: Path, text: str) -> list[Article | Problem]:
    (tmp_path / "a.md").write_text(text, "utf8")
    return list(read_articles([str(tmp_path / "a.md")]))


def body(tmp_path: Path, text: str) -> str:
    [article] = read(tmp_path, text)
    assert isinstance(article, Article), article
    return article.text


def test_front_matter_becomes_fields_and_the_headline_text(tmp_path: Path) -> None:
    front = "title: Two held\ndate: 2024-05-06\npublisher: Wire\nurl: https://example.org/1"
    text = f"---\n{front}\n---\nPolice held *two* men.\n"
    [article] = read(tmp_path, text)
    assert isinstance(article, Article)
    assert article.text == "Two held\n\nPolice held two men."
    assert (article.title, article.date, article.publisher) == ("Two held", date(2024, 5, 6), "Wire")


def test_scalars_stay_what_was_written(tmp_path: Path) -> None:
    [article] = read(tmp_path, "---\ntitle: No\npublisher: 2024\n---\nText.")
    assert isinstance(article, Article)
    assert (article.title, article.publisher) == ("No", "2024")


def test_an_impossible_date_names_its_line(tmp_path: Path) -> None:
    doubt, article = read(tmp_path, "---\ntitle: T\ndate: 2024-13-45\n---\nText.")
    assert isinstance(doubt, Problem)
    assert doubt.where == f"{tmp_path / 'a.md'}:3"
    assert "'2024-13-45'" in doubt.what
    assert isinstance(article, Article)


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("---\ntitle: a\npublisher: b: c\n---\nText.", ":3", "front matter"),
        ("---\n- a\n- b\n---\nText.", ":2", "not a mapping"),
        ("---\ntitle: [a, b]\n---\nText.", ":2", '"title" is a list'),
        ("---\ntitle: a\n\nText.", ":1", "without an end"),
        ("---\ntitle: " + "[" * 5000 + "\n---\nText.", "", "front matter"),
        ("---\ntitle: a\n---\n", ":1", "no text"),
        ("![only](picture.png)\n", ":1", "no text"),
    ],
)
def test_malformed_files_name_the_line(tmp_path: Path, text: str, where: str, what: str) -> None:
    [problem] = read(tmp_path, text)
    assert isinstance(problem, Problem)
    assert where in problem.where
    assert what in problem.what


def test_yaml_makes_no_objects(tmp_path: Path) -> None:
    marker = tmp_path / "made"
    read(tmp_path, f'---\ntitle: !!python/object/apply:os.mkdir ["{marker}"]\n---\nText.')
    assert not marker.exists()


def test_paragraphs_stay_apart_and_markup_goes(tmp_path: Path) -> None:
    text = '# Head *line*\n\nOne **bold**\nline [link](https://x.example/ "t") `code`.\\\nNew.\n\n> Quoted &amp; so.\n'
    assert body(tmp_path, text) == "Head line\n\nOne bold line link code.\nNew.\n\nQuoted & so."


def test_list_items_are_lines(tmp_path: Path) -> None:
    text = "Before:\n\n- one\n- two\n\n  more of two\n    - nested\n\nAfter.\n"
    assert body(tmp_path, text) == "Before:\n\none\ntwo\nmore of two\nnested\n\nAfter."


def test_images_and_html_go_with_what_they_hold(tmp_path: Path) -> None:
    text = "A ![alt text](x.png) b <span>c</span>.\n\n<script>\nsteal()\n</script>\n\nD.\n"
    assert body(tmp_path, text) == "A  b c.\n\nD."


def test_table_rows_are_lines(tmp_path: Path) -> None:
    text = "| a | b |\n|---|---|\n| c | d |\n\nAfter.\n"
    assert body(tmp_path, text) == "a b\nc d\n\nAfter."


def test_indented_text_is_kept(tmp_path: Path) -> None:
    assert body(tmp_path, "First.\n\n    Second, indented.\n") == "First.\n\nSecond, indented."
