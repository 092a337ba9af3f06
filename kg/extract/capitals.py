"""How far a capitalised name reaches to the left and right of its head word."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extract.lexicon import Lexicon, name_words
from kg.extract.unmarked import known_form

CONNECTORS = frozenset(["of", "for", "on", "against", "de", "del", "la", "des", "du", "di", "al"])


POSSESSIVE = frozenset(["'s", "’s", "'", "’"])


POSSESSING_OFFICES = frozenset(
    ["Attorney", "Attorneys", "Prosecutor", "Prosecutors", "Sheriff", "Secretary", "General", "Coroner", "Ombudsman"]
)


def capitalised(token: Token) -> bool:
    """Whether a token may be part of a name: upper-case initial, or a number after one."""
    return token.text[:1].isupper()


def extend_left(doc: Doc, i: int, lexicon: Lexicon) -> int:
    """Return where the capitalised words before a head word begin."""
    start = i
    while start > 0:
        previous = doc[start - 1]
        if previous.is_space or previous.text in lexicon.names["not_persons"]:
            break
        if previous.lower_ in name_words("past_titles"):
            break
        if previous.text in POSSESSIVE and start > 1 and doc[start - 2].text in POSSESSING_OFFICES:
            start -= 1
            continue
        if previous.ent_type_ == "PERSON":
            break
        if previous.lower_ == "of" and start > 1 and doc[start - 2].text in {"Department", "Ministry"}:
            start -= 2  # "Ministry of Interior Border Police"
            continue
        if (capitalised(previous) and not previous.is_sent_start) or (previous.is_sent_start and proper(previous)):
            if previous.lower_ in {"the", "a", "an", "in", "on", "at", "by", "from", "of"}:
                break
            start -= 1
        elif previous.text in {"and", "&", "-", "–"} and start > 1 and capitalised(doc[start - 2]) and start - 1 > 0:
            if previous.text == "and" and not joined_name(doc, start - 1, i, lexicon):
                break
            if previous.text in {"-", "–"} and previous.whitespace_:  # a dash between words, not a hyphen inside one
                break
            start -= 1
        else:
            break
    while start < i and doc[start].text in {"and", "&", "-", "–"}:
        start += 1
    return start


def proper(token: Token) -> bool:
    """Whether a capitalised token at the start of a sentence is a name, not a plain word."""
    return token.pos_ in {"PROPN", "ADJ"} or token.text.isupper()


def joined_name(doc: Doc, conjunction: int, head: int, lexicon: Lexicon) -> bool:
    """Whether "and" is inside one name ("Organized Crime and Gang Section"), not between two."""
    left = doc[conjunction - 1]
    if (
        (left.text in lexicon.names["agency_heads"] and left.text not in lexicon.names["task_heads"])
        or left.ent_type_ == "PERSON"
        or left.text in lexicon.gazetteer.senses
    ):
        return False
    if head == conjunction + 1 and head + 1 < len(left.doc) and left.doc[head + 1].lower_ == "of":
        return False  # "Office of International Affairs and Department of Justice"
    return head - conjunction <= 3 and not known_form(doc[conjunction + 1].text, lexicon)


def extend_right(doc: Doc, end: int, lexicon: Lexicon, start: int | None = None) -> int:
    """Return where the of-phrases and capitalised words behind a head word end.

    With ``start``, a named unit ends before the name of the body that it is part of ("Gang Section of the …").
    """
    heads = lexicon.names["agency_heads"]
    unit = (
        start is not None
        and end - start > 1
        and not all(t.text in lexicon.names["generic_modifiers"] for t in doc[start : end - 1])
    )
    while end < len(doc):
        token = doc[end]
        if token.is_space:
            break
        nxt = end + 1
        if capitalised(token) and not token.is_sent_start and token.ent_type_ != "PERSON" and token.text in heads:
            end += 1
            continue
        if token.text in {"-", "–", "—"} and nxt < len(doc) and doc[nxt].text in lexicon.names["operation_words"]:
            return through_capitals(doc, nxt, lexicon)  # "Joint Task Force – Operation NAME"
        if token.text.isdigit() and doc[end - 1].text in lexicon.names["numbered_heads"]:
            return end + 1
        if token.lower_ in CONNECTORS:
            while nxt < len(doc) and doc[nxt].lower_ in {"the", "and", "of"} and nxt - end < 3:
                nxt += 1
            if nxt < len(doc) and capitalised(doc[nxt]) and doc[nxt].ent_type_ not in {"PERSON", "DATE"}:
                stop = through_capitals(doc, nxt, lexicon)
                if unit and nxt - end > 1 and any(t.text in heads - lexicon.names["task_heads"] for t in doc[nxt:stop]):
                    break
                end = stop
                continue
        break
    return end


def through_capitals(doc: Doc, i: int, lexicon: Lexicon) -> int:
    """Return the end of the capitalised words from ``i`` on; "and" joins two of them inside one name."""
    while i < len(doc) and not doc[i].is_space:
        if (capitalised(doc[i]) and doc[i].ent_type_ != "PERSON") or (
            doc[i].text in {"and", "&"}
            and i + 1 < len(doc)
            and capitalised(doc[i + 1])
            and not known_form(doc[i + 1].text, lexicon)
            and doc[i + 1].ent_type_ != "PERSON"
            and doc[i + 1].text not in lexicon.names["agency_heads"]
            and not starts_name(doc, i + 1, lexicon)
        ):
            i += 1
        else:
            break
    return i


def starts_name(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """Whether a second body's name or an office begins at ``i``: its head word follows within three words."""
    for token in doc[i : i + 4]:
        if not capitalised(token):
            return False
        if token.text in lexicon.names["agency_heads"] or (token.lower_,) in {title.words for title in lexicon.titles}:
            return True
    return False
