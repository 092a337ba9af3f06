"""SPARQL engines side by side: each answers a query over a Turtle file with the same kind of rows.

A row holds strings in the order of the SELECT clause: IRIs and lexical forms, nothing for what is unbound, and
numbers and times in one spelling, since engines differ in it. Rows are sorted: an order among equal keys is nobody's
promise. Booleans are best avoided, as Virtuoso returns 1 and 0; so is GROUP_CONCAT, whose order is free.
"""

from __future__ import annotations

import atexit
import csv
import io
import json
import re
import shutil
import subprocess
import tempfile
import urllib.parse
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from decimal import Decimal
from functools import cache
from pathlib import Path

import httpx
import pyoxigraph as ox
import rdflib

from kg.ids import BASE
from kg.rdf.vocabulary import PREFIXES
from tests.needs import need
from tests.servers import Server, virtuoso

Rows = list[tuple[str, ...]]
Engine = Callable[[Path, str], Rows]

JS = Path(__file__).with_name("js")
_JARS = Path("/usr/share/java")
_JENA = (
    "jena-arq", "jena-base", "jena-core", "jena-cmds", "jena-iri", "jena-shacl", "jena-shex", "jena-tdb", "jena-tdb2",
    "jena-dboe-base", "jena-dboe-index", "jena-dboe-storage", "jena-dboe-trans-data", "jena-dboe-transaction",
    "jena-rdfconnection", "slf4j-api", "slf4j-nop", "commons-lang3", "commons-io", "commons-csv", "commons-cli",
    "commons-codec", "commons-compress", "libthrift", "thrift", "jsonld-java", "titanium-json-ld", "jackson-core",
    "jackson-databind", "jackson-annotations", "dexx.collection", "gson", "guava", "protobuf", "httpclient",
    "httpcore",
)  # fmt: skip
_NUMBER = re.compile(r"[+-]?(\d+\.\d*|\.\d+|\d+(?=[eE]))([eE][+-]?\d+)?")
_ZONE = re.compile(r"(?<=\d\d:\d\d)(\.0+)?[+-]00:00$")
_running = ExitStack()
atexit.register(_running.close)


def engines() -> dict[str, Engine]:
    """Return the engines by name; calling one skips the test where it is not installed.

    Each takes a Turtle file and a SELECT or ASK query, in which the usual prefixes need no declaration, and returns
    the sorted rows. Raises what the engine does where it fails.
    """
    named: dict[str, Callable[[Path, str], Iterable[Iterable[str]]]] = {
        "rdflib": _rdflib, "oxigraph": _oxigraph, "virtuoso": _virtuoso, "jena": _jena,
        "comunica": _comunica, "oxigraph-js": _oxigraph_js,
    }  # fmt: skip

    def uniform(run: Callable[[Path, str], Iterable[Iterable[str]]]) -> Engine:
        return lambda path, query: sorted(
            tuple(_spelt(cell) for cell in row) for row in run(path.resolve(), with_prefixes(query))
        )

    return {name: uniform(run) for name, run in named.items()}


def with_prefixes(query: str) -> str:
    """Return the query with declarations of the usual prefixes that it uses and does not declare."""
    missing = {
        prefix: namespace
        for prefix, namespace in {**PREFIXES, "id": BASE}.items()
        if re.search(rf"\b{prefix}:", query) and not re.search(rf"(?i:PREFIX)\s+{prefix}:", query)
    }
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in missing.items()) + query


def _spelt(value: str) -> str:
    if _NUMBER.fullmatch(value):
        return f"{round(Decimal(value), 6).normalize():f}"
    return _ZONE.sub("Z", value)


@cache
def _rdflib_graph(path: Path, _written: int) -> rdflib.Graph:
    return rdflib.Graph().parse(path)


def _rdflib(path: Path, query: str) -> Iterable[Iterable[str]]:
    result = _rdflib_graph(path, path.stat().st_mtime_ns).query(query)
    if result.type == "ASK":
        return [[str(result.askAnswer).lower()]]
    return [["" if cell is None else str(cell) for cell in row] for row in result]  # type: ignore[union-attr]


@cache
def _oxigraph_store(path: Path, _written: int) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(path))
    return store


def _oxigraph(path: Path, query: str) -> Iterable[Iterable[str]]:
    result = _oxigraph_store(path, path.stat().st_mtime_ns).query(query)
    if isinstance(result, ox.QueryBoolean):
        return [[str(bool(result)).lower()]]
    assert isinstance(result, ox.QuerySolutions)
    return [["" if cell is None else getattr(cell, "value", str(cell)) for cell in row] for row in result]


@cache
def _virtuoso_server() -> Server:
    folder = Path(_running.enter_context(tempfile.TemporaryDirectory()))
    return _running.enter_context(virtuoso(folder))


@cache
def _virtuoso_graph(path: Path, written: int) -> str:
    """Put the file into a graph of the server, once; return the graph's IRI."""
    server = _virtuoso_server()
    graph = f"https://example.org/{urllib.parse.quote(str(path))}/{written}"
    with httpx.Client(auth=httpx.DigestAuth(server.user, server.password), timeout=120) as client:
        client.get(server.store, params={"graph-uri": graph})  # fetches the challenge, so that the file is sent once
        headers = {"Content-Type": "text/turtle"}
        client.put(
            server.store, params={"graph-uri": graph}, content=path.read_bytes(), headers=headers
        ).raise_for_status()
    return graph


def _virtuoso(path: Path, query: str) -> Iterable[Iterable[str]]:
    graph = _virtuoso_graph(path, path.stat().st_mtime_ns)
    form = {"default-graph-uri": graph, "query": query}
    headers = {"Accept": "application/sparql-results+json"}
    response = httpx.post(_virtuoso_server().query, data=form, headers=headers, timeout=120)
    assert response.is_success, response.text
    return _json_rows(response.json())


def _json_rows(answer: dict) -> Iterable[Iterable[str]]:  # type: ignore[type-arg]
    if "boolean" in answer:
        return [[str(bool(answer["boolean"])).lower()]]  # Virtuoso: 1
    names = answer["head"]["vars"]
    return [[row.get(name, {}).get("value", "") for name in names] for row in answer["results"]["bindings"]]


@cache
def jena_command() -> tuple[str, ...]:
    """Return the start of a Jena command line; a Java class and its arguments follow. Skips where it is missing."""
    need(shutil.which("java") is not None and (_JARS / "jena-arq.jar").exists(), "Jena (package libapache-jena-java)")
    # The package's relocated Xerces looks for its message bundles under another name than they have.
    folder = Path(_running.enter_context(tempfile.TemporaryDirectory()))
    shutil.unpack_archive(_JARS / "jena-core.jar", folder, "zip")
    (folder / "mended").mkdir()
    (folder / "org/apache/jena/ext/xerces").rename(folder / "mended/xerces")
    java = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp")
    return (*java, ":".join([str(folder / "mended"), *(str(_JARS / f"{jar}.jar") for jar in _JENA)]))


def _jena(path: Path, query: str) -> Iterable[Iterable[str]]:
    with tempfile.NamedTemporaryFile("w", suffix=".rq", encoding="utf8") as file:
        file.write(query)
        file.flush()
        command = [*jena_command(), "arq.sparql", f"--data={path}", f"--query={file.name}", "--results=CSV"]
        run = subprocess.run(command, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode("utf8")
    return csv_rows(run.stdout.decode("utf8"))


def csv_rows(text: str) -> Iterable[Iterable[str]]:
    """Return the rows of SPARQL CSV results without the header; of a Boolean answer, its one word."""
    if text.strip() in {"true", "false", "yes", "no"}:
        return [["true" if text.strip() in {"true", "yes"} else "false"]]
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


def _comunica(path: Path, query: str) -> Iterable[Iterable[str]]:
    return _node("comunica", path, query)


def _oxigraph_js(path: Path, query: str) -> Iterable[Iterable[str]]:
    return _node("oxigraph", path, query)


@cache
def _node_process(engine: str, path: Path, _written: int) -> subprocess.Popen[bytes]:
    need(shutil.which("node") is not None, "Node.js (package nodejs)")
    folder = JS / "node_modules" / engine.replace("comunica", "@comunica")
    need(folder.is_dir(), "the packages of tests/js (make sets them up; npm ci there)")
    command = ["node", str(JS / "query.mjs"), engine, str(path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    _running.callback(process.wait)
    _running.callback(process.kill)
    return process


def _node(engine: str, path: Path, query: str) -> Iterable[Iterable[str]]:
    process = _node_process(engine, path, path.stat().st_mtime_ns)
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(json.dumps(query).encode("utf8") + b"\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline() or b'{"error": "the process ended"}')
    assert isinstance(answer, list), answer["error"]
    return answer
