"""How texts tell of offences without naming them: the table of acts, agent nouns and words that lead to an offence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.errors import KgError
from kg.gazetteer import Entry, Gazetteer


@dataclass(frozen=True, slots=True)
class Act:
    """An offence told by a verb or by its noun; ``objects`` holds what it must act on, empty where any or none will do.

    ``beside`` holds words one of which must stand in its clause ("false"), ``motives`` what "because of" must name.
    """

    offence: Entry
    objects: frozenset[str]
    beside: frozenset[str] = frozenset()
    motives: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Agent:
    """An offence told by a noun for who commits it; ``modifiers`` holds the words one of which must stand before."""

    offence: Entry
    modifiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Crime:
    """The tables of ``lexicon/crime.yaml``: words by list, acts by verb and by noun, agents by noun; all lemmas."""

    words: dict[str, frozenset[str]]
    acts: dict[str, tuple[Act, ...]]
    deeds: dict[str, tuple[Act, ...]]
    agents: dict[str, tuple[Agent, ...]]


def read_crime(rows: dict[str, Any], gazetteer: Gazetteer) -> Crime:
    """Return the tables; raises KgError for an offence that the gazetteer does not list."""
    things = {name: frozenset(map(str, nouns)) for name, nouns in rows["things"].items()}
    acts: dict[str, list[Act]] = {}
    deeds: dict[str, list[Act]] = {}
    for row in rows["acts"]:
        objects, beside, motives = (
            things[wanted] if isinstance(wanted, str) else frozenset(map(str, wanted))
            for wanted in (row.get(name, ()) for name in ("objects", "beside", "motives"))
        )
        act = Act(_offence(row["offence"], gazetteer), objects, beside, motives)
        for verb in row["verbs"]:
            acts.setdefault(verb, []).append(act)
        for verb, noun in rows["deeds"].items():
            if verb in row["verbs"] and act.objects:
                deeds.setdefault(noun, []).append(act)
    agents: dict[str, list[Agent]] = {}
    for row in rows["agents"]:
        agent = Agent(_offence(row["offence"], gazetteer), frozenset(row.get("modifiers", ())))
        for noun in row["nouns"]:
            agents.setdefault(noun, []).append(agent)
    return Crime(
        {name: frozenset(map(str, words)) for name, words in rows["words"].items()},
        {verb: tuple(found) for verb, found in acts.items()},
        {noun: tuple(found) for noun, found in deeds.items()},
        {noun: tuple(found) for noun, found in agents.items()},
    )


def _offence(key: str, gazetteer: Gazetteer) -> Entry:
    entry = gazetteer.entries.get(f"offence/{key}")
    if entry is None:
        raise KgError(
            f"names an unknown offence {key!r}",
            "ontology/lexicon/crime.yaml",
            "use a key of gazetteer/offences.yaml",
        )
    return entry
