"""Measure extraction against gold: build the articles, score the graphs, write the tables to a tracked file.

The scorer and the articles of others that it is run over lie in a folder beside the checkout (``--shared``); where
that folder is absent, nothing is measured and the tracked file stays as it is.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.engine.build import BuildOptions, build
from kg.errors import ExitCode, KgError
from kg.measure import read_judged
from kg.quality import tables as judged_tables

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "docs" / "quality.md"
FOUNDING = "00_*.json"
HEAD = """\
# Measured quality

Written by `make score`; do not edit. Precision (P), recall (R) and their harmonic mean (F1) of the claims that a build
with the shipped pipeline reads, against gold claims made by careful readers, who agree with each other at about 0.92.

- *strict*: the same relation, both ends and factuality; *relation*: any factuality; *pair*: any relation.
- The development articles are real ones under open licences, which the rules were written with. The bundled corpus
  was written for this project. Neither measures what unseen articles give.
"""
CONSTRUCTS = """\
The texts of `tests/cases/constructs/`, each read as an article of its own, parsed by the shipped pipeline and as frozen
in `tests/cases/frozen/`, where wrong parses are corrected by hand; *violated* counts claims that must not appear."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Gold files that are scored together, and the articles that the graph is built from."""

    title: str
    articles: Path
    gold: Path
    pattern: str = "*.json"


def gold_sets(shared: Path) -> tuple[GoldSet, ...]:
    """Return what is scored: the development set, its founding article alone, the bundled corpus."""
    articles, gold = shared / "dev" / "articles", shared / "dev" / "gold"
    return (
        GoldSet("Development articles", articles, gold),
        GoldSet("The founding article alone", articles, gold, FOUNDING),
        GoldSet("Bundled corpus", ROOT / "corpus" / "articles", ROOT / "corpus" / "gold"),
    )


def measure(shared: Path, model: str | None = None) -> str:
    """Return the tables of every gold set as Markdown; each folder of articles is built once.

    Raises KgError when an article cannot be read, the pipeline cannot be loaded or the scorer fails.
    """
    with TemporaryDirectory() as work:
        sections = "".join(_sections(shared, Path(work), model))
    judged = {s.title: read_judged(s.articles, s.gold, model) for s in gold_sets(shared) if s.pattern == "*.json"}
    return HEAD + sections + judged_tables(judged) + _constructs(model)


def _constructs(model: str | None) -> str:
    """Return the table of the construct catalogue, read anew; empty where the tests are not there."""
    if not (ROOT / "tests" / "extract" / "catalogue.py").is_file():
        return ""
    command = [sys.executable, "-m", "tests.extract.catalogue"]
    environment = {**os.environ, **({"KG_MODEL": model} if model else {})}
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf8", env=environment, cwd=ROOT, check=False
    )
    if done.returncode:
        raise KgError(
            f"the catalogue failed: {done.stderr.strip().splitlines()[-1:]}", "catalogue.py", "run it by hand"
        )
    return f"\n## Constructs\n\n{CONSTRUCTS}\n\n```text\n{done.stdout.strip()}\n```\n"


def _sections(shared: Path, work: Path, model: str | None) -> Iterator[str]:
    graphs: dict[Path, Path] = {}
    for number, chosen in enumerate(gold_sets(shared)):
        if chosen.articles not in graphs:
            graphs[chosen.articles] = _graph(chosen.articles, work / f"graph-{number}", model)
        gold = work / f"gold-{number}"
        gold.mkdir()
        paths = sorted(chosen.gold.glob(chosen.pattern))
        for path in paths:
            shutil.copy(path, gold)
        table = _table(shared, graphs[chosen.articles], gold)
        count = f"{len(paths)} gold file{'s' if len(paths) > 1 else ''}"
        yield f"\n## {chosen.title}\n\n{count}.\n\n```text\n{table}\n```\n"


def _graph(articles: Path, out: Path, model: str | None) -> Path:
    report = build([str(articles)], out, BuildOptions(model, ("ttl",), validate=False))
    if report.skipped:
        first = report.skipped[0]
        raise KgError(first.what, first.where, first.next_step)
    return out / "graph.ttl"


def _table(shared: Path, graph: Path, gold: Path) -> str:
    command = [sys.executable, str(shared / "score" / "score.py"), str(graph), str(gold)]
    # The scorer orders some claims by the text of a set, which the seed of hashing decides.
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf8", env=environment, check=False)
    if done.returncode:
        raise KgError(f"the scorer failed: {done.stderr.strip().splitlines()[-1:]}", "score.py", "run it by hand")
    return done.stdout.strip()


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables and write them to the tracked file; say so and return 0 where there is nothing to score with."""
    parser = argparse.ArgumentParser(prog="make score", description=str(__doc__).partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with score/ and dev/")
    parser.add_argument("--model", help="another spaCy pipeline; the tracked file is then left alone")
    options = parser.parse_args(argv)
    if not (options.shared / "score" / "score.py").is_file() or not (options.shared / "dev" / "gold").is_dir():
        print(f"Nothing is scored: {options.shared} holds no scorer and no development articles.")
        return ExitCode.OK
    try:
        tables = measure(options.shared, options.model)
    except KgError as error:
        print(f"make score: {error}", file=sys.stderr)
        return error.exit_code
    print(tables, end="")
    if options.model is None:
        TABLES.write_text(tables, encoding="utf8")
    return ExitCode.OK


if __name__ == "__main__":
    sys.exit(main())
