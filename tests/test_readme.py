"""What the README shows is what the project gives: query, answer and claim are real, links and commands exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from kg.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf8")
QUERY = re.compile(r'^kg query out "(SELECT [^"]+)"$', re.MULTILINE)
ANSWER = re.compile(r"^```text\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
CLAIM = re.compile(r"^```turtle\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"(?:\]\(|src=\")(?!https?://|#)([^)\"]+)")


@pytest.mark.integration
def test_the_query_has_the_answer_that_is_printed(corpus_build: Path, capfd: pytest.CaptureFixture[str]) -> None:
    asked, printed = QUERY.search(README), ANSWER.search(README)
    assert asked is not None
    assert printed is not None
    assert main(["query", str(corpus_build), asked[1]]) == 0
    answer = capfd.readouterr().out
    # Outside a terminal columns are separated by tabs; in the README they are aligned.
    assert [line.split() for line in answer.splitlines()] == [line.split() for line in printed[1].splitlines()]


@pytest.mark.integration
def test_the_claim_that_is_printed_is_in_the_graph(corpus_build: Path) -> None:
    claim = CLAIM.search(README)
    assert claim is not None
    assert claim[1] in (corpus_build / "graph.ttl").read_text("utf8")


def test_every_link_leads_to_a_tracked_file() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    folders = {str(parent) for name in tracked for parent in Path(name).parents}
    missing = [link for link in TARGET.findall(README) if link.rstrip("/") not in folders | set(tracked)]
    assert missing == []
    assert len(TARGET.findall(README)) > 5


@pytest.mark.parametrize("target", ["graph", "test", "score"])
def test_every_command_is_a_target_of_make(target: str) -> None:
    assert f"make {target}" in README
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
