"""Slots of arrests and transfers beyond those of any trigger: places of arrival, who was taken too, stray phrases."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.lexicon import event_words
from kg.extract.slots import Slot, located, spread
from kg.language.syntax import (
    base,
    children,
    conjuncts,
    first_conjunct,
    is_passive,
    objects,
    passive_participant,
    phrases,
    preposition,
    subjects,
)

ENDS = frozenset(["from", "to"])


def custody_slots(verb: Token) -> Iterator[Slot]:
    """Yield the slots "arrival" and "beside_object" of a verb of arrest.

    "Arrested on his arrival at the airport" names a place of arrival, "was arrested with two others" who else was.
    """
    passive = is_passive(verb)
    for marker, noun in phrases(verb):
        marker = preposition(noun) or marker  # not the agent that "with" is taken for
        if noun.lemma_.lower() in event_words("arriving"):
            yield from (("arrival", place) for place in located(noun))
        elif marker in event_words("along_with") or (passive and marker == "with"):
            yield from (("beside_object", token) for token in spread(noun))
    if not passive:
        for top in objects(verb):
            for marker, noun in phrases(top):
                if marker in event_words("along_with"):
                    yield from (("beside_object", token) for token in spread(noun))


def astray(trigger: Token) -> Iterator[Slot]:
    """Yield phrases of a trigger that a parse may hang elsewhere.

    "Extradited to Peru from Spain" has "from Spain" on Peru at times. "Two men in Chad were arrested" says as
    "object_place" where they were, for want of another place.
    """
    for marker, noun in phrases(trigger):
        if marker in ENDS and noun.pos_ == "PROPN":
            for other, inner in phrases(noun):
                if other in ENDS - {marker}:
                    yield from ((other, token) for token in spread(inner))
    if trigger.pos_ == "VERB" and is_passive(trigger):
        for top in (t for t in passive_participant(trigger) if t.i < trigger.i):
            for marker, place in phrases(top):
                if marker in event_words("dwelling"):
                    yield from (("object_place", token) for token in spread(place))


def brought(verb: Token) -> Iterator[Slot]:
    """Yield as subjects those who are sent somewhere to answer for something, and who files a paper that asks for it.

    "Extradited him to face charges": he faces them. "Peru filed a request seeking …": Peru seeks.
    """
    above = verb.head
    aim = verb.tag_ == "VB" and base(verb) in {"advcl", "xcomp"} and verb.lemma_.lower() in event_words("answering_for")
    if aim and above.pos_ == "VERB" and not is_passive(above):
        yield from (("subject", token) for top in objects(above) for token in spread(top))
    filed = base(verb) in {"acl", "advcl"} and verb.tag_ == "VBG"
    paper = above if base(verb) == "acl" else next(iter(objects(above)), above)
    if filed and paper.lemma_.lower() in event_words("papers") and base(paper) == "obj":
        yield from (("subject", token) for top in subjects(paper.head) for token in spread(top))


def awaiting(noun: Token) -> Iterator[Slot]:
    """Yield as "pending" who awaits what a noun names ("is awaiting extradition", "in custody pending extradition").

    What a verb of waiting has behind it is the noun's ("awaits extradition to Peru"). As "held_on" stands who was
    arrested on a warrant or notice.
    """
    verb = noun.head
    if preposition(noun) in event_words("warranted") and verb.lemma_.lower() in event_words("taking"):
        tops = passive_participant(verb) if is_passive(verb) else objects(verb)
        yield from (("held_on", token) for top in tops for token in spread(top))
    elif base(noun) == "obj" and verb.lemma_.lower() in event_words("awaiting"):
        yield from (("pending", token) for top in subjects(verb) for token in spread(top))
        yield from ((marker, token) for marker, end in phrases(verb) if marker in ENDS for token in spread(end))
    elif any(child.lower_ in event_words("pending") for child in noun.children):
        while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
            verb = verb.head
        yield from (("pending", token) for top in subjects(verb) for token in spread(top))


def shared_of(noun: Token) -> Iterator[Slot]:
    """Yield the of-phrase that a noun shares with the one coordinated to it ("the arrest and extradition of X")."""
    if any(marker == "of" for marker, _ in phrases(noun)) or any(children(noun, "nmod:poss")):
        return
    group = conjuncts(first_conjunct(noun))
    for other in group if noun in group else ():
        if other != noun and abs(group.index(other) - group.index(noun)) == 1 and abs(other.i - noun.i) <= 4:
            yield from (("of", token) for marker, whom in phrases(other) if marker == "of" for token in spread(whom))
