"""A store whose files are damaged says so, and that a build restores it."""

from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.errors import ExitCode, KgError
from kg.rdf.store import Store
from tests.builders_rdf import many


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A build's folder, written in two runs so that the database has files to damage."""
    for first, last in ((0, 15), (15, 30)):
        with Store(tmp_path / "store") as store:
            for grounded in many(30)[first:last]:
                store.put(grounded)
            store.derive()
            store.dataset.optimize()
    return tmp_path


def lose_current(store: Path) -> None:
    (store / "CURRENT").unlink()


def cut_manifest(store: Path) -> None:
    for path in store.glob("MANIFEST-*"):
        path.write_bytes(b"xx")


def overwrite_tables(store: Path) -> None:
    for path in store.glob("*.sst"):
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(size // 4)
            file.write(bytes(size // 2))


@pytest.mark.parametrize("damage", [lose_current, cut_manifest, overwrite_tables], ids=lambda damage: damage.__name__)
@pytest.mark.parametrize(
    "command",
    [
        ["query", "OUT", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"], ["stats", "OUT"], ["resolve", "OUT"],
        ["validate", "OUT"], ["export", "OUT", "--formats", "nt"],
        ["load", "OUT", "--to", "http://127.0.0.1:9/", "--dry-run"],
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_a_reader_of_damaged_files_is_told(
    damage: Callable[[Path], None], command: list[str], out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(out / "store")
    assert main([str(out) if word == "OUT" else word for word in command]) == ExitCode.FAILED
    told = capsys.readouterr().err
    assert f"{out / 'store'}: the store " in told and "remove it and run kg build again" in told
    assert "unexpected" not in told


def replace_all(path: Path) -> None:
    with Store(path, extractor="next") as store:
        for grounded in many(30):
            store.put(grounded)
        store.derive()


def test_a_writer_of_damaged_files_is_told_and_gives_the_lock_back(out: Path) -> None:
    overwrite_tables(out / "store")
    for _ in range(2):
        with pytest.raises(KgError, match=r"the store (is damaged|cannot be opened).*run kg build again"):
            replace_all(out / "store")


def test_a_sound_store_that_cannot_be_opened_is_not_to_be_removed(out: Path) -> None:
    with (out / "probe").open("w") as probe:
        free = probe.fileno()
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free + 2, limits[1]))
    try:
        with pytest.raises(KgError, match="file descriptors") as caught:
            Store(out / "store", read_only=True)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert "limit of open files" in caught.value.next_step
    with Store(out / "store", read_only=True) as store:
        assert len(store.identifiers()) == 30


def test_another_error_inside_is_left_alone(out: Path) -> None:
    with pytest.raises(RuntimeError, match=r"^no corruption$"), Store(out / "store"):
        raise RuntimeError("no corruption")
