"""The derived graph: what all articles say together, which is what queries ask and what is exported.

It holds every triple of the articles' graphs once, but for properties that take one value (a label, a confidence, a
count, an event's factuality), where it settles on one; and it adds direct edges and the scheme of offences. The work
is linear in the store: a scan for each such property and one over everything. The result is a set, so the order in
which articles were written does not show.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import cast

import pyoxigraph as ox

from kg.ids import BASE
from kg.model import Factuality
from kg.rdf.identify import Quads
from kg.rdf.literals import english
from kg.rdf.ontology import ontology
from kg.rdf.quads import strongest
from kg.rdf.vocabulary import derived_graph, local_name, term

Settled = dict[ox.NamedNode, ox.NamedNode | ox.Literal]


def derived_quads(dataset: Quads, base: str = BASE, labels: Mapping[str, str] | None = None) -> Iterator[ox.Quad]:
    """Yield the quads of the derived graph, some of them more than once; the graph itself is not read.

    ``dataset`` may be one seen with resolved identities; ``labels`` gives the labels that resolution settled, by key.

    A direct edge is yielded only for an asserted claim, for its relation and the super-properties of that, in both
    directions where the relation is symmetric. Each entity gets one ``rdfs:label`` (what articles call it otherwise
    is ``skos:altLabel``), each claim one ``sc:confidence``: the highest, as one good reading suffices.
    """
    graph = derived_graph(base)
    names = _names(dataset, graph)
    chosen: Settled = {node: english(_preferred(found)) for node, found in names.items()}
    chosen.update((ox.NamedNode(base + key), english(label)) for key, label in (labels or {}).items())
    settled: dict[ox.NamedNode, Settled] = {
        term("rdfs:label"): chosen,
        term("sc:confidence"): _highest(dataset, "sc:confidence", graph),
        term("sc:count"): _highest(dataset, "sc:count", graph),
        term("sc:factuality"): _factualities(dataset, graph),
    }
    other_name = term("skos:altLabel")
    for quad in dataset:
        if quad.graph_name == graph or isinstance(quad.graph_name, ox.DefaultGraph):
            continue
        is_label = quad.predicate == other_name and chosen.get(_subject(quad)) == quad.object
        if quad.predicate not in settled and not is_label:
            yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
    for predicate, values in settled.items():
        for subject, value in values.items():
            yield ox.Quad(subject, predicate, value, graph)
    for subject, found in names.items():
        for name in found:
            if english(name) != chosen[subject]:
                yield ox.Quad(subject, other_name, english(name), graph)
    for claim in asserted_claims(dataset):
        for edge in direct_edges(*claim):
            yield ox.Quad(edge.subject, edge.predicate, edge.object, graph)
    for subject, curie, value in _offences(dataset):
        yield ox.Quad(subject, term(curie), value, graph)


def direct_edges(subject: ox.NamedNode, relation: ox.NamedNode, obj: ox.NamedNode) -> Iterator[ox.Triple]:
    """Yield the edges that an asserted claim supports."""
    for iri in (relation.value, *ontology().superproperties.get(relation.value, ())):
        yield ox.Triple(subject, ox.NamedNode(iri), obj)
        if iri in ontology().symmetric:
            yield ox.Triple(obj, ox.NamedNode(iri), subject)


def asserted_claims(
    dataset: Quads, graph: ox.NamedNode | ox.DefaultGraph | None = None
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]]:
    """Yield subject, relation and object of every asserted claim of one graph, or of all, sorted by the claim's IRI."""
    quads = dataset.quads_for_pattern(None, term("sc:factuality"), term("sc:Asserted"), graph)
    asserted = {quad.subject for quad in quads}
    subjects, relations, objects = (
        _nodes(dataset, f"rdf:{part}", graph) for part in ("subject", "predicate", "object")
    )
    for claim in sorted(relations, key=lambda node: node.value):
        if claim in asserted and claim in subjects and claim in objects:
            yield subjects[claim], relations[claim], objects[claim]


def _names(dataset: Quads, derived: ox.NamedNode) -> dict[ox.NamedNode, Counter[str]]:
    names: dict[ox.NamedNode, Counter[str]] = defaultdict(Counter)
    for quad in _stated(dataset, "rdfs:label", derived):
        names[_subject(quad)][_text(quad)] += 1
    return names


def _preferred(found: Counter[str]) -> str:
    """Return the name most articles prefer, among equals the longest, then the first by code point."""
    return min(found, key=lambda name: (-found[name], -len(name), name))


def _highest(dataset: Quads, curie: str, derived: ox.NamedNode) -> Settled:
    best: Settled = {}
    for quad in _stated(dataset, curie, derived):
        known = best.get(_subject(quad))
        if known is None or float(_text(quad)) > float(known.value):
            best[_subject(quad)] = cast(ox.Literal, quad.object)
    return best


def _factualities(dataset: Quads, derived: ox.NamedNode) -> Settled:
    """Return one factuality for each claim (articles never differ, it is part of the IRI) and event."""
    found: Settled = {}
    for quad in _stated(dataset, "sc:factuality", derived):
        value = cast(ox.NamedNode, quad.object)
        known = found.setdefault(_subject(quad), value)
        if known != value:
            one, other = (Factuality(local_name(node.value)) for node in (known, value))
            found[_subject(quad)] = term(f"sc:{strongest(one, other)}")
    return found


def _stated(dataset: Quads, curie: str, derived: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield what the articles' graphs state with a property."""
    for quad in dataset.quads_for_pattern(None, term(curie), None, None):
        if quad.graph_name != derived:
            yield quad


def _offences(dataset: Quads) -> Iterator[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]]:
    scheme = term("sc:OffenceScheme")
    quads = dataset.quads_for_pattern(None, term("rdf:type"), term("sc:Offence"), None)
    offences = sorted({_subject(quad) for quad in quads}, key=str)
    for offence in offences:
        yield offence, "skos:inScheme", scheme
    if offences:
        yield scheme, "rdf:type", term("skos:ConceptScheme")
        yield scheme, "rdfs:label", english("offences")


def _nodes(
    dataset: Quads, curie: str, graph: ox.NamedNode | ox.DefaultGraph | None
) -> dict[ox.NamedNode, ox.NamedNode]:
    quads = dataset.quads_for_pattern(None, term(curie), None, graph)
    return {_subject(quad): quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)}


def _subject(quad: ox.Quad) -> ox.NamedNode:
    return cast(ox.NamedNode, quad.subject)


def _text(quad: ox.Quad) -> str:
    return cast(ox.Literal, quad.object).value
