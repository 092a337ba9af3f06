"""Hostile names and addresses come through the dataset formats and back, and no export links to a script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.export.files import FORMATS, export_all
from kg.export.view import graph_view
from kg.rdf.store import Store
from tests.export.test_formats import hostile

NAMES = [
    'a "quoted" \\ name', "[brackets] {braces} <angles> (round)", "two\nlines\r\n", "bell\x07\x00\x1b[31m",
    "=cmd|'/c'!A1",
    "\u202eredro\u202c שלום العربية", "👮🏽‍♀️🇲🇦", "x" * 10_000, "javascript:alert(1)", "{{ 7*7 }} ${x} %s",
    "]]></script><!--", "#comment . <urn:a> <urn:b> <urn:c> .",
]  # fmt: skip


@pytest.mark.parametrize("suffix", ["nq", "trig", "ttl", "nt"])
def test_every_name_comes_back(suffix: str, tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        for number, name in enumerate(NAMES):
            store.put(hostile(name, f"article-{number}"))
        (path,) = export_all(store, tmp_path, [suffix])
        whole = suffix in {"nq", "trig"}
        quads = set(store.quads()) if whole else set(store.dataset.quads_for_pattern(None, None, None, store.derived))
        labels = {node.label for node in graph_view(store).nodes}
    loaded = ox.Store()
    loaded.load(path=str(path), **({} if whole else {"to_graph": store.derived}))
    assert set(loaded) == quads
    dataset = rdflib.Dataset().parse(path)
    found = {str(quad[2]) for quad in dataset.quads((None, rdflib.RDFS.label, None, None))}
    assert labels <= found
    assert {"x" * 10_000, "javascript:alert(1)"} <= labels


def test_an_address_that_runs_is_no_address(tmp_path: Path) -> None:
    grounded = hostile("Li Wei", "article")
    article = replace(grounded.reading.article, url="javascript:alert(1)")
    grounded = replace(grounded, reading=replace(grounded.reading, article=article))
    with Store(tmp_path / "store") as store:
        assert [problem.what for problem in store.put(grounded)] != []
        paths = export_all(store, tmp_path, FORMATS)
    assert [path.name for path in paths if b"javascript:alert" in path.read_bytes()] == []
