"""Whose office a national office is where no state stands at the title ("Foreign Minister NAME"), by the context."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.around import Spans
from kg.extract.capitals import POSSESSIVE
from kg.extract.found import Found, implied_state
from kg.extract.lexicon import event_words, name_words
from kg.extract.titles import Office
from kg.gazetteer import Gazetteer
from kg.language.syntax import base, first_conjunct, objects, preposition

AIMS = frozenset(["to", "from", "against", "into"])


def home_state(doc: Doc, person: Found, office: Office, spans: Spans, gazetteer: Gazetteer) -> Found | None:
    """Return the only state in the person's sentence; without one there, that which the article names most.

    Left out are states that have no such office and, for one who is met, the state of those who meet him.
    """
    if (listed := listed_among(doc, office, spans)) is not None:
        return listed
    guest = not met(person)
    out = (
        office.title.absent
        | held_by_others(doc, person, office, spans)
        | visitors(person, spans)
        | (frozenset() if guest else hosts(doc, person, spans))
    )
    sent = doc[person.start].sent
    around = [m for m in spans.within(sent.start, sent.end) if m.state and m.classes[0] in {"State", "Place"}]
    around = [m for m in around if (m.classes[0] == "State" or m.lemma == "capital") and m.state not in out]
    near = {m.state: m for m in sorted(around, key=lambda m: m.classes[0] == "State")}
    if guest and any(doc[m.start - 1].lower_ in AIMS for m in near.values() if m.start):
        return None
    if len(near) == 1:
        only = next(iter(near.values()))
        if guest and acted_towards(person, only):
            return None
        if only.start > person.start and main_state(spans, out) != only.state:
            return None  # another state of the article may be his
        if theirs(doc, person) and only.start > person.start and doc[only.start - 1].lower_ in {"in", "on", "with"}:
            return None  # "President NAME's war in STATE"
        if only.classes[0] == "State":
            return only
        return spans.state_mention(only.state) or implied_state(doc, only.start, only.end, only.state, gazetteer)
    ranked = [(state, n) for state, n in spans.states.most_common() if state not in out][:2]
    if near or not ranked or (len(ranked) > 1 and ranked[0][1] < 3 * ranked[1][1]):
        return None
    return spans.state_mention(ranked[0][0])


def main_state(spans: Spans, out: frozenset[str]) -> str | None:
    """Return the state that an article names most, those left out that do not come into question."""
    return next((state for state, _ in spans.states.most_common() if state not in out), None)


def acted_towards(person: Found, state: Found) -> bool:
    """Whether a state stands in the object of what a person does ("the minister praised the Kenyan police")."""
    top = first_conjunct(person.head)
    if base(top) != "nsubj" or state.start < person.start:
        return False
    aims = [c for c in top.head.children if base(c) == "obj" or (base(c) == "obl" and preposition(c) in {"with", "to"})]
    return any(state.head in aim.subtree for aim in aims)


def theirs(doc: Doc, person: Found) -> bool:
    """Whether a possessive mark stands behind a name."""
    return person.end < len(doc) and doc[person.end].text in POSSESSIVE


def met(person: Found) -> bool:
    """Whether a person is the one whom others meet: behind "with", or the object of a verb of meeting."""
    top = first_conjunct(person.head)
    if preposition(top) == "with":
        return True
    return base(top) == "obj" and top.head.lemma_.lower() in event_words("receiving")


def visitors(person: Found, spans: Spans) -> frozenset[str]:
    """Return the states of those whom a person is said to receive ("King NAME received the Jordanian ambassador")."""
    top = first_conjunct(person.head)
    if base(top) != "nsubj" or top.head.lemma_.lower() not in event_words("receiving"):
        return frozenset()
    guests = (spans.by_token.get(one.i) for noun in objects(top.head) for one in noun.subtree if one.i <= noun.i)
    return frozenset(m.state for m in guests if m is not None and m.kind == "adjective" and m.state)


def hosts(doc: Doc, person: Found, spans: Spans) -> frozenset[str]:
    """Return the states at the titles of persons before this one in the sentence ("U.S. General NAME met")."""
    found = set()
    for other in spans.within(doc[person.start].sent.start, person.start):
        if "Person" in other.classes or "Official" in other.classes:
            i = other.start
            while i > 0 and i > other.start - 8 and (doc[i - 1].text[:1].isupper() or doc[i - 1].lower_ == "of"):
                i -= 1
            found |= {m.state for m in spans.within(i, other.start) if m.classes[0] == "State" and m.state}
    return frozenset(found)


def held_by_others(doc: Doc, person: Found, office: Office, spans: Spans) -> frozenset[str]:
    """Return the states whose holder of the same office is another person ("Mexican President NAME")."""
    words, own = office.title.words, set(person.text.casefold().split())
    found = set()
    for i, mention in spans.by_token.items():
        if mention.classes[0] != "State" or i != mention.end - 1 or not mention.state:
            continue
        start = mention.end + (mention.end < len(doc) and doc[mention.end].text in POSSESSIVE)
        holder = spans.by_token.get(start + len(words))
        if holder is None or holder.kind != "name" or not own.isdisjoint(holder.text.casefold().split()):
            continue
        if tuple(t.lower_ for t in doc[start : start + len(words)]) == words:
            found.add(mention.state)
    return frozenset(found)


def listed_among(doc: Doc, office: Office, spans: Spans) -> Found | None:
    """Return the state whose people a sentence lists ("Polish leaders, including Foreign Minister NAME")."""
    start = doc[office.start].sent.start
    cue = next((i for i in range(office.start - 1, start, -1) if doc[i].lower_ in name_words("listing")), None)
    if cue is None:
        return None
    above = [m for m in spans.within(start, cue) if m.classes[0] == "State" and 0 <= cue - m.end <= 4]
    words = {t.lower_ for t in doc[above[-1].end : cue]} if above else set()
    return above[-1] if above and not words.isdisjoint(name_words("listed_officials")) else None
