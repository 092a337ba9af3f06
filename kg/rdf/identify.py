"""The articles' graphs seen with resolved identities: as if grounding had given each entity its canonical key.

Nothing is written: quads are renamed while they are read. The keys of claims and events are hashes of their meaning,
so those that name a renamed entity get the key that their new meaning has, and equal ones of two articles become one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Protocol

import pyoxigraph as ox

from kg.ids import BASE, claim_key, event_key
from kg.rdf.ontology import ontology
from kg.rdf.vocabulary import derived_graph, local_name, term

ROLE = "role"
Graph = ox.NamedNode | ox.DefaultGraph
Facts = dict[str, list[str]]


class Quads(Protocol):
    """What the derived graph is read from: a dataset, or one seen with resolved identities."""

    def __iter__(self) -> Iterator[ox.Quad]:
        """Yield all quads."""

    def quads_for_pattern(
        self, subject: None, predicate: ox.NamedNode, object: ox.NamedNode | None, graph_name: Graph | None, /
    ) -> Iterator[ox.Quad]:
        """Yield the quads with a predicate."""


class Identified:
    """A dataset whose articles' graphs are read with other keys: ``identities`` maps (article's key, key) on a key.

    A claim that would relate an entity to itself is left out. The derived graph is passed over.
    """

    def __init__(self, dataset: ox.Store, identities: Mapping[tuple[str, str], str], base: str = BASE) -> None:
        self.dataset = dataset
        self.derived = derived_graph(base)
        by_article: dict[str, dict[str, str]] = defaultdict(dict)
        for (article, key), now in identities.items():
            by_article[base + article][base + key] = base + now
        self.views = {graph: _View(dataset, graph, names, base) for graph, names in by_article.items()}

    def __iter__(self) -> Iterator[ox.Quad]:
        """Yield the quads of all graphs but the derived one."""
        return self._seen(iter(self.dataset))

    def quads_for_pattern(
        self, subject: None, predicate: ox.NamedNode, object: ox.NamedNode | None, graph_name: Graph | None, /
    ) -> Iterator[ox.Quad]:
        """Yield the quads with a predicate; ``object`` must be a node that no identity renames."""
        return self._seen(self.dataset.quads_for_pattern(subject, predicate, object, graph_name))

    def _seen(self, quads: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
        for quad in quads:
            if quad.graph_name == self.derived or not isinstance(quad.graph_name, ox.NamedNode):
                continue
            view = self.views.get(quad.graph_name.value)
            seen = quad if view is None else view.see(quad)
            if seen is not None:
                yield seen


class _View:
    """How one article's graph is read."""

    def __init__(self, dataset: ox.Store, graph: str, names: dict[str, str], base: str) -> None:
        self.names = {iri: ox.NamedNode(now) for iri, now in names.items()}
        self.ends: dict[tuple[str, str], ox.NamedNode] = {}
        self.dropped: set[str] = set()
        said: dict[str, Facts] = defaultdict(lambda: defaultdict(list))
        for quad in dataset.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                said[quad.subject.value][quad.predicate.value].append(quad.object.value)
        entities = set(names)
        roles = _roles()
        for iri, facts in said.items():
            used = {value for role in roles for value in facts.get(role, ())}
            if used & entities and iri.startswith(base + "event/"):
                self.names[iri] = ox.NamedNode(base + self._event(facts, base))
        for iri, facts in said.items():
            if term("rdf:predicate").value in facts:
                self._claim(iri, facts, base)

    def see(self, quad: ox.Quad) -> ox.Quad | None:
        """Return the quad with its new names, None where it belongs to a claim that is left out."""
        subject, obj = quad.subject, quad.object
        if not isinstance(subject, ox.NamedNode) or subject.value in self.dropped:
            return None
        end = self.ends.get((subject.value, quad.predicate.value))
        now = self.names.get(subject.value, subject)
        if end is not None:
            return ox.Quad(now, quad.predicate, end, quad.graph_name)
        if isinstance(obj, ox.NamedNode) and obj.value in self.names:
            return ox.Quad(now, quad.predicate, self.names[obj.value], quad.graph_name)
        return quad if now is subject else ox.Quad(now, quad.predicate, obj, quad.graph_name)

    def _now(self, iri: str) -> str:
        return self.names[iri].value if iri in self.names else iri

    def _event(self, facts: Facts, base: str) -> str:
        cls = local_name(min(facts[term("rdf:type").value], key=lambda name: (-ontology().depth(name), name)))
        roles = {
            (local_name(role), self._now(value).removeprefix(base))
            for role in _roles()
            for value in facts.get(role, ())
        }
        when = [
            facts[term(f"sc:{part}").value][0]
            for part in ("startDate", "endDate", "datePrecision")
            if term(f"sc:{part}").value in facts
        ]
        return event_key(cls, sorted(roles), "/".join(when))

    def _claim(self, iri: str, facts: Facts, base: str) -> None:
        subject, relation, obj = (facts[term(f"rdf:{part}").value][0] for part in PARTS)
        event = next(iter(facts.get(term("sc:event").value, ())), "")
        if not {subject, obj, event} & self.names.keys():
            return
        ends = [self._now(subject).removeprefix(base), self._now(obj).removeprefix(base)]
        if ends[0] == ends[1]:
            self.dropped.add(iri)
            return
        if relation in ontology().symmetric:
            ends.sort()
        factuality = local_name(facts[term("sc:factuality").value][0])
        key = claim_key(ends[0], local_name(relation), ends[1], factuality, self._now(event).removeprefix(base))
        self.names[iri] = ox.NamedNode(base + key)
        for part, end in zip(("subject", "object"), ends, strict=True):
            self.ends[iri, term(f"rdf:{part}").value] = ox.NamedNode(base + end)


PARTS = ("subject", "predicate", "object")


def _roles() -> list[str]:
    """Return the IRIs of the roles of events, without their super-property."""
    parent = term(f"sc:{ROLE}").value
    return sorted(role for role, parents in ontology().superproperties.items() if parent in parents)
