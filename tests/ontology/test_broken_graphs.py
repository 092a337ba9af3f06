"""``kg validate`` finds what is broken in a graph, shows the sentence, and ends with 4."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.errors import ExitCode
from kg.export.files import export_all
from kg.rdf.store import Store
from tests.builders_rdf import extradition

BASE = "https://w3id.org/seccoop/id/"
ONTOLOGY = "https://w3id.org/seccoop/ontology#"
EDGE = f"<{BASE}state/FR> <{ONTOLOGY}arrested> <{BASE}state/MA> .\n"


@pytest.fixture
def lines(tmp_path: Path) -> list[str]:
    """Return the N-Triples of a sound graph."""
    with Store(tmp_path / "store") as store:
        store.put(extradition())
        (path,) = export_all(store, tmp_path, ("nt",))
    return path.read_text(encoding="utf8").splitlines(keepends=True)


def verdict(lines: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, str]]]:
    """Write the graph, validate it on the command line; return the exit code and the violations."""
    path = folder / "broken.nt"
    path.write_text("".join(lines), encoding="utf8")
    code = main(["validate", str(path), "--json"])
    return code, json.loads(capsys.readouterr().out)["violations"]


def changed(lines: list[str], predicate: str, old: str, new: str) -> list[str]:
    """Replace text in the first triple with the predicate."""
    number = next(n for n, line in enumerate(lines) if f"#{predicate}> " in line and old in line)
    return [*lines[:number], lines[number].replace(old, new), *lines[number + 1 :]]


def test_a_sound_graph_conforms(lines: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict(lines, tmp_path, capsys) == (ExitCode.OK, [])


def test_an_edge_without_a_claim(lines: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = verdict([*lines, EDGE], tmp_path, capsys)
    assert code == ExitCode.VIOLATIONS
    assert any("no asserted claim" in item["message"] and item["path"] == "sc:arrested" for item in found)


@pytest.mark.parametrize(
    ("predicate", "old", "new", "message"),
    [
        ("text", "Morocco extradited", "Morocco, extradited", "not as long as its offsets say"),
        ("confidence", '"0.', '"7.', "from 0 to 1"),
        ("factuality", "Asserted", "Certain", "sc:factuality: sc:Asserted"),
        ("predicate", "extradited", "kidnapped", "a relation of the ontology"),
        ("isoCode", '"MA"', '"Morocco"', "two capital letters"),
    ],
)
def test_a_broken_value(
    predicate: str, old: str, new: str, message: str,
    lines: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    code, found = verdict(changed(lines, predicate, old, new), tmp_path, capsys)
    assert code == ExitCode.VIOLATIONS
    told = [item for item in found if message in item["message"]]
    assert told
    assert predicate == "text" or any("extradited" in item["sentence"] for item in told)


def test_the_table_shows_node_message_and_sentence(
    lines: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.nt"
    path.write_text("".join(changed(lines, "factuality", "Asserted", "Certain")), encoding="utf8")
    assert main(["validate", str(path)]) == ExitCode.VIOLATIONS
    header, *rows = capsys.readouterr().out.splitlines()
    assert header.split("\t") == ["severity", "node", "path", "message", "sentence"]
    assert any("Morocco extradited Li Wei" in row for row in rows)
