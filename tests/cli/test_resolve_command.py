"""``kg resolve``: what it lists, and judgements recorded, applied and taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.engine.resolution import reviews
from kg.errors import ExitCode, InputError
from kg.ground.resolve.judgements import FILE, load_judgements, read_judgements
from kg.ground.resolve.resolve import resolve
from kg.ids import BASE
from kg.rdf.store import Store
from tests.builders_rdf import extradition, person
from tests.ground.resolve_cases import occurrence

J, JOHN = person("J. Wetherell").key, person("John Wetherell").key


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A build's folder with two articles, one of which has an initial only."""
    with Store(tmp_path / "store") as store:
        for name, identifier in (("J. Wetherell", "first"), ("John Wetherell", "second")):
            grounded = extradition(identifier)
            suspect = replace(person(name), classes=("Person",))
            store.put(replace(grounded, entities=(*grounded.entities[:2], suspect, *grounded.entities[3:])))
        store.derive()
    return tmp_path


def listed(out: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, object]]:
    assert main(["resolve", str(out), "--json", *options]) == ExitCode.OK
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return rows


def persons(out: Path) -> set[str]:
    with Store(out / "store", judgements=load_judgements(out)) as store:
        found = store.query("SELECT ?p WHERE { ?p a <https://w3id.org/seccoop/ontology#Person> }")
        return {row["p"].value.removeprefix(BASE) for row in found} & {J, JOHN}  # type: ignore[union-attr]


def test_unsure_pairs_are_listed_with_evidence_and_sentences(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [row] = listed(out, capsys)
    assert {row["one"], row["other"]} == {J, JOHN}
    assert row["verdict"] == "unsure" and not row["judged"]
    assert "names: one has an initial" in row["reasons_for"]  # type: ignore[operator]
    assert row["reasons_against"] == ["too little else agrees"]
    assert str(row["one_sentence"]).startswith("Morocco extradited Li Wei to China")
    assert main(["resolve", str(out)]) == ExitCode.OK
    assert capsys.readouterr().out.splitlines()[1].split("\t")[2] == "unsure"


def test_a_judgement_is_recorded_applied_and_taken_back(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = persons(out)
    capsys.readouterr()
    assert main(["resolve", str(out), "--same", f"{BASE}{J}", JOHN.replace("/", ":"), "--note", "one arrest"]) == 0
    assert (out / FILE).read_text("utf8") == f"judgement\tone\tother\tnote\nsame\t{J}\t{JOHN}\tone arrest\n"
    assert persons(out) == {JOHN}
    assert [row["judged"] for row in listed(out, capsys, "--merged")] == [True]
    assert main(["resolve", str(out), "--different", JOHN, J]) == ExitCode.OK
    assert persons(out) == before == {J, JOHN}
    assert main(["resolve", str(out), "--undo", J, JOHN]) == ExitCode.OK
    assert read_judgements(out / FILE) == []


def test_pairs_that_tell_most_are_listed_first() -> None:
    names = [("Abberton", ()), ("Rufus Abberton", ()), ("J. Wetherell", ()), ("John Wetherell", ())]
    ties = ("wantedBy state/FR",)
    names += [("K. Zellwood", ties), ("Karl Zellwood", ties)]
    found = resolve(
        occurrence("person", name, str(place), state="GB", ties=ties) for place, (name, ties) in enumerate(names)
    )
    assert [review.one_label.split()[-1] for review in reviews(found)] == ["Zellwood", "Wetherell", "Abberton"]


def test_what_cannot_be_judged_is_refused(out: Path) -> None:
    assert main(["resolve", str(out), "--same", J, "person/nobody-00000000"]) == ExitCode.USAGE
    assert main(["resolve", str(out), "--same", J, J]) == ExitCode.USAGE
    assert main(["resolve", str(out), "--undo", J, JOHN]) == ExitCode.USAGE
    assert main(["resolve", str(out), "--same", J, JOHN, "--undo", J, JOHN]) == ExitCode.USAGE
    assert main(["resolve", str(out), "--note", "one arrest"]) == ExitCode.USAGE
    assert main(["resolve", str(out / "nowhere")]) == ExitCode.BAD_INPUT


def test_a_malformed_file_is_named_with_its_line(out: Path) -> None:
    (out / FILE).write_text("# reviewed\nsame\tperson/a\n", encoding="utf8")
    with pytest.raises(InputError, match=f"{FILE}:2: is no judgement"):
        load_judgements(out)


def test_a_judgement_on_what_is_gone_is_reported(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / FILE).write_text(f"same\t{J}\tperson/gone-12345678\n", encoding="utf8")
    assert main(["resolve", str(out)]) == ExitCode.OK
    assert "person/gone-12345678 applies to nothing in this graph" in capsys.readouterr().err
