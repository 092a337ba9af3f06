"""What an installation has, what it lacks, and how to get that."""

from __future__ import annotations

import json
import platform
import shutil
from importlib import metadata
from pathlib import Path
from typing import Any

from kg import __version__
from kg.errors import KgError
from kg.language.pipeline import DEFAULT
from kg.resources import ontology_dir

DISTRIBUTION = "seccoop-kg"
PACKAGES = (
    "spacy", "onnxruntime", "tokenizers", "pyoxigraph", "rdflib", "pyshacl", "pyvis", "networkx", "markdown-it-py",
    "python-dateutil", "typer",
)  # fmt: skip
ONTOLOGY_PARTS = ("seccoop.ttl", "shapes.ttl", "frames.yaml", "gazetteer", "lexicon", "queries")
OPTIONAL_PROGRAMS = {"java": "checks the graph with Apache Jena in the tests", "rapper": "checks IRIs in the tests"}


def diagnose() -> dict[str, Any]:
    """Return versions, the pipeline with its ``path``, the ontology, and ``missing``: what and how to install it."""
    missing: list[dict[str, str]] = []
    report: dict[str, Any] = {
        "kg": __version__,
        "python": platform.python_version(),
        "packages": _packages(missing),
        "pipeline": _pipeline(missing),
        "ontology": _ontology(missing),
        "programs": {name: bool(shutil.which(name)) for name in OPTIONAL_PROGRAMS},
        "missing": missing,
    }
    return {**report, "healthy": not missing}


def _packages(missing: list[dict[str, str]]) -> dict[str, str | None]:
    versions: dict[str, str | None] = {}
    for name in PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = None
            missing.append({"what": f"package {name}", "next_step": f"pip install {name}"})
    return versions


def _pipeline(missing: list[dict[str, str]]) -> dict[str, Any]:
    meta = DEFAULT / "meta.json"
    if not meta.is_file():
        step = f"pip install --force-reinstall {DISTRIBUTION}, or pass --model with an installed spaCy pipeline"
        missing.append({"what": "the language pipeline of the package", "next_step": step})
        return {"path": str(DEFAULT), "present": False}
    facts = json.loads(meta.read_text("utf8"))
    chosen = {key: facts.get(key) for key in ("lang", "name", "version", "spacy_version")}
    return {"path": str(DEFAULT), "present": True, **chosen, "megabytes": _megabytes(DEFAULT)}


def _ontology(missing: list[dict[str, str]]) -> dict[str, Any]:
    try:
        folder = ontology_dir()
    except KgError as error:
        missing.append({"what": error.what, "next_step": error.next_step})
        return {"path": None}
    parts = {name: (folder / name).exists() for name in ONTOLOGY_PARTS}
    for name, there in parts.items():
        if not there:
            step = f"restore it, or pip install --force-reinstall {DISTRIBUTION}"
            missing.append({"what": f"ontology/{name}", "next_step": step})
    return {"path": str(folder), "parts": parts}


def _megabytes(folder: Path) -> float:
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1)
