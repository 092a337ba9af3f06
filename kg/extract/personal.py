"""Persons' names: titles cut off what the recogniser found, names that only their title shows."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.bodies import titled
from kg.extract.capitals import capitalised
from kg.extract.found import Found
from kg.extract.lexicon import Lexicon, name_words
from kg.extract.portfolios import portfolios
from kg.extract.titles import title_ending
from kg.language.syntax import children

SUFFIXES = frozenset(["Jr", "Sr", "II", "III", "IV"])


def person_name(doc: Doc, start: int, end: int, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the person's name in a recognised one: behind its titles, before a comma, unless it is words of offices."""
    opening, start = start, after_titles(doc, start, end, lexicon)
    if end - start == 1 and start > opening and plain_noun(doc, start):
        return
    for i in range(start + 1, end):
        if doc[i].text in lexicon.names["headline_words"] or predicate(doc[i]):
            end = i
            break
        if doc[i].text == "," and doc[i + 1 : end].text.rstrip(".") not in SUFFIXES:
            end = i
            break
    if (
        start < end
        and capitalised(doc[start])
        and doc[start:end].text not in lexicon.names["not_persons"]
        and not titled(doc, start, end, lexicon)
        and not office_words(doc, start, end, lexicon)
        and not any(token.text in lexicon.names["meetings"] for token in doc[start:end])
        and not (end - start == 1 and doc[start].lower_ in lexicon.names["listed_officials"])
    ):
        yield Found(doc, start, end, ("Person",), "name")


def titled_persons(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield capitalised words behind an office or honorific that the recogniser did not take for a person."""
    for i, token in enumerate(doc[:-1]):
        honorific = token.text in lexicon.names["honorifics"]
        if not capitalised(token) or not (
            honorific
            or token.lower_ in name_words("suspect_titles")
            or (len(token) > 3 and title_ending(doc, i + 1, lexicon) is not None)
            or i + 1 in portfolios(doc, lexicon)
        ):
            continue
        start = i + 1 + (doc[i + 1].text == "." and honorific)
        end = start
        while end < len(doc) and end - start < 4 and continues_name(doc, end, lexicon):
            end += 1
        if any(t.text in lexicon.names["meetings"] for t in doc[start:end]):
            continue
        if (end - start > 1 and not office_words(doc, start, end, lexicon)) or (
            end - start == 1 and honorific and doc[start].is_alpha and len(doc[start].text) > 2
        ):
            yield Found(doc, start, end, ("Person",), "name")


def continues_name(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """Whether a token behind a title can be a word of the holder's name: no title, body, known name or date."""
    token = doc[i]
    if not capitalised(token) or token.is_sent_start or not (token.is_alpha or token.text.endswith(".")):
        return False
    if token.text in lexicon.names["agency_heads"] or token.text in lexicon.gazetteer.senses or predicate(token):
        return False
    return token.lower_ not in lexicon.titles_by_word and token.ent_type_ not in {"DATE", "ORG", "NORP"}


def predicate(token: Token) -> bool:
    """Whether a capitalised word is a headline's finite verb ("Sheriff Pleads Guilty", "Minister Appoints Three")."""
    return token.pos_ == "VERB" and token.tag_ in {"VBZ", "VBP", "VBD"} and bool(list(children(token, "nsubj", "obj")))


def plain_noun(doc: Doc, i: int) -> bool:
    """Whether the article has a word as a common noun too: behind a title it is no surname then ("Premier Foods")."""
    nouns: set[str] | None = doc.user_data.get("common_nouns")
    if nouns is None:
        nouns = {token.text for token in doc if token.pos_ == "NOUN" and token.is_lower}
        doc.user_data["common_nouns"] = nouns
    return doc[i].lower_ in nouns


def office_words(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a supposed person's name consists of words of offices and bodies ("Affairs", "General")."""
    first, last = doc[start], doc[end - 1]
    if first.lower_ in lexicon.names["security_words"] or (
        last.lower_ in lexicon.names["security_words"] and end - start < 3
    ):
        return True
    return end - start == 1 and (first.lower_ in lexicon.titles_by_word or first.lower_ in name_words("title_openings"))


def after_titles(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the name begins behind the titles, honorifics and roles that the recogniser took in."""
    field = next((stop for stop in portfolios(doc, lexicon) if start < stop <= end), None)
    if field is not None and (field < end or doc[field].text[:1].isupper()):
        return field
    for last in range(end - 1, start, -1):
        token = doc[last - 1]
        if doc[last:end].text.rstrip(".") in SUFFIXES or token.text in lexicon.names["titles_as_names"]:
            continue
        if capitalised(doc[last]) and (title_ending(doc, last, lexicon) is not None or role(token, lexicon)):
            start = last
            break
    while start < end and (doc[start].text in lexicon.names["honorifics"] or doc[start].text == "."):
        start += 1
    while start + 1 < end and (found := leading_title(doc, start, end, lexicon)):
        start = found
    return start


def role(token: Token, lexicon: Lexicon) -> bool:
    """Whether a token is a noun for a suspect ("Fugitives NAME")."""
    return token.lower_ in lexicon.nouns["Suspect"] or token.lower_.removesuffix("s") in lexicon.nouns["Suspect"]


def leading_title(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int | None:
    """Return the token index behind a title that opens the words ``start`` to ``end`` and does not fill them."""
    return next((i for i in range(end - 1, start, -1) if title_ending(doc, i, lexicon) == start), None)


def inner_title(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int | None:
    """Return where a person's name begins in an entity taken for a body ("Guardia Civil Colonel X")."""
    heads = lexicon.names["agency_heads"]
    for i in range(end - 1, start, -1):
        if end - i > 3 or not capitalised(doc[i]) or doc[i].text in heads:
            return None
        if len(doc[i - 1].text) > 4 and doc[i - 1].text not in heads and title_ending(doc, i, lexicon) is not None:
            return i
    return None
