"""Pairs of names, judged by hand: what is merged must be the same."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.errors import InputError
from kg.ground.resolve.judgements import Judgement
from kg.ground.resolve.records import Occurrence, Verdict
from kg.ground.resolve.resolve import resolve
from tests.ground.resolve_cases import occurrence, pairs

PRECISION, RECALL = 0.98, 0.90


def merged(one: Occurrence, other: Occurrence) -> bool:
    identities = resolve([one, other]).identities
    return identities.get((one.article, one.key), one.key) == identities.get((other.article, other.key), other.key)


def test_merges_are_right_and_most_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Counter((expected, merged(one, other)) for one, other, expected in pairs())
    assert sum(tally.values()) >= 150
    right = tally["same", True]
    wrong = tally["different", True] + tally["unsure", True]
    precision, recall = right / (right + wrong), right / (right + tally["same", False])
    with capsys.disabled():
        print(f"\n{sum(tally.values())} pairs of names: precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= PRECISION
    assert recall >= RECALL


def test_a_pair_does_not_depend_on_its_order() -> None:
    assert all(merged(one, other) == merged(other, one) for one, other, _ in pairs())


def test_described_persons_are_never_merged() -> None:
    one, other = (
        Occurrence("person/a-danish-national-1a2b3c4d", f"article/{name}", ("a Danish national",), described=True)
        for name in "ab"
    )
    found = resolve([one, other])
    assert not found.identities and not found.bearers


def test_persons_named_apart_in_one_article_are_two() -> None:
    one = occurrence("person", "Mohammed al-Rashwani", "a", state="MA")
    other = occurrence("person", "Muhammad al-Rashwani", "a", state="MA")
    [pair] = resolve([one, other]).pairs
    assert pair.verdict == "different" and pair.reasons_against == ("named apart in article/a",)


def test_an_unsure_pair_says_why() -> None:
    one = occurrence("person", "J. Wetherell", "a", state="GB")
    other = occurrence("person", "John Wetherell", "b", state="GB")
    [pair] = resolve([one, other]).pairs
    assert pair.verdict == "unsure"
    assert pair.reasons_for == ("names: one has an initial", "both of GB")
    assert pair.reasons_against == ("too little else agrees",)


def test_homonyms_of_two_states_get_keys_of_their_own_and_who_has_no_state_joins_neither() -> None:
    egypt, somalia, neither = (
        occurrence("person", "Ahmed Hassounian", name, state=state)
        for name, state in [("a", "EG"), ("b", "SO"), ("c", "")]
    )
    identities = resolve([egypt, somalia, neither]).identities
    keys = {identities.get((found.article, found.key), found.key) for found in (egypt, somalia, neither)}
    assert len(keys) == 3 and neither.key in keys
    again = resolve([egypt, somalia, occurrence("person", "Ahmed Hassounian", "d", state="EG")]).identities
    assert again["article/a", egypt.key] == again["article/d", egypt.key] == identities["article/a", egypt.key]


def test_a_gazetteer_entry_gives_the_key() -> None:
    known = Occurrence(
        "agency/KG-gknb",
        "article/a",
        ("State Committee for National Security", "GKNB"),
        frozenset({"KG"}),
        curated=True,
    )
    minted = occurrence("agency", "National Security State Committee", "b", state="KG")
    found = resolve([known, minted])
    assert found.identities == {("article/b", minted.key): known.key}
    assert found.labels() == {known.key: "State Committee for National Security"}


def test_judgements_win_and_must_not_contradict_each_other() -> None:
    names = ("Mohammed al-Rashwani", "Muhammad Rashwani", "Abu Tamana")
    found = [occurrence("person", name, str(place)) for place, name in enumerate(names)]
    one, other, third = (occurrence.key for occurrence in found)
    apart = Judgement(one, other, Verdict.DIFFERENT)
    assert not resolve(found, [apart]).merged
    assert len(resolve(found, [Judgement(one, third, Verdict.SAME)]).bearers) == 1
    assert len(resolve(found, [Judgement(one, third, Verdict.SAME), apart]).bearers) == 2
    same = [Judgement(one, third, Verdict.SAME), Judgement(third, other, Verdict.SAME)]
    with pytest.raises(InputError, match="judged different, but the same by way of others"):
        resolve(found, [*same, apart])
