"""Every format holds the derived graph, whatever the names, in the same bytes each time."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.export.files import FORMATS, export_all
from kg.export.view import graph_view
from kg.ids import minted
from kg.model import Article, Entity, Factuality, GroundedReading
from kg.rdf.literals import clean
from kg.rdf.store import Store
from kg.rdf.vocabulary import term
from tests.builders_rdf import FRANCE, many, reading

ALL = [name for name in FORMATS if name != "html"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        for grounded in many(8):
            opened.put(grounded)
        yield opened


def test_all_triple_formats_hold_the_derived_graph(store: Store, tmp_path: Path) -> None:
    export_all(store, tmp_path, ["ttl", "nt", "jsonld"])
    number = sum(1 for _ in store.dataset.quads_for_pattern(None, None, None, store.derived))
    graphs = [rdflib.Graph().parse(tmp_path / f"graph.{name}") for name in ("ttl", "nt", "jsonld")]
    assert [len(graph) for graph in graphs] == [number] * 3
    assert set(graphs[0]) == set(graphs[1]) == set(graphs[2])
    assert not [node for triple in graphs[0] for node in triple if isinstance(node, rdflib.BNode)]
    assert len(list(ox.parse(path=str(tmp_path / "graph.ttl")))) == number


def test_the_dataset_formats_hold_every_graph(store: Store, tmp_path: Path) -> None:
    export_all(store, tmp_path, ["nq", "trig"])
    expected = set(store.quads())
    for name in ("nq", "trig"):
        loaded = ox.Store()
        loaded.load(path=str(tmp_path / f"graph.{name}"))
        assert set(loaded) == expected


def test_the_order_of_articles_does_not_change_a_byte(tmp_path: Path) -> None:
    articles = many(8)
    contents = []
    for number in range(3):
        random.Random(number).shuffle(articles)
        with Store(tmp_path / f"store{number}") as store:
            for grounded in articles:
                store.put(grounded)
            paths = export_all(store, tmp_path / str(number), ALL)
        contents.append({path.name: path.read_bytes() for path in paths})
    assert contents[0] == contents[1] == contents[2]
    assert len(contents[0]) == len(ALL) + 2


def test_the_view_shows_every_claim_once_with_its_sentences(store: Store) -> None:
    view = graph_view(store)
    (extradited,) = [edge for edge in view.edges if edge.relation == "extradited"]
    assert len(extradited.evidences) == 8
    first = extradited.evidences[0]
    assert first.sentence == "Morocco extradited Li Wei to China, wrote 0000-article."
    assert (first.start, first.end, first.rules) == (0, 55, ("active-verb", "headline"))
    assert (first.title, first.publisher, first.date) == ("Article 0", "Example News", "2026-01-12")
    assert first.url == "https://example.org/0000-article"
    assert (extradited.event_class, extradited.start_date) == ("Extradition", "2026-01-12")
    assert extradited.confidence == 0.57
    assert {edge.factuality for edge in view.edges} == {"Asserted", "Planned", "Denied"}
    (shared,) = [edge for edge in view.edges if edge.relation == "sharesIntelligenceWith"]
    assert shared.symmetric
    (morocco,) = [node for node in view.nodes if node.iso == "MA"]
    assert (morocco.label, morocco.classes[0], morocco.described) == ("Morocco", "State", False)
    assert morocco.degree == sum(morocco.iri in (edge.subject, edge.object) for edge in view.edges)
    couriers = [node for node in view.nodes if node.described]
    assert len(couriers) == 8
    assert couriers[0].count == 2


def test_networks_have_a_node_for_each_entity_and_an_edge_for_each_claim(store: Store, tmp_path: Path) -> None:
    export_all(store, tmp_path, ["graphml", "gexf"])
    view = graph_view(store)
    for graph in (
        nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True),
        nx.read_gexf(tmp_path / "graph.gexf"),
    ):
        assert set(graph.nodes) == {node.iri for node in view.nodes}
        assert graph.number_of_edges() == len(view.edges)
        assert {data["factuality"] for _, _, data in graph.edges(data=True)} == {"Asserted", "Planned", "Denied"}


def test_an_unknown_format_writes_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown format 'xml'"):
        export_all(store, tmp_path / "out", ["ttl", "xml"])
    assert not (tmp_path / "out").exists()


def test_a_failed_export_leaves_the_old_file_and_no_other(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (path,) = export_all(store, out, ["ttl"])
    before = path.read_bytes()
    store.dataset.add(ox.Quad(term("sc:actor"), term("rdfs:label"), ox.BlankNode("b"), store.derived))
    with pytest.raises(Exception, match="BlankNode"):
        export_all(store, out, ["ttl"])
    assert path.read_bytes() == before
    assert [found.name for found in out.iterdir()] == ["graph.ttl"]


NASTY = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40) | st.sampled_from(
    ['"', "\\", "'''", '"""', "\\u0041", "a\nb\r\nc\t", "\x00\x01\x1b", "\u202etxt.exe", "👮🏽‍♀️", "]]>", "</script>",
     "<!--", "javascript:alert(1)", "{{7*7}}", "a,b;\"c\"", "=1+1", "\u2028\u2029\x85", "\ufffe\uffff", "x" * 10_000,
     ":_@en^^<>", "مراكش"]
)  # fmt: skip


def hostile(name: str, other: str) -> GroundedReading:
    article = Article(other, f"France met {name}.", name, None, other, f"https://example.org/{len(name)}")
    entity = Entity(minted("person", name), ("Person",), name, (other,))
    return reading(article, [FRANCE, entity], [(0, "metWith", 1, Factuality.ASSERTED, 0.8, other, None)])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(NASTY, NASTY)
@example("x" * 10_000, '"\\"\n\x00]]>')
@example("\r", "\r")
def test_hostile_names_come_through_every_format(name: str, other: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        with Store(out / "store") as store:
            store.put(hostile(name, other))
            export_all(store, out, ALL)
            (node,) = [n for n in graph_view(store).nodes if not n.iso]
            number = sum(1 for _ in store.dataset.quads_for_pattern(None, None, None, store.derived))
        expected = clean(name).strip() or (clean(other).strip() or node.label)
        texts = {clean(f"France met {name}.".split(".")[0] + ".")} if "." not in name else None
        for suffix in ("ttl", "nt", "jsonld"):
            graph = rdflib.Graph().parse(out / f"graph.{suffix}")
            assert len(graph) == number
            labels = {str(o) for s, o in graph.subject_objects(rdflib.RDFS.label) if str(s) == node.iri}
            assert labels == {node.label}
            if clean(name).strip():
                assert node.label == expected
            if texts:
                assert {str(o) for o in graph.objects(None, rdflib.URIRef(term("sc:text").value))} == texts
        assert len(list(ox.parse(path=str(out / "graph.ttl")))) == number
        for graph in (nx.read_graphml(out / "graph.graphml"), nx.read_gexf(out / "graph.gexf")):
            assert node.iri in graph
        with (out / "entities.csv").open(encoding="utf8", newline="") as file:
            rows = {row["iri"]: row for row in csv.DictReader(file)}
        assert rows[node.iri]["label"] == node.label
