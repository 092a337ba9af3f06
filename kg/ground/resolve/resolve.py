"""The pass over all articles: occurrences and judgements → which entities are one.

Three steps, none of which depends on the order of articles: occurrences of one key are told apart where they conflict;
bearers whose names are equal but for spelling become one; then those whose names leave doubt, where other evidence
settles it. Only names that share a block are compared, and a crowded block is left alone, so cost grows linearly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from kg.errors import InputError
from kg.ground.resolve.bodies import body_blocks
from kg.ground.resolve.cluster import joined, twins
from kg.ground.resolve.evidence import compare, conflict
from kg.ground.resolve.homonyms import bearers
from kg.ground.resolve.judgements import Judgement
from kg.ground.resolve.person_names import name_blocks
from kg.ground.resolve.records import Bearer, Occurrence, Pair, Verdict, bearer

CROWD = 40


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a pass found.

    ``identities`` gives the key of (article's key, entity's key) wherever it is another one, ``first`` the bearers
    that were compared, ``bearers`` the resolved ones by key, ``members`` the keys that each of these unites.
    ``merged`` are the pairs that were, ``pairs`` those that are unsure, judged or in conflict. ``crowded`` counts
    blocks that were too large to compare, ``stale`` are judgements on keys that no article has.
    """

    identities: dict[tuple[str, str], str] = field(default_factory=dict)
    first: dict[str, Bearer] = field(default_factory=dict)
    bearers: dict[str, Bearer] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    merged: tuple[Pair, ...] = ()
    pairs: tuple[Pair, ...] = ()
    crowded: int = 0
    stale: tuple[Judgement, ...] = ()

    def labels(self) -> dict[str, str]:
        """Return by key the labels of gazetteer entries that names of articles were resolved to."""
        united = (one for key, one in self.bearers.items() if len(self.members[key]) > 1)
        return {one.key: one.label for one in united if one.curated}


def resolve(occurrences: Iterable[Occurrence], judgements: Iterable[Judgement] = ()) -> Resolution:
    """Return which entities are one. Judgements win; raises InputError where they contradict each other."""
    known = {one.key: one for one in bearers(occurrences)}
    judged = {judgement.pair: judgement for judgement in judgements}
    stale = tuple(judged[pair] for pair in sorted(judged) if not known.keys() >= set(pair))
    judged = {pair: judgement for pair, judgement in judged.items() if known.keys() >= set(pair)}
    state = _Clusters(known, judged)
    state.judge()
    state.merge(certain=True)
    state.merge(certain=False)
    merged = {(found.article, found.key): key for key, one in state.now.items() for found in one.occurrences}
    return Resolution(
        identities={place: key for place, key in sorted(merged.items()) if place[1] != key},
        first=known,
        bearers=dict(sorted(state.now.items())),
        members={key: tuple(members) for key, members in sorted(state.members.items())},
        merged=tuple(sorted(state.merged, key=lambda pair: (pair.one, pair.other))),
        pairs=tuple(state.open_pairs()),
        crowded=state.crowded,
        stale=stale,
    )


class _Clusters:
    """Bearers as they stand between the steps: ``now`` by key, ``members`` the keys of the first step in each."""

    def __init__(self, known: dict[str, Bearer], judged: dict[tuple[str, str], Judgement]) -> None:
        self.first = known
        self.now = dict(known)
        self.members = {key: [key] for key in known}
        self.judged = judged
        self.merged: list[Pair] = []
        self.crowded = 0
        self.compared: dict[tuple[str, str], Pair] = {}

    def judge(self) -> None:
        """Unite what was judged the same."""
        same = sorted(pair for pair, judgement in self.judged.items() if judgement.verdict is Verdict.SAME)
        leaders = joined(self.first, same)
        for (one, other), judgement in sorted(self.judged.items()):
            if leaders[one] == leaders[other] and judgement.verdict is not Verdict.SAME:
                what = f"judged {judgement.verdict}, but the same by way of others: {one} and {other}"
                raise InputError(what, "judgements", "undo one of them: kg resolve OUT --undo A B")
            if self.first[one].kind != self.first[other].kind and judgement.verdict is Verdict.SAME:
                raise InputError(f"judged the same, but of two kinds: {one} and {other}", "judgements", "undo it")
        groups: dict[str, list[str]] = defaultdict(list)
        for key, leader in leaders.items():
            groups[leader].append(key)
        self.merged += [Pair(*pair, Verdict.SAME, ("judged the same",), judged=True) for pair in same]
        self._unite(groups.values())

    def merge(self, *, certain: bool) -> None:
        """Unite the bearers that agree: all of them whose names need nothing else, or those with enough evidence."""
        known, self.compared = self.compared, {}
        for one, other in self._candidates():
            pair = known.get((one, other)) or compare(self.now[one], self.now[other])
            if pair.verdict is Verdict.SAME and (clash := self._clash(one, other)):
                pair = replace(pair, verdict=Verdict.UNSURE, reasons_against=(clash,))
            self.compared[one, other] = pair
        edges = [
            place
            for place, pair in self.compared.items()
            if pair.verdict is Verdict.SAME and (not certain or pair.certain)
        ]
        classes = twins(self.now, edges)
        for members in classes:
            self.merged += [self.compared[place] for place in combinations(members, 2)]
        self._unite(classes)

    def open_pairs(self) -> Iterator[Pair]:
        """Yield, sorted, the pairs that stay apart although something speaks for them; judged ones as judged."""
        leader = {key: now for now, members in self.members.items() for key in members}
        found: dict[tuple[str, str], Pair] = {}
        for place, pair in self.compared.items():
            one, other = sorted(leader[key] for key in place)
            if one == other or pair.verdict is Verdict.UNRELATED:
                continue
            if pair.verdict is Verdict.SAME:
                pair = replace(pair, verdict=Verdict.UNSURE, reasons_against=("another one is like only one of them",))
            found[one, other] = replace(pair, one=one, other=other)
        for (first, last), judgement in self.judged.items():
            one, other = sorted((leader[first], leader[last]))
            if one != other:
                pair = found.get((one, other)) or compare(self.now[one], self.now[other])
                found[one, other] = replace(pair, verdict=judgement.verdict, judged=True)
        for place in sorted(found):
            yield found[place]

    def _clash(self, one: str, other: str) -> str:
        """Return what keeps two members apart: a judgement, or a conflict that pooling their evidence would hide."""
        for first in self.members[one]:
            for last in self.members[other]:
                judgement = self.judged.get((min(first, last), max(first, last)))
                if judgement and judgement.verdict is not Verdict.SAME:
                    return f"judged {judgement.verdict}"
                if clash := conflict(self.first[first], self.first[last]):
                    return clash
        return ""

    def _candidates(self) -> list[tuple[str, str]]:
        """Return the pairs that share a block of at most CROWD bearers, sorted."""
        blocks: dict[str, set[str]] = defaultdict(set)
        for key, one in self.now.items():
            for block in _blocks(one):
                blocks[block].add(key)
        self.crowded = sum(len(found) > CROWD and "/1." not in block for block, found in blocks.items())
        shared = (found for found in blocks.values() if 1 < len(found) <= CROWD)
        return sorted({pair for found in shared for pair in combinations(sorted(found), 2)})

    def _unite(self, groups: Iterable[Iterable[str]]) -> None:
        changed: set[str] = set()
        for group in groups:
            members = sorted(group)
            if len(members) < 2:
                continue
            key = min(members, key=lambda one: (not self.now[one].curated, *_rank(self.now[one])))
            pooled = bearer(key, (found for member in members for found in self.now[member].occurrences))
            together = sorted(first for member in members for first in self.members[member])
            for member in members:
                del self.now[member], self.members[member]
            self.now[key], self.members[key] = pooled, together
            changed.update(members)
        self.compared = {place: pair for place, pair in self.compared.items() if changed.isdisjoint(place)}


def _rank(one: Bearer) -> tuple[int, int, str]:
    return -len(one.label.split()), -len(one.label), one.key


def _blocks(one: Bearer) -> set[str]:
    names = one.names if one.kind != "person" else {one.label, *(name for name in one.names if " " in name)}
    if one.kind == "person":
        return {f"person/{block}" for name in names for block in name_blocks(name)}
    return {f"{one.kind}/{block}" for name in names for block in body_blocks(name, one.states)}
