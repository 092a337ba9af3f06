"""``kg export``: the files of a build without its articles, or one of them on standard output."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli.main import main
from kg.errors import ExitCode
from kg.export.files import FORMATS, export_all
from kg.rdf.store import Store
from tests.builders_rdf import many


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A build's folder with its Turtle."""
    with Store(tmp_path / "out" / "store") as store:
        for grounded in many(3):
            store.put(grounded)
        export_all(store, tmp_path / "out", ["ttl"])
    return tmp_path / "out"


def test_files_are_those_of_a_build(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(out), "--formats", ",".join(FORMATS), "-o", str(tmp_path / "more")]) == ExitCode.OK
    written = capsys.readouterr().out.splitlines()
    with Store(out / "store", read_only=True) as store:
        expected = export_all(store, tmp_path / "expected", FORMATS)
    assert [Path(path).name for path in written] == [path.name for path in expected]
    assert [Path(path).read_bytes() for path in written] == [path.read_bytes() for path in expected]
    assert main(["export", str(out), "--formats", "nt"]) == ExitCode.OK
    assert (out / "graph.nt").read_bytes() == (tmp_path / "more" / "graph.nt").read_bytes()


def test_one_text_format_goes_to_standard_output(out: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", str(out), "--formats", "TTL", "-o", "-"]) == ExitCode.OK
    assert capsysbinary.readouterr().out == (out / "graph.ttl").read_bytes()


@pytest.mark.parametrize(
    ("formats", "to", "code", "told"),
    [
        ("ttl,nt", "-", ExitCode.USAGE, "one text format"),
        ("gexf", "-", ExitCode.USAGE, "one text format"),
        ("owl", "", ExitCode.USAGE, "unknown format 'owl'"),
        (",", "", ExitCode.USAGE, "no format"),
        ("nt", "graph.ttl", ExitCode.USAGE, "is a file"),
    ],
)
def test_what_cannot_be_exported_is_refused(
    formats: str, to: str, code: ExitCode, told: str, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["-o", to if to == "-" else str(out / to)] if to else []
    assert main(["export", str(out), "--formats", formats, *where]) == code
    assert told in capsys.readouterr().err


def test_what_is_no_build_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path), "--formats", "nt"]) == ExitCode.BAD_INPUT
    assert "run kg build first" in capsys.readouterr().err
