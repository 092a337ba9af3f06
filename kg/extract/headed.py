"""representativeOf off verbs and phrases of leading: "NAME heads the agency", "under the leadership of NAME"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found, spread
from kg.extract.frames import PERSONS
from kg.extract.lexicon import Lexicon, name_words
from kg.extract.membership import BODIES
from kg.language.syntax import is_passive, objects, passive_participant, phrases, subjects


def headed(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield representativeOf for a person who heads a body or a state's delegation, or leads its work."""
    for token in doc:
        if token.lemma_.lower() in name_words("heading_verbs") and token.pos_ in {"VERB", "AUX"}:
            yield from heading(token, covering)
        elif token.lower_ in name_words("leadership_nouns"):
            yield from under(doc, token, covering)


def heading(verb: Token, covering: Covering) -> Iterator[Candidate]:
    """Yield representativeOf for the person who is the doer of a verb of heading, of what it heads."""
    if is_passive(verb):
        doers = [noun for marker, noun in phrases(verb) if marker == "by"]
        headed_tokens = passive_participant(verb)
    else:
        doers, headed_tokens = subjects(verb), objects(verb)
        if any(marker in {"to", "into", "through"} for marker, _ in phrases(verb)):
            return  # "led police to the body"
    persons = [m for t in doers for m in spread(t, covering) if head_of_body(m) and not t.i < verb.i < m.start]
    beside = covering.by_token[verb.i - 1] if verb.i else None
    if beside is not None and beside.kind == "name" and head_of_body(beside) and not is_passive(verb):
        persons = [beside]  # whatever the parse makes of two clauses joined by "and"
    for person in persons:
        for noun in headed_tokens:
            body = covering.at(noun)
            if body is not None and may_be_headed(body, verb):
                if person.kind == "name":
                    person.classes = ("Official", "Person")
                yield Candidate(person, "representativeOf", body, "heads-body", verb, weight=0.8)


def head_of_body(person: Found) -> bool:
    """Whether a mention can be who heads a body: a person's name or the description of one named, or "he" or "she"."""
    if person.kind == "pronoun":
        return person.lemma in {"he", "she"}
    return person.classes[0] in PERSONS and (person.kind == "name" or bool(person.same))


def may_be_headed(body: Found, verb: Token) -> bool:
    """Whether what a verb of heading has as its object is a body of a state or a state's delegation."""
    if body.classes[0] in BODIES:
        return body.kind == "name" or body.lemma not in {"police", "customs"} or verb.lemma_ != "lead"
    return body.classes[0] == "State" and body.kind == "nominal" and body.lemma in name_words("headed_by_envoys")


def under(doc: Doc, token: Token, covering: Covering) -> Iterator[Candidate]:
    """Yield representativeOf for "BODY, under the leadership of NAME" and "Under the leadership of NAME, BODY …"."""
    i = token.i - (token.i > 0 and doc[token.i - 1].lower_ == "the") - 1
    if i < 0 or doc[i].lower_ != "under" or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "of":
        return
    person = next((m for m in covering.by_token[token.i + 2 : token.i + 10] if m and m.classes[0] in PERSONS), None)
    if person is None or person.kind != "name":
        return
    after = doc[person.end].text if person.end < len(doc) else ""
    if doc[i].is_sent_start and after == ",":
        j = person.end + 1
        j += j < len(doc) and doc[j].lower_ == "the"
        body = covering.by_token[j] if j < len(doc) else None
    else:
        body = covering.by_token[i - 1 - (doc[i - 1].text == ",")] if i > 1 else None
    if body is not None and (body.classes[0] in BODIES or (body.classes[0] == "State" and body.kind == "name")):
        person.classes = ("Official", "Person")
        yield Candidate(person, "representativeOf", body, "heads-body", token, weight=0.8)
