"""The store on disk: replacing, removing, deriving, locking."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import KgError, QueryError
from kg.model import Article, Factuality, GroundedReading
from kg.rdf.ontology import ontology
from kg.rdf.quads import article_iri
from kg.rdf.store import Store
from kg.rdf.vocabulary import term
from tests.builders_rdf import FRANCE, MOROCCO, extradition, many, person, reading


def derived(store: Store) -> set[str]:
    store.derive()
    return {str(quad) for quad in store.dataset.quads_for_pattern(None, None, None, store.derived)}


def renamed(grounded: GroundedReading, identifier: str) -> GroundedReading:
    article = replace(grounded.reading.article, identifier=identifier)
    return replace(grounded, reading=replace(grounded.reading, article=article))


def test_articles_are_held_by_content_version_and_identifier(tmp_path: Path) -> None:
    grounded = extradition()
    with Store(tmp_path / "store") as store:
        assert not store.holds(grounded.reading.article)
        store.put(grounded)
        assert store.holds(grounded.reading.article)
        assert not store.holds(replace(grounded.reading.article, text="Other."))
        assert not store.holds(replace(grounded.reading.article, identifier="other"))
    with Store(tmp_path / "store", extractor="next") as store:
        assert not store.holds(grounded.reading.article)
        store.put(grounded)
        assert store.holds(grounded.reading.article)
        assert len(list(store.dataset.named_graphs())) == 1


def test_other_content_under_the_same_identifier_replaces_the_article(tmp_path: Path) -> None:
    first = extradition()
    second = reading(Article("03-fox-hunt", "France met Morocco."), [FRANCE, MOROCCO], [])
    with Store(tmp_path / "store") as store:
        store.put(first)
        store.put(second)
        assert [name.value for name in store.dataset.named_graphs()] == [article_iri(second.reading.article).value]
        assert store.identifiers() == ["03-fox-hunt"]


def test_equal_content_under_two_identifiers_is_one_article(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        store.put(extradition())
        store.put(renamed(extradition(), "copy"))
        assert store.identifiers() == ["03-fox-hunt", "copy"]
        assert store.counts().articles == 1
        assert store.remove("copy")
        assert store.identifiers() == ["03-fox-hunt"]
        assert store.remove("03-fox-hunt")
        assert not store.remove("03-fox-hunt")
        assert len(store.dataset) == 0


def test_the_order_of_articles_does_not_show(tmp_path: Path) -> None:
    articles = many(12)
    results = []
    for number in range(3):
        random.Random(number).shuffle(articles)
        with Store(tmp_path / str(number)) as store:
            for grounded in articles:
                store.put(grounded)
                if number == 2:
                    derived(store)
            results.append(derived(store))
    assert results[0] == results[1] == results[2]


def test_removing_an_article_leaves_what_a_build_without_it_gives(tmp_path: Path) -> None:
    articles = many(4)
    with Store(tmp_path / "a") as store, Store(tmp_path / "b") as other:
        for grounded in articles:
            store.put(grounded)
        derived(store)
        store.remove("0003-article")
        assert not store.is_derived()
        for grounded in articles[:3]:
            other.put(grounded)
        assert derived(store) == derived(other)
        assert set(store.dataset) == set(other.dataset)


def test_articles_that_differ_give_one_label_and_the_highest_confidence(tmp_path: Path) -> None:
    def told(identifier: str, name: str, confidence: float) -> GroundedReading:
        li = replace(person("Li Wei"), label=name)
        return reading(
            Article(identifier, f"{name} met France in {identifier}."),
            [li, FRANCE],
            [(0, "metWith", 1, Factuality.ASSERTED, confidence, "r", None)],
        )

    with Store(tmp_path / "store") as store:
        for args in (("a", "LI WEI", 0.7), ("b", "Li Wei", 0.9), ("c", "Li Wei", 0.8)):
            store.put(told(*args))
        store.derive()
        label, confidence = term("rdfs:label"), term("sc:confidence")
        rows = list(store.query(f"SELECT ?l ?c {{ ?x a {term('sc:Person')} ; {label} ?l . ?claim {confidence} ?c }}"))
        assert [(row["l"].value, row["c"].value) for row in rows] == [("Li Wei", "0.9")]
        (other,) = store.query(f"SELECT ?l {{ ?x a {term('sc:Person')} ; {term('skos:altLabel')} ?l }}")
        assert other["l"].value == "LI WEI"


def test_direct_edges_are_those_of_asserted_claims(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        store.put(extradition())
        store.derive()
        edges = set()
        for relation in ontology().relations:
            for quad in store.dataset.quads_for_pattern(None, ox.NamedNode(relation), None, store.derived):
                edges.add(tuple(node.value.rsplit("/", 1)[1].rsplit("#", 1)[-1] for node in quad.triple))
    assert edges == {
        ("MA", "extradited", "li-wei-1a3063a6"),
        ("MA", "handedOver", "li-wei-1a3063a6"),
        ("li-wei-1a3063a6", "transferredTo", "CN"),
        ("li-wei-1a3063a6", "suspectedOf", "fraud"),
        ("MA", "sharesIntelligenceWith", "FR"),
        ("FR", "sharesIntelligenceWith", "MA"),
        ("MA", "cooperatesWith", "FR"),
        ("FR", "cooperatesWith", "MA"),
    }


def test_counts(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        for grounded in many(3):
            store.put(grounded)
        store.derive()
        counts = store.counts()
    assert (counts.articles, counts.sentences, counts.words) == (3, 6, 51)
    assert counts.entities == {"Offence": 1, "State": 3, "Suspect": 4}
    assert counts.events == {"Extradition": 1, "Meeting": 1}
    assert counts.claims[("extradited", "Asserted")] == 1
    assert counts.claims[("arrested", "Denied")] == 3
    assert counts.evidence == 5 * 3 + 3


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "select * { service ?x { ?s ?p ?o } }",
        "SELECT * FROM <file:///x> {}",
    ],
)
def test_a_query_may_not_reach_beyond_the_store(tmp_path: Path, query: str) -> None:
    with Store(tmp_path / "store") as store, pytest.raises(QueryError, match="refused"):
        store.query(query)


def test_the_word_service_in_text_is_no_call(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        assert list(store.query('SELECT * { ?s ?p "the service"@en . # service desk\n ?s ?service ?o }')) == []
        with pytest.raises(QueryError, match="malformed"):
            store.query("SELECT")


def test_a_second_writer_is_refused_and_readers_share(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with Store(path) as store:
        store.put(extradition())
        store.derive()
        with pytest.raises(KgError, match="in use"):
            Store(path)
        with pytest.raises(KgError, match="in use"):
            Store(path, read_only=True)
    with Store(path, read_only=True) as one, Store(path, read_only=True) as two:
        assert one.identifiers() == two.identifiers() == ["03-fox-hunt"]
        with pytest.raises(KgError, match="in use"):
            Store(path)
    with pytest.raises(KgError, match="no store"):
        Store(tmp_path / "none", read_only=True)
    with pytest.raises(KgError, match="closed"):
        one.identifiers()


def test_a_reader_of_an_interrupted_build_is_told(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        store.put(extradition())
    with Store(tmp_path / "store", read_only=True) as store, pytest.raises(KgError, match="interrupted"):
        store.query("ASK { ?s ?p ?o }")


def test_what_is_written_does_not_pile_up_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.rdf.store.FLUSH_EVERY", 400)
    with Store(tmp_path / "store") as store:
        for grounded in many(20):
            store.put(grounded)
        assert sum(graph_sizes(store).values()) > 4 * 400
        written = table_bytes(store.path)
    assert written > table_bytes(tmp_path / "store") / 2


def table_bytes(path: Path) -> int:
    """Return the size of what has left the database's memory."""
    return sum(file.stat().st_size for file in path.glob("*.sst"))


def test_an_update_that_fails_changes_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        store.put(extradition())
        before = set(store.dataset)
        with pytest.raises(OSError, match="invalid format"):
            store._change([f"DROP GRAPH {next(store.dataset.named_graphs())}", "LOAD <file:///missing>"])
        assert set(store.dataset) == before


BUILD = """
import sys
from pathlib import Path
from kg.rdf.store import Store
from tests.builders_rdf import many
with Store(Path(sys.argv[1]), extractor=sys.argv[2]) as store:
    for grounded in many(120):
        if not store.holds(grounded.reading.article):
            store.put(grounded)
            print(grounded.reading.article.identifier, flush=True)
    store.derive()
"""


@pytest.mark.parametrize("lines", [1, 25, 60])
def test_a_killed_build_leaves_whole_articles_and_goes_on(tmp_path: Path, lines: int) -> None:
    root = Path(__file__).parents[2]
    path = tmp_path / "store"
    articles = many(120)
    with Store(path, extractor="old") as store:  # the killed build replaces these, its transactions drop and insert
        for grounded in articles[:40]:
            store.put(grounded)
        store.derive()
    build = subprocess.Popen([sys.executable, "-c", BUILD, str(path), "new"], cwd=root, stdout=subprocess.PIPE)
    assert build.stdout is not None
    for _ in range(lines):
        assert build.stdout.readline()
    build.kill()
    build.wait()
    build.stdout.close()
    with Store(tmp_path / "whole", extractor="new") as whole:
        for grounded in articles:
            whole.put(grounded)
        sizes = graph_sizes(whole)
        expected = derived(whole)
    with Store(path, extractor="new") as store:
        assert not store.is_derived()
        for graph, size in graph_sizes(store).items():
            assert graph == store.derived or size == sizes[graph]
        done = [grounded for grounded in articles if store.holds(grounded.reading.article)]
        assert len(done) >= lines
        for grounded in articles:
            if not store.holds(grounded.reading.article):
                store.put(grounded)
        assert derived(store) == expected


def graph_sizes(store: Store) -> dict[ox.NamedNode | ox.BlankNode, int]:
    return {
        name: sum(1 for _ in store.dataset.quads_for_pattern(None, None, None, name))
        for name in store.dataset.named_graphs()
    }
