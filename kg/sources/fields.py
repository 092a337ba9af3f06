"""The fields that come beside an article's text (title, date, publisher, address), checked at the border."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from kg.model import Article, Problem
from kg.sources.problems import Doubt
from kg.sources.text import clean, with_headline

_NOT_GIVEN = re.compile(r"(?:not given|unknown|none|n\.?d\.?)\b.*|", re.IGNORECASE | re.DOTALL)
_LONG_DATES = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read: the file, the stem its identifier falls back on, and the lines, counted from 1.

    ``lines`` tells where fields stand that have a line of their own, by name.
    """

    file: str
    stem: str
    line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)

    def where(self, name: str = "") -> str:
        """Return ``file:line`` of a field, or of the record."""
        return f"{self.file}:{self.lines.get(name, self.line)}"


def parse_date(value: str) -> date | None:
    """Return the day that a value names, or None where it says that none is given.

    Reads ISO 8601 (a time is dropped), RFC 2822 and English long dates; raises ValueError for everything else,
    numeric dates of unknown order and bare months included.
    """
    value = value.strip()
    if _NOT_GIVEN.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        pass
    for layout in _LONG_DATES:
        try:
            return datetime.strptime(value, layout).date()
        except ValueError:
            continue
    if "," in value:
        return parsedate_to_datetime(value).date()
    raise ValueError(value)


def web_address(text: str) -> str:
    """Return the first http(s) address in a text, or an empty string."""
    found = _WEB.search(text)
    return found.group().rstrip(".,;)") if found else ""


def text_field(record: Mapping[str, Any], name: str) -> str:
    """Return a record's field as clean text without outer spaces, empty where it is missing or null.

    Raises TypeError naming the field where it is anything but a string.
    """
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(f'"{name}" is {_kind(value)} instead of a string')
    return clean(value).strip()


def make_article(
    identifier: str, body: str, fields: Mapping[str, Any], origin: Origin, *, headline: bool
) -> list[Article | Problem]:
    """Return the article, after one Doubt for each field it must do without; a Problem alone where it is unusable.

    ``body`` is clean text. With ``headline`` the title becomes the first paragraph of the text unless it is there.
    """
    values: list[str] = []
    for name in ("title", "date", "publisher", "url"):
        try:
            values.append(text_field(fields, name))
        except TypeError as error:
            return [Problem(origin.where(name), str(error), "write it as a string, or leave it out")]
    title, stamp, publisher, url = values
    if not body.strip():
        return [Problem(origin.where(), "no text in it", "give an article with text, or remove it from the input")]
    title = " ".join(title.split())
    doubts: list[Article | Problem] = []
    day: date | None = None
    try:
        day = parse_date(stamp)
    except ValueError:
        what = f"date {_short(stamp)!r} is not a day; the article is used without it"
        doubts.append(Doubt(origin.where("date"), what, "write it as YYYY-MM-DD"))
    if url and not _WEB.fullmatch(url):
        what = f"url {_short(url)!r} is not a web address; the article is used without it"
        doubts.append(Doubt(origin.where("url"), what, "write it as https://…, spaces as %20"))
        url = ""
    text = with_headline(title, body) if headline else body
    return [*doubts, Article(identifier, text, title, day, " ".join(publisher.split()), url, origin.where())]


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)


def _short(value: str, limit: int = 40) -> str:
    return value if len(value) <= limit else value[: limit - 1] + "…"
