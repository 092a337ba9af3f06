"""Violations found and not found."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.export.files import export_all
from kg.ids import BASE
from kg.rdf.store import Store
from kg.rdf.validate import validate
from kg.rdf.vocabulary import term
from tests.builders_rdf import many

EDGE = (ox.NamedNode(BASE + "state/FR"), term("sc:metWith"), ox.NamedNode(BASE + "state/MA"))


@pytest.fixture
def turtle(tmp_path: Path) -> Path:
    with Store(tmp_path / "store") as store:
        for grounded in many(3):
            store.put(grounded)
        assert validate(store) == []
        (path,) = export_all(store, tmp_path, ["ttl"])
    return path


def test_a_graph_conforms(turtle: Path) -> None:
    assert validate(turtle) == []


def test_an_edge_of_a_planned_claim_is_a_violation(turtle: Path) -> None:
    with turtle.open("a", encoding="utf8") as file:
        file.write("state:FR sc:metWith state:MA .\nstate:MA sc:arrested person:li-wei-1a3063a6 .\n")
    found = [violation for violation in validate(turtle) if "no asserted claim" in violation.message]
    assert [(violation.node, violation.path, violation.sentence[:28]) for violation in found] == [
        (BASE + "state/FR", "sc:metWith", "Morocco extradited Li Wei to"),  # where its planned claim was read
        (BASE + "state/MA", "sc:arrested", ""),
    ]


def test_a_shape_violation_shows_its_sentence(turtle: Path) -> None:
    text = turtle.read_text(encoding="utf8")
    turtle.write_text(text.replace("sc:confidence 0.52", "sc:confidence 7.52"), encoding="utf8")
    (found,) = validate(turtle)
    assert found.path == "sc:confidence"
    assert found.sentence.startswith("Morocco extradited Li Wei")


def test_an_unreadable_file_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("state:MA a .", encoding="utf8")
    with pytest.raises(InputError, match="not valid RDF"):
        validate(tmp_path / "bad.ttl")
    with pytest.raises(InputError):
        validate(tmp_path / "missing.ttl")
    with pytest.raises(InputError, match="unknown graph format"):
        validate(tmp_path / "graph.xml")


@pytest.mark.parametrize(
    ("content", "told"),
    [("", "holds no triple"), ("<urn:a> <urn:b> <urn:c> .", "nothing that the shapes speak of")],
)
def test_a_graph_in_which_nothing_can_be_checked_does_not_conform(content: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "other.nt").write_text(content, encoding="utf8")
    with pytest.raises(InputError, match=told):
        validate(tmp_path / "other.nt")


def test_files_with_named_graphs_are_checked_like_the_others(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        for grounded in many(2):
            store.put(grounded)
        store.derive()
        store.dataset.add(ox.Quad(*EDGE, store.derived))
        paths = export_all(store, tmp_path, ["nq", "trig", "jsonld", "nt"])
    found = [validate(path) for path in paths]
    assert all(violations == found[0] for violations in found)
    assert "sc:metWith" in {violation.path for violation in found[0]}
