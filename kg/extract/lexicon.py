"""Everything the extractors know that is data: gazetteer, word lists, titles, frames, cues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from kg.errors import KgError
from kg.extract.crime import Crime, read_crime
from kg.extract.lemmas import noun_forms, verb_forms
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.resources import ontology_dir


class Words(yaml.CSafeLoader):
    """Reads "on", "off", "yes" and "no" as words; only "true" and "false" are truth values."""


Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}

VERB_CUES = ("denying", "planning", "succeeding", "alleging", "saying")
NOUN_CUES = ("planned_nouns", "alleging_nouns")
SUPER = {"Suspect": "Person", "Official": "Person"}
PARTY = frozenset(["State", "Agency", "InternationalOrganisation"])


@dataclass(frozen=True, slots=True)
class Title:
    """An office: its words, what its holder represents by default, and whether it makes a member instead.

    ``prefer`` marks a default that holds only where the article names that state or a body of it; ``national`` an
    office held once in a state.
    """

    words: tuple[str, ...]
    of: str | None
    member: bool
    prefer: bool
    national: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """The classes that a relation accepts at either end, and whether it counts in both directions."""

    subject: frozenset[str]
    object: frozenset[str]
    symmetric: bool


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a frame: the slots that fill it and the classes it accepts."""

    name: str
    slots: tuple[str, ...]
    types: frozenset[str]


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


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The data that extraction reads, loaded once and passed along."""

    gazetteer: Gazetteer
    nouns: dict[str, frozenset[str]]
    names: dict[str, frozenset[str]]
    events: dict[str, frozenset[str]]
    reference: dict[str, frozenset[str]]
    titles: tuple[Title, ...]
    relations: dict[str, Relation]
    frames: tuple[Frame, ...]
    cues: dict[str, frozenset[str]]
    by_verb: dict[str, tuple[Frame, ...]]
    by_noun: dict[str, tuple[Frame, ...]]
    titles_by_word: dict[str, tuple[Title, ...]]
    verb_forms: dict[str, str]
    noun_forms: dict[str, str]
    crime: Crime

    def accepts(self, types: frozenset[str], classes: tuple[str, ...]) -> bool:
        """Whether an entity of these classes may stand where ``types`` are asked for."""
        return any(cls in types or SUPER.get(cls) in types for cls in classes)


@cache
def load_lexicon() -> Lexicon:
    """Read gazetteer, word lists, titles, frames and cues; raises KgError naming the file that is malformed."""
    rows = _read("frames.yaml")
    frames = tuple(_frame(row) for row in rows["frames"])
    titles = _titles()
    nouns = _word_lists("lexicon/nouns.yaml")
    cues = _word_lists("lexicon/cues.yaml")
    irregular = {verb: tuple(forms) for verb, forms in _read("lexicon/irregular.yaml").items()}
    verbs = {verb for frame in frames for verb in verb_lemmas(frame)}.union(*(cues[name] for name in VERB_CUES))
    gazetteer = load_gazetteer()
    crime = read_crime(_read("lexicon/crime.yaml"), gazetteer)
    verbs = verbs.union(crime.acts, crime.words["engaging"])
    crime_nouns = [crime.words[name] for name in ("leading", "undertakings", "proceedings")]
    event_nouns = {
        n for f in frames for n in (*f.nouns, *(n for _, ns in f.support for n in ns), *(n for _, n in f.light))
    }
    return Lexicon(
        gazetteer=gazetteer,
        nouns=nouns,
        names=_word_lists("lexicon/names.yaml"),
        events=_word_lists("lexicon/events.yaml"),
        reference=_word_lists("lexicon/reference.yaml"),
        titles=titles,
        relations={
            name: Relation(_types(row["subject"]), _types(row["object"]), bool(row.get("symmetric")))
            for name, row in rows["relations"].items()
        },
        frames=frames,
        cues=cues,
        by_verb=_indexed(frames, verb_lemmas),
        by_noun=_indexed(frames, lambda frame: {noun.split()[-1] for noun in frame.nouns}),
        titles_by_word=_titles_by_word(titles),
        verb_forms=verb_forms((v for v in verbs if v.isalpha() or "-" in v), irregular),
        noun_forms=noun_forms(
            n
            for n in event_nouns.union(*nouns.values(), *(cues[c] for c in NOUN_CUES), crime.agents, *crime_nouns)
            if n.isalpha()
        ),
        crime=crime,
    )


def event_words(name: str) -> frozenset[str]:
    """Return a word list of ``lexicon/events.yaml``."""
    return load_lexicon().events[name]


def verb_lemmas(frame: Frame) -> set[str]:
    """Return the lemmas of all verbs that can evoke a frame, alone, in a phrase or by supporting a noun."""
    supporting = {verb for verbs, _ in frame.support for verb in verbs}
    return set(frame.verbs) | {phrase[0] for phrase in frame.phrases} | {verb for verb, _ in frame.light} | supporting


def _indexed(frames: tuple[Frame, ...], lemmas: Callable[[Frame], set[str]]) -> dict[str, tuple[Frame, ...]]:
    index: dict[str, list[Frame]] = {}
    for frame in frames:
        for lemma in lemmas(frame):
            index.setdefault(lemma, []).append(frame)
    return {lemma: tuple(found) for lemma, found in index.items()}


def _titles() -> tuple[Title, ...]:
    titles = [
        Title(
            tuple(str(row["title"]).lower().split()),
            row.get("of") or row.get("prefer"),
            bool(row.get("member")),
            "prefer" in row,
            bool(row.get("national")),
        )
        for row in _read("lexicon/titles.yaml")
    ]
    return tuple(sorted(titles, key=lambda title: (-len(title.words), title.words)))


def _titles_by_word(titles: tuple[Title, ...]) -> dict[str, tuple[Title, ...]]:
    index: dict[str, list[Title]] = {}
    for title in titles:
        for form in (title.words[-1], title.words[-1] + "s"):
            index.setdefault(form, []).append(title)
    return {word: tuple(found) for word, found in index.items()}


def _read(name: str) -> Any:
    path = ontology_dir() / name
    try:
        return yaml.load(path.read_text(encoding="utf8"), Loader=Words)
    except (OSError, yaml.YAMLError) as error:
        raise KgError(f"cannot be read: {error}", f"ontology/{name}", "correct or restore the file") from error


def _word_lists(name: str) -> dict[str, frozenset[str]]:
    return {key: frozenset(str(word) for word in words) for key, words in _read(name).items()}


def _types(names: list[str]) -> frozenset[str]:
    return frozenset(names) | (PARTY if "Party" in names else frozenset())


def _frame(row: dict[str, Any]) -> Frame:
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
    }
    unknown = set(row) - known
    if unknown:
        raise KgError(
            f"frame {row.get('frame')} has unknown keys {sorted(unknown)}",
            "ontology/frames.yaml",
            f"use {sorted(known)}",
        )
    roles = tuple(Role(name, tuple(r["slots"]), _types(r["types"])) for name, r in row["roles"].items())
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
        | frozenset(
            f"{key}:{word}"
            for key in ("of_possessor", "with_or_collective", "denying", "participle_only", "not_under")
            for word in row.get(key) or ()
        ),
    )


def _edge(text: str) -> Edge:
    words = text.split()
    if words[0] == "each":
        return Edge(words[1], words[2], words[1], each=True)
    return Edge(words[0], words[1], words[2])
