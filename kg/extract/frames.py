"""Frames and relations as data: what evokes a frame, its roles, the edges that follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kg.errors import KgError

PARTY = frozenset(["State", "Agency", "InternationalOrganisation"])
BODIES = frozenset(["Agency", "InternationalOrganisation", "Organisation", "Group"])
PERSONS = frozenset(["Person", "Official"])  # no suspects
TOGETHER = frozenset(["cooperatesWith", "sharesIntelligenceWith"])  # relations of parties that work together
# options that list words
WORD_OPTIONS = (
    "of_possessor",
    "with_or_collective",
    "denying",
    "participle_only",
    "not_under",
    "for_only",
    "not_to",
    "no_task",
)


@dataclass(frozen=True, slots=True)
class Relation:
    """The classes that a relation accepts at either end, and whether it counts in both directions."""

    subject: frozenset[str]
    object: frozenset[str]
    symmetric: bool
    settled: frozenset[str]  # of the object, once all relations of the article are known; empty: as ``object``
    represented: bool = False  # an official may do it for what he represents


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a frame: the slots that fill it, those whose states do otherwise, and the classes it accepts."""

    name: str
    slots: tuple[str, ...]
    types: frozenset[str]
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge that follows from two roles; ``each`` relates the fillers of one role among themselves."""

    subject: str
    relation: str
    object: str
    each: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: what evokes it, its roles, the edges that follow. ``options`` holds its switches."""

    name: str
    event: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    light: frozenset[tuple[str, str]]
    support: tuple[tuple[frozenset[str], frozenset[str]], ...]
    roles: tuple[Role, ...]
    edges: tuple[Edge, ...]
    needs: frozenset[str]
    options: frozenset[str]

    def role(self, name: str) -> Role | None:
        """Return the role with this name."""
        return next((role for role in self.roles if role.name == name), None)


def verb_lemmas(frame: Frame) -> set[str]:
    """Return the lemmas of all verbs that can evoke a frame, alone, in a phrase or by supporting a noun."""
    supporting = {verb for verbs, _ in frame.support for verb in verbs}
    return set(frame.verbs) | {phrase[0] for phrase in frame.phrases} | {verb for verb, _ in frame.light} | supporting


def indexed(frames: tuple[Frame, ...], lemmas: Callable[[Frame], set[str]]) -> dict[str, tuple[Frame, ...]]:
    """Return the frames by the lemmas that ``lemmas`` gives for each, in the order of the frames."""
    index: dict[str, list[Frame]] = {}
    for frame in frames:
        for lemma in lemmas(frame):
            index.setdefault(lemma, []).append(frame)
    return {lemma: tuple(found) for lemma, found in index.items()}


def party_types(names: list[str]) -> frozenset[str]:
    """Return a set of classes, "Party" standing for state, agency and international organisation."""
    return frozenset(names) | (PARTY if "Party" in names else frozenset())


def read_frame(row: dict[str, Any]) -> Frame:
    """Return the frame of a row of ``frames.yaml``; raises KgError where the row has a key that no frame knows."""
    known = {
        "frame",
        "event",
        "verbs",
        "nouns",
        "phrases",
        "light",
        "support",
        "roles",
        "edges",
        "needs",
        "no_event",
        "passive_only",
        "denying",
        "represent",
        "with_or_collective",
        "of_possessor",
        "participle_only",
        "joint_only",
        "not_under",
        "governed",
        "singular",
        "inherent",
        "presupposed",
        "speaks",
        "named",
        "for_only",
        "not_to",
        "deciding",
        "no_task",
        "for_help",
    }
    unknown = set(row) - known
    if unknown:
        raise KgError(
            f"frame {row.get('frame')} has unknown keys {sorted(unknown)}",
            "ontology/frames.yaml",
            f"use {sorted(known)}",
        )
    roles = tuple(
        Role(name, tuple(r["slots"]), party_types(r["types"]), tuple(r.get("otherwise", ())))
        for name, r in row["roles"].items()
    )
    return Frame(
        name=row["frame"],
        event=row["event"],
        verbs=frozenset(v for v in row.get("verbs", ()) if " " not in v),
        nouns=frozenset(row.get("nouns", ())),
        phrases=tuple(tuple(v.split()) for v in (*row.get("verbs", ()), *row.get("phrases", ())) if " " in v),
        light=frozenset((v, n) for v, nouns in (row.get("light") or {}).items() for n in nouns),
        support=tuple((frozenset(s["verbs"]), frozenset(s["nouns"])) for s in row.get("support", ())),
        roles=roles,
        edges=tuple(_edge(text) for text in row["edges"]),
        needs=frozenset(row.get("needs", ())),
        options=frozenset(key for key in known if row.get(key) is True)
        | frozenset(f"{key}:{word}" for key in WORD_OPTIONS for word in row.get(key) or ()),
    )


def _edge(text: str) -> Edge:
    words = text.split()
    if words[0] == "each":
        return Edge(words[1], words[2], words[1], each=True)
    return Edge(words[0], words[1], words[2])
