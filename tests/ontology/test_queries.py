"""The competency questions run, in two engines, and give the answers that the sample holds."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF
from rdflib.plugins.sparql import prepareQuery

from tests.ontology.vocabulary import FIXTURES, ROOT, SC, ontology, parsed

QUERIES = sorted((ROOT / "queries").glob("*.rq"))
SAMPLE = FIXTURES / "valid.ttl"
# What the sample has nothing of: the corpus shows these (tests/queries).
EMPTY = {"11", "12", "15", "18", "30"}
ROWS = {
    "01": [
        *[("Interpol", "Judicial Police"), ("Interpol", "Portugal"), ("Brazil", "Portugal")],
        *[("Judicial Police", "Interpol"), ("Portugal", "Interpol"), ("Portugal", "Brazil")],
    ],
    "02": [("Rui Silva", "Portugal", "Brazil", "2026-03-01")],
    "03": [("Rui Silva", "Lisbon", "Judicial Police")],
    "05": [("Portugal", "visited", "Brazil", "Planned"), ("two students", "attacked", "Lisbon", "Alleged")],
    "06": [("North Wind", "Judicial Police", "a theft ring")],
    "07": [("Rui Silva", "convicted", "fraud"), ("Rui Silva", "suspected", "fraud")],
    "08": [("Ana Costa", "Judicial Police", "Portugal")],
    "09": [("Brazil", "Portugal", "extradition treaty")],
    "10": [("0.5", "attacked"), ("0.55", "attacked")],
}


def store() -> pyoxigraph.Store:
    """Return the sample in one named graph of a store."""
    result = pyoxigraph.Store()
    result.load(path=SAMPLE, format=pyoxigraph.RdfFormat.TURTLE, to_graph=pyoxigraph.NamedNode("https://example.org/g"))
    return result


def oxigraph_rows(query: str) -> list[tuple[str, ...]]:
    """Return the rows of a query over the union of all graphs, "" for unbound."""
    solutions = store().query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    return [tuple(str(getattr(value, "value", "")) for value in solution) for solution in solutions]


def rdflib_rows(query: str) -> list[tuple[str, ...]]:
    """Return the rows of a query over the sample, "" for unbound."""
    rows: list[tuple[object, ...]] = list(parsed(SAMPLE).query(query))  # type: ignore[arg-type]
    return [tuple("" if value is None else str(value) for value in row) for row in rows]


def test_questions_have_distinct_titles_and_a_sentence_on_the_answer() -> None:
    heads = [path.read_text(encoding="utf8").splitlines()[:3] for path in QUERIES]
    assert len({title for title, _, _ in heads}) == len(heads) >= 22
    for title, sentence, rest in heads:
        assert re.fullmatch(r"# [A-Z].*\?", title)
        assert re.fullmatch(r"# [A-Z].*\.", sentence)
        assert rest.startswith("PREFIX")


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_query_gives_the_same_rows_in_both_engines(path: Path) -> None:
    query = path.read_text(encoding="utf8")
    rows = oxigraph_rows(query)
    assert bool(rows) is (path.name[:2] not in EMPTY)
    assert rows == rdflib_rows(query)


@pytest.mark.parametrize(("number", "expected"), ROWS.items())
def test_query_gives_the_answers_of_the_sample(number: str, expected: list[tuple[str, ...]]) -> None:
    (path,) = [path for path in QUERIES if path.name.startswith(number)]
    rows = oxigraph_rows(path.read_text(encoding="utf8"))
    assert len(rows) == len(expected)
    for wanted in expected:
        assert any(set(wanted) <= set(row) for row in rows), f"no row with {wanted} in {rows}"


def test_evidence_query_has_a_row_for_each_asserted_claim_and_span() -> None:
    rows = oxigraph_rows((ROOT / "queries" / "04-evidence.rq").read_text(encoding="utf8"))
    chosen = {claim for name in ("extradited", "deported", "handedOver") for claim in claims_with(SC[name])}
    backed = chosen & set(parsed(SAMPLE).subjects(SC.factuality, SC.Asserted))
    assert len(rows) == len(backed & set(parsed(SAMPLE).subjects(SC.evidence))) > 0


def claims_with(relation: object) -> set[object]:
    """Return the claims of the sample with this predicate."""
    return set(parsed(SAMPLE).subjects(RDF.predicate, relation))  # type: ignore[arg-type]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_query_keeps_to_the_house_rules(path: Path) -> None:
    query = path.read_text(encoding="utf8")
    prepareQuery(query)
    assert "SELECT DISTINCT" in query
    assert not re.search(r"\b(SERVICE|FROM|NOT EXISTS)\b", query)
    head, _, order = query.partition("ORDER BY")
    projected = re.findall(r"\(.*? AS (\?\w+)\)|(\?\w+)", head.partition("WHERE")[0])
    names = {first or second for first, second in projected}
    assert names - set(re.findall(r"\?\w+", order)) == set(), "the order is not total"


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_query_names_only_declared_terms(path: Path) -> None:
    used = {SC[name] for name in re.findall(r"\bsc:(\w+)", path.read_text(encoding="utf8"))}
    assert used and used - set(ontology().subjects()) == set()
