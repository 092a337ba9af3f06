"""The reference pages of docs/reference, made from the Turtle and the queries: ``python -m tests.ontology.reference``.

The pages hold no clock and no order but that of the files, so equal input gives equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, SH, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from kg.engine.query import named_queries
from tests.ontology.lint import HEADER, version
from tests.ontology.vocabulary import ROOT, SC, local, ontology, shapes

PAGES = ROOT.parent / "docs" / "reference"
NOTE = "<!-- Generated from ontology/ by `python -m tests.ontology.reference`: do not edit. -->\n"


def terms() -> dict[str, list[URIRef]]:
    """Return the ontology's own terms by the section they belong in, sorted by name."""
    graph = ontology()
    own = sorted(term for term in set(graph.subjects()) if isinstance(term, URIRef) and str(term).startswith(SC))
    events = set(graph.transitive_subjects(RDFS.subClassOf, SC.Event))
    sections: dict[str, list[URIRef]] = {
        name: []
        for name in ("Classes", "Event classes", "Relations", "Roles of events", "Other properties", "Individuals")
    }
    for term in own:
        types = set(graph.objects(term, RDF.type))
        if OWL.Class in types:
            sections["Event classes" if term in events else "Classes"].append(term)
        elif SC.Relation in types:
            sections["Relations"].append(term)
        elif (term, RDFS.subPropertyOf, SC.role) in graph or term == SC.role:
            sections["Roles of events"].append(term)
        elif types & {OWL.ObjectProperty, OWL.DatatypeProperty}:
            sections["Other properties"].append(term)
        else:
            sections["Individuals"].append(term)
    return sections


def entry(term: URIRef) -> Iterator[str]:
    """Yield the lines of one term: label, definition, example, axioms and the checks of the shapes."""
    graph = ontology()
    yield f'\n### <a id="{local(term)}"></a>`sc:{local(term)}`\n\n'
    yield f"**{graph.value(term, RDFS.label)}.** {graph.value(term, SKOS.definition)}\n\n"
    note = graph.value(term, SKOS.scopeNote)
    if note is not None:
        yield f"{note}\n\n"
    yield f"- for example: {graph.value(term, SKOS.example)}\n"
    for title, found in (
        ("below", graph.objects(term, RDFS.subClassOf)),
        ("above", graph.subjects(RDFS.subClassOf, term)),
        ("below", graph.objects(term, RDFS.subPropertyOf)),
        ("above", graph.subjects(RDFS.subPropertyOf, term)),
        ("from", graph.objects(term, RDFS.domain)),
        ("to", graph.objects(term, RDFS.range)),
        ("disjoint with", {*graph.objects(term, OWL.disjointWith), *graph.subjects(OWL.disjointWith, term)}),
        ("subject of", graph.subjects(RDFS.domain, term)),
        ("object of", graph.subjects(RDFS.range, term)),
    ):
        listed = ", ".join(linked(node) for node in sorted(set(found), key=str))
        if listed:
            yield f"- {title}: {listed}\n"
    if (term, RDF.type, OWL.SymmetricProperty) in graph:
        yield "- symmetric: the graph holds both directions\n"
    for message in sorted({str(text) for text in messages(term)}):
        yield f"- checked: {message}\n"


def linked(node: Node) -> str:
    """Return a term as a link to its entry, one of another vocabulary as its IRI."""
    if str(node).startswith(SC):
        return f"[`{local(node)}`](#{local(node)})"
    return f"<{node}>"


def messages(term: URIRef) -> Iterator[Node]:
    """Yield what the property shapes about a property, or those that aim at a relation, tell whoever breaks them."""
    graph = shapes()
    for shape in {*graph.subjects(SH.path, term), *graph.subjects(SH.targetNode, term)}:
        yield from graph.objects(shape, SH.message)


def ontology_page() -> str:
    """Return the page of all terms."""
    lines = [NOTE, "# Terms of the ontology\n\n", f"Version {version(ontology())}. `sc:` = `{HEADER}#`.\n"]
    for section, found in terms().items():
        lines += [f"\n## {section}\n", *(line for term in found for line in entry(term))]
    return "".join(lines)


def queries_page() -> str:
    """Return the page of all competency questions."""
    rows = [f"| `{query.name}` | {query.description} |\n" for query in named_queries()]
    head = "# Competency questions\n\nRun one with `kg query OUT --name NAME`; `kg query --help` tells the forms.\n\n"
    return "".join([NOTE, head, "| name | what it answers |\n|---|---|\n", *rows])


def pages() -> dict[str, str]:
    """Return file name → content."""
    return {"ontology.md": ontology_page(), "queries.md": queries_page()}


if __name__ == "__main__":
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf8")
