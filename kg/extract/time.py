"""Dates of events: time expressions at a trigger, resolved against the article's date to an interval with a precision.

General date parsers give points, fill in today's date where a year or reference is missing, and read vague words as
dates; here an expression gives the interval it names or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import yaml
from spacy.tokens import Token

from kg.language.syntax import base
from kg.model import When
from kg.resources import ontology_dir

RELATIONS = frozenset(["obl", "obl:unmarked", "nmod", "nmod:unmarked", "advmod", "npadvmod"])
LONGEST = 8  # words of a time expression
UNITS = r"(day|week|weekend|month|year)"


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression in lower case without its openings; ``today`` is the article's date, ``ahead`` the direction
    in which a bare weekday or month is sought."""

    text: str
    today: date | None
    ahead: bool
    earlier: bool


@cache
def words() -> dict[str, Any]:
    """Return the word lists of ``ontology/lexicon/time.yaml``."""
    data: dict[str, Any] = yaml.safe_load((ontology_dir() / "lexicon" / "time.yaml").read_text(encoding="utf8"))
    return data


def is_month(text: str) -> bool:
    """Whether a text is the capitalised name of a month; the short forms are names of persons too."""
    return text.istitle() and text.lower() in words()["months"] and (len(text) > 4 or text in {"May", "June", "July"})


def when(trigger: Token, reference: date | None) -> When | None:
    """Return the date of an event from a time expression that modifies its trigger, if one can be resolved.

    A relative expression ("Monday", "last week") needs ``reference``, the article's date. A future trigger looks ahead.
    """
    ahead = any(child.tag_ == "MD" or child.lower_ == "to" for child in trigger.children if base(child) != "obl")
    for child in trigger.children:
        if base(child) in RELATIONS and child.right_edge.i - child.left_edge.i < LONGEST:
            found = resolve(child.doc[child.left_edge.i : child.right_edge.i + 1].text, reference, ahead=ahead)
            if found:
                return found
    return None


def resolve(text: str, reference: date | None, *, ahead: bool = False) -> When | None:
    """Return the interval that a time expression names, or none when it is vague or lacks a reference date."""
    plain = " ".join(re.sub(r"[,.]", " ", text.lower()).split())
    if plain.startswith(("earlier than", "within")):
        return None
    earlier = plain.startswith("earlier ")
    if plain not in words()["days"]:
        plain = re.sub(rf"^(?:(?:{'|'.join(words()['openings'])})[ -])+", "", plain)
        plain = re.sub(rf"(?<=.) (?:in the )?(?:{'|'.join(words()['parts'])})$", "", plain)
    plain = re.sub(rf"^(?:{_any('weekdays')}) (?=.*\d)", "", plain)
    expression = Expression(plain, reference, ahead, earlier)
    return next((found for form in FORMS if (found := form(expression)) is not None), None)


def absolute(e: Expression) -> When | None:
    """Read "2014", "May 2014", "3 May 2014", "May 3, 2014", "2014-05-03"."""
    if re.fullmatch(r"(19|20)\d\d", e.text):
        return _year(int(e.text), e)
    if match := re.fullmatch(r"((?:19|20)\d\d)-(\d\d)-(\d\d)", e.text):
        return _day_of(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(rf"({_any('months')}) ((?:19|20)\d\d)", e.text):
        return _month(int(match[2]), words()["months"][match[1]])
    return None


def dated(e: Expression) -> When | None:
    """Read a day of a month with or without a year, or a bare month; without a year, the nearest one that fits."""
    month = rf"({_any('months')})"
    day = r"(\d{1,2})(?:st|nd|rd|th)?"
    match = re.fullmatch(rf"{month} {day}(?: ((?:19|20)\d\d))?", e.text)
    number, name, year = (match[2], match[1], match[3]) if match else ("", "", None)
    if not match and (match := re.fullmatch(rf"{day}(?: of)? {month}(?: ((?:19|20)\d\d))?", e.text)):
        number, name, year = match[1], match[2], match[3]
    if match:
        index = words()["months"][name]
        if year:
            return _day_of(int(year), index, int(number))
        found = _day_of(e.today.year, index, int(number)) if e.today else None
        return _nearest(found, e, lambda y: _day_of(y, index, int(number)))
    if e.today and re.fullmatch(month, e.text):
        index = words()["months"][e.text]
        return _nearest(_month(e.today.year, index), e, lambda y: _month(y, index))
    if e.today and (match := re.fullmatch(rf"(last|next|this) {month}", e.text)):
        index = words()["months"][match[2]]
        shift = {"last": index >= e.today.month, "this": False, "next": index <= e.today.month}[match[1]]
        return _month(e.today.year + (-1 if match[1] == "last" else 1) * int(shift), index)
    return None


def relative_days(e: Expression) -> When | None:
    """Read "today", "yesterday", "overnight", "Monday", "last Monday", "next Friday"."""
    if e.today is None:
        return None
    if e.text == "overnight":
        return When(e.today - timedelta(days=1), e.today, "day")
    if e.text in words()["days"]:
        day = e.today + timedelta(days=words()["days"][e.text])
        return When(day, day, "day")
    if match := re.fullmatch(rf"(?:(last|next|this|past) )?({_any('weekdays')})", e.text):
        back = (e.today.weekday() - words()["weekdays"][match[2]]) % 7
        if match[1] == "next" or (e.ahead and match[1] != "last"):
            day = e.today + timedelta(days=(7 - back) if back or match[1] == "next" else 0)
        else:
            day = e.today - timedelta(days=back or (7 if match[1] in {"last", "past"} else 0))
        return When(day, day, "day")
    return None


def relative_units(e: Expression) -> When | None:
    """Read "last week", "this month", "next year", "earlier this year", "two weeks ago"."""
    if e.today is None:
        return None
    if match := re.fullmatch(rf"(last|this|next|past) {UNITS}", e.text):
        return _unit(match[2], {"last": -1, "past": -1, "this": 0, "next": 1}[match[1]], e)
    if match := re.fullmatch(rf"(\d+|{_any('numbers')}) {UNITS}s? (?:ago|earlier)", e.text):
        count = int(match[1]) if match[1].isdigit() else words()["numbers"][match[1]]
        return _unit(match[2], -count, e) if count < 200 else None
    return None


def seasons(e: Expression) -> When | None:
    """Read "last summer", "spring 2014", "the winter of 2014"."""
    match = re.fullmatch(rf"(?:(last|this|next) )?({_any('seasons')})(?: (?:of )?((?:19|20)\d\d))?", e.text)
    if not match or not (match[3] or (match[1] and e.today)):
        return None
    first = words()["seasons"][match[2]]
    if match[3]:
        year = int(match[3])
    else:
        assert e.today is not None
        started = date(e.today.year, first, 1) <= e.today
        over = started and _season(e.today.year, first).end < e.today
        year = e.today.year - {"last": int(not over), "this": 0, "next": -int(started)}[match[1]]
    return _season(year, first)


FORMS: tuple[Callable[[Expression], When | None], ...] = (absolute, dated, relative_days, relative_units, seasons)


def _any(name: str) -> str:
    return "|".join(sorted(words()[name], key=len, reverse=True))


def _unit(unit: str, shift: int, e: Expression) -> When | None:
    """Return the day, week, weekend, month or year this many units from the article's; "earlier" ends it there."""
    today = e.today
    assert today is not None
    if unit == "day":
        day = today + timedelta(days=shift)
        return When(day, day, "day")
    if unit in {"week", "weekend"}:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return When(monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6), "week")
    if unit == "month":
        months = today.year * 12 + today.month - 1 + shift
        return _until(_month(months // 12, months % 12 + 1), e)
    return _year(today.year + shift, e)


def _year(year: int, e: Expression) -> When:
    return _until(When(date(year, 1, 1), date(year, 12, 31), "year"), e)


def _until(found: When, e: Expression) -> When:
    inside = e.today is not None and found.start <= e.today <= found.end
    return When(found.start, e.today, found.precision) if e.earlier and inside and e.today else found


def _nearest(found: When | None, e: Expression, of: Callable[[int], When | None]) -> When | None:
    """Return the interval in the year that fits the direction: the last that has begun, or the first not yet over."""
    if found is None or e.today is None:
        return None
    if e.ahead:
        return of(e.today.year + 1) if found.end < e.today else found
    return of(e.today.year - 1) if found.start > e.today else found


def _day_of(year: int, month: int, day: int) -> When | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return When(found, found, "day")


def _month(year: int, month: int) -> When:
    return When(date(year, month, 1), _first_after(year, month) - timedelta(days=1), "month")


def _season(year: int, first: int) -> When:
    last = (year + first // 12 * (first == 12), (first + 1) % 12 + 1)
    return When(date(year, first, 1), _first_after(*last) - timedelta(days=1), "season")


def _first_after(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
