"""Where the files that are data, not code, lie: ontology, gazetteer, frames, queries."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError

_PACKAGE = Path(__file__).resolve().parent


def ontology_dir(package: Path = _PACKAGE) -> Path:
    """Return the folder of the ontology: inside the installed package, else beside it in a checkout.

    Raises KgError when neither exists.
    """
    for folder in (package / "ontology", package.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise KgError(
        "the ontology folder is missing",
        next_step="reinstall the package (pip install --force-reinstall seccoop-kg), or run from a complete checkout",
    )
