"""Offences that words name as opposed: "counter-terrorism cooperation", "an anti-smuggling operation"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.found import Found
from kg.extract.lexicon import Lexicon
from kg.gazetteer import Entry


def opposed_offences(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield a mention of the offence for every "counter-" or "anti-" word, on the word that names the offence."""
    prefixes = lexicon.events["opposing"]
    for i, token in enumerate(doc):
        word = token.lower_
        if word in prefixes and i + 1 < len(doc):
            j = i + 1 + (doc[i + 1].text in {"-", "–", "‐"})
            if j < len(doc) and not doc[j].is_space and (entry := offence(doc[j].lower_, lexicon)) is not None:
                yield Found(doc, j, j + 1, ("Offence",), "nominal", entry=entry, lemma=doc[j].lower_)
            continue
        rest = next((word.removeprefix(p).lstrip("-–‐") for p in sorted(prefixes) if word.startswith(p)), "")
        if rest and (entry := offence(rest, lexicon)) is not None:
            yield Found(doc, i, i + 1, ("Offence",), "nominal", entry=entry, lemma=rest)


def offence(word: str, lexicon: Lexicon) -> Entry | None:
    """Return the offence that a word behind "counter" or "anti" means, if it is one."""
    for alias in lexicon.events["opposed"]:
        short, _, full = alias.partition("=")
        if short == word:
            return lexicon.gazetteer.offences.get(full)
    return lexicon.gazetteer.offences.get(word)
