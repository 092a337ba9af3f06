"""Builds with a pipeline that knows nothing: what is read, kept, replaced, skipped and written."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from kg.engine import build as building
from kg.engine.build import BuildOptions, build
from kg.engine.query import answer, open_dataset, rows
from kg.engine.report import BuildReport, Listener
from kg.errors import ExitCode, InputError, KgError, UsageError
from kg.language.analyse import BATCH
from kg.model import Article, Problem
from kg.rdf.store import Store
from kg.sources.problems import Doubt
from tests.engine.tiny_pipeline import save_tiny_pipeline

TEXT = "Morocco extradited Li to China .\n\nFrance and Morocco cooperate.\n"


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_tiny_pipeline(tmp_path_factory.mktemp("pipeline") / "tiny"))


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf8")
    (folder / "b.md").write_text("---\ntitle: Two held\n---\nSpain extradited Ana to China .\n", "utf8")
    (folder / "c.jsonl").write_text(json.dumps({"id": "c1", "text": "Peru extradited Li to Chile ."}) + "\n", "utf8")
    return folder


def identifiers(out: Path) -> list[str]:
    with Store(out / "store", read_only=True) as store:
        return store.identifiers()


def files(report: BuildReport) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in report.files}


def test_every_article_is_read_once_and_a_second_build_needs_no_pipeline(
    tmp_path: Path, articles: Path, model: str
) -> None:
    out = tmp_path / "out"
    own = Path(shutil.copytree(model, tmp_path / "pipeline"))
    first = build([str(articles)], out, BuildOptions(str(own)))
    assert (first.built, first.unchanged, first.problems, first.exit_code) == (3, 0, [], ExitCode.OK)
    assert identifiers(out) == ["a", "b", "c1"]
    assert set(files(first)) == {"graph.ttl", "graph.nt", "graph.html"}
    assert first.counts.articles == 3
    assert {"load", "read", "parse", "extract", "ground", "store", "derive", "validate", "export"} == set(first.seconds)
    before = files(first)
    (own / "config.cfg").unlink()  # what the pipeline is, is still known; load it could not
    second = build([str(articles)], out, BuildOptions(str(own)))
    assert (second.built, second.unchanged) == (0, 3)
    assert files(second) == before


def test_another_pipeline_reads_every_article_anew(tmp_path: Path, articles: Path, model: str) -> None:
    out = tmp_path / "out"
    build([str(articles)], out, BuildOptions(model))
    with pytest.raises(KgError, match="no-such-pipeline"):
        build([str(articles)], out, BuildOptions("no-such-pipeline"))
    assert identifiers(out) == ["a", "b", "c1"]


def test_offsets_in_the_graph_are_offsets_in_the_article(tmp_path: Path, articles: Path, model: str) -> None:
    out = tmp_path / "out"
    build([str(articles / "a.txt")], out, BuildOptions(model, ("nt",)))
    with open_dataset(out) as dataset:
        spans = rows(answer(dataset, "SELECT ?start ?end ?text { ?s sc:start ?start ; sc:end ?end ; sc:text ?text }"))  # type: ignore[arg-type]
        for start, end, text in spans:
            assert TEXT[int(start) : int(end)] == text


def test_order_of_inputs_and_earlier_builds_do_not_show(tmp_path: Path, articles: Path, model: str) -> None:
    inputs = sorted(str(path) for path in articles.iterdir())
    formats = ("ttl", "nt", "nq")
    one = build(inputs, tmp_path / "one", BuildOptions(model, formats, validate=False))
    two = build(inputs[::-1], tmp_path / "two", BuildOptions(model, formats, validate=False))
    for path in inputs:
        three = build([path], tmp_path / "three", BuildOptions(model, formats, validate=False))
    assert files(one) == files(two) == files(three)


def test_a_changed_article_replaces_itself(tmp_path: Path, articles: Path, model: str) -> None:
    out = tmp_path / "out"
    options = BuildOptions(model, ("nt",), validate=False)
    build([str(articles)], out, options)
    (articles / "a.txt").write_text("Kenya extradited Li to China .", "utf8")
    report = build([str(articles)], out, options)
    assert (report.built, report.unchanged) == (1, 2)
    fresh = build([str(articles)], tmp_path / "fresh", options)
    assert files(report) == files(fresh)


def test_a_judgement_on_what_is_gone_is_told_and_kept(tmp_path: Path, articles: Path, model: str) -> None:
    out = tmp_path / "out"
    options = BuildOptions(model, ("nt",), validate=False)
    build([str(articles)], out, options)
    judged = "same\tperson/gone-12345678\tperson/lost-12345678\tone arrest\n"
    (out / "judgements.tsv").write_text(judged, "utf8")
    report = build([str(articles)], out, options)
    assert [problem.where for problem in report.problems] == [str(out / "judgements.tsv")]
    assert "applies to nothing in this graph" in report.problems[0].what
    assert (report.exit_code, (out / "judgements.tsv").read_text("utf8")) == (ExitCode.OK, judged)


def test_prune_drops_what_the_input_no_longer_holds(tmp_path: Path, articles: Path, model: str) -> None:
    out = tmp_path / "out"
    build([str(articles)], out, BuildOptions(model, ("nt",), validate=False))
    (articles / "a.txt").unlink()
    kept = build([str(articles)], out, BuildOptions(model, ("nt",), validate=False))
    assert kept.removed == []
    assert identifiers(out) == ["a", "b", "c1"]
    pruned = build([str(articles)], out, BuildOptions(model, ("nt",), prune=True, validate=False))
    assert pruned.removed == ["a"]
    assert identifiers(out) == ["b", "c1"]


def test_a_renamed_article_survives_pruning(tmp_path: Path, articles: Path, model: str) -> None:
    out = tmp_path / "out"
    options = BuildOptions(model, ("nt",), prune=True, validate=False)
    build([str(articles)], out, options)
    (articles / "a.txt").rename(articles / "z.txt")
    report = build([str(articles)], out, options)
    assert report.removed == ["a"]
    assert identifiers(out) == ["b", "c1", "z"]
    assert report.counts.articles == 3


def test_nothing_is_pruned_while_part_of_the_input_is_unreadable(tmp_path: Path, articles: Path, model: str) -> None:
    out = tmp_path / "out"
    options = BuildOptions(model, ("nt",), prune=True, validate=False)
    build([str(articles)], out, options)
    (articles / "a.txt").write_bytes(b"\xff")
    report = build([str(articles)], out, options)
    assert identifiers(out) == ["a", "b", "c1"]
    assert report.exit_code is ExitCode.PARTIAL
    assert any(isinstance(problem, Doubt) and problem.where == "--prune" for problem in report.problems)


def test_skipped_inputs_make_a_partial_build(tmp_path: Path, articles: Path, model: str) -> None:
    (articles / "broken.jsonl").write_text('{"text": "A."\n', "utf8")
    (articles / "notes.pdf").write_text("x", "utf8")
    report = build([str(articles)], tmp_path / "out", BuildOptions(model, (), validate=False))
    assert report.exit_code is ExitCode.PARTIAL
    assert [problem.where for problem in report.skipped] == [f"{articles / 'broken.jsonl'}:1"]
    assert len(report.problems) == 2


def test_nothing_readable_leaves_no_output(tmp_path: Path) -> None:
    heard: list[Problem] = []

    class Hears(Listener):
        def problem(self, problem: Problem) -> None:
            heard.append(problem)

    with pytest.raises(InputError):
        build([str(tmp_path / "none")], tmp_path / "out", listener=Hears())
    assert not (tmp_path / "out").exists()
    assert len(heard) == 1


def test_output_that_cannot_be_written_is_refused_first(tmp_path: Path, articles: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="is a file"):
        build([str(articles)], tmp_path / "file")
    with pytest.raises(UsageError, match="unknown format 'owl'"):
        build([str(articles)], tmp_path / "out", BuildOptions(formats=("owl",)))
    assert not (tmp_path / "out").exists()


def test_two_builds_do_not_share_a_store(tmp_path: Path, articles: Path) -> None:
    (tmp_path / "out").mkdir()
    with Store(tmp_path / "out" / "store"), pytest.raises(KgError, match="in use"):
        build([str(articles)], tmp_path / "out")


class Stops(Listener):
    """Interrupts the build after its first article."""

    def article(self, article: Article, *, unchanged: bool) -> None:
        raise KeyboardInterrupt


def test_an_interrupted_build_goes_on_where_it_stopped(tmp_path: Path, articles: Path, model: str) -> None:
    options = BuildOptions(model, ("ttl", "nq"), validate=False)
    with pytest.raises(KeyboardInterrupt):
        build([str(articles)], tmp_path / "out", options, Stops())
    assert identifiers(tmp_path / "out") == ["a"]
    resumed = build([str(articles)], tmp_path / "out", options)
    assert (resumed.built, resumed.unchanged) == (2, 1)
    whole = build([str(articles)], tmp_path / "whole", options)
    assert files(resumed) == files(whole)


def test_an_article_that_a_rule_trips_over_costs_only_itself(
    tmp_path: Path, articles: Path, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = building.read_article

    def trips(article: Article, *rest: object) -> object:
        if article.identifier == "b":
            raise IndexError("no such token")
        return genuine(article, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "read_article", trips)
    report = build([str(articles)], tmp_path / "out", BuildOptions(model, (), validate=False))
    assert (report.built, report.exit_code) == (2, ExitCode.PARTIAL)
    [problem] = report.skipped
    assert problem.where.endswith("b.md:1")
    assert "IndexError: no such token" in problem.what
    with pytest.raises(IndexError):
        build([str(articles / "b.md")], tmp_path / "again", BuildOptions(model, (), validate=False, debug=True))


def test_a_corpus_is_never_held_whole(tmp_path: Path, model: str) -> None:
    lines = [
        json.dumps({"id": str(number), "text": f"Peru extradited Li to Chile in {number} ."}) for number in range(200)
    ]
    data = "\n".join(lines).encode()

    class Reads(io.BytesIO):
        lines = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.lines += 1
            return super().readline(size)

    stream = Reads(data)
    ahead: list[int] = []

    class Measures(Listener):
        done = 0

        def article(self, article: Article, *, unchanged: bool) -> None:
            self.done += 1
            ahead.append(stream.lines - self.done)

    report = build(["-"], tmp_path / "out", BuildOptions(model, (), validate=False), Measures(), stream)
    assert report.built == 200
    assert max(ahead) <= BATCH + 1
