"""Every export as a file of the output folder, each written apart and then put in place whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from kg.errors import UsageError
from kg.export.jsonld import jsonld
from kg.export.network import gexf, graphml
from kg.export.tables import claims_csv, entities_csv, evidence_csv
from kg.export.text import nquads, ntriples, trig, turtle
from kg.export.view import GraphView, graph_view
from kg.rdf.store import Store

DEFAULT_FORMATS = ("ttl", "nt", "html")
TEXTS: dict[str, Callable[[Store], Iterable[str]]] = {
    "ttl": turtle, "nt": ntriples, "nq": nquads, "trig": trig, "jsonld": jsonld,
}  # fmt: skip
TABLES: dict[str, Callable[[GraphView], Iterable[str]]] = {
    "entities.csv": entities_csv, "claims.csv": claims_csv, "evidence.csv": evidence_csv,
}  # fmt: skip
NETWORKS: dict[str, Callable[[GraphView], bytes]] = {"graphml": graphml, "gexf": gexf}
FORMATS = (*TEXTS, *NETWORKS, "csv", "html")


def formats_of(text: str) -> tuple[str, ...]:
    """Return the formats that a text names, separated by commas; raises UsageError for an unknown one."""
    chosen = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    if unknown := [name for name in chosen if name not in FORMATS]:
        raise UsageError(f"unknown format {unknown[0]!r}", next_step=f"choose from {', '.join(FORMATS)}")
    return chosen


def pieces(store: Store, formats: Sequence[str]) -> Iterable[str]:
    """Return one text format of the store in pieces; raises UsageError for several, and for one that is no stream."""
    if len(formats) != 1 or formats[0] not in TEXTS:
        raise UsageError("standard output takes one text format", next_step=f"choose one of {', '.join(TEXTS)}")
    store.derive()
    return TEXTS[formats[0]](store)


def export_all(store: Store, out: Path, formats: Sequence[str] = DEFAULT_FORMATS) -> list[Path]:
    """Write the store into ``out`` and return the files, in the order of ``formats``.

    Files are ``graph.ttl``, ``graph.nt`` and so on; the format ``csv`` gives three tables. Derives first where needed.
    Raises UsageError for an unknown format, before anything is written, and OSError where a file cannot be.
    """
    formats = formats_of(",".join(formats))
    store.derive()
    out.mkdir(parents=True, exist_ok=True)
    view: GraphView | None = None
    written = []
    for name in formats:
        if name in TEXTS:
            written.append(replace_file(out / f"graph.{name}", partial(_write_text, TEXTS[name](store))))
        elif name == "html":
            from kg.export.page import write_page  # the page's template engine is loaded only for the page

            written.append(replace_file(out / "graph.html", partial(write_page, store)))
        else:
            view = view or graph_view(store)
            if name in NETWORKS:
                written.append(replace_file(out / f"graph.{name}", partial(_write_bytes, NETWORKS[name](view))))
            else:
                written += [replace_file(out / table, partial(_write_text, TABLES[table](view))) for table in TABLES]
    return written


def sweep(out: Path) -> None:
    """Remove the unfinished files that killed exports left in a folder; only for who holds its store."""
    names = [*(f"graph.{name}" for name in FORMATS if name != "csv"), *TABLES]
    for name in names:
        for left in out.glob(f".{name}.????????"):
            left.unlink()


def replace_file(path: Path, write: Callable[[Path], object]) -> Path:
    """Call ``write`` with a temporary path in the same folder, then move it to ``path`` at once; return ``path``."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def _write_text(pieces: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf8", newline="") as file:
        file.writelines(pieces)


def _write_bytes(content: bytes, path: Path) -> None:
    path.write_bytes(content)
