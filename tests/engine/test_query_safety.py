"""Queries: nothing reaches beyond the graph, and a triple of two articles counts once."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.engine.query import answer, n_triples, open_dataset, rows, serialised, stored_counts
from kg.errors import InputError, KgError, QueryError
from kg.model import Article, Entity, GroundedReading, Mention, Reading, Referent, Sentence
from kg.rdf.read_only import check_read_only
from kg.rdf.store import Store

TURTLE = """
@prefix id: <https://w3id.org/seccoop/id/> . @prefix sc: <https://w3id.org/seccoop/ontology#> .
id:state\\/MA a sc:State ; sc:cooperatesWith <https://w3id.org/seccoop/id/state/FR> .
"""


@pytest.fixture
def turtle(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text(TURTLE, "utf8")
    return path


def ask(path: Path, query: str) -> list[list[str]]:
    with open_dataset(path) as dataset:
        solutions = answer(dataset, query)
        assert isinstance(solutions, ox.QuerySolutions)
        return list(rows(solutions))


def test_usual_prefixes_need_no_declaration_and_shorten_what_is_shown(turtle: Path) -> None:
    assert ask(turtle, "SELECT ?s ?o ?none { ?s sc:cooperatesWith ?o }") == [["id:state/MA", "id:state/FR", ""]]


SERVICE = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE # comment\n # more\n <URL> { ?s ?p ?o } }",
    "SELECT * { {} SERVICESILENT<URL> { ?s ?p ?o } }",
    "SELECT * { {} SERVICE SILENT#c\n<URL> { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICE e:x { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE$u { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?a FILTER(?a<'b>')SERVICE<URL> { ?s ?p ?o } }",
    "SELECT * { OPTIONAL { ?s ?p 1 } OPTIONAL { ?a ?b 1SERVICE<URL>{ ?s ?p ?o } } }",
    "SELECT * { OPTIONAL { ?a ?b trueSERVICE<URL>{ ?s ?p ?o } } }",
    'SELECT * { ?s ?p ?a FILTER(?a != """a\'""") SERVICE<URL> { ?s ?p ?o } FILTER(?a != "\'") }',
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
]


@contextmanager
def listening() -> Iterator[tuple[str, socket.socket]]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", server


@pytest.mark.parametrize("query", SERVICE)
def test_no_spelling_of_service_makes_a_request(turtle: Path, query: str) -> None:
    with listening() as (url, server):
        with pytest.raises(QueryError, match="SERVICE asks another server"):
            ask(turtle, query.replace("URL", url))
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        "SELECT * { ?s sc:service ?o }",
        'SELECT * { ?s rdfs:label ?l FILTER(CONTAINS(?l, "secret service")) }',
        "SELECT * { <https://example.org/service> ?p ?o . ?o ?q ?r }",
        "SELECT * { <https://example.org/service#a> ?p ?o .\n ?o ?q ?r }",
        "# a query about the security service\nSELECT * { ?s ?p ?o }",
    ],
)
def test_the_word_alone_is_no_request(query: str) -> None:
    check_read_only(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }",
        "SELECT * FROM NAMED < FILE:///etc/hostname> { ?s ?p ?o }",
        "PREFIX f: <file:///etc/> SELECT * FROM f:hostname { ?s ?p ?o }",
        r"SELECT * FROM <\u0066ile:///etc/hostname> { ?s ?p ?o }",
    ],
)
def test_local_files_are_refused(turtle: Path, query: str) -> None:
    with pytest.raises(QueryError, match="local file"):
        ask(turtle, query)


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <https://example.org/x>",
        "INSERT DATA { id:a sc:b id:c }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP DEFAULT",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
    ],
)
def test_updates_are_refused_and_change_nothing(turtle: Path, update: str) -> None:
    with open_dataset(turtle) as dataset:
        before = len(dataset.quads)
        with pytest.raises(QueryError, match="changes data"):
            answer(dataset, update)
        assert len(dataset.quads) == before


def test_a_malformed_query_names_line_and_column(turtle: Path) -> None:
    with pytest.raises(QueryError, match=r"malformed: error at 2:\d+"):
        ask(turtle, "SELECT *\n{ ?s ?p }")


def read_in(identifier: str, text: str) -> GroundedReading:
    article = Article(identifier, text)
    mention = Mention(0, 7, text[:7], "State", named=True)
    referent = Referent(0, ("State",), "Morocco", mentions=(mention,), known="state/MA")
    reading = Reading(article, (Sentence(0, len(text), text),), 2, (referent,))
    return GroundedReading(reading, (Entity("state/MA", ("State",), "Morocco", iso="MA"),))


def test_what_two_articles_state_counts_once(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        for identifier, text in (("a", "Morocco agreed."), ("b", "Morocco refused.")):
            store.put(read_in(identifier, text))
        store.derive()
    assert ask(tmp_path, "SELECT (COUNT(*) AS ?n) { ?s a sc:State }") == [["1"]]
    articles = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?g a sc:Article . ?s a sc:State } }"
    assert ask(tmp_path, articles) == [["2"]]
    assert stored_counts(tmp_path).articles == 2


def test_a_store_that_is_being_written_is_not_read(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        store.put(read_in("a", "Morocco agreed."))
        with pytest.raises(KgError, match="in use"), open_dataset(tmp_path):
            pass
    with pytest.raises(KgError, match="interrupted"), open_dataset(tmp_path):
        pass


def test_results_in_standard_formats(turtle: Path) -> None:
    with open_dataset(turtle) as dataset:
        select = "SELECT ?o { ?s sc:cooperatesWith ?o }"
        solutions, yes = (answer(dataset, select), answer(dataset, "ASK { ?s a sc:State }"))
        assert isinstance(solutions, ox.QuerySolutions)
        assert isinstance(yes, ox.QueryBoolean)
        assert serialised(solutions, "csv") == b"o\r\nhttps://w3id.org/seccoop/id/state/FR\r\n"
        assert serialised(yes, "csv") == b"true\r\n"
        assert b'"boolean":true' in serialised(yes, "json")
        triples = answer(dataset, "CONSTRUCT WHERE { ?s ?p ?o }")
        assert isinstance(triples, ox.QueryTriples)
        lines = n_triples(triples).splitlines()
        assert len(lines) == 2
        assert lines == sorted(lines)


@pytest.mark.parametrize(("name", "content"), [("none", None), ("x.csv", "a"), ("bad.ttl", "<a> <b> .")])
def test_what_is_no_graph_is_bad_input(tmp_path: Path, name: str, content: str | None) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(InputError), open_dataset(tmp_path / name):
        pass
