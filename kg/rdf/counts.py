"""How much a store holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.rdf.ontology import ontology
from kg.rdf.vocabulary import local_name, term


@dataclass(frozen=True, slots=True)
class Counts:
    """Totals of a store. ``entities`` counts by local name of the most specific class, ``claims`` by relation and
    factuality; ``evidence`` counts pairs of a claim and a text span."""

    articles: int = 0
    sentences: int = 0
    words: int = 0
    entities: dict[str, int] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)
    claims: dict[tuple[str, str], int] = field(default_factory=dict)
    evidence: int = 0
    triples: int = 0


def count(dataset: ox.Store, derived: ox.NamedNode, *, complete: bool) -> Counts:
    """Count what a dataset holds, in one pass per property; an individual of several articles counts once.

    ``complete`` says that the derived graph is: then it alone is counted, with the identities it settled; else the
    articles' graphs are. ``triples`` is the size of the derived graph.
    """
    graph = derived if complete else None
    classes: dict[str, set[str]] = {}
    for subject, value in _pairs(dataset, "rdf:type", graph):
        classes.setdefault(subject, set()).add(value)
    entity, event = term("sc:Entity").value, term("sc:Event").value
    described = {term("sc:DescribedEntity").value}
    mentioned = {subject for subject, _ in _pairs(dataset, "sc:mentionedIn", graph)}
    relations, factualities = (
        dict(_pairs(dataset, "rdf:predicate", graph)),
        dict(_pairs(dataset, "sc:factuality", graph)),
    )
    claims = Counter((local_name(relations[claim]), local_name(factualities[claim])) for claim in relations)
    article = term("sc:Article").value
    return Counts(
        articles=sum(article in found for found in classes.values()),
        sentences=_sum(dataset, "sc:sentenceCount", graph),
        words=_sum(dataset, "sc:wordCount", graph),
        entities=_tally(
            most_specific(found - described) for node, found in classes.items() if entity in found and node in mentioned
        ),
        events=_tally(
            most_specific(found - {entity})
            for node, found in classes.items()
            if event in found and node not in mentioned
        ),
        claims=dict(sorted(claims.items())),
        evidence=sum(claim in relations for claim, _ in _pairs(dataset, "sc:evidence", graph)),
        triples=sum(1 for _ in dataset.quads_for_pattern(None, None, None, derived)),
    )


def most_specific(classes: set[str]) -> str:
    """Return the local name of the class with the most super-classes, the first by name among equals."""
    return local_name(min(classes, key=lambda cls: (-ontology().depth(cls), cls)))


def _tally(names: Iterator[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _pairs(dataset: ox.Store, curie: str, graph: ox.NamedNode | None) -> set[tuple[str, str]]:
    return {
        (quad.subject.value, quad.object.value)
        for quad in dataset.quads_for_pattern(None, term(curie), None, graph)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, (ox.NamedNode, ox.Literal))
    }


def _sum(dataset: ox.Store, curie: str, graph: ox.NamedNode | None) -> int:
    return sum(int(value) for _, value in _pairs(dataset, curie, graph))
