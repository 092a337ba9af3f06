"""``.txt``: one article a file; a first line ``# source: … | title: … | date: …`` describes it and is not text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.model import Article, Problem
from kg.sources.fields import Origin, make_article, web_address
from kg.sources.text import clean, decode

_MARK = "# source:"


def read_plain(stream: BinaryIO, origin: Origin) -> Iterator[Article | Problem]:
    """Yield the article of a text file, or the Problem that keeps it from being one."""
    decoded = decode(stream.read(), origin.file)
    if isinstance(decoded, Problem):
        yield decoded
        return
    text = clean(decoded)
    fields: dict[str, str] = {}
    if text.startswith(_MARK):
        head, _, text = text.partition("\n")
        fields = source_line(head)
        text = text.lstrip("\n")
    yield from make_article(origin.stem, text, fields, origin, headline=False)


def source_line(line: str) -> dict[str, str]:
    """Return the ``key: value`` fields of a source line, keys in lower case.

    A web address in ``source`` serves as ``url`` where no such field is given.
    """
    fields: dict[str, str] = {}
    for part in line.removeprefix("#").split(" | "):
        key, colon, value = part.partition(":")
        if colon:
            fields.setdefault(key.strip().lower(), value.strip())
    if not fields.get("url"):
        fields["url"] = web_address(fields.get("source", ""))
    return fields
