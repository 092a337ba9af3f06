"""Occurrences under one minted key → bearers: those that contradict each other are told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from kg.ground.resolve.bodies import is_generic, states_in
from kg.ground.resolve.cluster import twins
from kg.ground.resolve.evidence import conflict
from kg.ground.resolve.records import Bearer, Occurrence, bearer
from kg.ids import digest

KINDS = frozenset({"person", "agency", "organisation", "group"})


def bearers(occurrences: Iterable[Occurrence]) -> list[Bearer]:
    """Return the bearers of persons' and bodies' names, sorted by key; what is only described has none.

    One key gives one bearer, unless its occurrences conflict in state or role: then those of one state and role are one
    bearer, and those that say neither keep the key for themselves. A generic name without a state ("Interior
    Ministry") is told apart by article.
    """
    by_key: dict[str, list[Occurrence]] = defaultdict(list)
    for found in occurrences:
        if found.kind in KINDS and not found.described:
            by_key[found.key].append(_with_states(found))
    return sorted((one for found in by_key.values() for one in _apart(found)), key=lambda one: one.key)


def _with_states(found: Occurrence) -> Occurrence:
    if found.kind == "person":
        return found
    named = frozenset() if found.curated and found.states else states_in(found.names[:1])
    return replace(found, states=found.states | named)


def _apart(occurrences: list[Occurrence]) -> list[Bearer]:
    """Return the bearers of one key."""
    key = occurrences[0].key
    if occurrences[0].curated:
        return [bearer(key, occurrences)]
    by_sign: dict[str, list[Occurrence]] = defaultdict(list)
    for found in occurrences:
        by_sign[_sign(found)].append(found)
    if len(by_sign) == 1:
        return [bearer(key, occurrences)]
    return [
        bearer(_scoped(key, members), (found for sign in members for found in by_sign[sign]))
        for members in _classes(by_sign)
    ]


def _classes(by_sign: dict[str, list[Occurrence]]) -> list[tuple[str, ...]]:
    first = {sign: found[0] for sign, found in by_sign.items()}
    if _agree(list(first.values())):
        return [tuple(sorted(first))]
    placeless = {sign for sign in first if sign.startswith("article/")}
    edges = (
        pair
        for pair in combinations(sorted(first.keys() - placeless), 2)
        if not conflict(*(first[sign] for sign in pair))
    )
    return twins(first, edges)


def _agree(found: list[Occurrence]) -> bool:
    """Tell in linear time that none can conflict: one state is common to all that have any, and no two roles differ."""
    states = [one.states for one in found if one.states]
    roles = {one.role for one in found} - {""}
    placeless = any(_placeless(one) for one in found)
    return len(roles) < 2 and (not states or bool(frozenset.intersection(*states))) and not placeless


def _placeless(found: Occurrence) -> bool:
    return found.kind == "agency" and not found.states and is_generic(found.names[0])


def _sign(found: Occurrence) -> str:
    """Return what tells an occurrence apart from others of its key; empty where nothing is known."""
    if _placeless(found):
        return found.article
    bodies = sorted(found.bodies) if found.role else []
    return "|".join([",".join(sorted(found.states)), found.role, *bodies]).strip("|")


def _scoped(key: str, signs: tuple[str, ...]) -> str:
    return key if signs == ("",) else f"{key}-{digest('homonym', *signs)}"
