"""What the HTML page, GraphML, GEXF and CSV show of a store: entities as nodes, claims as edges.

The dataclasses hold plain strings and numbers only. Text is as it was read: whoever writes HTML or XML escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.rdf.store import Store


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Where a claim was read: a sentence, its offsets in the article (code points, half-open) and the article.

    ``rules`` names the rules that fired on this sentence for this claim. ``date`` is an ISO date or empty; ``url`` is
    an http(s) address or empty.
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
    confidence: float

    @property
    def rule(self) -> str:
        """The rules in one string, separated by commas."""
        return ", ".join(self.rules)


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A claim: ``subject`` and ``object`` are IRIs of nodes, ``relation`` and ``factuality`` local names.

    ``confidence`` is the highest of its evidences. A claim of a symmetric relation appears once, with ``symmetric``
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
    """Return the nodes and edges of a store, claims of every factuality included, sorted by IRI."""
    raise NotImplementedError
