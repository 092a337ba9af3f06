"""Where the words of a title before a name begin, and which of its offices says whose officer that is."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.around import Spans
from kg.extract.found import Found
from kg.extract.lexicon import Lexicon, name_words
from kg.extract.portfolios import portfolios
from kg.extract.titles import REACH, Office, find_title, title_ending


def rank_opening(doc: Doc, person: Found, spans: Spans, lexicon: Lexicon) -> int:
    """Return where a rank opens between a comma and the name ("the head of the navy, Admiral NAME"), else the name.

    What stands before the comma must be an office of a body, with an article.
    """
    opening = title_ending(doc, person.start, lexicon)
    if opening is None or opening < 2 or doc[opening - 1].text != ",":
        return person.start
    if doc[person.start - 1].lower_ not in name_words("commanding_titles"):
        return person.start
    start = left_run(doc, opening, spans, lexicon)
    office = find_title(doc, start, opening - 1, lexicon)
    if office is None:
        return person.start
    body = any(m.classes[0] == "Agency" for m in spans.within(office.end, opening))
    return opening if body and any(t.lower_ == "the" for t in doc[start : office.start]) else person.start


def left_run(doc: Doc, opening: int, spans: Spans, lexicon: Lexicon) -> int:
    """Return where the words that can belong to a title before the name begin; one comma may stand before the name."""
    i = opening
    if i and doc[i - 1].text == "," and i > 1 and not doc[i - 1].is_sent_start:
        i -= 1
    sentence = doc[opening].sent.start
    while sentence > 0 and not (
        (doc[sentence - 1].is_punct and doc[sentence - 1].text != ")") or doc[sentence - 1].is_space
    ):
        sentence = doc[sentence - 1].sent.start  # the parse begins a sentence at the name, no mark does
    start = i
    while start > sentence and i - start < REACH:
        if (first := portfolios(doc, lexicon).get(start)) is not None:
            start = i = first
            continue
        token = doc[start - 1]
        if token.text == ")" and start - 3 > sentence and doc[start - 3].text == "(":
            start -= 3
            continue
        if token.is_space or (token.is_punct and token.text not in {"-", "–", "’", "'"}):
            break
        mention = spans.by_token.get(start - 1)
        if mention is not None and "Person" in mention.classes:
            break
        if mention is not None and mention.kind == "name" and mention.classes[0] == "Agency":
            i -= start - mention.start - 1  # a body's name, commas and all, counts as one token
            start = mention.start
            continue
        if (
            token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"}
            and token.lower_ not in name_words("title_joiners")
            and token.lower_ not in lexicon.titles_by_word
            and not token.text[:1].isupper()
        ):
            break
        if (
            token.pos_ == "ADP"
            and token.lower_ not in name_words("title_joiners")
            and token.lower_ not in lexicon.titles_by_word
        ):
            break
        start -= 1
    return start


def higher_office(doc: Doc, start: int, office: Office | None, lexicon: Lexicon) -> Office | None:
    """Return the national office before a rank ("Defence Minister Lt. Gen. NAME"), else the office given.

    Of two offices the first says whose they are ("Finnish Minister of Justice and Attorney General NAME").
    """
    if office is None or office.start <= start:
        return office
    if doc[office.start - 1].lower_ in {"and", "&"}:
        opening = portfolios(doc, lexicon).get(office.end, office.start - 1)
        first = find_title(doc, max(start, opening - 5), opening, lexicon)
        joined = first is not None and first.end == opening and doc[first.start].text[:1].isupper()
        return first if first is not None and joined and first.title.national and not first.past else office
    if office.title.national or office.title.of:
        return office
    earlier = find_title(doc, start, office.start, lexicon)
    return earlier if earlier is not None and earlier.title.national and not earlier.past else office
