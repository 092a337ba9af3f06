"""``.md``: one article a file; YAML front matter describes it, the body loses its markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from kg.model import Article, Problem
from kg.sources.fields import Origin, make_article
from kg.sources.text import clean, decode

_BLOCK_ENDS = {"paragraph_close", "heading_close", "tr_close"}


def read_markdown(stream: BinaryIO, origin: Origin) -> Iterator[Article | Problem]:
    """Yield the article of a Markdown file, or the Problem that keeps it from being one."""
    decoded = decode(stream.read(), origin.file)
    if isinstance(decoded, Problem):
        yield decoded
        return
    text = clean(decoded)
    tokens = MarkdownIt("commonmark").enable("table").use(front_matter_plugin).parse(text)
    front = next((token.content for token in tokens if token.type == "front_matter"), None)
    if front is None and text.split("\n", 1)[0].rstrip() == "---":
        yield Problem(origin.where(), "front matter without an end", "close it with a line of three dashes")
        return
    fields = front_matter(front or "", origin.file)
    if isinstance(fields, Problem):
        yield fields
        return
    numbered = enumerate((front or "").split("\n"), start=2)
    lines = {line.partition(":")[0].lower(): number for number, line in numbered if ":" in line}
    where = Origin(origin.file, origin.stem, 1, lines)
    yield from make_article(origin.stem, plain_text(tokens), fields, where, headline=True)


def front_matter(text: str, where: str) -> dict[str, Any] | Problem:
    """Return the fields of YAML front matter (``text`` without its dashes), keys in lower case, or a Problem.

    Every scalar stays the string that was written: a title "No" is no boolean, a date is judged by one rule for all
    formats.
    """
    try:
        loaded = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        what = getattr(error, "problem", None) or "malformed YAML"
        return Problem(f"{where}:{line}", f"front matter: {what}", "put values that contain ': ' in quotes")
    except RecursionError:
        return Problem(f"{where}:1", "front matter is nested too deeply", "keep it to title, date, publisher, url")
    if loaded in (None, ""):
        return {}
    if not isinstance(loaded, dict):
        return Problem(f"{where}:2", "front matter is not a mapping", "write one 'key: value' a line")
    return {str(key).lower(): value for key, value in loaded.items()}


def plain_text(tokens: Sequence[Token]) -> str:
    """Return the text of parsed Markdown: paragraphs apart by a blank line, list items and table rows as lines.

    Images and HTML are dropped with what they hold; code keeps its lines.
    """
    pieces: list[str] = []
    depth = 0
    line: list[str] = []
    for token in tokens:
        if token.type.endswith(("list_open", "table_open")):
            depth += 1
        elif token.type.endswith(("list_close", "table_close")):
            depth -= 1
            if not depth:
                pieces.append("")
        elif token.type == "inline":
            line.append(_inline(token.children or []))
        elif token.type in ("fence", "code_block"):
            line.append(token.content.rstrip("\n"))
        if line and (token.type in _BLOCK_ENDS or token.type in ("fence", "code_block")):
            pieces.append(" ".join(part for part in line if part).strip())
            line = []
            if not depth:
                pieces.append("")
    return _joined(pieces)


def _inline(children: Sequence[Token]) -> str:
    parts: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
    return "".join(parts)


def _joined(pieces: Sequence[str]) -> str:
    """Join lines, empty pieces being the breaks between paragraphs; breaks at either end or in a row collapse."""
    paragraphs: list[list[str]] = [[]]
    for piece in pieces:
        if piece:
            paragraphs[-1].append(piece)
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)
