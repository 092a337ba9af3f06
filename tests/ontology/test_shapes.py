"""Shapes accept what they should, refuse what they should, and each of them can fail."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.namespace import OWL, SKOS

from tests.ontology.reports import EXPECTED, rows, table
from tests.ontology.vocabulary import FIXTURES, ID, SC, SCS, TERMS, local, ontology, parsed, shapes

FILES = sorted(FIXTURES.glob("*.ttl"))


def violations(data: Graph) -> list[tuple[str, URIRef | None]]:
    """Return (local name of the violated shape or query, offending value) of every result."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(), ont_graph=ontology(), inference="none")
    assert isinstance(report, Graph)
    return [
        (
            local(report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)),
            report.value(result, SH.value),
        )
        for result in report.objects(None, SH.result)
    ]


def found(path: Path) -> Counter[str]:
    """Count the violations of a fixture by shape."""
    return Counter(shape for shape, *_ in rows(path))


def expected(path: Path) -> Counter[str]:
    """Read the counts that the fixture's first line announces."""
    head = path.read_text(encoding="utf8").splitlines()[0]
    assert head.startswith("# expects: "), f"{path.name} does not say what it expects"
    return Counter({name: int(number) for name, number in re.findall(r"(\S+)=(\d+)", head)})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_fixture_has_exactly_the_violations_it_announces(path: Path) -> None:
    assert found(path) == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_report_of_a_fixture_is_the_committed_one(path: Path) -> None:
    committed = (EXPECTED / f"{path.stem}.tsv").read_text(encoding="utf8")
    assert table(path) == committed, "if the change is right: python -m tests.ontology.reports"


def test_every_class_and_relation_passes_in_one_fixture_and_fails_in_another() -> None:
    sound = [parsed(path) for path in FILES if not expected(path)]
    passed = {cls for data in sound for cls in data.objects(None, RDF.type)}
    claimed = {relation for data in sound for relation in data.objects(None, RDF.predicate)}
    reported = {
        (path, ID[row[cell]])
        for path in FILES
        for row in rows(path)
        for cell in (1, 3)
        if re.fullmatch(r"[\w/-]+", row[cell])
    }
    failed = {cls for path, node in reported for cls in parsed(path).objects(node, RDF.type)}
    abstract = {
        SC[name] for name in ("Entity", "Participant", "Party", "Authority", "Location", "Relation", "Factuality")
    }
    classes = {cls for cls in ontology().subjects(RDF.type, OWL.Class) if str(cls).startswith(SC)} - abstract
    assert (classes - passed, classes - failed) == (set(), set())
    relations = set(ontology().subjects(RDF.type, SC.Relation))
    shown = {name for path in FILES for name in found(path)}
    refused = {SC[name.rsplit("-", 1)[0]] for name in shown if name.endswith(("-subject", "-object"))}
    assert (relations - claimed, relations - refused) == (set(), set())


def test_every_shape_fails_in_some_fixture() -> None:
    targets = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    checks = {shape for target in targets for shape in shapes().subjects(target)}
    checks -= {shape for shape in checks if (shape, SH.sparql, None) in shapes()}
    checks |= set(shapes().objects(None, SH.sparql))
    failed = {name for path in FILES for name in found(path)}
    assert failed == {local(shape) for shape in checks}


def test_shapes_are_valid_shacl() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


def test_every_check_says_what_to_do() -> None:
    checks = set(shapes().subjects(RDF.type, SH.PropertyShape)) | set(shapes().objects(None, SH.sparql))
    checks |= set(shapes().subjects(SH.nodeKind)) - set(shapes().subjects(SH.path))
    assert {local(check) for check in checks if (check, SH.message, None) not in shapes()} == set()


def test_shapes_name_only_declared_terms() -> None:
    mentioned = {term for triple in shapes() for term in triple if isinstance(term, URIRef) and term.startswith(SC)}
    for query in shapes().objects(None, SH.select):
        mentioned |= {SC[name] for name in re.findall(r"\bsc:(\w+)", str(query))}
    assert mentioned - set(ontology().subjects()) == set()


def test_queries_keep_to_what_every_shacl_engine_takes() -> None:
    for query in shapes().objects(None, SH.select):
        assert not re.search(r"\b(VALUES|MINUS|SERVICE)\b", str(query))


def every_end_of_every_relation() -> Graph:
    """Return planned claims that put an individual of each class at each end of each relation."""
    data = Graph()
    names = {*TERMS["classes"]}
    for name in names:
        entity = ID[f"entity/{name}"]
        data.add((entity, RDF.type, SC[name]))
        data.add((entity, RDFS.label, Literal(name)))
    for sub, sup in TERMS["sub_classes"]:
        if sub in names:
            data.add((ID[f"entity/{sub}"], RDF.type, SC[sup]))
    data.add((ID["entity/Operation"], RDF.type, SC.Event))
    data.add((ID["entity/State"], SC.isoCode, Literal("PT")))
    data.add((ID["entity/Offence"], SKOS.inScheme, SC.OffenceScheme))
    for (relation, _), name in product(TERMS["relations"].items(), names):
        for end in (RDF.subject, RDF.object):
            claim = ID[f"claim/{relation}-{name}-{local(end)}"]
            data.add((claim, RDF.predicate, SC[relation]))
            data.add((claim, end, ID[f"entity/{name}"]))
    return data


def test_relations_take_exactly_the_classes_of_the_contract() -> None:
    above = dict(TERMS["sub_classes"])
    wrong = {
        (f"{relation}-{end}", ID[f"entity/{name}"])
        for relation, ends in TERMS["relations"].items()
        for end in ("subject", "object")
        for name in TERMS["classes"]
        if name not in ends[end] and above.get(name) not in ends[end]
    }
    assert set(violations(every_end_of_every_relation())) == wrong


def test_relations_of_the_ontology_are_the_allowed_predicates() -> None:
    listed = shapes().value(SCS["claim-predicate"], SH["in"])
    assert listed is not None
    assert set(shapes().items(listed)) == set(ontology().subjects(RDF.type, SC.Relation))
