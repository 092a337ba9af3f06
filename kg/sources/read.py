"""Inputs → articles, each once: the registry of formats, and the check that no article comes twice."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from kg.model import Article, Problem
from kg.sources.fields import Origin
from kg.sources.files import files_of
from kg.sources.jsonl import read_jsonl
from kg.sources.markdown import read_markdown
from kg.sources.plain import read_plain
from kg.sources.problems import Duplicate, Ignored
from kg.sources.text import clean, printable

Reader = Callable[[BinaryIO, Origin], Iterator[Article | Problem]]

FILE_LIMIT = 64 * 2**20
ONE_ARTICLE: Mapping[str, Reader] = {".txt": read_plain, ".md": read_markdown}
MANY_ARTICLES: Mapping[str, Reader] = {".jsonl": read_jsonl}
READERS: Mapping[str, Reader] = {**ONE_ARTICLE, **MANY_ARTICLES}


def read_articles(inputs: Sequence[str], stdin: BinaryIO | None = None) -> Iterator[Article | Problem]:
    """Yield the articles of files, folders and ``-`` (JSON lines on standard input), and what could not be read.

    A plain Problem stands for an input that could not be read, a Duplicate for one that was left out because another
    article has its identifier or content, an Ignored for a file nobody asked for, a Doubt for a
    detail that the next article does without. Of articles with the same identifier or the same content the first is
    kept. Only the hashes of what was read are held in memory.
    """
    by_identifier: dict[str, str] = {}
    by_content: dict[bytes, str] = {}
    for item in _read_all(inputs, stdin):
        if isinstance(item, Problem):
            yield item
            continue
        content = bytes.fromhex(item.sha256)
        if content in by_content:
            what = f"the same article as {by_content[content]}"
            yield Duplicate(item.source, what, "keep one of the two")
        elif item.identifier in by_identifier:
            where = by_identifier[item.identifier]
            what = f"identifier {item.identifier!r} is already taken by {where}, which differs"
            yield Duplicate(item.source, what, "rename one of the two")
        else:
            by_identifier[item.identifier] = item.source
            by_content[content] = item.source
            yield item


def _read_all(inputs: Sequence[str], stdin: BinaryIO | None) -> Iterator[Article | Problem]:
    seen: set[str] = set()
    for name in inputs:
        if name == "-":
            if stdin is None:
                yield Problem("-", "standard input is not available", "give files instead")
            else:
                yield from _unless_empty(read_jsonl(stdin, Origin("stdin", "stdin")), "stdin")
            continue
        for path in files_of(Path(name), READERS):
            if isinstance(path, Problem):
                yield path
            elif (real := os.path.realpath(path)) in seen:
                yield Ignored(printable(str(path)), "given twice", "leave out one of the two")
            else:
                seen.add(real)
                yield from _read_file(path)


def _read_file(path: Path) -> Iterator[Article | Problem]:
    where = printable(str(path))
    suffix = path.suffix.lower()
    origin = Origin(where, clean(path.stem))
    try:
        size = path.stat().st_size
        if suffix in ONE_ARTICLE and size > FILE_LIMIT:
            yield Problem(where, f"file of more than {FILE_LIMIT} bytes", "one article a file; use .jsonl for many")
            return
        with path.open("rb") as stream:
            yield from _unless_empty(READERS[suffix](stream, origin), where)
    except OSError as error:
        yield Problem(where, f"cannot be read: {error.strerror or error}", "check the file and its permissions")


def _unless_empty(items: Iterator[Article | Problem], where: str) -> Iterator[Article | Problem]:
    empty = True
    for item in items:
        empty = False
        yield item
    if empty:
        yield Problem(where, "empty", "give at least one article")
