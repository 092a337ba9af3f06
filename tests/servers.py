"""SPARQL servers that tests start on the loopback address, unprivileged, with a database of their own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from tests.needs import need

_VIRTUOSO_INI = """\
[Database]
DatabaseFile=virtuoso.db
ErrorLogFile=virtuoso.log
LockFile=virtuoso.lck
TransactionFile=virtuoso.trx
xa_persistent_file=virtuoso.pxa
[TempDatabase]
DatabaseFile=virtuoso-temp.db
TransactionFile=virtuoso-temp.trx
[Parameters]
ServerPort=127.0.0.1:{sql}
DisableUnixSocket=1
ServerThreads=10
NumberOfBuffers=10000
MaxDirtyBuffers=7500
[HTTPServer]
ServerPort=127.0.0.1:{http}
ServerRoot={folder}
ServerThreads=5
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: ``query`` answers SPARQL, ``store`` takes graphs (Graph Store Protocol), from this user."""

    query: str
    store: str
    user: str = ""
    password: str = ""


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Run Virtuoso 7 with its database in an empty folder; skip the test where it is not installed."""
    need(which("virtuoso-t") is not None, "Virtuoso (package virtuoso-opensource-7-bin)")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO_INI.format(sql=sql, http=http, folder=folder), encoding="utf8")
    query = f"http://127.0.0.1:{http}/sparql"
    with _running(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], folder, query):
        yield Server(query, f"{query}-graph-crud-auth", "dba", "dba")


@contextmanager
def oxigraph(folder: Path, *, port: int | None = None) -> Iterator[Server]:
    """Run the Oxigraph server with its database in a folder; skip the test where it is not installed."""
    beside = Path(sys.executable).with_name("oxigraph")
    need(beside.is_file(), "the Oxigraph server (package oxigraph of the extra dev)")
    base = f"http://127.0.0.1:{port or free_port()}"
    command = [str(beside), "serve", "--location", str(folder / "db"), "--bind", base.removeprefix("http://")]
    with _running(command, folder, f"{base}/query?query=ASK%20%7B%7D"):
        yield Server(f"{base}/query", f"{base}/store")


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: Sequence[str], folder: Path, address: str) -> Iterator[None]:
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        for _ in range(240):
            with suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(address, timeout=5).close()
                break
            assert server.poll() is None, (folder / "server.log").read_text("utf8")
            time.sleep(0.25)
        yield
    finally:
        server.kill()
        server.wait()
