"""Time expressions as intervals: against Wednesday 15 May 2024, without an article's date, and at a trigger."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extract.time import resolve, when
from tests.builders import build

TODAY = date(2024, 5, 15)

DATED = """
Monday                  2024-05-13 2024-05-13 day
on Monday               2024-05-13 2024-05-13 day
Wednesday               2024-05-15 2024-05-15 day
on Tuesday morning      2024-05-14 2024-05-14 day
last Wednesday          2024-05-08 2024-05-08 day
next Friday             2024-05-17 2024-05-17 day
earlier this year       2024-01-01 2024-05-15 year
earlier this month      2024-05-01 2024-05-15 month
last weekend            2024-05-11 2024-05-12 week
at the weekend          - - -
in 2014                 2014-01-01 2014-12-31 year
in early 2014           2014-01-01 2014-12-31 year
on 3 May                2024-05-03 2024-05-03 day
on 20 May               2023-05-20 2023-05-20 day
on May 3, 2014          2014-05-03 2014-05-03 day
the 3rd of May 2014     2014-05-03 2014-05-03 day
Monday, 3 June 2013     2013-06-03 2013-06-03 day
on Sept. 3              2023-09-03 2023-09-03 day
2014-05-03              2014-05-03 2014-05-03 day
on 31 June              - - -
in March                2024-03-01 2024-03-31 month
in November             2023-11-01 2023-11-30 month
in February 2020        2020-02-01 2020-02-29 month
last December           2023-12-01 2023-12-31 month
last month              2024-04-01 2024-04-30 month
next month              2024-06-01 2024-06-30 month
this week               2024-05-13 2024-05-19 week
late last year          2023-01-01 2023-12-31 year
two weeks ago           2024-04-29 2024-05-05 week
three days ago          2024-05-12 2024-05-12 day
a month ago             2024-04-01 2024-04-30 month
10 years ago            2014-01-01 2014-12-31 year
today                   2024-05-15 2024-05-15 day
yesterday               2024-05-14 2024-05-14 day
last night              2024-05-14 2024-05-14 day
overnight               2024-05-14 2024-05-15 day
last summer             2023-06-01 2023-08-31 season
the winter of 2014      2014-12-01 2015-02-28 season
within hours            - - -
within two weeks        - - -
recently                - - -
two weeks later         - - -
in the past             - - -
for two weeks           - - -
in custody              - - -
"""

ROWS = [(row[0], row[1:]) for row in ([line[:24].strip(), *line[24:].split()] for line in DATED.strip().splitlines())]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_resolved_against_the_article(text: str, expected: list[str]) -> None:
    found = resolve(text, TODAY)
    assert ([str(found.start), str(found.end), found.precision] if found else ["-", "-", "-"]) == expected


@pytest.mark.parametrize("text", ["in 2014", "May 2014", "3 May 2014", "spring 2014"])
def test_a_full_date_needs_no_article_date(text: str) -> None:
    found = resolve(text, None)
    assert found is not None
    assert found.start.year == 2014


@pytest.mark.parametrize("text", ["Monday", "3 May", "in May", "last week", "yesterday", "overnight", "two weeks ago"])
def test_without_an_article_date_nothing_is_guessed(text: str) -> None:
    assert resolve(text, None) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("on Monday", "2024-05-20"), ("in March", "2025-03-01"), ("on 3 June", "2024-06-03")]
)
def test_what_is_to_come_is_sought_ahead(text: str, expected: str) -> None:
    found = resolve(text, TODAY, ahead=True)
    assert found is not None
    assert str(found.start) == expected


@pytest.mark.parametrize(("modal", "expected"), [("will", "2024-05-20"), ("did", "2024-05-13")])
def test_the_trigger_gives_the_direction(modal: str, expected: str) -> None:
    tag = "MD" if modal == "will" else "VBD"
    doc = build(
        ["She", modal, "leave", "on", "Monday"], [2, 2, 2, 4, 2], ["nsubj", "aux", "root", "case", "obl"],
        ["PRP", tag, "VB", "IN", "NNP"], ["PRON", "AUX", "VERB", "ADP", "PROPN"],
    )  # fmt: skip
    found = when(doc[2], TODAY)
    assert found is not None
    assert str(found.start) == expected
