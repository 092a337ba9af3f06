"""``kg build`` from outside: what it prints where, and its exit codes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.errors import ExitCode
from kg.language.pipeline import DEFAULT
from tests.engine.tiny_pipeline import save_tiny_pipeline
from tests.needs import need

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_tiny_pipeline(tmp_path_factory.mktemp("pipeline") / "tiny"))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "a.txt"
    path.parent.mkdir()
    path.write_text("Morocco extradited Li Wei to China on 12 January 2026.", "utf8")
    return path


def test_the_summary_is_data_and_problems_are_messages(
    tmp_path: Path, article: Path, model: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (article.parent / "bad.txt").write_bytes(b"caf\xe9")
    code = main(["build", str(article.parent), "-o", str(tmp_path / "out"), "--model", model])
    out, err = capfd.readouterr()
    assert code == ExitCode.PARTIAL
    assert err.splitlines()[0].startswith(f"{article.parent / 'bad.txt'}:1: not UTF-8: byte 0xe9 at byte offset 3 – ")
    assert "\x1b" not in out + err
    for part in ("Articles", "Graph", "Refused candidates", "Time", "conforms", str(tmp_path / "out" / "graph.html")):
        assert part in out


def test_json_holds_the_whole_report(
    tmp_path: Path, article: Path, model: str, capfd: pytest.CaptureFixture[str]
) -> None:
    command = ["build", str(article), "-o", str(tmp_path / "out"), "--model", model, "--json", "--formats", "nt, csv"]
    assert main(command) == 0
    report = json.loads(capfd.readouterr().out)
    assert report["articles"] == {"read": 1, "unchanged": 0, "removed": []}
    assert report["conforms"] is True
    names = [Path(path).name for path in report["files"]]
    assert names == ["graph.nt", "entities.csv", "claims.csv", "evidence.csv"]
    assert report["seconds"]["parse"] >= 0


def test_quiet_prints_nothing(tmp_path: Path, article: Path, model: str, capfd: pytest.CaptureFixture[str]) -> None:
    command = ["build", str(article), "-o", str(tmp_path / "out"), "--model", model, "--quiet", "--no-validate"]
    assert main([*command, "--formats", "nt"]) == 0
    assert capfd.readouterr() == ("", "")


def test_interrupting_waits_for_no_input_and_ends_with_130(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg.cli.main", "build", "-", "-o", str(tmp_path / "out")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:  # type: ignore[call-overload]
        process.stdin.write(b"\n" * 200_000)  # more than a pipe holds: once it is written, reading has begun
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == ExitCode.INTERRUPTED
    assert errors.decode().splitlines()[-1] == "kg: interrupted; a build goes on where it stopped"
    assert "Traceback" not in errors.decode()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["none", "-o", "out"], ExitCode.BAD_INPUT),
        (["in", "-o", "in/a.txt"], ExitCode.USAGE),
        (["in", "-o", "in/a.txt/out"], ExitCode.FAILED),
        (["in", "-o", "out", "--formats", "owl"], ExitCode.USAGE),
        (["-", "-", "-o", "out"], ExitCode.USAGE),
        (["in", "-o", "out", "--model", "no-such-pipeline"], ExitCode.FAILED),
    ],
)
def test_what_fails_says_so(
    tmp_path: Path,
    article: Path,
    arguments: list[str],
    code: ExitCode,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build", *arguments]) == code
    out, err = capfd.readouterr()
    assert out == ""
    assert err
    assert "Traceback" not in err
    assert "unexpected" not in err


def test_the_shipped_pipeline_reads_an_extradition(
    tmp_path: Path, article: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    need((DEFAULT / "meta.json").is_file(), "the language pipeline of the package")
    out = tmp_path / "out"
    assert main(["build", str(article), "-o", str(out)]) == 0, capfd.readouterr().err
    capfd.readouterr()
    assert main(["query", str(out), "ASK { id:state\\/MA sc:extradited ?p . ?p sc:transferredTo id:state\\/CN }"]) == 0
    assert capfd.readouterr().out == "yes\n"
