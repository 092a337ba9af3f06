"""``.jsonl`` and standard input: one article a line, read line by line, so that a file of any length fits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from kg.ids import digest
from kg.model import Article, Problem
from kg.sources.fields import Origin, make_article, text_field
from kg.sources.text import clean, decode

LINE_LIMIT = 64 * 2**20


def read_jsonl(stream: BinaryIO, origin: Origin, limit: int = LINE_LIMIT) -> Iterator[Article | Problem]:
    """Yield the article or the Problem of each line; blank lines are passed over, a bad line costs only itself.

    ``limit`` is the longest line that is read, in bytes.
    """
    number, offset = 0, 0
    while line := stream.readline(limit + 1):
        number += 1
        here = Origin(origin.file, origin.stem, number)
        length = len(line)
        if length > limit:
            length += _drain(stream, line, limit)
            yield Problem(here.where(), f"line of more than {limit} bytes", "split the record, or leave it out")
        elif line.strip():
            yield from _read_line(line, here, offset)
        offset += length


def _drain(stream: BinaryIO, line: bytes, limit: int) -> int:
    dropped = 0
    while line and not line.endswith(b"\n"):
        line = stream.readline(limit)
        dropped += len(line)
    return dropped


def _read_line(line: bytes, origin: Origin, offset: int) -> list[Article | Problem]:
    decoded = decode(line, origin.file, origin.line, offset)
    if isinstance(decoded, Problem):
        return [decoded]
    try:
        record = json.loads(decoded.removeprefix("\ufeff") if origin.line == 1 else decoded)
    except json.JSONDecodeError as error:
        return [Problem(origin.where(), f"malformed JSON: {error.msg} at column {error.colno}", "one object a line")]
    except (ValueError, RecursionError) as error:
        kind = "nested too deeply" if isinstance(error, RecursionError) else "a number of too many digits"
        return [Problem(origin.where(), f"malformed JSON: {kind}", "one flat object a line")]
    if not isinstance(record, dict):
        return [Problem(origin.where(), "not a JSON object", 'write {"id": …, "title": …, "date": …, "text": …}')]
    if record.get("text") is None:
        return [Problem(origin.where(), 'no "text"', 'put the body of the article into "text"')]
    if not isinstance(record["text"], str):
        return [Problem(origin.where(), '"text" is not a string', 'put the body of the article into "text"')]
    body = clean(record["text"])
    try:
        identifier = _identifier(record) or f"{origin.stem}-{digest(body)}"
    except TypeError as error:
        return [Problem(origin.where(), str(error), "write it as a string, or leave it out")]
    return make_article(identifier, body, record, origin, headline=True)


def _identifier(record: dict[str, object]) -> str:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return text_field(record, "id")
