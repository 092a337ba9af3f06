"""What in a parse evokes a frame: verbs, phrases, event nouns, and verbs that support a noun; with their slots."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.custody import awaiting, brought, custody_slots, shared_of
from kg.extract.frames import Frame
from kg.extract.lexicon import event_words
from kg.extract.nounslots import noun_slots, supported_slots
from kg.extract.parties import doers, performers
from kg.extract.slots import Slot, verb_slots
from kg.extract.sufferers import sufferers
from kg.language.syntax import (
    base,
    children,
    conjuncts,
    first_conjunct,
    is_passive,
    objects,
    passive_participant,
    preposition,
    subjects,
)

# deeds of which two nouns may share whom they are done to ("the arrest and extradition of X")
REMOVALS = frozenset(["Arrest", "Extradition", "Deportation", "Handover", "Request"])


def evoked(frame: Frame, token: Token) -> Iterator[tuple[Token, Token | None, list[Slot]]]:
    """Yield (trigger, verb, slots) for each way in which a token evokes a frame."""
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB"):
        if lemma in frame.verbs and (base(token) != "amod" or token.i > token.head.i):
            passive = is_passive(token)
            if base(token) in {"xcomp", "ccomp", "advcl"} and f"not_under:{token.head.lemma_.lower()}" in frame.options:
                return
            if (("passive_only" in frame.options or f"participle_only:{lemma}" in frame.options) and not passive) or (
                f"with_or_collective:{lemma}" in frame.options and not together(token)
            ):
                pass
            else:
                slots = [*verb_slots(token), *(custody_slots(token) if frame.event == "Arrest" else ())]
                if "governed" in frame.options:
                    slots += [("governor", t) for t in doers(token.head if base(token) == "acl" else token, token)]
                yield token, token, slots
        for phrase in frame.phrases:
            if phrase[0] == lemma and completes(token, phrase[1:]):
                slots = [*verb_slots(token), *(custody_slots(token) if frame.event == "Arrest" else ())]
                slots += [
                    ("object", t) for slot, t in slots if slot == phrase[1] and phrase[1] in event_words("particles")
                ]
                yield token, token, [*slots, *brought(token), *behind_phrase(token, phrase[1:])]
        yield from supported(frame, token, lemma)
    elif (
        token.pos_ in {"NOUN", "PROPN"}
        and base(token) not in {"compound", "flat"}
        and (
            lemma in frame.nouns or any(lemma == n.split()[-1] and " " in n and matches(token, n) for n in frame.nouns)
        )
        and not is_supported(frame, token)
        and f"not_under:{first_conjunct(token).head.lemma_.lower()}" not in frame.options
    ):
        slots = list(noun_slots(token))
        slots += [("self", token), ("event_noun", token)]
        slots += [("accused", t) for t in charged_with(token)]
        slots += [*awaiting(token), *(shared_of(token) if frame.event in REMOVALS else ())]
        slots += [("harmed", t) for t in sufferers(token)]
        if base(token) == "nmod" and any(" for " in n and matches(token, n) for n in frame.nouns):
            slots += [pair for pair in noun_slots(token.head) if pair[1] != token]
        if "governed" not in frame.options:
            # what is done at a named summit is not done with its host
            named = frame.event == "Meeting" and token.pos_ == "PROPN"
            slots += [] if named else [("governor", t) for t in performers(token)]
        else:
            marker = preposition(token)
            serving = f"{marker} {lemma}" in event_words("serving")
            if marker not in event_words(f"{frame.name}_markers") or serving != (frame.event == "Support"):
                return
            slots += [("governor", t) for t in doers(token.head, token)]
            slots += [("governor_in", t) for slot, t in verb_slots(token.head) if slot in {"in", "at"}]
        yield token, None, slots
    elif token.pos_ == "ADJ" and lemma in frame.nouns and any(base(child) == "cop" for child in token.children):
        yield token, None, list(noun_slots(token))  # "is grateful to"
    elif token.pos_ == "ADV" and lemma in frame.nouns and token.head.pos_ in {"VERB", "AUX"}:  # "jointly"
        yield token, token.head, list(verb_slots(token.head))


def supported(frame: Frame, verb: Token, lemma: str) -> Iterator[tuple[Token, Token | None, list[Slot]]]:
    """Yield the event nouns that a light or supporting verb takes as object or passive subject."""
    wanted = frozenset(n for v, n in frame.light if v == lemma).union(
        *(nouns for verbs, nouns in frame.support if lemma in verbs)
    )
    if not wanted:
        return
    # of a passive, what it keeps as object counts too: "was given a life sentence"
    tops = [*passive_participant(verb), *children(verb, "obj")] if is_passive(verb) else objects(verb)
    if lemma in {"carry"} and not tops:
        return
    for top in (one for first in tops for one in conjuncts(first)):
        if top.lemma_.lower() in wanted or ("$" in wanted and any(c.text in {"$", "€", "£"} for c in top.children)):
            yield top, verb, [*supported_slots(top, verb), *brought(verb), *shared_of(top)]


def is_supported(frame: Frame, noun: Token) -> bool:
    """Whether a verb that supports this noun in the frame governs it, so that the verb's reading stands for both."""
    if base(noun) not in {"obj", "nsubj:pass"}:
        return any(c for c in children(noun, "acl") if any(c.lemma_.lower() in verbs for verbs, _ in frame.support))
    lemma = noun.head.lemma_.lower()
    return (lemma, noun.lemma_.lower()) in frame.light or any(
        lemma in verbs and noun.lemma_.lower() in nouns for verbs, nouns in frame.support
    )


def together(verb: Token) -> bool:
    """Whether a verb such as "work" tells of cooperation: it has a with-phrase or a word such as "jointly"."""
    return any(slot in {"with", "assist", "alongside", "object_with"} for slot, _ in verb_slots(verb)) or any(
        c.lower_ in event_words("joint") for c in verb.children
    )


def completes(verb: Token, words: tuple[str, ...]) -> bool:
    """Whether the rest of a phrasal trigger stands among the words behind a verb, in order and close by."""
    doc, i = verb.doc, verb.i
    for word in words:
        reach = 3 if words == (word,) and word in event_words("close") else 9  # "taken into custody on Friday"
        for j in range(i + 1, min(i + reach, verb.sent.end)):
            if word == "guilty" and words[0] != "not" and doc[j].lower_ == "not":
                return False  # "pleaded not guilty"
            if doc[j].lower_ == word or doc[j].lemma_.lower() == word:
                i = j
                break
        else:
            return False
    return True


def behind_phrase(verb: Token, words: tuple[str, ...]) -> list[Slot]:
    """Return the slots of the nouns inside a phrasal trigger ("took custody of X"); a plea's subject is its object."""
    slots: list[Slot] = []
    for child in verb.subtree:
        near = child.lemma_.lower() in words and 0 < child.i - verb.i < 7
        if near and child.pos_ == "VERB":  # "asked Peru to extradite X", "want X extradited"
            tops = passive_participant(child) if is_passive(child) else objects(child)
            slots += [("of", token) for top in tops for token in conjuncts(top)]
        elif near and child.pos_ in {"NOUN", "ADJ"}:
            slots += list(noun_slots(child))
            slots += [("phrase_noun", token) for token in conjuncts(first_conjunct(child))]
    if "guilty" in words and not is_passive(verb):
        slots += [("object", t) for t in subjects(verb) if t.i < verb.i]  # not the judge before whom it was said
        slots = [s for s in slots if s[0] != "subject"]
    return slots


def matches(noun: Token, phrase: str) -> bool:
    """Whether the words before a noun complete a trigger of several words ("red notice", "request for extradition")."""
    i = noun.i
    for word in reversed(phrase.split()[:-1]):
        i -= 1
        while i >= noun.sent.start and noun.doc[i].pos_ in {"DET", "ADJ"} and noun.doc[i].lower_ != word:
            i -= 1
        if i < noun.sent.start or word not in {noun.doc[i].lower_, noun.doc[i].lemma_.lower()}:
            return False
    return True


def charged_with(noun: Token) -> list[Token]:
    """Return whom a governing verb charges with, or seeks or convicts for, the deed that a noun names."""
    verb = noun.head
    if verb.pos_ == "ADJ" and verb.lemma_.lower() in event_words("answering") and preposition(noun) == "for":
        tops = list(subjects(verb)) or ([verb.head] if base(verb) in {"amod", "acl"} else [])
        return [one for top in tops for one in conjuncts(top)]
    if base(noun) == "nmod" and verb.lemma_.lower() in event_words("suspicion") and base(verb) in {"obl", "obj"}:
        verb = verb.head
    if verb.pos_ != "VERB" or base(noun) not in {"obl", "nmod"}:
        return []
    if verb.lemma_.lower() not in event_words("charging") | event_words("proving"):
        return []
    tops = passive_participant(verb) if is_passive(verb) else objects(verb)
    return [one for top in tops for one in conjuncts(top)]
