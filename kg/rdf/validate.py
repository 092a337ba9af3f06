"""Checks of a graph: the SHACL shapes, and that every direct edge is backed by an asserted claim."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import InputError, KgError
from kg.rdf.derive import asserted_claims, direct_edges
from kg.rdf.ontology import ontology
from kg.rdf.store import Store
from kg.rdf.vocabulary import PREFIXES, term
from kg.resources import ontology_dir

FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES}


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

    ``source`` is a Turtle or N-Triples file, or a store, whose derived graph is checked. Raises InputError for a file
    that cannot be read.
    """
    dataset, graph = _load(source)
    found = _unbacked_edges(dataset, graph) + _shape_violations(dataset, graph, shapes or ontology_dir() / "shapes.ttl")
    return sorted(found)


def _load(source: Path | Store) -> tuple[ox.Store, ox.NamedNode | ox.DefaultGraph]:
    if isinstance(source, Store):
        source.derive()
        return source.dataset, source.derived
    path = Path(source)
    if path.suffix not in FORMATS:
        raise InputError(f"cannot validate a {path.suffix or 'nameless'} file", str(path), "give a .ttl or .nt file")
    dataset = ox.Store()
    try:
        dataset.bulk_load(path=str(path), format=FORMATS[path.suffix])
    except SyntaxError as error:
        raise InputError(f"not valid RDF: {error}", str(path), "export the graph again") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error}", str(path), "check the path") from error
    return dataset, ox.DefaultGraph()


def _unbacked_edges(dataset: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> list[Violation]:
    backed = {edge for claim in asserted_claims(dataset, graph) for edge in direct_edges(*claim)}
    violations = []
    for relation in ontology().relations:
        for quad in dataset.quads_for_pattern(None, ox.NamedNode(relation), None, graph):
            if quad.triple not in backed:
                message = f"no asserted claim supports this edge to {_value(quad.object)}"
                violations.append(Violation(_value(quad.subject), curie(relation), message))
    return violations


def _shape_violations(dataset: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, shapes: Path) -> list[Violation]:
    data = Graph()
    for quad in dataset.quads_for_pattern(None, None, None, graph):
        data.add((_rdflib(quad.subject), URIRef(quad.predicate.value), _rdflib(quad.object)))
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
