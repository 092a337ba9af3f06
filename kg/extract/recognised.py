"""Names by the recogniser, corrected: titles cut off, bodies told from persons, persons found by their title."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.bodies import POSSESSIVE, capitalised, is_agency, starts_with_agency, titled
from kg.extract.found import Found
from kg.extract.lexicon import Lexicon

KNOWN_ALONE = frozenset(["Interpol", "Carabinieri", "Garda", "Police", "Customs", "Gendarmerie"])


def recognised(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield what the recogniser found, with titles cut off and organisations told apart by their head word."""
    for ent in doc.ents:
        start, end = ent.start, ent.end
        while end > start and dangling(doc[end - 1]):
            end -= 1
        while start < end and (doc[start].is_punct or doc[start].lower_ in {"the", "a", "an"} or doc[start].is_space):
            start += 1
        if start >= end or any(token.is_space for token in doc[start:end]):
            continue
        end = cut_at_and(doc, start, end, lexicon) if ent.label_ != "PERSON" else end
        text = doc[start:end].text
        if ent.label_ != "PERSON" and two_names(doc, start, end, lexicon):
            continue
        if titled(doc, start, end, lexicon) or (
            end - start == 1 and doc[start].text in lexicon.names["agency_heads"] - KNOWN_ALONE
        ):
            continue
        if ent.label_ in {"ORG", "LOC", "GPE"} and (inner := inner_title(doc, start, end, lexicon)):
            yield Found(doc, inner, end, ("Person",), "name")
            continue
        if ent.label_ == "PERSON":
            start = after_titles(doc, start, end, lexicon)
            if (
                start < end
                and capitalised(doc[start])
                and doc[start:end].text not in lexicon.names["not_persons"]
                and not office_words(doc, start, end, lexicon)
            ):
                yield Found(doc, start, end, ("Person",), "name")
        elif ent.label_ in {"ORG", "EVENT", "FAC"}:
            cls = organisation_class(doc, start, end, lexicon)
            if cls and text not in lexicon.names["media"]:
                yield Found(doc, start, end, (cls,), "name")
        elif ent.label_ in {"LOC", "GPE"} and capitalised(doc[start]):
            yield Found(doc, start, end, ("Place",), "name")


def titled_persons(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield capitalised words behind an office or honorific that the recogniser did not take for a person."""
    titles = {title.words[-1] for title in lexicon.titles if len(title.words[-1]) > 3} | {
        "defendant",
        "fugitive",
        "suspect",
    }
    for i, token in enumerate(doc[:-1]):
        if not capitalised(token) or not (token.lower_ in titles or token.text in lexicon.names["honorifics"]):
            continue
        end = i + 1
        while (
            end < len(doc)
            and end - i < 5
            and capitalised(doc[end])
            and doc[end].is_alpha | doc[end].text.endswith(".")
            and not doc[end].is_sent_start
        ):
            if (
                doc[end].lower_ in titles
                or doc[end].text in lexicon.names["agency_heads"]
                or doc[end].text in lexicon.gazetteer.senses
                or doc[end].lower_ in {"and", "general"}
            ):
                break
            if doc[end].ent_type_ in {"DATE", "ORG", "NORP"}:
                break
            end += 1
        if (end - i > 2 and not office_words(doc, i + 1, end, lexicon)) or (
            end - i == 2
            and token.text in lexicon.names["honorifics"]
            and doc[i + 1].is_alpha
            and len(doc[i + 1].text) > 2
        ):
            yield Found(doc, i + 1, end, ("Person",), "name")


def office_words(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a supposed person's name consists of words of offices and bodies ("Affairs", "General")."""
    first, last = doc[start], doc[end - 1]
    if first.lower_ in lexicon.names["security_words"] or (
        last.lower_ in lexicon.names["security_words"] and end - start < 3
    ):
        return True
    return end - start == 1 and first.lower_ in lexicon.titles_by_word


def surnames(doc: Doc, names: list[Found]) -> list[Found]:
    """Return the single words that are the last name of a person named in full elsewhere in the article."""
    last = {m.text.split()[-1].rstrip(".") for m in names if m.classes[0] == "Person" and len(m.text.split()) > 1}
    covered = {i for m in names for i in range(m.start, m.end)}
    forms = {name: name for name in last if len(name) > 3 and name[0].isupper()}
    return [
        Found(doc, t.i, t.i + 1, ("Person",), "name")
        for t in doc
        if t.i not in covered
        and (t.text in forms or (t.text.endswith("s") and t.text[:-1] in forms and t.pos_ == "PROPN"))
    ]


def after_titles(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the name begins behind titles and honorifics that the recogniser took in."""
    moved = True
    while moved and start < end:
        moved = False
        if doc[start].text in lexicon.names["honorifics"]:
            start, moved = start + 1, True
            continue
        for title in lexicon.titles:
            n = len(title.words)
            if start + n < end and tuple(t.lower_ for t in doc[start : start + n]) == title.words:
                start, moved = start + n, True
                break
    return start


def dangling(token: Token) -> bool:
    """Whether a token cannot end a name: punctuation, a possessive mark, a function word."""
    if token.text in POSSESSIVE or token.lower_ in {
        "of",
        "and",
        "for",
        "the",
        "in",
        "on",
        "at",
        "to",
        "with",
        "by",
        "from",
        "or",
        "a",
        "an",
        "who",
        "was",
    }:
        return True
    return token.is_punct and not token.text.endswith(".")


def cut_at_and(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Return the end of a body's name where the recogniser ran on over "and" ("Dayton Office and Robert Green")."""
    heads = lexicon.names["agency_heads"]
    for i in range(start + 1, end - 1):
        if doc[i].lower_ == "and" and doc[i - 1].text in heads and not any(t.text in heads for t in doc[i + 1 : end]):
            return i
    return end


def two_names(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether an entity joins two names by "and" or a possessive ("Serbia and Hungary"), one of them known."""
    senses = lexicon.gazetteer.senses
    for i in range(start + 1, end - 1):
        if doc[i].lower_ in {"and", "'s", "’s"} and (doc[start:i].text in senses or doc[i + 1 : end].text in senses):
            return True
    return False


def inner_title(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int | None:
    """Return where a person's name begins in an entity taken for a body ("Guardia Civil Colonel X")."""
    for i in range(end - 2, start - 1, -1):
        if (
            doc[i].lower_ in lexicon.titles_by_word
            and all(capitalised(t) and t.text not in lexicon.names["agency_heads"] for t in doc[i + 1 : end])
            and len(doc[i].text) > 4
            and doc[i].text not in lexicon.names["agency_heads"]
            and end - i - 1 in {1, 2, 3}
        ):
            return i + 1
    return None


def organisation_class(doc: Doc, start: int, end: int, lexicon: Lexicon) -> str | None:
    """Tell what a recognised organisation is by the last capitalised word of its name."""
    words = [token.text for token in doc[start:end]]
    names = lexicon.names
    if words[-1] in names["place_heads"] or ("District" in words and not is_agency(words, lexicon)):
        return "Place"
    if end - start > 1 and starts_with_agency(words, lexicon):
        return "Agency"
    if words[0] in names["operation_words"] or words[-1].lower() in names["operation_tails"]:
        return "Operation"
    if any(word in names["agreement_heads"] for word in words):
        return "Agreement"
    if words[-1] in names["organisation_heads"]:
        return "Organisation"
    if is_agency(words, lexicon):
        return "Agency"
    if words[-1] in names["group_heads"]:
        return "Group"
    if len(words) == 1 and not words[0].isupper() and words[0].lower() in {"the", "state", "justice"}:
        return None
    return "Organisation"
