"""The frozen types that tell the whole story: an article is read into referents, events and triples;
referents are grounded to entities; triples between entities are claims.

All offsets count code points of ``Article.text`` and are half-open. This module knows neither spaCy nor rdflib.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Factuality(StrEnum):
    """How the text presents a claim; the values are the local names of the ontology's individuals."""

    ASSERTED = "Asserted"
    PLANNED = "Planned"
    ALLEGED = "Alleged"
    DENIED = "Denied"


@dataclass(frozen=True, slots=True)
class Article:
    """One news article or press release.

    ``identifier`` is the input file's stem or the record's id. ``text`` is what offsets count in: where the
    headline comes apart from the body (front matter, JSON record), it is the first paragraph of ``text``.
    ``source`` says where the article was read ("file.jsonl:12"), for messages only; it is never exported.
    """

    identifier: str
    text: str
    title: str = ""
    date: date | None = None
    publisher: str = ""
    url: str = ""
    source: str = ""

    @property
    def sha256(self) -> str:
        """Hex digest of the content (text and what is known of it, without identifier and source)."""
        content = [self.text, self.title, self.date.isoformat() if self.date else "", self.publisher, self.url]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode("utf8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A text span that names or describes something; ``cls`` is the local name of an ontology class."""

    start: int
    end: int
    text: str
    cls: str
    named: bool


@dataclass(frozen=True, slots=True)
class Referent:
    """What the coreferent mentions of one article stand for.

    ``classes`` are local names, the most specific first ("Suspect" before "Person"). ``name`` is the fullest
    surface form, ``aliases`` the others. ``known`` is the gazetteer key ("state/MA") when a mention is listed
    there. ``described`` marks a referent without proper name; it is an entity of its article alone. ``state``
    is the ISO 3166-1 code of the state it belongs to where the text says so; ``count`` the number of persons
    or things a plural describes.
    """

    index: int
    classes: tuple[str, ...]
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    described: bool = False
    known: str | None = None
    state: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A date interval, both ends included; ``precision`` is day, week, month, season or year."""

    start: date
    end: date
    precision: str


@dataclass(frozen=True, slots=True)
class Event:
    """A typed event with its roles: pairs of role name and index of a referent.

    Role names are local names of properties: actor, partner, suspect, target, place, origin, destination,
    fromParty, toParty, offence, operation, instrument, goods.
    """

    index: int
    cls: str
    start: int
    end: int
    trigger: str
    roles: tuple[tuple[str, int], ...]
    factuality: Factuality
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a triple was read: the sentence's offsets and text, and the rule that fired."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Trace:
    """How a triple was read, for explaining and calibrating it; never exported.

    Offsets of the words that name either end, evoke the relation, and bring about the factuality. ``features`` are what
    the confidence was estimated from.
    """

    subject: tuple[int, int]
    object: tuple[int, int]
    trigger: tuple[int, int]
    cues: tuple[tuple[int, int], ...] = ()
    features: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Triple:
    """Subject, relation, object as found in the text; subject, object and attributed_to are referent indices."""

    subject: int
    relation: str
    object: int
    factuality: Factuality
    confidence: float
    evidence: Evidence
    event: int | None = None
    attributed_to: int | None = None
    trace: Trace | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate triple that a constraint refused, kept so that it can be counted and listed."""

    relation: str
    subject: str
    object: str
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read in one article; ``referents[i].index == i`` and likewise for events."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    words: int = 0
    referents: tuple[Referent, ...] = ()
    events: tuple[Event, ...] = ()
    triples: tuple[Triple, ...] = ()
    rejections: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """An individual of the ontology that a referent was grounded to.

    ``key`` is its IRI without the base ("state/MA", "person/ante-gotovina-1a2b3c4d"). ``same_as`` holds full
    IRIs and is filled for curated entries only. ``broader`` is the key of a broader offence.
    """

    key: str
    classes: tuple[str, ...]
    label: str
    alt_labels: tuple[str, ...] = ()
    iso: str | None = None
    same_as: tuple[str, ...] = ()
    described: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or used: where, what is wrong, and what to do next."""

    where: str
    what: str
    next_step: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" – {self.next_step}" if self.next_step else "")


@dataclass(frozen=True, slots=True)
class GroundedReading:
    """A reading with one entity for each referent (``entities[i]`` grounds ``reading.referents[i]``)."""

    reading: Reading
    entities: tuple[Entity, ...] = field(default=())
