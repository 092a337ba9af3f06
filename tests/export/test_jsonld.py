"""JSON-LD says what the Turtle says, with the context it carries and with the one that ships beside the ontology."""

from __future__ import annotations

import json
from pathlib import Path

import rdflib

from kg.export.files import export_all
from kg.rdf.store import Store
from kg.resources import ontology_dir
from tests.builders_rdf import many


def test_both_contexts_give_the_graph_of_the_turtle(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        for grounded in many(4):
            store.put(grounded)
        turtle, path = export_all(store, tmp_path, ["ttl", "jsonld"])
    expected = set(rdflib.Graph().parse(turtle))
    document = json.loads(path.read_bytes())
    shipped = json.loads((ontology_dir() / "context.jsonld").read_bytes())
    assert document["@context"] == shipped["@context"]
    assert set(rdflib.Graph().parse(path)) == expected
    document["@context"] = str(ontology_dir() / "context.jsonld")
    assert set(rdflib.Graph().parse(data=json.dumps(document), format="json-ld")) == expected
    back = rdflib.Graph().parse(turtle).serialize(format="json-ld", context=shipped["@context"])
    assert set(rdflib.Graph().parse(data=back, format="json-ld")) == expected
