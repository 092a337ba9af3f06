"""Dates of events: time expressions near a trigger, resolved against the article's date."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from dateutil import parser
from spacy.tokens import Token

from kg.language.syntax import base
from kg.model import When

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAY = re.compile(rf"^({'|'.join(MONTHS)})\.? \d{{1,2}}(,? \d{{4}})?$|^\d{{1,2}} ({'|'.join(MONTHS)})( \d{{4}})?$")
_MONTH = re.compile(rf"^({'|'.join(MONTHS)})( \d{{4}})?$")
_YEAR = re.compile(r"^(19|20)\d\d$")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def when(trigger: Token, reference: date | None) -> When | None:
    """Return the date of an event from a time expression that modifies its trigger, if one can be resolved.

    A relative expression ("Monday", "last week") needs ``reference``, the article's date.
    """
    for child in trigger.children:
        if base(child) in {"obl", "obl:unmarked", "nmod", "advmod", "npadvmod"} and (
            child.ent_type_ in {"DATE", "TIME"}
            or child.text in MONTHS
            or child.lower_ in WEEKDAYS
            or _YEAR.match(child.text)
        ):
            text = child.doc[child.left_edge.i : child.right_edge.i + 1].text
            found = resolve(text, reference)
            if found:
                return found
    return None


def resolve(text: str, reference: date | None) -> When | None:
    """Return the interval that a time expression names, or none when it is vague or lacks a reference date."""
    plain = " ".join(
        re.sub(r"^(on|in|during|since|early|late|the|of)\s+", "", part) for part in [text.strip(" ,.")]
    ).strip()
    plain = (
        re.sub(r"^(the|early|late)\s+", "", plain)
        .replace("Nov.", "November")
        .replace("Dec.", "December")
        .replace("Jan.", "January")
    )
    lower = plain.lower()
    if _YEAR.match(plain):
        year = int(plain)
        return When(date(year, 1, 1), date(year, 12, 31), "year")
    if _MONTH.match(plain):
        words = plain.split()
        if len(words) == 1 and reference is None:
            return None
        month = MONTHS.index(words[0]) + 1
        if len(words) == 2:
            year = int(words[1])
        else:
            assert reference is not None
            year = reference.year if month <= reference.month else reference.year - 1
        return When(date(year, month, 1), _month_end(year, month), "month")
    if _DAY.match(plain):
        if not re.search(r"\d{4}", plain) and reference is None:
            return None
        return _day(plain, reference)
    if reference is None:
        return None
    if lower in {"today", "yesterday", "tomorrow"}:
        day = reference + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[lower])
        return When(day, day, "day")
    if lower in WEEKDAYS:
        back = (reference.weekday() - WEEKDAYS.index(lower)) % 7
        day = reference - timedelta(days=back)
        return When(day, day, "day")
    if lower in {"last week", "this week"}:
        monday = reference - timedelta(days=reference.weekday() + (7 if lower.startswith("last") else 0))
        return When(monday, monday + timedelta(days=6), "week")
    if lower == "last weekend":
        saturday = reference - timedelta(days=(reference.weekday() - 5) % 7 or 7)
        return When(saturday, saturday + timedelta(days=1), "day")
    if lower in {"last month", "this month"}:
        first = reference.replace(day=1)
        if lower.startswith("last"):
            first = (first - timedelta(days=1)).replace(day=1)
        return When(first, _month_end(first.year, first.month), "month")
    if lower in {"last year", "this year"}:
        year = reference.year - (1 if lower.startswith("last") else 0)
        return When(date(year, 1, 1), date(year, 12, 31), "year")
    if lower == "earlier this year":
        return When(date(reference.year, 1, 1), reference, "year")
    return None


def _day(text: str, reference: date | None) -> When | None:
    default = datetime(reference.year, reference.month, reference.day) if reference else datetime(2000, 1, 1)
    try:
        day = parser.parse(text, default=default).date()
    except (ValueError, OverflowError):
        return None
    if reference is not None and not re.search(r"\d{4}", text) and (day - reference).days > 180:
        day = day.replace(year=day.year - 1)
    return When(day, day, "day")


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
