"""What tests of the whole way share: the bundled corpus, built once per run with the pipeline that ships."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from kg.engine.build import BuildOptions, build
from kg.language.pipeline import DEFAULT
from tests.needs import need

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "articles"


@pytest.fixture(scope="session")
def shipped_pipeline() -> Path:
    """Return the folder of the pipeline that ships with the package."""
    need((DEFAULT / "meta.json").is_file(), "the language pipeline of the package")
    return DEFAULT


@pytest.fixture(scope="session")
def corpus_build(shipped_pipeline: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the output folder of the bundled corpus: read from it, do not change it.

    Processes of one run share the build: the first builds, the others wait for its mark.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "corpus-build"
    folder.mkdir(exist_ok=True)
    out, done = folder / "out", folder / "done"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            report = build([str(CORPUS)], out, BuildOptions(formats=("ttl", "nt", "html")))
            assert [str(problem) for problem in report.problems] == []
            done.touch()
    return out
