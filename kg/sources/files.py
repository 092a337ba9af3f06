"""Paths → files to read, in an order that does not depend on the file system."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from kg.model import Problem
from kg.sources.problems import Ignored
from kg.sources.text import printable


def files_of(path: Path, suffixes: Collection[str]) -> Iterator[Path | Problem]:
    """Yield the files to read under a path: itself, or what a folder holds at any depth, sorted by relative path.

    Hidden files and folders are passed over; files with another suffix and linked folders come as Ignored.
    """
    where = printable(str(path))
    if path.is_dir():
        yield from _walk(path, where, suffixes)
    elif not path.exists():
        yield Problem(where, "no such file or folder", "check the path")
    elif path.suffix.lower() not in suffixes:
        yield Problem(where, f"unknown format {path.suffix or '(no suffix)'!r}", f"give one of {_listed(suffixes)}")
    else:
        yield path


def _walk(folder: Path, where: str, suffixes: Collection[str]) -> Iterator[Path | Problem]:
    found: list[tuple[str, Path | Problem]] = []

    def refused(error: OSError) -> None:
        name = printable(str(error.filename))
        problem = Problem(name, f"folder cannot be listed: {error.strerror}", "check its permissions")
        found.append((name, problem))

    for path, linked in _entries(folder, refused):
        relative = path.relative_to(folder).as_posix()
        shown = printable(str(path))
        if linked:
            found.append((relative, Ignored(shown, "linked folder is not followed", "give its path as an input")))
        elif path.suffix.lower() in suffixes:
            found.append((relative, path))
        else:
            what = f"not an article format: {path.suffix or '(no suffix)'!r}"
            found.append((relative, Ignored(shown, what, f"articles are {_listed(suffixes)}")))
    if not any(isinstance(item, Path) for _, item in found):
        yield Problem(where, "no article in this folder", f"articles are {_listed(suffixes)}")
    for _, item in sorted(found, key=lambda pair: pair[0]):
        yield item


def _entries(folder: Path, refused: Callable[[OSError], None]) -> Iterator[tuple[Path, bool]]:
    """Yield every visible file under the folder, and every linked folder (marked True), which is not entered."""
    for root, folders, files in os.walk(folder, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            if (path := Path(root, name)).is_symlink():
                yield path, True
        for name in files:
            if not name.startswith("."):
                yield Path(root, name), False


def _listed(suffixes: Collection[str]) -> str:
    return ", ".join(sorted(suffixes))
