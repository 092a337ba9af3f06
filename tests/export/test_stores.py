"""The Turtle loads alike everywhere: engines count the same triples, and servers take the graph from ``kg load``."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
import rdflib

from kg.cli.main import main
from kg.errors import KgError
from kg.export.files import export_all
from kg.export.load import journal_of, load, open_graphs
from kg.export.load_protocol import PASSWORD, USER, GraphStore
from kg.rdf.store import Store
from tests.builders_rdf import many
from tests.engines import engines, jena_command
from tests.export.test_formats import hostile
from tests.needs import need
from tests.servers import Server, oxigraph, virtuoso

NAMES = ['quote " and \\ backslash', "two\nlines", "العربية", "👮🏽‍♀️", "]]></script>", "x" * 10_000]
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    with Store(folder / "store") as store:
        for grounded in [*many(20), *(hostile(name, f"nasty-{i}") for i, name in enumerate(NAMES))]:
            store.put(grounded)
        export_all(store, folder, ["ttl"])
    return folder


@pytest.fixture(scope="module")
def turtle(out: Path) -> Path:
    return out / "graph.ttl"


@pytest.fixture(scope="module")
def triples(turtle: Path) -> int:
    return len(rdflib.Graph().parse(turtle))


@pytest.mark.parametrize("engine", list(engines()))
def test_engines_count_alike(engine: str, turtle: Path, triples: int) -> None:
    answer = engines()[engine]
    assert answer(turtle, COUNT) == [(str(triples),)]
    subjects = {(str(subject),) for subject in rdflib.Graph().parse(turtle).subjects()}
    assert set(answer(turtle, "SELECT DISTINCT (STR(?s) AS ?x) { ?s ?p ?o }")) == subjects


@pytest.mark.integration
@pytest.mark.parametrize("engine", list(engines()))
def test_engines_count_the_corpus_alike(engine: str, corpus_build: Path) -> None:
    lines = (corpus_build / "graph.nt").read_bytes().count(b"\n")
    assert engines()[engine](corpus_build / "graph.ttl", COUNT) == [(str(lines),)]


def test_raptor(turtle: Path, triples: int) -> None:
    need(shutil.which("rapper") is not None, "rapper (package raptor2-utils)")
    run = subprocess.run(["rapper", "-c", "-i", "turtle", str(turtle)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "warning" not in run.stderr.lower()
    assert f"returned {triples} triples" in run.stderr


def test_jena_validates(turtle: Path) -> None:
    command = [*jena_command(), "riotcmd.riot", "--validate", str(turtle)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@pytest.fixture(scope="module", params=["virtuoso", "oxigraph"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    start = {"virtuoso": virtuoso, "oxigraph": oxigraph}[request.param]
    with start(tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture
def credentials(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(USER, server.user)
    monkeypatch.setenv(PASSWORD, server.password)


class _Breaking(httpx.HTTPTransport):
    """Lets some graphs through; then the connection breaks while the next is under way."""

    def __init__(self, puts: int) -> None:
        super().__init__()
        self._puts = puts

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        if request.method == "PUT" and response.is_success:
            self._puts -= 1
            if self._puts < 0:
                response.close()
                raise httpx.ReadError("the line was cut", request=request)
        return response


@pytest.mark.usefixtures("credentials")
def test_a_load_goes_on_after_a_break(server: Server, out: Path, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    with (
        open_graphs(out) as (number, graphs),
        GraphStore(server.store, transport=_Breaking(10), sleep=lambda _: None) as store,
        pytest.raises(KgError, match="the line was cut"),
    ):
        load(graphs, number, store, journal)
    with open_graphs(out) as (number, graphs), GraphStore(server.store) as store:
        report = load(graphs, number, store, journal)
    assert (report.sent, report.unchanged, report.removed) == (number - 10, 10, [])
    with open_graphs(out) as (_, graphs):
        expected = {graph.iri: len(graph.lines) for graph in graphs}
    assert {iri: _count(server, f"GRAPH <{iri}> {{ ?s ?p ?o }}") for iri in expected} == expected


@pytest.mark.usefixtures("credentials")
def test_the_command_loads_the_file_into_one_graph(
    server: Server, turtle: Path, triples: int, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["load", str(turtle), "--to", server.store, "--graph", "https://example.org/one"]
    assert main(command) == 0
    assert capsys.readouterr().out == f"graphs sent 1 ({triples:,} triples), unchanged 0, removed 0\n"
    assert _count(server, "GRAPH <https://example.org/one> { ?s ?p ?o }") == triples
    assert main(command) == 0
    assert capsys.readouterr().out == "graphs sent 0 (0 triples), unchanged 1, removed 0\n"
    journal_of(turtle, f"{server.store} https://example.org/one").unlink()


@pytest.mark.parametrize("server", ["virtuoso"], indirect=True)
def test_a_wrong_password_is_told(
    server: Server, turtle: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(USER, server.user)
    monkeypatch.setenv(PASSWORD, "wrong")
    assert main(["load", str(turtle), "--to", server.store, "--graph", "https://example.org/two"]) == 1
    assert f"401 Unauthorized – check the values of {USER}" in capsys.readouterr().err
    with suppress(FileNotFoundError):
        journal_of(turtle, f"{server.store} https://example.org/two").unlink()


def _count(server: Server, pattern: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    headers = {"Accept": "application/sparql-results+json"}
    answer = httpx.post(server.query, data={"query": query}, headers=headers, timeout=60).raise_for_status().json()
    return int(answer["results"]["bindings"][0]["n"]["value"])
