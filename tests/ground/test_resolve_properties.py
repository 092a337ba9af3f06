"""What holds whatever the names: no order shows, no chain merges its ends, cost grows linearly."""

from __future__ import annotations

import random
import time
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ground.resolve.cluster import twins
from kg.ground.resolve.records import Occurrence, Verdict
from kg.ground.resolve.resolve import resolve
from tests.ground.resolve_cases import occurrence

NAMES = [
    "Mohammed al-Rashwani", "Muhammad Rashwani", "M. Rashwani", "Mohamed Omar Rashwani", "Omar Rashwani", "Rashwani",
    "Ivan Sidorenkov", "Ivan Petrovich Sidorenkov", "Iwan Sidorenkow", "I. Sidorenkov", "Ivan Sergeyevich Sidorenkov",
    "Li Weimin", "Weimin Li", "John Marlowe", "John Marlowe Jr.", "J. P. Marlowe", "John Paul Marlowe",
]  # fmt: skip

OCCURRENCES = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.integers(0, 7),
        st.sampled_from(["", "", "RU", "MA", "CN"]),
        st.sampled_from(["", "official", "suspect"]),
        st.sampled_from(
            [(), ("arrestedIn place/x",), ("arrestedIn place/x", "suspectedOf offence/fraud", "wantedBy state/FR")]
        ),
    ),
    max_size=14,
)


def occurrences(drawn: list[tuple[str, int, str, str, tuple[str, ...]]]) -> list[Occurrence]:
    found = (
        occurrence("person", name, f"{article:02}", state=state, role=role, ties=ties)
        for name, article, state, role, ties in drawn
    )
    return list({(one.article, one.key): one for one in found}.values())


@settings(max_examples=120, deadline=None)
@given(OCCURRENCES, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_show(
    drawn: list[tuple[str, int, str, str, tuple[str, ...]]], shuffler: random.Random
) -> None:
    found = occurrences(drawn)
    first = resolve(found)
    shuffler.shuffle(found)
    assert resolve(found) == first


@settings(max_examples=120, deadline=None)
@given(OCCURRENCES)
def test_no_member_of_a_cluster_conflicts_with_another(drawn: list[tuple[str, int, str, str, tuple[str, ...]]]) -> None:
    for one in resolve(occurrences(drawn)).bearers.values():
        articles = [found.article for found in one.occurrences]
        assert len(articles) == len(set(articles)), "named apart in one article, yet merged"
        for first, last in combinations(one.occurrences, 2):
            assert not first.states or not last.states or first.states & last.states
            assert {first.role, last.role} != {"official", "suspect"}


@settings(max_examples=200, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1])))
def test_clusters_are_complete_and_agree_about_everyone_else(drawn: set[tuple[int, int]]) -> None:
    edges = {(str(one), str(other)) for one, other in drawn}
    beside = {frozenset(edge) for edge in edges}
    classes = twins(map(str, range(10)), edges)
    assert sorted(node for members in classes for node in members) == list(map(str, range(10)))
    for members in classes:
        for one, other in combinations(members, 2):
            assert frozenset((one, other)) in beside
            for third in set(map(str, range(10))) - {one, other}:
                assert (frozenset((one, third)) in beside) == (frozenset((other, third)) in beside)


def test_who_is_like_two_that_differ_joins_neither() -> None:
    ties = ("arrestedIn place/x", "suspectedOf offence/fraud", "wantedBy state/FR")
    names = ("John Marlowe", "Jane Marlowe", "J. Marlowe")
    found = resolve(occurrence("person", name, name[:3], state="GB", ties=ties) for name in names)
    assert not found.merged
    assert {pair.reasons_against for pair in found.pairs if pair.verdict is Verdict.UNSURE} == {
        ("another one is like only one of them",)
    }


def test_twenty_thousand_names_take_seconds() -> None:
    parts = random.Random(7)
    syllables = [
        "ka",
        "ri",
        "mo",
        "ten",
        "sal",
        "vor",
        "lim",
        "dze",
        "ghu",
        "bar",
        "nyo",
        "pel",
        "shi",
        "quo",
        "ster",
        "wan",
    ]
    word = lambda: "".join(parts.choices(syllables, k=parts.randint(2, 4))).capitalize()  # noqa: E731
    names = {f"{word()} {word()}" for _ in range(18_000)} | {f"Mohammed {word()} Hassan" for _ in range(2_000)}
    taken = []
    for size in (5_000, 20_000):
        found = [occurrence("person", name, str(i)) for i, name in enumerate(sorted(names, key=hash_of)[:size])]
        start = time.process_time()
        resolve(found)
        taken.append(time.process_time() - start)
    assert taken[1] < 60
    assert taken[1] < 10 * taken[0] + 1


def hash_of(name: str) -> int:
    return sum(ord(letter) * 31**place for place, letter in enumerate(name)) % 1_000_003
