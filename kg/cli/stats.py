"""``kg stats``: how much a store holds."""

from __future__ import annotations

from kg.cli.console import data_console, print_json, print_table
from kg.cli.counts import counts_as_json, counts_lines
from kg.cli.options import Debug, Json, Out


def stats_command(out: Out, json: Json = False, debug: Debug = False) -> None:
    """Count articles, entities, events and claims of a built graph."""
    from kg.engine.query import stored_counts

    counts = stored_counts(out)
    if json:
        print_json(counts_as_json(counts))
    elif data_console().is_terminal:
        print_table(("what", "count"), counts_lines(counts))
    else:
        print_table(("what", "count"), [(name.strip(), value) for name, value in counts_lines(counts)])
