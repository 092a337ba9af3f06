"""The bundled corpus from articles to a graph that two stores read alike and every edge of which has its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.engine.check import check
from kg.engine.query import Dataset, NamedQuery, answer, named_queries, open_dataset, rows
from kg.model import Article
from kg.sources.read import read_articles
from tests.conftest import CORPUS

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def dataset(corpus_build: Path) -> Iterator[Dataset]:
    """Hold the build open for questions."""
    with open_dataset(corpus_build) as opened:
        yield opened


def ask(dataset: Dataset, query: str) -> list[list[str]]:
    """Return the rows of a SELECT."""
    solutions = answer(dataset, query)
    assert isinstance(solutions, ox.QuerySolutions)
    return list(rows(solutions))


def test_rdflib_and_oxigraph_count_the_same_triples(corpus_build: Path) -> None:
    store = ox.Store()
    store.load(path=corpus_build / "graph.ttl", format=ox.RdfFormat.TURTLE)
    turtle = rdflib.Graph().parse(corpus_build / "graph.ttl")
    triples = rdflib.Graph().parse(corpus_build / "graph.nt")
    assert len(store) == len(turtle) == len(triples) > 5_000


def test_every_article_is_in_the_graph(dataset: Dataset) -> None:
    found = ask(dataset, "SELECT ?name WHERE { ?article a sc:Article ; dct:identifier ?name } ORDER BY ?name")
    assert found == [[path.stem] for path in sorted(CORPUS.glob("*.md"))]


def test_every_claim_shows_a_stretch_of_its_article(dataset: Dataset) -> None:
    assert len(ask(dataset, "SELECT ?claim WHERE { ?claim a sc:Claim }")) > 300
    unshown = "SELECT ?claim WHERE { ?claim a sc:Claim FILTER NOT EXISTS { ?claim sc:evidence/sc:text ?text } }"
    assert ask(dataset, unshown) == []
    texts = {item.identifier: item.text for item in read_articles([str(CORPUS)]) if isinstance(item, Article)}
    spans = ask(
        dataset,
        "SELECT ?name ?start ?end ?text WHERE { ?span sc:text ?text ; sc:start ?start ; sc:end ?end ;"
        " sc:article/dct:identifier ?name }",
    )
    assert [span for span in spans if texts[span[0]][int(span[1]) : int(span[2])] != span[3]] == []


def test_every_extradition_edge_has_an_asserted_claim(dataset: Dataset) -> None:
    edges = ask(dataset, "SELECT ?from ?who WHERE { ?from sc:extradited ?who } ORDER BY ?from ?who")
    claimed = ask(
        dataset,
        "SELECT DISTINCT ?from ?who WHERE { ?claim rdf:predicate sc:extradited ; rdf:subject ?from ; rdf:object ?who ;"
        " sc:factuality sc:Asserted } ORDER BY ?from ?who",
    )
    assert edges == claimed != []


def test_the_graph_conforms_to_its_shapes(corpus_build: Path) -> None:
    assert [violation for violation in check(corpus_build) if violation.severity == "Violation"] == []


@pytest.mark.parametrize("query", list(named_queries()), ids=lambda query: query.name)
def test_competency_questions_have_answers(query: NamedQuery, dataset: Dataset) -> None:
    assert ask(dataset, query.text) != []
