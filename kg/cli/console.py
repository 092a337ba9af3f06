"""Where output goes: consoles for data and for messages, JSON, and tables that stay plain outside a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text


def data_console() -> Console:
    """Return the console for data: standard output, without markup, colour or wrapping unless it is a terminal."""
    return Console(file=sys.stdout, markup=False, highlight=False, soft_wrap=not sys.stdout.isatty())


def message_console() -> Console:
    """Return the console for messages: standard error."""
    return Console(file=sys.stderr, markup=False, highlight=False, soft_wrap=True)


def print_json(value: Any) -> None:
    """Print a value as JSON on standard output, keys sorted, in UTF-8."""
    write_bytes(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode("utf8") + b"\n")


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """Print rows as a table on a terminal, as tab-separated lines with a header elsewhere."""
    if not sys.stdout.isatty():
        for row in (columns, *rows):
            write_bytes("\t".join(" ".join(cell.split()) for cell in row).encode("utf8") + b"\n")
        return
    table = Table(*columns, title=title or None)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    data_console().print(table)
