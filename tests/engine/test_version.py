"""The extractor's version changes with the pipeline and is the same in every call."""

from __future__ import annotations

from pathlib import Path

from kg import __version__
from kg.engine.version import extractor_version, files


def test_version_names_the_release_and_is_stable() -> None:
    version = extractor_version()
    extractor_version.cache_clear()
    assert version == extractor_version()
    assert version.startswith(f"{__version__}+")


def test_another_pipeline_is_another_version(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"version": "1"}', encoding="utf8")
    first = extractor_version(str(tmp_path))
    extractor_version.cache_clear()
    (tmp_path / "meta.json").write_text('{"version": "2"}', encoding="utf8")
    assert len({extractor_version(), first, extractor_version(str(tmp_path))}) == 3


def test_only_what_reading_depends_on_counts(tmp_path: Path) -> None:
    (tmp_path / "rules.py").touch()
    (tmp_path / "notes.md").touch()
    (tmp_path / "training").mkdir()
    (tmp_path / "training" / "train.py").touch()
    assert files(tmp_path) == [tmp_path / "rules.py"]
