"""Titles in a text: the longest that ends last, past ones, and the tokens that are an office and no name."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import load_lexicon
from kg.extract.titles import find_title, office_tokens, title_ending
from tests.extract.plain import plain


@pytest.mark.parametrize(
    ("text", "words", "past"),
    [
        ("Deputy Assistant Attorney General", ("deputy", "assistant", "attorney", "general"), False),
        ("the former French Interior Minister", ("interior", "minister"), True),
        ("Trial Attorneys", ("trial", "attorney"), False),
    ],
)
def test_the_longest_title_that_ends_last_is_found(text: str, words: tuple[str, ...], past: bool) -> None:
    doc = plain(text)
    office = find_title(doc, 0, len(doc), load_lexicon())
    assert office is not None
    assert (office.title.words, office.past) == (words, past)


def test_no_title_is_found_in_other_words() -> None:
    doc = plain("the quiet village")
    assert find_title(doc, 0, len(doc), load_lexicon()) is None


def test_a_title_ends_before_a_token() -> None:
    doc = plain("Acting Prime Minister NAME")
    assert title_ending(doc, 3, load_lexicon()) == 1
    assert title_ending(doc, 1, load_lexicon()) is None


def test_a_portfolio_belongs_to_the_office() -> None:
    doc = plain("Secretary of State for Levant Affairs Nora Falk", persons=[(6, 8)])
    titles, portfolios = office_tokens(doc, load_lexicon())
    assert {0, 1, 2} <= titles
    assert titles | portfolios == {0, 1, 2, 3, 4, 5}
