"""Titles in a text: the words of an office, and the portfolio between it and its holder's name."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract.lexicon import Lexicon, Title, name_words

REACH = 14  # tokens between a title and the name that it belongs to, at most


@dataclass(frozen=True, slots=True)
class Office:
    """A title found at token indices ``start`` to ``end``, and whether it is a past one."""

    title: Title
    start: int
    end: int
    past: bool


def find_title(doc: Doc, start: int, end: int, lexicon: Lexicon) -> Office | None:
    """Return the title that ends last in a stretch of tokens, the longest of those that end there."""
    lower = [token.lower_ for token in doc[start:end]]
    best: Office | None = None
    for last in range(len(lower) - 1, -1, -1):
        for title in lexicon.titles_by_word.get(lower[last], ()):
            n = len(title.words)
            first = last - n + 1
            if first < 0 or (best is not None and n <= best.end - best.start):
                continue
            if tuple(lower[first:last]) != title.words[:-1] or (
                n > 1 and lower[last] not in {title.words[-1], title.words[-1] + "s"}
            ):
                continue
            if n == 1 and not doc[start + last].text[:1].isupper() and doc[start + last].pos_ not in {"NOUN", "PROPN"}:
                continue
            past = any(word in name_words("past_titles") for word in lower[max(0, first - 6) : first])
            best = Office(title, start + first, start + last + 1, past)
        if best is not None:
            return best
    return None


def title_ending(doc: Doc, end: int, lexicon: Lexicon) -> int | None:
    """Return the token index where the longest title begins whose last token stands before ``end``, if one does."""
    for title in lexicon.titles_by_word.get(doc[end - 1].lower_, ()) if end else ():
        start = end - len(title.words)
        if start >= 0 and all(t.lower_ == word for t, word in zip(doc[start : end - 1], title.words, strict=False)):
            return start
    return None


def cut_at_office(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where a body's name ends before its officer's title and name ("Department of Justice Attaché NAME")."""
    for stop in range(end, min(end + 4, len(doc))):
        if doc[stop].ent_type_ == "PERSON" and (opening := title_ending(doc, stop, lexicon)) is not None:
            while start < opening < end and doc[opening - 1].lower_ in {"and", "of", "the", "for", "&"}:
                opening -= 1
            return opening if start < opening < end else end
    return end


def office_tokens(doc: Doc, lexicon: Lexicon) -> tuple[set[int], set[int]]:
    """Return the tokens of capitalised titles of several words, and those of portfolios behind a title.

    A portfolio runs from "of" or "for" behind a title to a person's name: "Secretary of State for Levant Affairs NAME".
    """
    persons = {ent.start for ent in doc.ents if ent.label_ == "PERSON"}
    titles: set[int] = set()
    portfolios: set[int] = set()
    for end in range(1, len(doc)):
        if not doc[end - 1].text[:1].isupper() or (start := title_ending(doc, end, lexicon)) is None:
            continue
        if end - start > 1 and doc[start].text[:1].isupper():
            titles.update(range(start, end))
        stop = end
        while stop < len(doc) and (
            doc[stop].text[:1].isupper() or doc[stop].lower_ in {"of", "for", "the", "and", "&"}
        ):
            if stop in persons and stop > end:
                break
            stop += 1
        if doc[end].lower_ in {"of", "for"} and stop in persons:
            portfolios.update(range(end, stop))
    return titles, portfolios
