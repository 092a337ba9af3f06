"""The triples of a graph one subject at a time, in the order that every text export shares.

Only the subjects' IRIs are sorted in memory; triples are looked up subject by subject.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.rdf.ontology import ontology
from kg.rdf.store import Store
from kg.rdf.vocabulary import XSD_DECIMAL, local_name, term

KINDS = (
    "state", "agency", "international-organisation", "organisation", "group", "person", "place", "operation",
    "agreement", "offence", "goods", "event", "claim", "article", "span",
)  # fmt: skip
_ORDER = (
    "type", "label", "altLabel", "identifier", "title", "publisher", "issued", "isoCode", "sameAs", "subject",
    "predicate", "object", "factuality", "confidence", "attributedTo", "event", "article", "start", "end", "text",
    "evidence", "rule",
)  # fmt: skip
_PLACES = {name: place for place, name in enumerate(_ORDER)}


@dataclass(frozen=True, slots=True)
class Described:
    """A subject with its predicates and objects, in the order of the exports."""

    iri: str
    pairs: tuple[tuple[ox.NamedNode, ox.NamedNode | ox.Literal], ...]

    def iris(self, curie: str) -> set[str]:
        """Return the IRIs that a property leads to."""
        return {
            value.value
            for predicate, value in self.pairs
            if predicate == term(curie) and isinstance(value, ox.NamedNode)
        }

    def texts(self, curie: str) -> set[str]:
        """Return the lexical forms of a property's literals."""
        return {
            value.value for predicate, value in self.pairs if predicate == term(curie) and isinstance(value, ox.Literal)
        }

    def first(self, curie: str) -> str:
        """Return the first value of a property, as IRI or lexical form; empty where there is none."""
        return next((value.value for predicate, value in self.pairs if predicate == term(curie)), "")


def described_subjects(store: Store, graph: ox.NamedNode | None = None) -> Iterator[Described]:
    """Yield each subject of a graph (the derived one unless another is named), states first, spans last."""
    name = graph or store.derived
    dataset = store.dataset
    subjects = {quad.subject.value for quad in dataset.quads_for_pattern(None, None, None, name)}  # type: ignore[union-attr]
    for iri in sorted(subjects, key=lambda iri: (_rank(kind_of(iri, store.base)), iri)):
        pairs = [
            (quad.predicate, quad.object) for quad in dataset.quads_for_pattern(ox.NamedNode(iri), None, None, name)
        ]
        yield Described(iri, tuple(sorted(pairs, key=_pair_key)))  # type: ignore[arg-type]


def kind_of(iri: str, base: str) -> str:
    """Return the first part of an IRI's key ("state", "claim"); empty for an IRI that has no such base."""
    return iri[len(base) :].split("/", 1)[0] if iri.startswith(base) else ""


def lexical(literal: ox.Literal) -> str:
    """Return a literal's lexical form; decimals get back the point that the store drops (1 becomes 1.0)."""
    return f"{literal.value}.0" if literal.datatype == XSD_DECIMAL and "." not in literal.value else literal.value


def _rank(kind: str) -> tuple[int, str]:
    return (KINDS.index(kind), "") if kind in KINDS else (KINDS.index("event") if kind else -1, kind or "")


def _pair_key(pair: tuple[ox.NamedNode, ox.NamedNode | ox.Literal]) -> tuple[int, str, int, bool, str, str]:
    """Sort by property, types with the most specific first, everything else by code point."""
    predicate, value = pair
    place = _PLACES.get(local_name(predicate.value), len(_PLACES))
    size = -ontology().depth(value.value) if place == 0 else 0
    if isinstance(value, ox.Literal):
        return place, predicate.value, size, True, value.value, str(value)
    return place, predicate.value, size, False, value.value, ""
