"""``kg build``: articles → store, graph files and page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import message_console, print_json
from kg.cli.options import Debug, Json
from kg.cli.summary import as_json, print_summary
from kg.errors import ExitCode, UsageError

Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT", help="Files (.txt, .md, .jsonl), folders, or - for JSON lines.")
]


def build_command(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="The folder to write.")],
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Another spaCy pipeline, by name or path.")] = None,
    formats: Annotated[str, typer.Option(help="Files to write, separated by commas: ttl,nt,html without it.")] = "",
    prune: Annotated[bool, typer.Option("--prune", help="Drop articles that are no longer in the input.")] = False,
    no_validate: Annotated[bool, typer.Option("--no-validate", help="Do not check the graph against SHACL.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", help="Processes that read articles.")] = 1,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary; problems are shown.")
    ] = False,
    json: Json = False,
    debug: Debug = False,
) -> int:
    """Read articles into a graph: OUT/store, OUT/graph.ttl, OUT/graph.html.

    Articles that are in the store already are not read again. Exits with 3 where nothing is readable, 4 where the
    graph violates its shapes, 5 where some inputs were skipped.
    """
    from kg.cli.progress import ProgressListener
    from kg.engine.build import BuildOptions, build
    from kg.export.files import DEFAULT_FORMATS, formats_of

    if inputs.count("-") > 1:
        raise UsageError("standard input is given twice", next_step="give - once")
    options = BuildOptions(model, formats_of(formats) or DEFAULT_FORMATS, prune, not no_validate, debug, jobs)
    stdin = sys.stdin.buffer if "-" in inputs else None
    with ProgressListener(message_console(), quiet=quiet or json) as listener:
        report = build(inputs, out, options, listener, stdin)
    if json:
        print_json(as_json(report))
    elif not quiet:
        print_summary(report)
    if report.exit_code is ExitCode.PARTIAL:
        message_console().print(f"kg: {len(report.skipped)} inputs were skipped; they are listed above")
    return report.exit_code
