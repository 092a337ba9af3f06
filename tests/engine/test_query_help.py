"""What a user hears of a query that cannot be answered, or that asks for what no graph has."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.engine.query import Dataset, answer
from kg.engine.query_help import unknown_terms
from kg.errors import QueryError


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """An empty dataset: what is malformed is malformed everywhere."""
    return Dataset(ox.Store(), ox.DefaultGraph())


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (" \n", "the query is empty – give SELECT"),
        (
            "ASK { ?x a foo:bar }",
            "the prefix foo: is not declared – declare it, as in PREFIX foo: <http://…>; known are",
        ),
        ("ASK { ?x a :bar }", "the prefix : is not declared"),
        ("PREFIX f: <urn:f:> ASK { ?x a f:bar ; g:x 1 }", "the prefix g: is not declared"),
        ("DESCRIBE id:state/MA", "write state:MA or <https://w3id.org/seccoop/id/state/MA>"),
        ("SELECT ?x {\n ?x a sc:Person ) }", "malformed: error at 2:20, near '?x a sc:Person ) }'"),
        ("SELECT ?x { ?x a sc:Person", "malformed: error at 1:27, near '?x { ?x a sc:Person'"),
    ],
)
def test_a_malformed_query_is_told_what_is_wrong(query: str, told: str, dataset: Dataset) -> None:
    with pytest.raises(QueryError) as caught:
        answer(dataset, query)
    assert told in str(caught.value)


@pytest.mark.parametrize("query", ["ASK { state:MA sc:extradited person:li-wei-1a3063a6 }", "ASK { id:x a sc:State }"])
def test_the_prefixes_of_the_turtle_need_no_declaration(query: str, dataset: Dataset) -> None:
    assert not answer(dataset, query)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ASK { ?x sc:extradicted ?y }", [("extradicted", "extradited")]),
        ("ASK { ?x sc:Zzz 1 ; sc:Zzz 2 }", [("Zzz", "")]),
        ("ASK { ?x sc:extradited 'sc:nothing' . # sc:comment\n <urn:sc:x> a sc:Person }", []),
        ("PREFIX sc: <urn:other:> ASK { ?x a sc:Anything }", []),
    ],
)
def test_terms_that_the_ontology_lacks_are_named_once(query: str, found: list[tuple[str, str]]) -> None:
    assert list(unknown_terms(query)) == found
