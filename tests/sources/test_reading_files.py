"""Paths and folders: order, what is passed over, and articles that come twice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.model import Article, Problem
from kg.sources import read as reading
from kg.sources.problems import Duplicate, Ignored
from kg.sources.read import read_articles


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf8")


def split(folder: Path | str, *more: str) -> tuple[list[str], list[Problem]]:
    items = list(read_articles([str(folder), *more]))
    return [item.identifier for item in items if isinstance(item, Article)], [
        item for item in items if isinstance(item, Problem)
    ]


def test_a_folder_is_read_in_the_order_of_relative_paths(tmp_path: Path) -> None:
    write(tmp_path, b_txt="B", a__z_txt="Z", c_md="C", a__b__y_jsonl='{"id": "y", "text": "Y"}', Z_TXT="ZZ")
    names, problems = split(tmp_path)
    assert names == ["Z", "y", "z", "b", "c"]
    assert problems == []


def test_hidden_files_are_passed_over_and_others_listed(tmp_path: Path) -> None:
    write(tmp_path, a_txt="A", b_pdf="B", LICENSE="C")
    (tmp_path / ".hidden.txt").write_text("H")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("H")
    names, problems = split(tmp_path)
    assert names == ["a"]
    assert [(type(item), Path(item.where).name) for item in problems] == [(Ignored, "LICENSE"), (Ignored, "b.pdf")]


def test_missing_paths_unknown_formats_and_empty_folders_are_problems(tmp_path: Path) -> None:
    write(tmp_path, b_pdf="B", jsonl_jsonl="")
    (tmp_path / "empty").mkdir()
    names, problems = split(
        tmp_path / "none", str(tmp_path / "b.pdf"), str(tmp_path / "empty"), str(tmp_path / "jsonl.jsonl")
    )
    assert names == []
    assert [type(item) for item in problems] == [Problem] * 4
    whats = [item.what for item in problems]
    assert whats == ["no such file or folder", "unknown format '.pdf'", "no article in this folder", "empty"]


def test_same_identifier_with_another_text_names_both(tmp_path: Path) -> None:
    write(tmp_path, a__x_txt="One.", b__x_txt="Two.")
    names, [problem] = split(tmp_path)
    assert names == ["x"]
    assert isinstance(problem, Duplicate)
    assert problem.where.startswith(str(tmp_path / "b" / "x.txt"))
    assert str(tmp_path / "a" / "x.txt") in problem.what


def test_same_content_twice_is_one_article(tmp_path: Path) -> None:
    write(tmp_path, a_txt="One.", b_txt="One.")
    names, [problem] = split(tmp_path)
    assert names == ["a"]
    assert isinstance(problem, Duplicate)
    assert "the same article as" in problem.what


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, a_txt="One.")
    names, [problem] = split(tmp_path, str(tmp_path / "a.txt"))
    assert names == ["a"]
    assert isinstance(problem, Ignored)


def test_links_neither_loop_nor_break(tmp_path: Path) -> None:
    write(tmp_path, a_txt="One.")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "dead.txt").symlink_to(tmp_path / "nowhere")
    names, [dead, loop] = split(tmp_path)
    assert names == ["a"]
    assert "cannot be read" in dead.what
    assert isinstance(loop, Ignored)
    assert "linked folder" in loop.what


def test_a_file_that_cannot_be_opened_costs_only_itself(tmp_path: Path) -> None:
    write(tmp_path, b_txt="Two.")
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    names, [problem] = split(tmp_path)
    assert names == ["b"]
    assert problem.where == str(tmp_path / "a.txt")
    assert "cannot be read: Too many levels of symbolic links" in problem.what


def test_a_file_name_that_is_not_utf8(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("One.")
    [article] = list(read_articles([str(tmp_path)]))
    assert isinstance(article, Article)
    assert article.identifier == "caf\ufffd"
    article.source.encode("utf8")


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "FILE_LIMIT", 10)
    write(tmp_path, a_txt="Longer than ten bytes.")
    names, [problem] = split(tmp_path)
    assert names == []
    assert "more than 10 bytes" in problem.what
