"""A grounded reading → the quads of its article's named graph.

The graph says what this article says and can stand alone: a label for each entity, one confidence for each claim, one
factuality for each event. Where articles differ, the derived graph settles it (``derive.py``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

import pyoxigraph as ox

from kg import __version__
from kg.ids import BASE, article_key, claim_key, event_key, span_key
from kg.model import Article, Entity, Event, Factuality, GroundedReading, Problem, Triple, When
from kg.rdf.literals import clean, day, decimal, english, integer, plain, web_address
from kg.rdf.ontology import ontology
from kg.rdf.vocabulary import term

_SAFE_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~/-]{0,899}")
_STRENGTH = (Factuality.ASSERTED, Factuality.ALLEGED, Factuality.PLANNED, Factuality.DENIED)

Statement = tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]


def reading_quads(grounded: GroundedReading, base: str = BASE, extractor: str = __version__) -> list[ox.Quad]:
    """Return everything read in one article as quads of the graph named by the article's IRI, without duplicates.

    ``base`` is the IRI that keys are appended to, ``extractor`` the version that read the article. Offsets count code
    points and are half-open. What is left out, :func:`reading_problems` tells. Raises AttributeError for a class,
    relation or role that the ontology does not declare, and ValueError for an entity key that is no safe IRI, a span
    outside the text, or an index out of range.
    """
    graph = article_iri(grounded.reading.article, base)
    statements = _Statements(grounded, base).all(extractor)
    return list(dict.fromkeys(ox.Quad(subject, term(curie), value, graph) for subject, curie, value in statements))


def article_iri(article: Article, base: str = BASE) -> ox.NamedNode:
    """Return the IRI of an article, which also names its graph."""
    return ox.NamedNode(base + article_key(article.sha256))


def reading_problems(grounded: GroundedReading) -> list[Problem]:
    """Return what of a reading is left out of the RDF: an address that is not http or https, and triples whose ends
    were grounded to one entity."""
    article = grounded.reading.article
    where = article.source or article.identifier
    problems = []
    if article.url and web_address(article.url) is None:
        problems.append(
            Problem(where, f"the address {article.url[:80]!r} is left out", "give an http or https address")
        )
    for triple in grounded.reading.triples:
        if _relates_to_itself(triple, grounded):
            what = f"{grounded.entities[triple.subject].key} {triple.relation} itself is left out"
            problems.append(Problem(f"{where}, characters {triple.evidence.start}–{triple.evidence.end}", what))
    return problems


def _relates_to_itself(triple: Triple, grounded: GroundedReading) -> bool:
    return grounded.entities[triple.subject].key == grounded.entities[triple.object].key


def strongest(one: Factuality, other: Factuality) -> Factuality:
    """Return the factuality of an event that is told in two ways: Asserted, else Alleged, else Planned, else Denied."""
    return min(one, other, key=_STRENGTH.index)


class _Statements:
    """The statements of one article; holds the keys that several of them need."""

    def __init__(self, grounded: GroundedReading, base: str) -> None:
        self.grounded = grounded
        self.reading = grounded.reading
        self.entities = grounded.entities
        if len(self.entities) != len(self.reading.referents):
            raise ValueError(f"{len(self.entities)} entities for {len(self.reading.referents)} referents")
        self.base = base
        self.sha256 = self.reading.article.sha256
        self.article = article_iri(self.reading.article, base)
        self.event_keys = [self._event_key(event) for event in self.reading.events]
        self.sentence_starts = [sentence.start for sentence in self.reading.sentences]

    def all(self, extractor: str) -> Iterator[Statement]:
        yield from self._article(extractor)
        yield from self._entities()
        factualities: dict[str, Factuality] = {}
        for event, key in zip(self.reading.events, self.event_keys, strict=True):
            yield from self._event(event, key)
            factualities[key] = strongest(factualities.get(key, event.factuality), event.factuality)
        for key, factuality in factualities.items():
            yield self.node(key), "sc:factuality", term(f"sc:{factuality}")
        yield from self._claims()

    def node(self, key: str) -> ox.NamedNode:
        if not _SAFE_KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key that an IRI can be made of")
        return ox.NamedNode(self.base + key)

    def entity(self, index: int) -> Entity:
        if not 0 <= index < len(self.entities):
            raise ValueError(f"referent {index} of {len(self.entities)}")
        return self.entities[index]

    def _types(self, node: ox.NamedNode, *classes: str) -> Iterator[Statement]:
        for cls in classes:
            direct = term(f"sc:{cls}")
            yield node, "rdf:type", direct
            for parent in ontology().superclasses.get(direct.value, ()):
                yield node, "rdf:type", ox.NamedNode(parent)

    def _article(self, extractor: str) -> Iterator[Statement]:
        article = self.reading.article
        yield from self._types(self.article, "Article")
        yield self.article, "dct:identifier", plain(article.identifier)
        if article.title:
            yield self.article, "dct:title", plain(article.title)
        if article.publisher:
            yield self.article, "dct:publisher", plain(article.publisher)
        if article.date:
            yield self.article, "dct:issued", day(article.date)
        address = web_address(article.url) if article.url else None
        if address is not None:
            yield self.article, "schema:url", address
        yield self.article, "sc:sha256", plain(self.sha256)
        yield self.article, "sc:extractorVersion", plain(extractor)
        yield self.article, "sc:sentenceCount", integer(len(self.reading.sentences))
        yield self.article, "sc:wordCount", integer(self.reading.words)

    def _entities(self) -> Iterator[Statement]:
        by_key: dict[str, list[Entity]] = {}
        for entity in self.entities:
            by_key.setdefault(entity.key, []).append(entity)
        for key, same in by_key.items():
            yield from self._entity(self.node(key), same)

    def _entity(self, node: ox.NamedNode, same: list[Entity]) -> Iterator[Statement]:
        """Yield what the referents that were grounded to one entity say of it together."""
        yield from self._types(node, *(cls for entity in same for cls in entity.classes))
        names = {clean(name).strip() for entity in same for name in (entity.label, *entity.alt_labels)} - {""}
        labels = [label for label in (clean(entity.label).strip() for entity in same) if label]
        label = max(
            labels, key=lambda name: (labels.count(name), len(name), name), default=node.value[len(self.base) :]
        )
        yield node, "rdfs:label", english(label)
        for name in sorted(names - {label}):
            yield node, "skos:altLabel", english(name)
        for entity in same:
            if entity.iso:
                yield node, "sc:isoCode", plain(entity.iso)
            for iri in entity.same_as:
                yield node, "owl:sameAs", ox.NamedNode(iri)
        if all(entity.described for entity in same):
            yield from self._types(node, "DescribedEntity")
        counts = [entity.count for entity in same if entity.count is not None]
        if counts:
            yield node, "sc:count", integer(max(counts))
        yield node, "sc:mentionedIn", self.article

    def _event_key(self, event: Event) -> str:
        roles = [(role, self.entity(index).key) for role, index in event.roles]
        return event_key(event.cls, sorted(set(roles)), _interval(event.when))

    def _event(self, event: Event, key: str) -> Iterator[Statement]:
        node = self.node(key)
        yield from self._types(node, event.cls, "Event")
        for role, index in event.roles:
            participant = self.node(self.entity(index).key)
            yield node, f"sc:{role}", participant
            for parent in ontology().superproperties.get(term(f"sc:{role}").value, ()):
                yield node, f"sc:{parent.rsplit('#', 1)[1]}", participant
        if event.when:
            yield node, "sc:startDate", day(event.when.start)
            yield node, "sc:endDate", day(event.when.end)
            yield node, "sc:datePrecision", plain(event.when.precision)
        span, statements = self._span(*self._sentence_around(event.start, event.end))
        yield from statements
        yield node, "sc:evidence", span
        yield span, "sc:rule", plain("event-trigger")

    def _sentence_around(self, start: int, end: int) -> tuple[int, int]:
        position = bisect_right(self.sentence_starts, start) - 1
        if position >= 0 and end <= self.reading.sentences[position].end:
            return self.reading.sentences[position].start, self.reading.sentences[position].end
        return start, end

    def _span(self, start: int, end: int) -> tuple[ox.NamedNode, list[Statement]]:
        text = self.reading.article.text
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}–{end} lies outside a text of {len(text)} code points")
        node = self.node(span_key(self.sha256, start, end))
        return node, [
            (node, "rdf:type", term("sc:TextSpan")),
            (node, "sc:article", self.article),
            (node, "sc:start", integer(start)),
            (node, "sc:end", integer(end)),
            (node, "sc:text", english(text[start:end])),
        ]

    def _claims(self) -> Iterator[Statement]:
        best: dict[ox.NamedNode, float] = {}
        for triple in self.reading.triples:
            if _relates_to_itself(triple, self.grounded):
                continue
            claim, statements = self._claim(triple)
            yield from statements
            span, statements = self._span(triple.evidence.start, triple.evidence.end)
            yield from statements
            yield claim, "sc:evidence", span
            yield claim, "sc:rule", plain(triple.evidence.rule)
            yield span, "sc:rule", plain(triple.evidence.rule)
            best[claim] = max(best.get(claim, 0.0), triple.confidence)
        for claim, confidence in best.items():
            yield claim, "sc:confidence", decimal(confidence)

    def _claim(self, triple: Triple) -> tuple[ox.NamedNode, list[Statement]]:
        relation = term(f"sc:{triple.relation}")
        ends = [self.entity(triple.subject).key, self.entity(triple.object).key]
        if relation.value in ontology().symmetric:
            ends.sort()  # both directions of a symmetric relation are one claim
        event = "" if triple.event is None else self.event_keys[triple.event]
        node = self.node(claim_key(ends[0], triple.relation, ends[1], triple.factuality, event))
        statements: list[Statement] = list(self._types(node, "Claim"))
        statements += [
            (node, "rdf:subject", self.node(ends[0])),
            (node, "rdf:predicate", relation),
            (node, "rdf:object", self.node(ends[1])),
            (node, "sc:factuality", term(f"sc:{triple.factuality}")),
        ]
        if event:
            statements.append((node, "sc:event", self.node(event)))
        if triple.attributed_to is not None:
            statements.append((node, "sc:attributedTo", self.node(self.entity(triple.attributed_to).key)))
        return node, statements


def _interval(when: When | None) -> str:
    return f"{when.start.isoformat()}/{when.end.isoformat()}/{when.precision}" if when else ""
