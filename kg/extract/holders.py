"""What an office's holder represents: the state or body that the words around the title name, and group membership."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.candidates import Candidate
from kg.extract.found import Found, implied_state
from kg.extract.lexicon import Lexicon, Title
from kg.extract.titles import Office

HEADS = frozenset(["leader", "boss", "manager", "figure"])


class Spans:
    """The names of a Doc by token."""

    def __init__(self, doc: Doc, names: list[Found], bodies: list[Found]) -> None:
        self.doc = doc
        self.by_token: dict[int, Found] = {i: m for m in names for i in range(m.start, m.end)}
        for body in bodies:
            start = body.start + (doc[body.start].lower_ in {"the", "a", "an", "its", "his", "their"})
            for i in range(start, body.head.i + 1):
                if i == body.head.i or self.by_token.get(i) is None or self.by_token[i].kind == "adjective":
                    self.by_token[i] = body
        self.states = Counter(m.state for m in names if m.state)

    def main_state(self, person: Found) -> Found | None:
        """Return the only state named in the person's sentence, else the one that the article names most by far."""
        sent = self.doc[person.start].sent
        near = {m.state: m for m in self.within(sent.start, sent.end) if m.state and m.classes[0] in {"State", "Place"}}
        near = {state: m for state, m in near.items() if m.classes[0] == "State" or m.lemma == "capital"}
        if any(self.doc[m.start - 1].lower_ in {"to", "from"} for m in near.values() if m.start):
            return None
        if len(near) == 1:
            return next(iter(near.values()))
        ranked = self.states.most_common(2)
        if near or not ranked or (len(ranked) > 1 and ranked[0][1] < 3 * ranked[1][1]):
            return None
        return next((m for m in self.by_token.values() if m.state == ranked[0][0] and m.classes[0] == "State"), None)

    def within(self, start: int, end: int) -> list[Found]:
        """Return the names that lie in this stretch of tokens, in order."""
        seen: list[Found] = []
        for i in range(start, end):
            mention = self.by_token.get(i)
            last = (
                mention.head.i + 1
                if mention is not None and mention.kind == "nominal"
                else mention.end
                if mention is not None
                else 0
            )
            if mention is not None and last <= end and mention not in seen:
                seen.append(mention)
        return seen


def held(
    doc: Doc,
    person: Found,
    office: Office,
    left: list[Found],
    right: list[Found],
    behind_name: Found | None,
    spans: Spans,
    lexicon: Lexicon,
) -> Iterator[Candidate]:
    """Yield the relation of an office's holder to the state, body or group it belongs to."""
    anchor = doc[office.start]
    bodies = [
        m
        for m in right + left[::-1] + ([behind_name] if behind_name else [])
        if m.classes[0] in {"Agency", "InternationalOrganisation"}
    ]
    states = [m for m in left[::-1] + right + ([behind_name] if behind_name else []) if m.classes[0] == "State"]
    if office.title.of:
        bodies = [m for m in bodies if m not in right or unit(m, lexicon) or not preceded_by(doc, m, {"for"})]
    groups = [
        m
        for m in (right if office.title.member or not right or right[0].start > person.start else []) + left[::-1]
        if m.classes[0] in {"Group", "Organisation"}
    ]
    if behind_name and behind_name.classes[0] in {"Group", "Organisation"}:
        groups.append(behind_name)
    if office.title.member and bodies and office.title.words[-1] in HEADS and not groups:
        person.classes = ("Official", "Person")
        yield Candidate(person, "representativeOf", bodies[0], "title-with-body-at-name", anchor, weight=0.88)
        return
    if office.title.member:
        target = (groups or bodies)[:1]
        for group in target:
            yield Candidate(person, "memberOf", group, "member-title-at-name", anchor, None, weight=0.8)
        for home in states:
            if not target and home.kind == "adjective":
                yield Candidate(person, "nationality", home, "demonym-before-title", anchor, weight=0.75)
        return
    if office.past:
        return
    person.classes = ("Official", "Person")
    if bodies:
        yield Candidate(person, "representativeOf", bodies[0], "title-with-body-at-name", anchor, weight=0.93)
    elif states:
        yield Candidate(person, "representativeOf", states[0], "title-with-state-at-name", anchor, weight=0.93)
    elif elsewhere(doc, person, office, behind_name, spans, lexicon):
        return
    elif (body := listed_under(doc, office, spans, lexicon)) is not None:
        yield Candidate(person, "representativeOf", body, "member-listed-under-body", anchor, weight=0.85)
    elif office.title.of and (not office.title.prefer or spans.states[office.title.of]):
        state = implied_state(doc, office.start, office.end, office.title.of, lexicon.gazetteer)
        if state is not None:
            yield Candidate(person, "representativeOf", state, "title-of-one-state", anchor, weight=0.85)
    elif office.title.national and (main := spans.main_state(person)) is not None:
        yield Candidate(person, "representativeOf", main, "national-office-in-context", anchor, weight=0.7)
    elif groups:
        yield Candidate(person, "memberOf", groups[0], "title-with-organisation-at-name", anchor, weight=0.7)


def elsewhere(
    doc: Doc, person: Found, office: Office, behind_name: Found | None, spans: Spans, lexicon: Lexicon
) -> bool:
    """Whether the words at a name give the office to a region or to a body that was not recognised."""
    if office.title.prefer and (regional(spans, office) or (behind_name and behind_name.classes[0] == "Place")):
        return True
    return unread_body(doc, person, lexicon) and not says_state(office.title, lexicon)


def unit(body: Found, lexicon: Lexicon) -> bool:
    """Whether a body's name has the head word of a unit that people work for ("Denver Field Office")."""
    return not lexicon.names["local_heads"].isdisjoint(body.text.split())


def unread_body(doc: Doc, person: Found, lexicon: Lexicon) -> bool:
    """Whether "NAME of the" opens a capitalised phrase with the head word of a body, recognised or not."""
    i = person.end
    if i + 1 >= len(doc) or doc[i].lower_ not in {"of", "from", "with"}:
        return False
    i += 1 + (doc[i + 1].lower_ == "the")
    while i < len(doc) and (doc[i].text[:1].isupper() or doc[i].lower_ in {"of", "and", "&", "for"}):
        if doc[i].text in lexicon.names["agency_heads"]:
            return True
        i += 1
    return False


def says_state(title: Title, lexicon: Lexicon) -> bool:
    """Whether a title's own words name the state ("U.S. Attorney"), so that a body behind the name adds to it."""
    entry = lexicon.gazetteer.state(title.of)
    words = f" {' '.join(title.words)} "
    return entry is not None and any(f" {form.lower()} " in words for form in (entry.label, *entry.names))


def listed_under(doc: Doc, office: Office, spans: Spans, lexicon: Lexicon) -> Found | None:
    """Return the body whose members a sentence lists up to this title ("members of BODY, including: … TITLE NAME")."""
    start = doc[office.start].sent.start
    cue = next((i for i in range(office.start - 1, start, -1) if doc[i].lower_ == "including"), None)
    if cue is None:
        return None
    above = spans.within(start, cue)
    if not above or above[-1].classes[0] != "Agency" or cue - above[-1].end > 1:
        return None
    i = above[-1].start - 1
    for outer in above[-2::-1]:  # "members of the ministry's Border Directorate, Patrol Section, including"
        if doc[i].text == "," and outer.end == i and outer.classes[0] == "Agency":
            i = outer.start - 1
    while i > start and doc[i].lower_ in {"of", "from", "at", "the", "with"}:
        i -= 1
    return above[-1] if doc[i].lemma_.lower() in lexicon.nouns["staff"] | {"member"} else None


def regional(spans: Spans, office: Office) -> bool:
    """Whether a place that is no capital stands at a title: then the office is a region's ("Ohio Attorney General")."""
    before = spans.by_token.get(office.start - 1)
    return before is not None and before.classes[0] == "Place" and before.lemma != "capital"


def following_body(doc: Doc, person: Found, spans: Spans) -> Found | None:
    """Return the body in "NAME of the BODY" or "NAME from BODY"."""
    i = person.end
    if i + 2 < len(doc) and doc[i].text == "," and doc[i + 1].text.rstrip(".") in {"Jr", "Sr", "II", "III", "IV"}:
        i += 2
    if i < len(doc) and doc[i].text == "," and i + 1 < len(doc) and doc[i + 1].lower_ == "of":
        i += 1
    if i + 1 < len(doc) and doc[i].lower_ in {"of", "from", "with"}:
        j = i + 1
        while j < len(doc) and (
            doc[j].lower_ == "the" or (doc[j].lower_ == "national" and spans.by_token.get(j) is None)
        ):
            j += 1
        mention = spans.by_token.get(j)
        if (
            mention is not None
            and mention.start == j
            and (mention.classes[0] != "State" or (mention.kind == "name" and doc[i].lower_ == "of"))
        ):
            return mention
        if mention is not None and mention.kind == "adjective" and mention.end in spans.by_token:
            return spans.by_token[mention.end]
    return None


def contiguous(doc: Doc, start: int, end: int) -> bool:
    """Whether only words of a title, no preposition, lie between a modifier and the title."""
    return end - start < 6 and all(
        t.lower_ not in {"in", "to", "with", "by", "on", "from", "of", "for", "and", "&"} for t in doc[start:end]
    )


def preceded_by(doc: Doc, mention: Found, words: set[str]) -> bool:
    """Whether one of these words stands before a mention, an article aside."""
    i = mention.start - 1
    while i > 0 and doc[i].lower_ in {"the", "national", "a"}:
        i -= 1
    return doc[i].lower_ in words
