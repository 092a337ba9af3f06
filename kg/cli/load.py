"""``kg load``: a built graph onto a SPARQL server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kg.cli.console import data_console, message_console, print_json, print_table
from kg.cli.options import Debug, Json

Graph = Annotated[Path, typer.Argument(metavar="GRAPH", help="The folder kg build wrote, or a graph file.")]


def load_command(
    graph: Graph,
    to: Annotated[str, typer.Option("--to", metavar="URL", help="A SPARQL 1.1 Graph Store endpoint.")],
    into: Annotated[
        str | None, typer.Option("--graph", metavar="IRI", help="Load everything into this one graph.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List the graphs and send nothing.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Send graphs that were sent before, too.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Put a graph on a SPARQL server, article by article; after a break the same command goes on where it stopped.

    Name and password are taken from KG_STORE_USER and KG_STORE_PASSWORD. Graphs that the server has from an earlier
    load are not sent again, and those of removed articles are removed.
    """
    from kg.export.load import journal_of, load, open_graphs
    from kg.export.load_protocol import GraphStore, checked_address, checked_graph

    checked_address(to)
    if into is not None:
        checked_graph(into)
    with open_graphs(graph, into) as (number, graphs):
        if dry_run:
            planned = [(each.iri, len(each.lines)) for each in graphs]
            if json:
                print_json([{"graph": iri, "triples": triples} for iri, triples in planned])
            else:
                print_table(("graph", "triples"), [(iri, str(triples)) for iri, triples in planned])
            return
        with _progress(hidden=quiet or json) as progress, GraphStore(to, told=_wait(progress, quiet)) as server:
            task = progress.add_task("loading", total=number)

            def told(done: int, total: int, iri: str) -> None:
                progress.update(task, completed=done, description=f"{iri[-60:]}")

            report = load(graphs, number, server, journal_of(graph, f"{to} {into or ''}"), again=again, told=told)
    if json:
        print_json(asdict(report))
    elif not quiet:
        data_console().print(
            f"graphs sent {report.sent} ({report.triples:,} triples), "
            f"unchanged {report.unchanged}, removed {len(report.removed)}"
        )


def _wait(progress: Progress, quiet: bool) -> Callable[[str], None]:
    return lambda text: None if quiet else progress.console.print(f"kg: {text}", markup=False, highlight=False)


def _progress(*, hidden: bool) -> Progress:
    console = message_console()
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=hidden or not console.is_terminal)
