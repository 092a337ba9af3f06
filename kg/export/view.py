"""What the HTML page, GraphML, GEXF and CSV show of a store: entities as nodes, claims as edges.

The dataclasses hold plain strings and numbers only. Text is as it was read: whoever writes HTML or XML escapes it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.export.subjects import Described, described_subjects
from kg.rdf.counts import most_specific
from kg.rdf.ontology import ontology
from kg.rdf.store import Store
from kg.rdf.vocabulary import local_name, term


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Where a claim was read: a sentence, its offsets in the article (code points, half-open) and the article.

    ``article`` is the article's IRI, ``identifier`` its file stem or record id (several, joined by ", ", for equal
    articles). ``rules`` names the rules that fired on this sentence for this claim. ``date`` is an ISO date or empty;
    ``url`` is an http(s) address or empty.
    """

    sentence: str
    article: str
    identifier: str
    title: str
    publisher: str
    date: str
    url: str
    start: int
    end: int
    rules: tuple[str, ...]

    @property
    def rule(self) -> str:
        """The rules in one string, separated by commas."""
        return ", ".join(self.rules)


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A claim: ``subject`` and ``object`` are IRIs of nodes, ``relation`` and ``factuality`` local names.

    ``confidence`` is the highest of its articles. A claim of a symmetric relation appears once, with ``symmetric``
    true. ``attributed_to`` holds IRIs of nodes; ``event`` is the IRI of the event or empty, ``event_class`` its most
    specific class, ``start_date`` and ``end_date`` ISO dates or empty.
    """

    iri: str
    subject: str
    relation: str
    object: str
    factuality: str
    confidence: float
    evidences: tuple[EvidenceView, ...]
    symmetric: bool = False
    attributed_to: tuple[str, ...] = ()
    event: str = ""
    event_class: str = ""
    start_date: str = ""
    end_date: str = ""


@dataclass(frozen=True, slots=True)
class NodeView:
    """An entity: ``classes`` are local names, the most specific first; ``degree`` counts the edges that touch it."""

    iri: str
    label: str
    classes: tuple[str, ...]
    alt_labels: tuple[str, ...] = ()
    described: bool = False
    degree: int = 0
    iso: str = ""
    same_as: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True, slots=True)
class GraphView:
    """All entities that a claim touches or an article mentions, and all claims; both sorted by IRI."""

    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]


def graph_view(store: Store) -> GraphView:
    """Return the nodes and edges of a store, claims of every factuality included, sorted by IRI.

    Derives first where needed; raises KgError on a read-only store whose build was interrupted.
    """
    store.derive()
    subjects: dict[str, dict[str, Described]] = {"Entity": {}, "Claim": {}, "TextSpan": {}, "Article": {}, "Event": {}}
    for subject in described_subjects(store):
        for cls, found in subjects.items():
            if term(f"sc:{cls}").value in subject.iris("rdf:type"):
                found[subject.iri] = subject
    edges = tuple(_edge(claim, subjects) for claim in sorted(subjects["Claim"].values(), key=lambda claim: claim.iri))
    degrees = Counter(iri for edge in edges for iri in {edge.subject, edge.object})
    return GraphView(
        tuple(
            _node(entity, degrees[entity.iri]) for entity in sorted(subjects["Entity"].values(), key=lambda e: e.iri)
        ),
        edges,
    )


def _node(entity: Described, degree: int) -> NodeView:
    described = term("sc:DescribedEntity").value
    classes = entity.iris("rdf:type")
    count = entity.first("sc:count")
    label = entity.first("rdfs:label")
    return NodeView(
        iri=entity.iri,
        label=label or entity.iri,
        classes=_by_depth(classes - {described}),
        alt_labels=tuple(sorted(entity.texts("skos:altLabel"))),
        described=described in classes,
        degree=degree,
        iso=entity.first("sc:isoCode"),
        same_as=tuple(sorted(entity.iris("owl:sameAs"))),
        count=int(count) if count else None,
    )


def _by_depth(classes: set[str]) -> tuple[str, ...]:
    return tuple(local_name(cls) for cls in sorted(classes, key=lambda cls: (-ontology().depth(cls), cls)))


def _edge(claim: Described, subjects: dict[str, dict[str, Described]]) -> EdgeView:
    relation = claim.first("rdf:predicate")
    spans = [subjects["TextSpan"][iri] for iri in claim.iris("sc:evidence")]
    evidences = [_evidence(claim, span, subjects["Article"][span.first("sc:article")]) for span in spans]
    event = subjects["Event"].get(claim.first("sc:event"))
    return EdgeView(
        iri=claim.iri,
        subject=claim.first("rdf:subject"),
        relation=local_name(relation),
        object=claim.first("rdf:object"),
        factuality=local_name(claim.first("sc:factuality")),
        confidence=float(claim.first("sc:confidence")),
        evidences=tuple(sorted(evidences, key=lambda e: (e.date, e.identifier, e.article, e.start, e.end))),
        symmetric=relation in ontology().symmetric,
        attributed_to=tuple(sorted(claim.iris("sc:attributedTo"))),
        event=event.iri if event else "",
        event_class=most_specific(event.iris("rdf:type")) if event else "",
        start_date=event.first("sc:startDate") if event else "",
        end_date=event.first("sc:endDate") if event else "",
    )


def _evidence(claim: Described, span: Described, article: Described) -> EvidenceView:
    return EvidenceView(
        sentence=span.first("sc:text"),
        article=article.iri,
        identifier=", ".join(sorted(article.texts("dct:identifier"))),
        title=article.first("dct:title"),
        publisher=article.first("dct:publisher"),
        date=article.first("dct:issued"),
        url=article.first("schema:url"),
        start=int(span.first("sc:start")),
        end=int(span.first("sc:end")),
        rules=tuple(sorted(claim.texts("sc:rule") & span.texts("sc:rule"))),
    )
