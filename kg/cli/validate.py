"""``kg validate``: does a graph keep to its shapes?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import data_console, print_json, print_table
from kg.cli.options import Debug, Json
from kg.errors import ExitCode

Graph = Annotated[Path, typer.Argument(metavar="GRAPH", help="The folder kg build wrote, or a graph file.")]


def validate_command(graph: Graph, json: Json = False, debug: Debug = False) -> int:
    """Check a graph against the SHACL shapes of the ontology; exits with 4 where it violates them."""
    from kg.engine.check import check

    found = check(graph)
    conforms = not any(violation.severity == "Violation" for violation in found)
    if json:
        print_json({"conforms": conforms, "violations": [asdict(violation) for violation in found]})
    elif found:
        rows = [(item.severity, item.node, item.path, item.message, item.sentence) for item in found]
        print_table(("severity", "node", "path", "message", "sentence"), rows)
    else:
        data_console().print("SHACL: conforms")
    return ExitCode.OK if conforms else ExitCode.VIOLATIONS
