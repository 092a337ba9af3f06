"""The competency questions and their answers as tables: a header of column names, then rows of strings."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.engine.query import Dataset, NamedQuery, answer, named_queries, rows

HERE = Path(__file__).resolve().parent
EXPECTED = HERE / "expected"
QUERIES = tuple(named_queries())
Table = list[list[str]]

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def table(dataset: Dataset, query: NamedQuery) -> Table:
    """Return the answer in the order of the query: IRIs shortened, unbound cells empty; raises QueryError."""
    solutions = answer(dataset, query.text)
    assert isinstance(solutions, ox.QuerySolutions)
    return [[variable.value for variable in solutions.variables], *rows(solutions)]


def tsv(answers: Table) -> str:
    """Return a table as tab-separated lines, with backslash escapes for tabs, line breaks and backslashes."""
    return "".join("\t".join(cell.translate(str.maketrans(_ESCAPES)) for cell in row) + "\n" for row in answers)


def records(answers: Table) -> list[dict[str, str]]:
    """Return the rows of a table as column name → cell."""
    header, *body = answers
    return [dict(zip(header, row, strict=True)) for row in body]
