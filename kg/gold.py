"""Readings judged against gold: which triples are right, under the rules of the gold format.

States match by ISO code; other names where one is a part of the other and they share the last word; described entities
where most of their words agree. A symmetric relation counts in either direction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

from kg.model import Entity, GroundedReading, Triple
from kg.rdf.ontology import ontology
from kg.rdf.vocabulary import term

_WORD = re.compile(r"[a-z0-9à-ž]+")
_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "for",
        "to",
        "and",
        "'s",
        "his",
        "her",
        "their",
        "its",
        "by",
        "from",
        "with",
        "who",
        "whom",
        "that",
        "which",
        "was",
    ]
)
SHARE = 0.7  # of the words of the shorter of two descriptions


@dataclass(frozen=True, slots=True)
class Judgement:
    """A triple, and what gold makes of it: ``factualities`` that gold has for its ends and relation (empty: none such).

    ``right`` also compares the factuality; ``doubtful`` marks what counts neither as right nor as wrong.
    """

    triple: Triple
    right: bool
    doubtful: bool
    factualities: frozenset[str]


@dataclass(frozen=True)
class Gold:
    """The gold of one article."""

    article: str
    entities: tuple[dict[str, Any], ...]
    claims: tuple[dict[str, Any], ...]

    @cached_property
    def by_key(self) -> dict[tuple[str, str, str], dict[str, bool]]:
        """Factuality → doubtful, for each (subject, relation, object), both ways round where the relation has none."""
        found: dict[tuple[str, str, str], dict[str, bool]] = {}
        for claim in self.claims:
            ways = [(claim["s"], claim["o"]), (claim["o"], claim["s"])]
            for subject, other in ways if symmetric(claim["p"]) else ways[:1]:
                kinds = found.setdefault((subject, claim["p"], other), {})
                kinds[claim["factuality"]] = kinds.get(claim["factuality"], True) and bool(claim.get("doubtful"))
        return found


def read_gold(path: Path) -> Gold:
    """Return the gold of a JSON file."""
    row = json.loads(path.read_text(encoding="utf8"))
    return Gold(row["article"], tuple(row.get("entities", ())), tuple(row.get("claims", ())))


def judge(grounded: GroundedReading, gold: Gold) -> Iterator[Judgement]:
    """Yield the judgement of every triple of a reading."""
    ends = [frozenset(stands_for(entity, gold)) for entity in grounded.entities]
    for triple in grounded.reading.triples:
        kinds: dict[str, bool] = {}
        for subject, other in product(ends[triple.subject], ends[triple.object]):
            for kind, doubtful in gold.by_key.get((subject, triple.relation, other), {}).items():
                kinds[kind] = kinds.get(kind, True) and doubtful
        own = triple.factuality.lower()
        yield Judgement(triple, own in kinds, kinds.get(own, False), frozenset(kinds))


def stands_for(entity: Entity, gold: Gold) -> Iterator[str]:
    """Yield the ids of the gold entities that an entity may be."""
    for row in gold.entities:
        if row["class"] == "State":
            if entity.iso == row["iso"] and "State" in entity.classes:
                yield row["id"]
        elif any(
            same_name(label, name, bool(row.get("described")) or row["class"] in {"Offence", "Goods"})
            for label in (entity.label, *entity.alt_labels)
            for name in row["names"]
        ):
            yield row["id"]


def words(name: str) -> list[str]:
    """Return the words of a name that tell it apart, in lower case."""
    plain = name.casefold().replace("’", "'").replace("u.s.", "us").replace("u.k.", "uk").replace("'s", " ")
    return [word for word in _WORD.findall(plain) if word not in _EMPTY]


def same_name(one: str, other: str, described: bool) -> bool:
    """Whether two names may name the same; ``described`` compares descriptions, by most of their words."""
    a, b = words(one), words(other)
    if not a or not b:
        return False
    first, second = set(a), set(b)
    shared = len(first & second)
    if described:
        least = min(len(first), len(second))
        return a == b or (shared / least >= SHARE and shared >= min(2, least))
    return a == b or ((first <= second or second <= first) and (a[-1] == b[-1] or shared >= 2))


def symmetric(relation: str) -> bool:
    """Whether a relation counts in both directions."""
    return term(f"sc:{relation}").value in ontology().symmetric
