"""A digest of the ontology's terms, kept beside its version: ``python -m tests.ontology.lint`` writes it anew."""

from __future__ import annotations

import hashlib

from rdflib import OWL, Graph, URIRef
from rdflib.namespace import RDF

from tests.ontology.vocabulary import HERE, ROOT, SC, ontology

DIGEST = HERE / "version.txt"
HEADER = URIRef("https://w3id.org/seccoop/ontology")


def version(graph: Graph) -> str:
    """Return the owl:versionInfo of an ontology's graph."""
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    return str(graph.value(header, OWL.versionInfo))


def digest(graph: Graph) -> str:
    """Return the SHA-256 of all triples about the ontology's own terms, sorted; the header is left out."""
    lines = sorted(
        f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o in graph if isinstance(s, URIRef) and str(s).startswith(SC)
    )
    return hashlib.sha256("\n".join(lines).encode("utf8")).hexdigest()


def current() -> str:
    """Return the line that version.txt must hold: version and digest."""
    return f"{version(ontology())} {digest(ontology())}\n"


if __name__ == "__main__":
    known = DIGEST.read_text(encoding="utf8").split() if DIGEST.is_file() else ["", ""]
    if known[0] == version(ontology()) and known[1] != digest(ontology()):
        raise SystemExit(f"a term has changed: give {ROOT / 'seccoop.ttl'} a new owl:versionInfo and versionIRI first")
    DIGEST.write_text(current(), encoding="utf8")
