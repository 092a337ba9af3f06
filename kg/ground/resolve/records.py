"""What resolution works on: an occurrence of an entity in an article, a bearer of a name over articles, and pairs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What is said of a pair of bearers; ``UNRELATED`` pairs are not even alike in name."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """An entity as one article shows it.

    ``article`` and ``key`` are keys (IRIs without base), ``names`` its surface forms, the label first.
    ``states`` are ISO codes of nationality, of what a person represents, or of whose a body is. ``role`` is "official",
    "suspect" or empty. ``bodies`` are the keys it represents or belongs to, ``ties`` "relation key" of its other
    asserted claims. ``curated`` is an entry of the gazetteer. ``sentence`` is one that the entity has a claim in, or
    empty.
    """

    key: str
    article: str
    names: tuple[str, ...]
    states: frozenset[str] = frozenset()
    role: str = ""
    bodies: frozenset[str] = frozenset()
    ties: frozenset[str] = frozenset()
    described: bool = False
    curated: bool = False
    sentence: str = ""

    @property
    def kind(self) -> str:
        """The first part of the key: person, agency, organisation, group, …"""
        return self.key.split("/", 1)[0]


@dataclass(frozen=True, slots=True)
class Bearer:
    """Occurrences that carry one minted key and do not contradict each other; what resolution compares.

    ``key`` is the minted key, with a suffix where its occurrences had to be told apart.
    """

    key: str
    occurrences: tuple[Occurrence, ...]
    label: str
    names: tuple[str, ...]
    states: frozenset[str]
    roles: frozenset[str]
    bodies: frozenset[str]
    ties: frozenset[str]
    articles: frozenset[str]
    curated: bool

    @property
    def kind(self) -> str:
        """The first part of the key."""
        return self.key.split("/", 1)[0]

    @property
    def sentence(self) -> str:
        """The first sentence, by article, that the bearer has a claim in; empty where there is none."""
        return next((found.sentence for found in self.occurrences if found.sentence), "")


def bearer(key: str, occurrences: Iterable[Occurrence]) -> Bearer:
    """Return the bearer of these occurrences, whatever their order; its label is a curated one, else the fullest."""
    ordered = tuple(sorted(occurrences, key=lambda found: (found.article, found.key)))
    curated = any(found.curated for found in ordered)
    labels = sorted({found.names[0] for found in ordered if found.curated == curated}, key=_fullest)
    return Bearer(
        key=key,
        occurrences=ordered,
        label=labels[0],
        names=tuple(sorted({name for found in ordered for name in found.names}, key=_fullest)),
        states=frozenset().union(*(found.states for found in ordered)),
        roles=frozenset(found.role for found in ordered if found.role),
        bodies=frozenset().union(*(found.bodies for found in ordered)),
        ties=frozenset().union(*(found.ties for found in ordered)),
        articles=frozenset(found.article for found in ordered),
        curated=curated,
    )


def _fullest(name: str) -> tuple[int, int, str]:
    return -len(name.split()), -len(name), name


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bearers, ``one`` before ``other`` by key: the verdict, and what speaks for and against their being one.

    ``certain`` holds where the names alone, without other evidence, are enough.
    """

    one: str
    other: str
    verdict: Verdict
    reasons_for: tuple[str, ...] = ()
    reasons_against: tuple[str, ...] = ()
    judged: bool = False
    certain: bool = False
