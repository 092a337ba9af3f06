"""The ontology file as lookups: super-classes, super-properties, symmetric relations and declared terms.

The file is data (``ontology/seccoop.ttl``); nothing is read until the first lookup.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.ids import ONTOLOGY
from kg.resources import ontology_dir

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OWL = "http://www.w3.org/2002/07/owl#"


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the RDF layer asks of the ontology; keys and values are full IRIs.

    ``superclasses`` and ``superproperties`` are transitive, without the term itself and without ``owl:Thing``;
    ``relations`` are the properties that a claim can have as its predicate; ``terms`` holds every subject of the
    ontology's own namespace.
    """

    superclasses: dict[str, tuple[str, ...]]
    superproperties: dict[str, tuple[str, ...]]
    symmetric: frozenset[str]
    relations: tuple[str, ...]
    terms: frozenset[str]

    def depth(self, cls: str) -> int:
        """Return the number of super-classes of a class: the most specific of a set has most (0 for an unknown one)."""
        return len(self.superclasses.get(cls, ()))


def read_ontology(path: Path) -> Ontology:
    """Read a Turtle file into an :class:`Ontology`; raise SyntaxError where it is not Turtle."""
    parents: dict[str, dict[str, set[str]]] = {"subClassOf": defaultdict(set), "subPropertyOf": defaultdict(set)}
    symmetric: set[str] = set()
    relations: set[str] = set()
    terms: set[str] = set()
    for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        subject, predicate, obj = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(obj, (ox.NamedNode, ox.Literal)):
            continue  # anonymous class expressions say nothing that is materialised
        if subject.value.startswith(ONTOLOGY) and subject.value != ONTOLOGY:
            terms.add(subject.value)
        for local, table in parents.items():
            if predicate == RDFS + local and obj.value != OWL + "Thing":
                table[subject.value].add(obj.value)
        if predicate == RDF_TYPE and obj.value == OWL + "SymmetricProperty":
            symmetric.add(subject.value)
        if predicate == RDF_TYPE and obj.value == ONTOLOGY + "Relation":
            relations.add(subject.value)
    return Ontology(
        superclasses=_closure(parents["subClassOf"]),
        superproperties=_closure(parents["subPropertyOf"]),
        symmetric=frozenset(symmetric),
        relations=tuple(sorted(relations)),
        terms=frozenset(terms),
    )


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    """Return the project's ontology, read once."""
    return read_ontology(ontology_dir() / "seccoop.ttl")


def _closure(parents: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    closed = {}
    for term, direct in parents.items():
        seen: set[str] = set()
        todo = list(direct)
        while todo:
            parent = todo.pop()
            if parent not in seen and parent != term:
                seen.add(parent)
                todo.extend(parents.get(parent, ()))
        closed[term] = tuple(sorted(seen))
    return closed
