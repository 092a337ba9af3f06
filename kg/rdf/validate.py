"""Checks of a graph: the SHACL shapes, and that every direct edge is backed by an asserted claim."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import InputError, KgError
from kg.ids import ONTOLOGY
from kg.rdf.derive import asserted_claims, direct_edges
from kg.rdf.files import load_file
from kg.rdf.ontology import ontology
from kg.rdf.store import Store
from kg.rdf.vocabulary import PREFIXES, term
from kg.resources import ontology_dir


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a rule: ``path`` is the property (a CURIE, or empty), ``message`` says what is wrong and
    ``sentence`` is where the node was read, if an evidence leads there. ``severity`` is SHACL's: Violation, Warning
    or Info."""

    node: str
    path: str
    message: str
    sentence: str = ""
    severity: str = "Violation"


def validate(source: Path | Store, shapes: Path | None = None) -> list[Violation]:
    """Return every violation of the project's shapes (or those of ``shapes``) and every unbacked edge, sorted.

    ``source`` is a graph file, or a store; of named graphs the derived one is checked, which holds what the others do.
    Raises InputError for a file that cannot be read, holds a blank node, or nothing that the shapes speak of.
    """
    dataset, graph = _load(source)
    found = _unbacked_edges(dataset, graph) + _shape_violations(dataset, graph, shapes or ontology_dir() / "shapes.ttl")
    return sorted(found)


def _load(source: Path | Store) -> tuple[ox.Store, ox.NamedNode | ox.DefaultGraph]:
    if isinstance(source, Store):
        source.derive()
        return source.dataset, source.derived
    return load_file(Path(source))


def _unbacked_edges(dataset: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> list[Violation]:
    backed = {edge for claim in asserted_claims(dataset, graph) for edge in direct_edges(*claim)}
    violations = []
    for relation in ontology().relations:
        for quad in dataset.quads_for_pattern(None, ox.NamedNode(relation), None, graph):
            if quad.triple not in backed:
                claim = _unasserted(dataset, graph, quad)
                message = f"no asserted claim supports this edge to {_value(quad.object)}"
                sentence = _sentence(dataset, graph, URIRef(claim.value)) if claim else ""
                violations.append(Violation(_value(quad.subject), curie(relation), message, sentence))
    return violations


def _unasserted(dataset: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, edge: ox.Quad) -> ox.NamedNode | None:
    """Return the first claim, by IRI, that says what an edge says without asserting it."""
    rest = ((term("rdf:predicate"), edge.predicate), (term("rdf:object"), edge.object))
    about = (quad.subject for quad in dataset.quads_for_pattern(None, term("rdf:subject"), edge.subject, graph))
    claims = (
        claim
        for claim in about
        if isinstance(claim, ox.NamedNode) and all(ox.Quad(claim, *pair, graph) in dataset for pair in rest)
    )
    return min(claims, key=lambda claim: claim.value, default=None)


def _shape_violations(dataset: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, shapes: Path) -> list[Violation]:
    data = _triples(dataset, graph)
    if not any(str(cls).startswith(ONTOLOGY) for cls in data.objects(None, RDF.type)):
        what = "holds nothing that the shapes speak of"
        raise InputError(what, next_step="give a graph that kg build or kg export wrote")
    folder = ontology_dir()
    _, results, _ = pyshacl.validate(
        data,
        shacl_graph=Graph().parse(shapes),
        ont_graph=Graph().parse(folder / "seccoop.ttl"),
        inference="none",
        inplace=True,
    )
    if not isinstance(results, Graph):
        raise KgError(f"the shapes cannot be run: {results}", str(shapes), "mend the shapes file")
    violations = []
    for result in results.subjects(SH.focusNode):
        node, path, value = (results.value(result, part) for part in (SH.focusNode, SH.resultPath, SH.value))
        messages = sorted(str(text) for text in results.objects(result, SH.resultMessage))
        message = "; ".join(messages) + (f" (value: {value})" if value is not None and value != node else "")
        severity = str(results.value(result, SH.resultSeverity)).rsplit("#", 1)[-1]
        shown = curie(str(path)) if isinstance(path, URIRef) else ""
        violations.append(Violation(str(node), shown, message, _sentence(dataset, graph, node), severity))
    return violations


def _triples(dataset: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> Graph:
    """Return a graph for pySHACL, in which a term is one object however often it is there."""
    data, node = Graph(), cache(_rdflib)
    for quad in dataset.quads_for_pattern(None, None, None, graph):
        data.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    return data


def _sentence(dataset: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, node: Node | None) -> str:
    """Return the first sentence (by span) that a node was read in: its own, its evidence's or a claim's about it."""
    if not isinstance(node, URIRef):
        return ""
    start = ox.NamedNode(str(node))
    about = [
        quad.subject
        for part in ("rdf:subject", "rdf:object")
        for quad in dataset.quads_for_pattern(None, term(part), start, graph)
    ]
    spans = {
        quad.object
        for holder in (start, *about)
        for quad in dataset.quads_for_pattern(holder, term("sc:evidence"), None, graph)
    }
    for span in sorted({start, *spans}, key=lambda span: (span != start, _value(span))):
        if isinstance(span, ox.NamedNode):
            for quad in dataset.quads_for_pattern(span, term("sc:text"), None, graph):
                return _value(quad.object)
    return ""


def curie(iri: str) -> str:
    """Return ``prefix:local`` where a known namespace fits, else the IRI."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _rdflib(value: object) -> Node:
    if isinstance(value, ox.NamedNode):
        return URIRef(value.value)
    if isinstance(value, ox.Literal):
        datatype = None if value.language or value.datatype == term("xsd:string") else value.datatype.value
        return Literal(value.value, lang=value.language, datatype=datatype)
    raise InputError(f"the graph holds a blank node or quoted triple: {value}", next_step="export the graph again")


def _value(value: object) -> str:
    return value.value if isinstance(value, (ox.NamedNode, ox.Literal)) else str(value)
