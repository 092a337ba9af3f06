"""``kg query``: SPARQL over a built graph or a graph file, read-only."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import data_console, message_console, print_json, print_table, write_bytes
from kg.cli.options import Debug
from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from kg.engine.query import Dataset


class Format(StrEnum):
    """How solutions are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


Graph = Annotated[Path, typer.Argument(metavar="OUT", help="The folder kg build wrote, or a graph file.")]
Sparql = Annotated[str | None, typer.Argument(metavar="[SPARQL|-]", help="A query; - reads it from standard input.")]


def query_command(
    graph: Graph,
    sparql: Sparql = None,
    name: Annotated[str | None, typer.Option(help="A query that ships with the ontology.")] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE.rq", help="A file with a query.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the queries that ship with the ontology.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print solutions.")] = Format.TABLE,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    debug: Debug = False,
) -> None:
    """Ask a built graph: SELECT and ASK print a table, CSV or JSON; CONSTRUCT and DESCRIBE print N-Triples."""
    from kg.engine.query import named_queries, open_dataset
    from kg.engine.query_help import unknown_terms

    form = Format.JSON if json else form
    if listing:
        queries = list(named_queries())
        if form is Format.JSON:
            print_json([{"name": query.name, "description": query.description} for query in queries])
        else:
            print_table(("name", "answers"), [(query.name, query.description) for query in queries])
        return
    text = _text(sparql, name, file)
    for term, meant in unknown_terms(text):
        hint = f" (sc:{meant} is)" if meant else ""
        message_console().print(f"kg: sc:{term} is no term of the ontology{hint}; nothing in a graph has it")
    with open_dataset(graph) as dataset:
        _print_answer(dataset, text, form)


def _text(sparql: str | None, name: str | None, file: Path | None) -> str:
    from kg.engine.query import named_query

    if sum(given is not None for given in (sparql, name, file)) != 1:
        raise UsageError("no query, or more than one", next_step="give SPARQL, -, --name or --file; --list shows names")
    if name is not None:
        return named_query(name).text
    try:
        if file is not None:
            return file.read_bytes().decode("utf-8-sig")
        return sys.stdin.buffer.read().decode("utf-8-sig") if sparql == "-" else sparql or ""
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", str(file), "check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 at byte offset {error.start}", str(file or "stdin"), "convert it") from error


def _print_answer(dataset: Dataset, text: str, form: Format) -> None:
    from pyoxigraph import QueryBoolean, QuerySolutions

    from kg.engine.query import answer, n_triples, rows, serialised

    result = answer(dataset, text)
    if not isinstance(result, QuerySolutions | QueryBoolean):
        if form is not Format.TABLE:
            raise UsageError(f"constructed triples have no {form} form", next_step="leave --format out: N-Triples")
        write_bytes(n_triples(result))
    elif form is not Format.TABLE:
        write_bytes(serialised(result, form))
    elif isinstance(result, QueryBoolean):
        data_console().print("yes" if result else "no")
    else:
        print_table([variable.value for variable in result.variables], rows(result))
