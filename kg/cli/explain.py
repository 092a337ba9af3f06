"""``kg explain``: why a claim is in the graph, or what a sentence gives and refuses."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from kg.cli.console import data_console, print_json
from kg.cli.options import Debug, Json
from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from kg.engine.claims import StoredClaim
    from kg.engine.explain import Explained, Read

STYLES = {"subject": "bold green", "object": "bold blue", "trigger": "bold magenta", "cue": "bold red"}
SHOWN = 5

Graph = Annotated[Path | None, typer.Argument(metavar="[OUT]", help="The folder kg build wrote, or a graph file.")]
Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[CLAIM | SUBJECT RELATION OBJECT]", help="A claim's IRI, or an edge by IRIs or labels."),
]


def explain_command(
    graph: Graph = None,
    words: Words = None,
    text: Annotated[str | None, typer.Option(help="A text to read instead; - reads it from standard input.")] = None,
    model: Annotated[str | None, typer.Option(help="Another spaCy pipeline than the shipped one.")] = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Show why: the sentence with its roles, its parse, the rule, the factuality and its cues, what was refused."""
    if text is not None:
        if graph is not None:
            raise UsageError("a text and a graph", next_step="give one of them: --text, or OUT and a claim or edge")
        _explain_text(_given(text), model, json)
    elif graph is None or not words:
        raise UsageError(
            "nothing to explain",
            next_step='give OUT and a claim\'s IRI, OUT SUBJECT RELATION OBJECT, or --text "A sentence."',
        )
    else:
        _explain_claims(graph, words, model, json)


def _given(text: str) -> str:
    if text != "-":
        return text
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 at byte offset {error.start}", "stdin", "convert it") from error


def _explain_text(text: str, model: str | None, json: bool) -> None:
    from kg.engine.explain import explain_text

    sentences = explain_text(text, model)
    if json:
        print_json({"sentences": [asdict(sentence) for sentence in sentences]})
        return
    for sentence in sentences:
        _print_sentence(sentence)
        if not sentence.claims:
            data_console().print("no claim was read in it\n")


def _explain_claims(graph: Path, words: list[str], model: str | None, json: bool) -> None:
    from kg.engine.explain import explain_claims
    from kg.engine.query import open_dataset

    with open_dataset(graph) as dataset:
        found = explain_claims(dataset, words, model)
    if json:
        print_json({"claims": [asdict(item) for item in found]})
        return
    for item in found:
        _print_claim(item.claim)
        for sentence in item.sentences[:SHOWN]:
            _print_sentence(sentence, item.claim)
        if len(item.sentences) > SHOWN:
            data_console().print(f"and {len(item.sentences) - SHOWN} more sentences (--json gives all)\n")


def _print_claim(claim: StoredClaim) -> None:
    console = data_console()
    ends = (claim.subject or ("?",))[0], (claim.object or ("?",))[0]
    console.print(Text.assemble((ends[0], STYLES["subject"]), f" {claim.relation} ", (ends[1], STYLES["object"])))
    said_by = f", said by {claim.attributed_to[0]}" if claim.attributed_to else ""
    console.print(f"  {claim.factuality}{said_by}, confidence {claim.confidence:.2f}\n  {claim.iri}\n")


def _print_sentence(sentence: Explained, claim: StoredClaim | None = None) -> None:
    console = data_console()
    if sentence.article:
        console.print(f"{sentence.article}, characters {sentence.start}–{sentence.end}")
    if not sentence.claims:
        console.print(sentence.text)
    for read in sentence.claims:
        _print_read(sentence, read)
    if claim is not None and not sentence.claims:
        rules = sorted({rule for place in claim.places if place.text == sentence.text for rule in place.rules})
        _print_rules(rules)
        console.print("  read alone, the sentence does not give the claim: it needs what the article says around it")
    console.print("  parse")
    for node in sentence.parse:
        console.print(f"    {'  ' * node.depth}{node.text}  {node.pos} {node.relation}")
    if sentence.refused:
        console.print("  refused")
    for item in sentence.refused:
        console.print(f"    {item.kind}: {item.subject} {item.relation} {item.object} – {item.reason}")
    console.print()


def _print_rules(rules: list[str]) -> None:
    from kg.extract.rules import describe

    for rule in rules:
        try:
            what = describe(rule)
        except KeyError:  # a store that another version wrote
            what = "no rule of this version"
        data_console().print(f"  rule        {rule}: {what}")


def _print_read(sentence: Explained, read: Read) -> None:
    console = data_console()
    shown = Text(" ".join(sentence.text.split("\n")))
    for mark in read.marks:
        shown.stylize(STYLES[mark.role], mark.start, mark.end)
    console.print(shown)
    for role in STYLES:
        parts = [sentence.text[mark.start : mark.end] for mark in read.marks if mark.role == role]
        if parts:
            console.print(Text.assemble(f"  {role:<10}  ", ("; ".join(parts), STYLES[role])))
    console.print(f"  claim       {read.subject} {read.relation} {read.object}")
    console.print(f"  factuality  {read.factuality}: {read.why}")
    if read.said_by:
        console.print(f"  said by     {read.said_by}")
    console.print(f"  confidence  {read.confidence:.2f}")
    console.print(f"  rule        {read.rule}: {read.what}")
