"""``kg view``: the page of a built graph."""

from __future__ import annotations

import sys
import webbrowser
from typing import Annotated

import typer

from kg.cli.console import data_console
from kg.cli.options import Debug, Out
from kg.errors import InputError


def view_command(
    out: Out,
    print_only: Annotated[bool, typer.Option("--print", help="Print the path, open no browser.")] = False,
    debug: Debug = False,
) -> None:
    """Open OUT/graph.html in a browser; print its path."""
    page = out / "graph.html" if out.is_dir() else out
    if not page.is_file():
        raise InputError("no page", str(page), "run kg build with html among its formats")
    data_console().print(str(page))
    if not print_only and sys.stdout.isatty():
        webbrowser.open(page.resolve().as_uri())
