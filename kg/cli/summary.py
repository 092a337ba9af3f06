"""The summary of a build, to read and as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from rich.text import Text

from kg.cli.console import data_console
from kg.cli.counts import counts_as_json, counts_lines

if TYPE_CHECKING:
    from kg.engine.report import BuildReport

SHOWN_REJECTIONS = 10


def print_summary(report: BuildReport) -> None:
    """Print what a build did: articles, what the graph holds, what was refused, time, verdict, files."""
    console = data_console()
    for title, lines in _sections(report):
        console.print(Text(title, style="bold"))
        width = max((len(name) for name, value in lines if value), default=0)
        for name, value in lines:
            console.print(f"  {name:<{width}}  {value}".rstrip())


def _sections(report: BuildReport) -> list[tuple[str, list[tuple[str, str]]]]:
    kinds = Counter(type(problem).__name__ for problem in report.problems)
    articles = [
        ("read", str(report.built)),
        ("unchanged", str(report.unchanged)),
        ("removed", str(len(report.removed))),
    ]
    names = {"Problem": "skipped", "Duplicate": "duplicates skipped", "Doubt": "details left out", "Ignored": "ignored"}
    articles += [(label, str(kinds[kind])) for kind, label in names.items() if kinds[kind]]
    sections = [("Articles", articles), ("Graph", counts_lines(report.counts))]
    if report.built:
        sections.append(("Refused candidates", _rejections(report)))
    sections.append(("Time", _times(report)))
    verdict = "not checked"
    if report.violations is not None:
        warnings = len(report.violations) - report.breaches
        verdict = f"{report.breaches} violations (kg validate lists them)" if report.breaches else "conforms"
        verdict += f", {warnings} warnings" if warnings else ""
    sections.append(("SHACL", [(verdict, "")]))
    sections.append(("Files", [(str(path), "") for path in report.files]))
    return sections


def _rejections(report: BuildReport) -> list[tuple[str, str]]:
    ranked = sorted(report.rejections.items(), key=lambda item: (-item[1], item[0]))
    lines = [(reason, str(number)) for reason, number in ranked[:SHOWN_REJECTIONS]]
    rest = ranked[SHOWN_REJECTIONS:]
    if rest:
        lines.append((f"{len(rest)} other reasons (--json lists them)", str(sum(number for _, number in rest))))
    return lines or [("none", "")]


def _times(report: BuildReport) -> list[tuple[str, str]]:
    total = sum(report.seconds.values())
    lines = [(stage, f"{seconds:8.2f} s {seconds / total:6.1%}") for stage, seconds in report.seconds.items()]
    lines.append(("total", f"{total:8.2f} s"))
    if report.words:
        lines.append(("words per second", f"{report.words_per_second:8.0f}"))
    return lines


def as_json(report: BuildReport) -> dict[str, Any]:
    """Return the whole report as plain JSON values."""
    return {
        "articles": {"read": report.built, "unchanged": report.unchanged, "removed": report.removed},
        "words": report.words,
        "sentences": report.sentences,
        "triples": report.triples,
        "rejections": dict(report.rejections),
        "problems": [
            {"kind": type(item).__name__, "where": item.where, "what": item.what, "next_step": item.next_step}
            for item in report.problems
        ],
        "counts": counts_as_json(report.counts),
        "conforms": None if report.violations is None else not report.breaches,
        "violations": None if report.violations is None else len(report.violations),
        "files": [str(path) for path in report.files],
        "seconds": {stage: round(seconds, 3) for stage, seconds in report.seconds.items()},
        "words_per_second": round(report.words_per_second, 1),
        "exit_code": int(report.exit_code),
    }
