"""``kg validate``: does a graph keep to its shapes?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import data_console, print_json, print_table
from kg.cli.options import Debug, Json
from kg.errors import ExitCode

Graph = Annotated[Path, typer.Argument(metavar="GRAPH", help="A .ttl or .nt file, or the folder kg build wrote.")]


def validate_command(graph: Graph, json: Json = False, debug: Debug = False) -> int:
    """Check a graph against the SHACL shapes of the ontology; exits with 4 where it violates them."""
    from kg.engine.check import check

    violations = [{name: str(value) for name, value in asdict(violation).items()} for violation in check(graph)]
    if json:
        print_json({"conforms": not violations, "violations": violations})
    elif violations:
        print_table(tuple(violations[0]), [tuple(row.values()) for row in violations])
    else:
        data_console().print("SHACL: conforms")
    return ExitCode.VIOLATIONS if violations else ExitCode.OK
