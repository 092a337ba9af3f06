"""What OWL 2 RL infers from the ontology, and what it must not infer about real people and states."""

from __future__ import annotations

import owlrl
import pytest
from owlrl.Namespaces import ERRNS
from rdflib import RDF, Graph
from rdflib.namespace import OWL

from tests.ontology.vocabulary import FIXTURES, ID, ROOT, SC, ontology, parsed

SAMPLE = FIXTURES / "valid.ttl"


def closed(data: Graph, *more: Graph) -> Graph:
    """Return the OWL 2 RL closure of the data together with the ontology and further graphs."""
    union = Graph()
    for graph in (data, ontology(), *more):
        for triple in graph:
            union.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(union)
    return union


def about_individuals(graph: Graph) -> set[tuple[object, object, object]]:
    """Return the types of the project's individuals in the ontology's own classes, and the edges between them."""
    return {
        (s, p, o)
        for s, p, o in graph
        if str(s).startswith(ID)
        and ((p == RDF.type and str(o).startswith(SC)) or (str(p).startswith(SC) and str(o).startswith(ID)))
    }


@pytest.fixture(scope="module")
def closure() -> Graph:
    """Return the closure of the sample."""
    return closed(parsed(SAMPLE))


def test_materialised_data_is_closed(closure: Graph) -> None:
    assert about_individuals(closure) == about_individuals(parsed(SAMPLE))


def test_sample_is_consistent(closure: Graph) -> None:
    assert messages(closure) == set()


def test_deported_or_denied_arrest_makes_no_suspect(closure: Graph) -> None:
    assert (ID["state/PT"], SC.deported, ID["person/guest-1"]) in closure
    assert (ID["person/guest-1"], RDF.type, SC.Suspect) not in closure


def test_state_is_no_person(closure: Graph) -> None:
    for cls in (SC.Person, SC.Agency, SC.Group, SC.Organisation, SC.Place):
        assert (ID["state/PT"], RDF.type, cls) not in closure


def test_bare_edges_get_their_super_properties_and_both_directions() -> None:
    data = Graph()
    data.add((ID["state/PT"], SC.extradited, ID["person/p"]))
    data.add((ID["state/PT"], SC.sharesIntelligenceWith, ID["state/BR"]))
    graph = closed(data)
    assert (ID["state/PT"], SC.handedOver, ID["person/p"]) in graph
    assert (ID["person/p"], RDF.type, SC.Suspect) in graph
    assert (ID["state/BR"], SC.cooperatesWith, ID["state/PT"]) in graph
    assert (ID["state/BR"], RDF.type, SC.State) not in graph


def test_alignments_add_no_own_type_and_stay_consistent() -> None:
    graph = closed(parsed(SAMPLE), parsed(ROOT / "alignments.ttl"))
    assert about_individuals(graph) == about_individuals(parsed(SAMPLE))
    assert messages(graph) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [("State", "Group"), ("Person", "State"), ("Suspect", "Agency"), ("Offence", "Goods"), ("Claim", "Article")],
)
def test_disjoint_types_are_reported(one: str, other: str) -> None:
    data = Graph()
    data.add((ID.x, RDF.type, SC[one]))
    data.add((ID.x, RDF.type, SC[other]))
    assert any(message.startswith("Disjoint classes") for message in messages(closed(data)))


def messages(graph: Graph) -> set[str]:
    """Return the inconsistencies that the reasoner wrote into the graph."""
    assert (SC.State, OWL.disjointWith, SC.Group) in graph
    return {str(text) for text in graph.objects(None, ERRNS.error)}
