"""Everything the extractors know that is data: gazetteer, word lists, titles, frames, cues."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.extract.crime import Crime, read_crime
from kg.extract.frames import Frame, Relation, indexed, party_types, read_frame, verb_lemmas
from kg.extract.lemmas import noun_forms, verb_forms
from kg.extract.wordfiles import read_data, word_lists
from kg.gazetteer import Gazetteer
from kg.gazetteer_tables import load_gazetteer

VERB_CUES = ("denying", "planning", "succeeding", "alleging", "saying", "undoing", "acquitting")
NOUN_CUES = ("planned_nouns", "alleging_nouns")
SUPER = {"Suspect": "Person", "Official": "Person"}


@dataclass(frozen=True, slots=True)
class Title:
    """An office: its words, what its holder represents by default, and whether it makes a member instead.

    ``prefer`` marks a default that holds only where the article names that state or a body of it; ``national`` an
    office held once in a state; ``absent`` holds the codes of states known to have no such office.
    """

    words: tuple[str, ...]
    of: str | None
    member: bool
    prefer: bool
    national: bool
    absent: frozenset[str]


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
    rows = read_data("frames.yaml")
    frames = tuple(read_frame(row) for row in rows["frames"])
    titles = _titles()
    nouns = word_lists("lexicon/nouns.yaml")
    cues = word_lists("lexicon/cues.yaml")
    irregular = {verb: tuple(forms) for verb, forms in read_data("lexicon/irregular.yaml").items()}
    verbs = {verb for frame in frames for verb in verb_lemmas(frame)}.union(*(cues[name] for name in VERB_CUES))
    gazetteer = load_gazetteer()
    crime = read_crime(read_data("lexicon/crime.yaml"), gazetteer)
    verbs = verbs.union(crime.acts, crime.words["engaging"])
    crime_nouns = [crime.words[name] for name in ("leading", "undertakings", "proceedings")]
    event_nouns = {
        n for f in frames for n in (*f.nouns, *(n for _, ns in f.support for n in ns), *(n for _, n in f.light))
    }
    return Lexicon(
        gazetteer=gazetteer,
        nouns=nouns,
        names=word_lists("lexicon/names.yaml"),
        events=word_lists("lexicon/events.yaml"),
        reference=word_lists("lexicon/reference.yaml"),
        titles=titles,
        relations={
            name: Relation(
                party_types(row["subject"]),
                party_types(row["object"]),
                bool(row.get("symmetric")),
                party_types(row.get("settled", [])),
                bool(row.get("represented")),
            )
            for name, row in rows["relations"].items()
        },
        frames=frames,
        cues=cues,
        by_verb=indexed(frames, verb_lemmas),
        by_noun=indexed(frames, lambda frame: {noun.split()[-1] for noun in frame.nouns}),
        titles_by_word=_titles_by_word(titles),
        verb_forms=verb_forms((v for v in verbs if v.isalpha() or "-" in v), irregular),
        noun_forms=noun_forms(
            n
            for n in event_nouns.union(*nouns.values(), *(cues[c] for c in NOUN_CUES), crime.agents, *crime_nouns)
            if n.isalpha()
        ),
        crime=crime,
    )


def name_words(name: str) -> frozenset[str]:
    """Return a word list of ``lexicon/names.yaml``."""
    return load_lexicon().names[name]


def event_words(name: str) -> frozenset[str]:
    """Return a word list of ``lexicon/events.yaml``."""
    return load_lexicon().events[name]


def _titles() -> tuple[Title, ...]:
    titles = [
        Title(
            tuple(str(row["title"]).lower().split()),
            row.get("of") or row.get("prefer"),
            bool(row.get("member")),
            "prefer" in row,
            bool(row.get("national")),
            frozenset(row.get("absent", ())),
        )
        for row in read_data("lexicon/titles.yaml")
    ]
    return tuple(sorted(titles, key=lambda title: (-len(title.words), title.words)))


def _titles_by_word(titles: tuple[Title, ...]) -> dict[str, tuple[Title, ...]]:
    index: dict[str, list[Title]] = {}
    for title in titles:
        for form in (title.words[-1], title.words[-1] + "s"):
            index.setdefault(form, []).append(title)
    return {word: tuple(found) for word, found in index.items()}
