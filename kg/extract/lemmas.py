"""Lemmas of the words that rules look at, by their inflected forms, so that triggers do not hang on the lemmatizer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

VOWELS = frozenset("aeiou")


def settle_lemmas(doc: Doc, verb_forms: dict[str, str], noun_forms: dict[str, str]) -> None:
    """Set the lemma of every token that is a form of a known verb or noun; the tag decides which of the two."""
    for token in doc:
        verbal = token.tag_.startswith("VB") or token.pos_ == "VERB"
        known = (verb_forms if verbal else noun_forms).get(token.lower_)
        if known is not None and token.lemma_ != known:
            token.lemma_ = known


def verb_forms(verbs: Iterable[str], irregular: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Return form → lemma for the inflected forms of verbs; a form of two verbs goes to the first."""
    forms: dict[str, str] = {}
    for verb in sorted(set(verbs)):
        for form in (verb, *inflected(verb, irregular.get(verb, ()))):
            forms.setdefault(form, verb)
    return forms


def inflected(verb: str, past: tuple[str, ...]) -> Iterator[str]:
    """Yield third person, past forms and present participle of an English verb."""
    consonant_y = len(verb) > 1 and verb.endswith("y") and verb[-2] not in VOWELS
    if consonant_y:
        yield verb[:-1] + "ies"
    elif verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield verb + "es"
    else:
        yield verb + "s"
    doubled = past[0][:-2] if past and past[0].endswith("ed") and len(past[0]) == len(verb) + 3 else verb
    if past:
        yield from past
    elif verb.endswith("e"):
        yield verb + "d"
    elif consonant_y:
        yield verb[:-1] + "ied"
    else:
        yield verb + "ed"
    yield (verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else doubled) + "ing"


def noun_forms(nouns: Iterable[str]) -> dict[str, str]:
    """Return form → lemma for the singular and plural of one-word nouns."""
    forms: dict[str, str] = {}
    for noun in sorted(set(nouns), key=lambda n: (n.endswith("ies"), n)):
        forms.setdefault(noun, noun)
        if noun.endswith("y") and noun[-2:-1] not in VOWELS:
            forms.setdefault(noun[:-1] + "ies", noun)
        elif noun.endswith(("s", "x", "ch", "sh")):
            forms.setdefault(noun + "es", noun)
        elif noun.endswith("man"):
            forms.setdefault(noun[:-3] + "men", noun)
        else:
            forms.setdefault(noun + "s", noun)
    return forms
