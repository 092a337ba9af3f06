"""The Turtle loads alike everywhere: rdflib, Oxigraph, raptor, Jena and Virtuoso count the same triples."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.export.files import export_all
from kg.rdf.store import Store
from tests.builders_rdf import many
from tests.export.test_formats import hostile
from tests.needs import need

JARS = (
    "jena-arq", "jena-base", "jena-core", "jena-cmds", "jena-iri", "jena-shacl", "jena-shex", "jena-tdb", "jena-tdb2",
    "jena-dboe-base", "jena-dboe-index", "jena-dboe-storage", "jena-dboe-trans-data", "jena-dboe-transaction",
    "jena-rdfconnection", "slf4j-api", "slf4j-nop", "commons-lang3", "commons-io", "commons-csv", "commons-cli",
    "commons-codec", "commons-compress", "libthrift", "thrift", "jsonld-java", "titanium-json-ld", "jackson-core",
    "jackson-databind", "jackson-annotations", "dexx.collection", "gson", "guava", "protobuf", "httpclient",
    "httpcore",
)  # fmt: skip
NAMES = ['quote " and \\ backslash', "two\nlines", "العربية", "👮🏽‍♀️", "]]></script>", "x" * 10_000]


@pytest.fixture(scope="module")
def turtle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("turtle")
    with Store(folder / "store") as store:
        for grounded in [*many(20), *(hostile(name, f"nasty-{i}") for i, name in enumerate(NAMES))]:
            store.put(grounded)
        (path,) = export_all(store, folder, ["ttl"])
    return path


@pytest.fixture(scope="module")
def triples(turtle: Path) -> int:
    return len(rdflib.Graph().parse(turtle))


def test_oxigraph(turtle: Path, triples: int) -> None:
    store = ox.Store()
    store.load(path=str(turtle))
    assert len(store) == triples


def test_raptor(turtle: Path, triples: int) -> None:
    need(shutil.which("rapper") is not None, "rapper (package raptor2-utils)")
    run = subprocess.run(["rapper", "-c", "-i", "turtle", str(turtle)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "warning" not in run.stderr.lower()
    assert f"returned {triples} triples" in run.stderr


def test_jena(turtle: Path, triples: int, tmp_path: Path) -> None:
    shelf = Path("/usr/share/java")
    need(shutil.which("java") is not None and (shelf / "jena-arq.jar").exists(), "Jena (package libapache-jena-java)")
    class_path = ":".join([str(_mended_xerces(shelf, tmp_path)), *(str(shelf / f"{jar}.jar") for jar in JARS)])
    java = ["java", "-cp", class_path, "riotcmd.riot"]
    run = subprocess.run([*java, "--validate", str(turtle)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    run = subprocess.run([*java, "--count", str(turtle)], capture_output=True, text=True, check=True)
    assert f"{triples:,}" in run.stdout + run.stderr


def _mended_xerces(shelf: Path, folder: Path) -> Path:
    """Return a folder with the message bundles where the package's relocated Xerces looks for them."""
    shutil.unpack_archive(shelf / "jena-core.jar", folder, "zip")
    (folder / "mended").mkdir()
    (folder / "org/apache/jena/ext/xerces").rename(folder / "mended/xerces")
    return folder / "mended"


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    need(shutil.which("virtuoso-t") is not None, "Virtuoso (package virtuoso-opensource-7-bin)")
    folder = tmp_path_factory.mktemp("virtuoso")
    sql, http = _free_port(), _free_port()
    (folder / "virtuoso.ini").write_text(
        "[Database]\nDatabaseFile=virtuoso.db\nErrorLogFile=virtuoso.log\nLockFile=virtuoso.lck\n"
        "TransactionFile=virtuoso.trx\nxa_persistent_file=virtuoso.pxa\n"
        "[TempDatabase]\nDatabaseFile=virtuoso-temp.db\nTransactionFile=virtuoso-temp.trx\n"
        f"[Parameters]\nServerPort=127.0.0.1:{sql}\nDisableUnixSocket=1\nServerThreads=10\nNumberOfBuffers=10000\n"
        f"MaxDirtyBuffers=7500\n[HTTPServer]\nServerPort=127.0.0.1:{http}\nServerRoot={folder}\nServerThreads=5\n"
    )
    command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    with (folder / "out.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=os.environ)
    endpoint = f"http://127.0.0.1:{http}/sparql"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(endpoint, timeout=5).close()
                break
            except (urllib.error.URLError, OSError):
                assert server.poll() is None, (folder / "out.log").read_text()
                time.sleep(0.5)
        yield endpoint
    finally:
        server.kill()
        server.wait()


def test_virtuoso(turtle: Path, triples: int, virtuoso: str) -> None:
    graph = "https://example.org/g"
    address = f"{virtuoso}-graph-crud-auth?graph-uri={urllib.parse.quote(graph, safe='')}"
    run = subprocess.run(
        [
            "curl", "-sf", "-o", os.devnull, "-w", "%{http_code}", "--digest", "-u", "dba:dba", "-T", str(turtle),
            "-H", "Content-Type: text/turtle", address,
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stdout == "201", run.stderr
    assert _rows(virtuoso, graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [f"{triples}"]
    loaded = rdflib.Graph().parse(turtle)
    subjects = _rows(virtuoso, graph, "SELECT DISTINCT (STR(?s) AS ?x) { ?s ?p ?o }")
    assert set(subjects) == {str(subject) for subject in loaded.subjects()}


def _rows(endpoint: str, graph: str, query: str) -> list[str]:
    options = urllib.parse.urlencode({"default-graph-uri": graph, "query": query, "format": "text/csv"})
    with urllib.request.urlopen(f"{endpoint}?{options}", timeout=60) as answer:
        return [line.strip('"') for line in answer.read().decode("utf8").splitlines()[1:]]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
