"""The commands from outside: what they print where, and what they end with."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

from kg import __version__
from kg.cli.main import main
from kg.errors import ExitCode
from kg.export.files import export_all
from kg.rdf.store import Store
from tests.builders_rdf import extradition

ROOT = Path(__file__).parents[2]


class Done(NamedTuple):
    """What a command left."""

    returncode: int
    stdout: bytes
    stderr: bytes


class Kg(Protocol):
    """Runs a command line."""

    def __call__(self, *arguments: str | Path, stdin: bytes = b"") -> Done: ...


@pytest.fixture
def kg(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Kg:
    """The command line inside this process: only the start-up of the interpreter is left out."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(argument) for argument in arguments])
        return Done(code, *capsysbinary.readouterr())

    return run


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build's folder made without a language pipeline: two articles put into the store by hand."""
    folder = tmp_path_factory.mktemp("out")
    with Store(folder / "store") as store:
        store.put(extradition("first"))
        store.put(extradition("second"))
        export_all(store, folder, ("ttl", "nt"))
    return folder


def test_version_and_help_load_no_heavy_library() -> None:
    command = [sys.executable, "-m", "kg.cli.main", "--version"]
    assert subprocess.run(command, capture_output=True, cwd=ROOT, check=True).stdout.decode() == f"kg {__version__}\n"
    heavy = "('spacy', 'rdflib', 'pyoxigraph', 'networkx', 'markdown_it', 'pyshacl')"
    code = f"import sys, kg.cli.main as m; m.main(['build', '--help']); print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "command", ["build", "view", "query", "resolve", "explain", "stats", "validate", "export", "load", "doctor"]
)
def test_every_command_explains_itself(kg: Kg, command: str) -> None:
    done = kg(command, "--help")
    assert done.returncode == 0
    assert b"Usage: kg " + command.encode() in done.stdout


@pytest.mark.parametrize("arguments", [["bogus"], ["build"], ["build", "x"], ["stats", "--bogus", "x"], ["query", "."]])
def test_wrong_usage(kg: Kg, arguments: list[str]) -> None:
    done = kg(*arguments)
    assert done.returncode == ExitCode.USAGE
    assert done.stdout == b""
    assert done.stderr


def test_query_formats(kg: Kg, out: Path) -> None:
    sparql = "SELECT ?o { id:state\\/MA sc:extradited ?p . ?p sc:transferredTo ?o }"
    table = kg("query", out, sparql)
    assert table.stdout.decode() == "o\nid:state/CN\n"
    assert kg("query", out, sparql, "--format", "csv").stdout == b"o\r\nhttps://w3id.org/seccoop/id/state/CN\r\n"
    solutions = json.loads(kg("query", out, "-", "--json", stdin=sparql.encode()).stdout)
    assert solutions["results"]["bindings"][0]["o"]["value"].endswith("state/CN")
    assert kg("query", out, "ASK { ?s sc:arrested ?o }").stdout == b"no\n"


def test_the_store_and_its_exported_files_answer_alike(kg: Kg, out: Path) -> None:
    sparql = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    answers = {kg("query", place, sparql).stdout for place in (out, out / "graph.ttl", out / "graph.nt")}
    assert len(answers) == 1
    assert answers != {b"n\n0\n"}


def test_named_queries_are_listed_and_run(kg: Kg, out: Path, tmp_path: Path) -> None:
    listed = json.loads(kg("query", out, "--list", "--json").stdout)
    assert listed
    assert all(query["description"] for query in listed)
    done = kg("query", out, "--name", "extraditions")
    assert done.returncode == 0, done.stderr
    assert b"Li Wei" in done.stdout
    file = tmp_path / "q.rq"
    file.write_text("ASK { ?s a sc:Claim }", "utf8")
    assert kg("query", out, "--file", file).stdout == b"yes\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ASK {}", "--name", "x"], ExitCode.USAGE, "more than one"),
        (["--name", "none-such"], ExitCode.BAD_INPUT, "choose one of"),
        (["--file", "none-such.rq"], ExitCode.BAD_INPUT, "No such file"),
        (["SELECT * {"], ExitCode.BAD_INPUT, "malformed"),
        (["CLEAR ALL"], ExitCode.BAD_INPUT, "changes data"),
        (["SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"], ExitCode.BAD_INPUT, "SERVICE"),
        (["CONSTRUCT WHERE { ?s ?p ?o }", "--json"], ExitCode.USAGE, "N-Triples"),
    ],
)
def test_queries_that_fail_say_why(kg: Kg, out: Path, arguments: list[str], code: ExitCode, message: str) -> None:
    done = kg("query", out, *arguments)
    assert done.returncode == code
    assert message in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert done.stdout == b""


def test_a_misspelt_term_is_named_beside_the_empty_answer(kg: Kg, out: Path) -> None:
    done = kg("query", out, "SELECT ?x { ?x sc:extradicted ?y }")
    assert (done.returncode, done.stdout) == (ExitCode.OK, b"x\n")
    assert b"sc:extradicted is no term of the ontology (sc:extradited is)" in done.stderr


def test_a_traceback_appears_with_debug_alone(kg: Kg, out: Path) -> None:
    assert b"Traceback" not in kg("query", out, "SELECT * {").stderr
    assert b"Traceback" in kg("query", out, "SELECT * {", "--debug").stderr
    assert b"Traceback" in kg("--debug", "query", out, "SELECT * {").stderr


def test_a_reader_that_has_enough_is_no_error(out: Path) -> None:
    sparql = "SELECT ?s ?x { ?s ?p ?o . ?x ?q ?y }"
    command = [sys.executable, "-m", "kg.cli.main", "query", str(out), sparql]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().strip() == b"s\tx"
        process.stdout.close()
        errors = process.stderr.read()
        assert process.wait(timeout=60) == 0
    assert errors == b""


def test_stats(kg: Kg, out: Path) -> None:
    counts = json.loads(kg("stats", out, "--json").stdout)
    assert counts["articles"] == 2
    assert counts["claims"]["extradited"] == {"Asserted": 1}
    lines = dict(line.split("\t") for line in kg("stats", out).stdout.decode().splitlines())
    assert lines["articles"] == "2"
    assert lines["metWith"] == "1 planned"


def test_commands_on_what_is_no_build(kg: Kg, tmp_path: Path) -> None:
    for command in ("stats", "validate", "view"):
        done = kg(command, tmp_path)
        assert done.returncode == ExitCode.BAD_INPUT, command
        assert b"run kg build" in done.stderr


def test_validate_accepts_what_was_built_and_finds_an_edge_without_claim(kg: Kg, out: Path, tmp_path: Path) -> None:
    done = kg("validate", out)
    assert (done.returncode, done.stdout) == (0, b"SHACL: conforms\n"), done.stdout + done.stderr
    broken = tmp_path / "broken.nt"
    states = [f"<https://w3id.org/seccoop/id/state/{code}>" for code in ("MA", "CN")]
    edge = f"{states[0]} <https://w3id.org/seccoop/ontology#arrested> {states[1]} .\n"
    broken.write_text((out / "graph.nt").read_text("utf8") + edge, "utf8")
    done = kg("validate", broken, "--json")
    assert done.returncode == ExitCode.VIOLATIONS
    report = json.loads(done.stdout)
    assert report["conforms"] is False
    assert any("sc:arrested" in violation["path"] for violation in report["violations"])


def test_view_prints_the_page(kg: Kg, out: Path) -> None:
    page = out / "graph.html"
    page.write_text("<!doctype html>", "utf8")
    assert kg("view", out).stdout.decode().strip() == str(page)


def test_doctor_names_every_part(kg: Kg) -> None:
    done = kg("doctor", "--json")
    report = json.loads(done.stdout)
    assert report["kg"] == __version__
    assert report["pipeline"]["path"].endswith("pipeline_default")
    assert set(report["ontology"]["parts"]) >= {"seccoop.ttl", "shapes.ttl", "gazetteer"}
    assert report["healthy"] == (not report["missing"]) == (done.returncode == 0)
    assert all(item["what"] and item["next_step"] for item in report["missing"])
