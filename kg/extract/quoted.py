"""Who "I" and "we" are: the speaker of the quotation, where the text leaves no doubt who speaks."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.extract.attribution import attribution, says, subject
from kg.extract.found import Covering, Found
from kg.extract.frames import PERSONS
from kg.extract.lexicon import Lexicon

FIRST_PERSON = frozenset(["i", "me", "my", "we", "us", "our"])
ONE = frozenset(["i", "me", "my"])
MARKS = frozenset('"“”')


def first_person(mention: Found) -> bool:
    """Whether a mention is a pronoun of the first person."""
    return mention.kind == "pronoun" and mention.lemma in FIRST_PERSON


def speaker(mention: Found, covering: Covering, lexicon: Lexicon) -> Found | None:
    """Return the named person, or "he" or "she", whose words a pronoun of the first person stands in, else None."""
    token = attribution(mention.head, lexicon) or opened(mention.head, lexicon) or went_on(mention.head.sent, lexicon)
    if token is None:
        return None
    found = covering.at(token)
    if found is None or first_person(found):
        return None
    third = found.kind == "pronoun" and found.lemma in {"he", "she"}
    return found if third or (found.kind == "name" and found.classes[0] in PERSONS) else None


def reporting(sent: Span, lexicon: Lexicon) -> Iterator[Token]:
    """Yield the verbs of reporting of a sentence that have a subject."""
    yield from (token for token in sent if says(token, lexicon) and subject(token) is not None)


def went_on(sent: Span, lexicon: Lexicon) -> Token | None:
    """Return the speaker of the sentences before, in one paragraph, that this one in the first person goes on with.

    The nearest sentence with a verb of reporting must have just one, in it or under its root; no person is named
    between as another speaker.
    """
    doc, start = sent.doc, sent.start
    if any(reporting(sent, lexicon)):
        return None
    while start > 0:
        before = doc[start - 1].sent
        if "\n" in before.text or "\n" in doc[start - 1].whitespace_ or "\n" in doc[start].text:
            return None
        verbs = list(reporting(before, lexicon))
        if verbs:
            return subject(verbs[0]) if len(verbs) == 1 else None
        start = before.start
    return None


def opened(token: Token, lexicon: Lexicon) -> Token | None:
    """Return the speaker told where the quotation that stands open at a token ends, in a later sentence."""
    doc, end = token.doc, token.sent.end
    if any(reporting(token.sent, lexicon)):
        return None
    while end < len(doc):
        behind = doc[end].sent
        if "\n" in doc[end - 1].text or "\n" in doc[end].text:
            return None
        verbs = list(reporting(behind, lexicon))
        if verbs:
            marks = [t for t in doc[token.i : verbs[0].i] if t.text in MARKS]
            closing = len(verbs) == 1 and len(marks) == 1 and marks[0].text != "“" and verbs[0].i - marks[0].i < 12
            return subject(verbs[0]) if closing else None
        end = behind.end
    return None
