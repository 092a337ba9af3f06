"""``kg resolve``: which entities of several articles may be one, and judgements on that."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from kg.cli.console import message_console, print_json, print_table
from kg.cli.options import Debug, Json, Out
from kg.errors import UsageError

Two = tuple[str, str] | None


def resolve_command(
    out: Out,
    same: Annotated[Two, typer.Option("--same", metavar="A B", help="Judge two entities the same.")] = None,
    different: Annotated[Two, typer.Option("--different", metavar="A B", help="Judge two entities different.")] = None,
    unsure: Annotated[Two, typer.Option("--unsure", metavar="A B", help="Judge that nobody can tell.")] = None,
    undo: Annotated[Two, typer.Option("--undo", metavar="A B", help="Take a judgement back.")] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why; kept beside the judgement.")] = "",
    merged: Annotated[bool, typer.Option("--merged", help="List what was merged, and why, instead.")] = False,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """List entities that may be one, with what speaks for and against; record a judgement in OUT/judgements.tsv.

    A and B are keys or IRIs from the list or the graph. Judgements win over what the program finds; the next kg build
    applies them.
    """
    from kg.engine import resolution
    from kg.ground.resolve.records import Verdict

    given = {Verdict.SAME: same, Verdict.DIFFERENT: different, Verdict.UNSURE: unsure, None: undo}
    chosen = [(verdict, pair) for verdict, pair in given.items() if pair]
    if len(chosen) > 1:
        raise UsageError("more than one judgement", next_step="give one of --same, --different, --unsure and --undo")
    if note and (not chosen or undo):
        raise UsageError("a note without a judgement", next_step="give --same, --different or --unsure beside it")
    for verdict, (one, other) in chosen:
        if verdict is None:
            resolution.undo(out, one, other)
            done = "taken back"
        else:
            judgement = resolution.judge(out, verdict, one, other, note)
            done = f"{judgement.one} and {judgement.other} are judged {judgement.verdict}"
        message_console().print(f"kg: {done}; the next kg build applies it")
        return
    found = resolution.resolution(out)
    rows = list(resolution.reviews(found, merged=merged))
    if json:
        print_json([asdict(row) for row in rows])
    else:
        columns = ("one", "other", "verdict", "for", "against", "sentence of one", "sentence of the other")
        print_table(
            columns,
            (
                (
                    f"{row.one_label} ({row.one})",
                    f"{row.other_label} ({row.other})",
                    f"{row.verdict}, judged" if row.judged else row.verdict,
                    "; ".join(row.reasons_for),
                    "; ".join(row.reasons_against),
                    row.one_sentence,
                    row.other_sentence,
                )
                for row in rows
            ),
        )
    for judgement in found.stale:
        what = f"kg: the judgement on {judgement.one} and {judgement.other} applies to nothing in this graph"
        message_console().print(what)
    if found.crowded:
        message_console().print(f"kg: {found.crowded} groups of names are too large to compare; their names stay apart")
