"""``kg``: the commands, and the one place where exceptions become messages and exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.main import get_command

from kg import __version__
from kg.cli import build, doctor, explain, export, load, query, resolve, stats, validate, view
from kg.cli.console import message_console
from kg.errors import ExitCode, KgError

# typer carries its own copy of click or uses the installed one, by version; this finds the base class in both.
_ClickError: Any = next(cls for cls in typer.BadParameter.__mro__ if cls.__name__ == "ClickException")

app = typer.Typer(
    name="kg",
    help="Articles go in; out comes a graph in which every edge can show the sentence it was read in.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("build")(build.build_command)
app.command("view")(view.view_command)
app.command("query")(query.query_command)
app.command("resolve")(resolve.resolve_command)
app.command("explain")(explain.explain_command)
app.command("stats")(stats.stats_command)
app.command("validate")(validate.validate_command)
app.command("export")(export.export_command)
app.command("load")(load.load_command)
app.command("doctor")(doctor.doctor_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback with every error.")] = False,
) -> None:
    """Common options; ``--debug`` is understood at any place of the command line."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; a traceback appears only with ``--debug``."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    debug = "--debug" in own
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        message_console().print("kg: interrupted; a build goes on where it stopped")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever reads has enough: what is still buffered must not fail again when the interpreter flushes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except KgError as error:
        if debug:
            traceback.print_exc()
        message_console().print(f"kg: {error}")
        return error.exit_code
    except OSError as error:
        if debug:
            traceback.print_exc()
        where = f"{error.filename}: " if error.filename else ""
        message_console().print(f"kg: {where}{error.strerror or error} – check the path, its permissions and the disk")
        return ExitCode.FAILED
    except Exception as error:  # the last resort, which reports and fails
        if debug:
            traceback.print_exc()
        what = f"kg: unexpected {type(error).__name__}: {error}"
        message_console().print(what + ("" if debug else " – run again with --debug for the traceback, and report it"))
        return ExitCode.FAILED


def _run(arguments: Sequence[str]) -> int:
    try:
        with get_command(app).make_context("kg", list(arguments)) as context:
            code = context.command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as done:
        sys.stdout.flush()
        return done.exit_code
    except _ClickError as error:
        error.show()
        return int(error.exit_code)
    return int(code or ExitCode.OK)


if __name__ == "__main__":
    sys.exit(main())
