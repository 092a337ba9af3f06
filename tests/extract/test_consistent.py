"""One name, one kind: names that the article types elsewhere."""

from __future__ import annotations

from kg.extract.consistent import settle, surnames
from kg.extract.found import Found
from kg.extract.lexicon import load_lexicon
from tests.extract.plain import plain


def test_a_title_at_one_mention_types_the_others() -> None:
    doc = plain("Colonel Ida Varga spoke . The paper praised Ida Varga .")
    names = [Found(doc, 1, 3, ("Organisation",), "name"), Found(doc, 8, 10, ("Organisation",), "name")]
    settle(doc, names, load_lexicon())
    assert [m.classes for m in names] == [("Person",), ("Person",)]


def test_the_commonest_kind_wins_where_nothing_shows_it() -> None:
    doc = plain("Torvan and Torvan and Torvan")
    kinds = ("Group", "Group", "Organisation")
    names = [Found(doc, i, i + 1, (kind,), "name") for i, kind in zip((0, 2, 4), kinds, strict=True)]
    settle(doc, names, load_lexicon())
    assert {m.classes for m in names} == {("Group",)}


def test_a_company_keeps_its_kind() -> None:
    doc = plain("Colonel Varga Holdings spoke")
    names = [Found(doc, 1, 3, ("Organisation",), "name")]
    settle(doc, names, load_lexicon())
    assert names[0].classes == ("Organisation",)


def test_a_surname_alone_is_a_mention_of_the_person() -> None:
    doc = plain("Ida Varga spoke and Varga left with Torvan")
    names = [Found(doc, 0, 2, ("Person",), "name")]
    assert [(m.start, m.end, m.classes) for m in surnames(doc, names)] == [(4, 5, ("Person",))]
