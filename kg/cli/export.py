"""``kg export``: a built graph in other formats, without its articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import data_console, write_bytes
from kg.cli.options import Debug, Out
from kg.errors import UsageError


def export_command(
    out: Out,
    formats: Annotated[str, typer.Option(help="ttl, nt, nq, trig, jsonld, graphml, gexf, csv, html; with commas.")],
    to: Annotated[
        Path | None,
        typer.Option("-o", "--to", metavar="FOLDER", help="Where to write, - for standard output; OUT without it."),
    ] = None,
    debug: Debug = False,
) -> None:
    """Write the graph that a build left in further formats; print the files."""
    from kg.engine.query import open_store
    from kg.export.files import export_all, formats_of, pieces

    chosen = formats_of(formats)
    if not chosen:
        raise UsageError("no format", "--formats", "give one, as in --formats nq,csv")
    if to is not None and to.is_file():
        raise UsageError("the output is a file", str(to), "give the path of a folder, or - for standard output")
    with open_store(out) as store:
        if str(to) == "-":
            for piece in pieces(store, chosen):
                write_bytes(piece.encode("utf8"))
            return
        for path in export_all(store, to or out, chosen):
            data_console().print(str(path))
