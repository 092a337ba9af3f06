"""The version of what reads articles: when code, data or pipeline change, stored articles are read anew."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import kg
from kg.resources import ontology_dir

READERS = ("extract", "ground", "language", "model.py", "gazetteer.py", "ids.py")
DATA = ("frames.yaml", "confidence.yaml", "lexicon", "gazetteer")


@cache
def extractor_version(model: str | None = None) -> str:
    """Return the package's version and a digest of rules, data and pipeline (``model``, else the shipped one).

    Of another pipeline its name counts, or its ``meta.json`` where ``model`` is a directory: no path does. Line ends
    do not count, so that a checkout gives the same version on every system.
    """
    package = Path(kg.__file__).parent
    digest = hashlib.sha256()
    for root, names in ((package, READERS), (ontology_dir(), DATA)):
        for path in sorted(file for name in names for file in files(root / name)):
            digest.update(path.relative_to(root).as_posix().encode("utf8"))
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    if model is not None:
        meta = Path(model) / "meta.json"
        digest.update(meta.read_bytes() if meta.is_file() else model.encode("utf8"))
    return f"{kg.__version__}+{digest.hexdigest()[:12]}"


def files(path: Path) -> list[Path]:
    """Return the path itself, or the files of a folder that reading depends on, at any depth."""
    if path.is_file():
        return [path]
    return [
        file
        for file in path.rglob("*")
        if file.suffix in {".py", ".yaml", ".tsv", ".onnx", ".json", ".txt"} and "training" not in file.parts
    ]
