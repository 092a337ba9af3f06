"""``make score``: each table is made from a graph and its gold; without a scorer there is a plain message."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import score
from tests.engine.tiny_pipeline import save_tiny_pipeline

# Stands for the real scorer, which is not part of the project: the same arguments, counts instead of comparisons.
SCORER = """
import sys
from pathlib import Path
graph, gold = map(Path, sys.argv[1:])
print(len(list(gold.glob("*.json"))), "gold files,", graph.read_text("utf8").count(" dct:identifier "), "articles")
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    for name in ("score", "dev/articles", "dev/gold"):
        (folder / name).mkdir(parents=True)
    (folder / "score" / "score.py").write_text(SCORER, "utf8")
    for name, text in (("00_founding", "Peru thanked Chile."), ("01_other", "Chile thanked Peru.")):
        (folder / "dev" / "articles" / f"{name}.txt").write_text(text, "utf8")
        (folder / "dev" / "gold" / f"{name}.json").write_text(json.dumps({"article": name}), "utf8")
    return folder


def test_where_nothing_is_shared_it_says_so_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(score, "TABLES", tmp_path / "quality.md")
    assert score.main(["--shared", str(tmp_path / "shared")]) == 0
    assert "Nothing is scored" in capsys.readouterr().out
    assert not (tmp_path / "quality.md").exists()


def test_each_set_is_scored_with_its_own_gold_and_graph(tmp_path: Path, shared: Path) -> None:
    model = str(save_tiny_pipeline(tmp_path / "tiny"))
    tables = score.measure(shared, model)
    gold = len(list((score.ROOT / "corpus" / "gold").glob("*.json")))
    articles = len(list((score.ROOT / "corpus" / "articles").glob("*.md")))
    printed = [line for line in tables.splitlines() if " gold files, " in line]
    assert printed == [
        "2 gold files, 2 articles", "1 gold files, 2 articles", f"{gold} gold files, {articles} articles",
    ]  # fmt: skip
    assert str(tmp_path) not in tables
    assert score.measure(shared, model) == tables


def test_a_scorer_that_fails_is_reported(
    tmp_path: Path, shared: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(score, "TABLES", tmp_path / "quality.md")
    (shared / "score" / "score.py").write_text("raise SystemExit('no gold claims')", "utf8")
    code = score.main(["--shared", str(shared), "--model", str(save_tiny_pipeline(tmp_path / "tiny"))])
    assert code == 1
    assert "no gold claims" in capsys.readouterr().err
    assert not (tmp_path / "quality.md").exists()
