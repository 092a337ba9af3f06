"""The ontology declares what the contract names, and every term says what it means."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, RDFS, BNode, Graph, URIRef, namespace
from rdflib.namespace import OWL, SKOS

from tests.ontology.vocabulary import FIXTURES, ROOT, SC, TERMS, local, ontology, parsed

TURTLE = [*sorted(ROOT.glob("*.ttl")), *sorted(FIXTURES.glob("*.ttl"))]
CLASSES = [*TERMS["classes"], *TERMS["events"], *TERMS["provenance"]]
PROPERTIES = [*TERMS["relations"], *TERMS["properties"], *TERMS["roles"]]
OWN = sorted({term for term in ontology().subjects() if str(term).startswith(SC)})
ALIGNMENTS = ROOT / "alignments.ttl"
MAPPINGS = {
    SKOS.closeMatch,
    SKOS.exactMatch,
    SKOS.relatedMatch,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
}


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.stem)
def test_both_parsers_read_the_same_number_of_triples(path: Path) -> None:
    quads = set(pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE))
    assert len(quads) == len(Graph().parse(path)) > 0


@pytest.mark.parametrize("name", CLASSES)
def test_class_is_declared(name: str) -> None:
    assert (SC[name], RDF.type, OWL.Class) in ontology()


@pytest.mark.parametrize("name", PROPERTIES)
def test_property_is_declared(name: str) -> None:
    types = set(ontology().objects(SC[name], RDF.type))
    assert len(types & {OWL.ObjectProperty, OWL.DatatypeProperty}) == 1


def test_relations_are_those_of_the_contract() -> None:
    assert {local(term) for term in ontology().subjects(RDF.type, SC.Relation)} == set(TERMS["relations"])


def test_event_classes_are_those_of_the_contract() -> None:
    below = set(ontology().transitive_subjects(RDFS.subClassOf, SC.Event)) - {SC.Event}
    assert {local(term) for term in below} == set(TERMS["events"])


def test_factualities_are_those_of_the_contract() -> None:
    assert {local(term) for term in ontology().subjects(RDF.type, SC.Factuality)} == set(TERMS["factualities"])


def test_symmetric_relations_are_those_of_the_contract() -> None:
    assert {local(term) for term in ontology().subjects(RDF.type, OWL.SymmetricProperty)} == set(TERMS["symmetric"])


def test_sub_properties_are_those_of_the_contract_and_the_roles() -> None:
    declared = {(local(sub), local(sup)) for sub, sup in ontology().subject_objects(RDFS.subPropertyOf)}
    roles = {(role, "role") for role in TERMS["roles"]}
    assert declared == roles | {(sub, sup) for sub, sup in TERMS["sub_properties"]}


def test_contracted_sub_classes() -> None:
    for sub, sup in TERMS["sub_classes"]:
        assert (SC[sub], RDFS.subClassOf, SC[sup]) in ontology()
    assert (SC.Claim, RDFS.subClassOf, RDF.Statement) in ontology()
    assert (SC.Article, RDFS.subClassOf, namespace.SDO.NewsArticle) in ontology()


@pytest.mark.parametrize("term", OWN, ids=local)
def test_term_is_labelled_defined_and_exemplified_in_english(term: URIRef) -> None:
    for annotation in (RDFS.label, SKOS.definition, SKOS.example):
        values = list(ontology().objects(term, annotation))
        assert [getattr(value, "language", None) for value in values] == ["en"], annotation
    assert ontology().value(term, RDFS.isDefinedBy) == URIRef("https://w3id.org/seccoop/ontology")


def test_labels_are_unique_among_classes_and_among_properties() -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        terms = {term for term in ontology().subjects(RDF.type, kind) if term in OWN}
        assert len({str(ontology().value(term, RDFS.label)) for term in terms}) == len(terms)


def test_ontology_has_no_blank_node() -> None:
    assert [term for triple in ontology() for term in triple if isinstance(term, BNode)] == []


def test_domains_ranges_and_super_terms_are_declared() -> None:
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.disjointWith):
        for term in ontology().objects(None, predicate):
            assert not str(term).startswith(SC) or (term, RDF.type, None) in ontology()
    for predicate in (RDFS.domain, RDFS.range):
        for term in ontology().subjects(predicate):
            assert len(list(ontology().objects(term, predicate))) == 1, f"{term}: several mean their intersection"


def test_alignments_map_declared_terms_only() -> None:
    mapped = {s for s, p, _ in parsed(ALIGNMENTS) if p in MAPPINGS}
    assert mapped - set(OWN) == set()


def test_alignments_map_every_event_class() -> None:
    matched = {local(s) for s, p, o in parsed(ALIGNMENTS) if "/plover/" in str(o) and p in MAPPINGS}
    assert set(TERMS["events"]) - matched == set()


def test_alignments_point_to_terms_that_exist() -> None:
    targets = {o for _, p, o in parsed(ALIGNMENTS) if p in MAPPINGS}
    for known in (namespace.SDO, namespace.FOAF, namespace.PROV, namespace.ORG):
        theirs = {target for target in targets if str(target).startswith(str(known))}
        assert {target for target in theirs if target not in known} == set()
    codes = {target for target in targets if str(target).startswith("https://w3id.org/seccoop/ontology/")}
    assert codes == set(parsed(ALIGNMENTS).subjects(RDF.type, SKOS.Concept))
    for code in codes:
        assert str(parsed(ALIGNMENTS).value(code, SKOS.notation)) == local(code)


def test_readme_lists_every_term() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf8")
    assert [local(term) for term in OWN if f"`{local(term)}`" not in text and f"`sc:{local(term)}`" not in text] == []
