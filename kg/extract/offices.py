"""Titles around a person's name: which office, of which state or body, which nationality, in which group."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.around import Spans, contiguous, preceded_by
from kg.extract.before import before
from kg.extract.candidates import Candidate
from kg.extract.found import Found
from kg.extract.holders import held
from kg.extract.lexicon import Lexicon
from kg.extract.titles import REACH, Office, find_title


def offices(doc: Doc, mentions: list[Found], lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield representativeOf, memberOf and nationality for every person's name with a title before or behind it."""
    yield from specific(list(read_offices(doc, mentions, lexicon)))


def specific(candidates: list[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates, an office's usual state left out where the article gives the holder a body or a state."""
    bodies = {"title-with-body-at-name", "person-of-body"}
    known = {c.subject.text.split()[-1] for c in candidates if c.rule in bodies}
    stated = {c.subject.text.split()[-1]: c.object.state for c in candidates if c.rule == "title-with-state-at-name"}
    for candidate in candidates:
        default = candidate.rule in {"title-of-one-state", "national-office-in-context"}
        surname, state = candidate.subject.text.split()[-1], candidate.object.state
        if not (default and (surname in known or stated.get(surname, state) != state)):
            yield candidate


def read_offices(doc: Doc, mentions: list[Found], lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield what the titles at each person's name say, repeated mentions included."""
    names = [m for m in mentions if m.kind in {"name", "adjective"}]
    bodies = [m for m in mentions if m.kind == "nominal" and m.classes[0] in {"Agency", "Group"} and not m.same]
    spans = Spans(doc, names, bodies)
    for person in names:
        if person.classes[0] == "Person" and person.kind == "name":
            yield from before(doc, person, spans, lexicon)
            yield from behind(doc, person, spans, lexicon)


def portfolio_name(mention: Found, lexicon: Lexicon) -> bool:
    """Whether a supposed organisation is an office's field ("Deputy Minister of Foreign Affairs of …")."""
    words = {word.lower() for word in mention.text.split()}
    return mention.classes[0] == "Organisation" and mention.entry is None and words <= lexicon.names["security_words"]


def field_of_work(doc: Doc, mention: Found) -> bool:
    """Whether a demonym belongs to what an office is concerned with ("Coordinator for Iranian Affairs")."""
    adjective = mention.kind == "adjective" and mention.classes[0] == "State"
    return adjective and preceded_by(doc, mention, {"for"}) and doc[min(mention.end, len(doc) - 1)].text[:1].isupper()


def behind_title(doc: Doc, start: int, office: Office, spans: Spans) -> list[Found]:
    """Return the body in "NAME, Chief, BODY", the title standing alone between commas, as a list of none or one."""
    i = office.end
    if office.start != start or i + 1 >= len(doc) or doc[i].text != ",":
        return []
    body = spans.by_token.get(i + 1 + (doc[i + 1].lower_ == "the"))
    named = body is not None and body.kind == "name" and body.classes[0] in {"Agency", "InternationalOrganisation"}
    return [body] if body is not None and named and body.start <= i + 2 else []


def behind(doc: Doc, person: Found, spans: Spans, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield what an apposition says: "X, the director of BODY,", "X, a spokesman for BODY"."""
    i = person.end
    if i < len(doc) and doc[i].text in {"’s", "'s"}:
        return
    if i >= len(doc) or doc[i].text != ",":
        return
    if i + 2 < len(doc) and doc[i + 1].like_num and doc[i + 2].text == ",":
        i += 2
    i += 1
    end = i
    while (
        end < len(doc)
        and end - i < REACH + 6
        and not doc[end].is_space
        and doc[end].text not in {",", ".", ";", "(", ":"}
        and (doc[end].pos_ not in {"VERB", "AUX"} or doc[end].text[:1].isupper())
    ):
        mention = spans.by_token.get(end)
        if mention is not None and "Person" in mention.classes:
            return
        end += 1
    office = find_title(doc, i, min(end, i + 10), lexicon)
    if office is None:
        return
    lead = doc[i : office.start].text.lower()
    if any(
        t.lower_ in {"and", "in", "to", "by", "on", "of", "for", "with", "from"} for t in doc[i : office.start]
    ) and not lead.startswith("one of the"):
        return
    left = [m for m in spans.within(i, office.start) if contiguous(doc, m.end, office.start)]
    right = [
        m
        for m in spans.within(office.end, end)
        if preceded_by(doc, m, {"of", "for", "at", "in"}) or m.kind == "adjective"
    ]
    right = [m for m in right if not portfolio_name(m, lexicon)]
    right = [m for m in right if all(t.lower_ not in {"to", "with", "against"} for t in doc[office.end : m.start])]
    right = [m for m in right if not field_of_work(doc, m)] or behind_title(doc, i, office, spans)
    person.lemma = person.lemma or office.title.words[-1]
    yield from held(
        doc,
        person,
        office,
        left,
        right[:1] if right and right[0].kind != "adjective" else right[:2],
        None,
        spans,
        lexicon,
    )
