"""Several processes, two builds at once, builds killed at any moment: the bytes are those of one build."""

from __future__ import annotations

import json
import random
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from kg.engine.build import BuildOptions, build
from kg.errors import KgError, UsageError
from kg.language.analyse import BATCH
from kg.rdf.store import Store
from tests.engine.tiny_pipeline import save_tiny_pipeline

FORMATS = ("ttl", "nq", "csv")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_tiny_pipeline(tmp_path_factory.mktemp("pipeline") / "tiny"))


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("articles") / "many.jsonl"
    lines = [json.dumps({"id": f"a{i}", "text": f"Peru extradited Li {i} to Chile ."}) for i in range(3 * BATCH)]
    path.write_text("\n".join(lines), encoding="utf8")
    return str(path)


@pytest.fixture(scope="module")
def scratch(articles: str, model: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("scratch")
    build([articles], out, BuildOptions(model, FORMATS, validate=False))
    return _files(out)


def _files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.*")) if path.suffix != ".lock"}


def test_two_processes_write_the_same_bytes_as_one(
    articles: str, model: str, scratch: dict[str, bytes], tmp_path: Path
) -> None:
    report = build([articles], tmp_path, BuildOptions(model, FORMATS, validate=False, jobs=2))
    assert (report.built, report.problems) == (3 * BATCH, [])
    assert _files(tmp_path) == scratch


def test_an_error_in_a_process_reaches_the_caller(articles: str, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no-such-pipeline"):
        build([articles], tmp_path, BuildOptions("no-such-pipeline", FORMATS, jobs=2))
    with pytest.raises(UsageError, match="give 1 or more"):
        build([articles], tmp_path, BuildOptions(jobs=0))


def test_a_second_build_into_the_same_folder_is_refused(articles: str, model: str, tmp_path: Path) -> None:
    with (
        Store(tmp_path / "store"),
        pytest.raises(KgError, match=r"store: the store is in use by another process – wait until it ends"),
    ):
        build([articles], tmp_path, BuildOptions(model, FORMATS))


def test_a_killed_build_is_completed_by_the_next(
    articles: str, model: str, scratch: dict[str, bytes], tmp_path: Path
) -> None:
    context = get_context("forkserver")
    context.set_forkserver_preload(["kg.engine.build"])  # so that kills do not hit its imports
    options = BuildOptions(model, FORMATS, validate=False)

    def run(out: Path, seconds: float | None) -> float:
        process = context.Process(target=build, args=([articles], out, options))
        started = time.monotonic()
        process.start()
        process.join(seconds)
        process.kill()
        process.join()
        assert seconds is not None or process.exitcode == 0
        return time.monotonic() - started

    run(tmp_path / "warm", None)
    whole = run(tmp_path / "whole", None)
    chance = random.Random(5)
    for _ in range(6):
        run(tmp_path / "out", chance.uniform(0.2, 1.0) * whole)
        if chance.random() < 0.3:
            for left in (tmp_path / "out").glob("graph*"):
                left.unlink()
    (tmp_path / "out" / ".graph.ttl.k1ll3d_0").write_text("half a", "utf8")
    run(tmp_path / "out", None)
    assert _files(tmp_path / "out") == scratch
    assert not list((tmp_path / "out").glob(".graph*"))
