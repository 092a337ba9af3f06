"""What the competency questions answer over the bundled corpus, in every engine at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.engine.query import Dataset, NamedQuery, open_dataset
from tests.engines import engines
from tests.queries.answers import EXPECTED, HERE, QUERIES, records, table, tsv

CASES: dict[str, dict[str, list[dict[str, str]]]] = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf8"))
ENGINES = engines()


@pytest.fixture(scope="module")
def dataset(corpus_build: Path) -> Iterator[Dataset]:
    """Hold the build open for questions."""
    with open_dataset(corpus_build) as opened:
        yield opened


def cases(*kinds: str) -> list[Any]:
    """Return (query name, row, kind) of every case of the kinds."""
    return [
        pytest.param(name, row, kind, id=f"{name}-{kind}-{number}")
        for name, by_kind in CASES.items()
        for kind in kinds
        for number, row in enumerate(by_kind.get(kind, ()))
    ]


def has_row(dataset: Dataset, name: str, row: dict[str, str]) -> bool:
    """Tell whether some row of the query's answer holds these cells; a column that the query lacks is an error."""
    (query,) = [query for query in QUERIES if query.name == name]
    found = table(dataset, query)
    assert set(row) <= set(found[0]), f"{name} has the columns {found[0]}"
    return any(row.items() <= record.items() for record in records(found))


def test_every_query_has_a_table_and_cases() -> None:
    names = {query.name for query in QUERIES}
    assert {path.stem for path in EXPECTED.glob("*.tsv")} == names
    assert set(CASES) == names
    assert all(set(kinds) <= {"present", "absent", "missing_today", "wrong_today"} for kinds in CASES.values())


@pytest.mark.integration
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_corpus_gives_the_expected_table(query: NamedQuery, dataset: Dataset) -> None:
    expected = (EXPECTED / f"{query.name}.tsv").read_text(encoding="utf8")
    assert tsv(table(dataset, query)) == expected, "if the change is right: python -m tests.queries.expected OUT"


@pytest.mark.integration
@pytest.mark.parametrize(("name", "row", "kind"), cases("present", "absent"))
def test_rows_that_must_and_must_not_be_there(name: str, row: dict[str, str], kind: str, dataset: Dataset) -> None:
    assert has_row(dataset, name, row) is (kind == "present")


@pytest.mark.integration
@pytest.mark.parametrize(("name", "row", "kind"), cases("missing_today", "wrong_today"))
def test_known_gaps(name: str, row: dict[str, str], kind: str, dataset: Dataset) -> None:
    if has_row(dataset, name, row) is (kind == "wrong_today"):
        pytest.xfail(f"{kind}: the extraction does not read this yet")


@pytest.mark.integration
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
@pytest.mark.parametrize("engine", sorted(set(ENGINES) - {"oxigraph"}))
def test_engines_give_the_same_rows(engine: str, query: NamedQuery, corpus_build: Path) -> None:
    graph = corpus_build / "graph.ttl"
    assert ENGINES[engine](graph, query.text) == ENGINES["oxigraph"](graph, query.text)
