"""Spelling variants of gold text as old press releases and headlines have them; the annotation stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from kg.language.training.gold import GoldWord


def vary(words: Sequence[GoldWord], random: Random) -> list[GoldWord]:
    """Return the words as they are, or at a low rate with other quotes, without apostrophes, or in another case."""
    result = list(words)
    chance = random.random()
    if chance < 0.12:
        result = curly_quotes(result)
    elif chance < 0.17:
        result = without_apostrophes(result)
    elif chance < 0.19:
        result = [replace(w, form=w.form.upper()) for w in result]
    elif chance < 0.21:
        result = [replace(w, form=w.form[:1].upper() + w.form[1:]) if len(w.form) > 3 else w for w in result]
    elif chance < 0.215:
        result = [replace(w, form=w.form.lower()) for w in result]
    if random.random() < 0.03 and len(result) > 3 and result[-1].form in (".", "!"):
        result = _without_last(result)
    return result


def _without_last(words: list[GoldWord]) -> list[GoldWord]:
    """Drop the closing mark where no word hangs on it."""
    last = len(words) - 1
    return words if any(w.head == last for w in words) else words[:-1]


def curly_quotes(words: Sequence[GoldWord]) -> list[GoldWord]:
    """Write typographic apostrophes and quotation marks."""
    result = []
    opened = False
    for word in words:
        form = word.form.replace("'", "\u2019")
        if form in ('"', "``", "\u2019\u2019"):
            form = "\u201d" if opened else "\u201c"
            opened = not opened
        result.append(replace(word, form=form))
    return result


def without_apostrophes(words: Sequence[GoldWord]) -> list[GoldWord]:
    """Take the apostrophes out of clitics, as text converted without its typographic marks has it."""
    return [
        replace(w, form=w.form.replace("'", "").replace("\u2019", "")) if len(w.form) > 1 and w.form != "''" else w
        for w in words
    ]
