"""``kg explain`` from outside: what it prints, in colour only on a terminal, and what it ends with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.errors import ExitCode
from kg.rdf.store import Store
from tests.builders_rdf import extradition
from tests.engine.tiny_pipeline import save_tiny_pipeline


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    with Store(folder / "store") as store:
        store.put(extradition("first"))
        store.derive()
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_tiny_pipeline(tmp_path_factory.mktemp("tiny")))


EDGE = ("Morocco", "extradited", "Li Wei")


def test_an_edge_is_explained_without_colour(out: Path, model: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(out), *EDGE, "--model", model]) == ExitCode.OK
    printed = capsys.readouterr().out
    assert printed.startswith("Morocco extradited Li Wei\n  Asserted, said by China, confidence 0.93\n")
    assert "first, characters 0–" in printed
    assert "\x1b" not in printed


def test_json_holds_claim_sentences_and_parse(
    out: Path, model: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["explain", str(out), *EDGE, "--model", model, "--json"]) == ExitCode.OK
    (item,) = json.loads(capsysbinary.readouterr().out)["claims"]
    assert item["claim"]["relation"] == "extradited"
    assert item["sentences"][0]["parse"]


def test_a_sentence_without_claims_is_still_parsed(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--text", "The weather is fine.", "--model", model]) == ExitCode.OK
    printed = capsys.readouterr().out
    assert "no claim was read in it" in printed
    assert "  parse\n" in printed
    assert "weather" in printed


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["explain"], ExitCode.USAGE),
        (["explain", "OUT"], ExitCode.USAGE),
        (["explain", "OUT", "--text", "A sentence."], ExitCode.USAGE),
        (["explain", "OUT", "Morocco", "bogus", "Li"], ExitCode.USAGE),
        (["explain", "OUT", "claim/0"], ExitCode.BAD_INPUT),
        (["explain", "nowhere", "claim/0"], ExitCode.BAD_INPUT),
        (["explain", "--text", ""], ExitCode.BAD_INPUT),
    ],
)
def test_errors_have_codes(out: Path, arguments: list[str], code: ExitCode, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(out) if word == "OUT" else word for word in arguments]) == code
    assert " – " in capsys.readouterr().err
