"""What an office's holder represents: the state or body that the words around the title name, and group membership."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.around import Spans, preceded_by
from kg.extract.candidates import Candidate
from kg.extract.found import Found, implied_state
from kg.extract.home import home_state
from kg.extract.lexicon import Lexicon, Title, name_words
from kg.extract.titles import Office


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
    if office.title.member and bodies and office.title.words[-1] in name_words("heads_of_bodies") and not groups:
        person.classes = ("Official", "Person")
        yield Candidate(person, "representativeOf", bodies[0], "title-with-body-at-name", anchor, weight=0.88)
        return
    if office.title.member:
        target = (groups or bodies)[:1]
        for group in target:
            yield Candidate(person, "memberOf", group, "member-title-at-name", anchor, None, weight=0.8)
        for home in states:
            if not target and home.kind == "adjective" and heads_state(doc, home, office, spans, lexicon):
                person.classes = ("Official", "Person")
                yield Candidate(person, "representativeOf", home, "title-with-state-at-name", anchor, weight=0.8)
            elif not target and home.kind == "adjective":
                yield Candidate(person, "nationality", home, "demonym-before-title", anchor, weight=0.75)
        return
    if office.past:
        return
    person.classes = ("Official", "Person")
    if bodies:
        yield Candidate(person, "representativeOf", bodies[0], "title-with-body-at-name", anchor, weight=0.93)
    elif states:
        yield Candidate(person, "representativeOf", states[0], "title-with-state-at-name", anchor, weight=0.93)
    elif (force := spoken_for(doc, office, spans, lexicon)) is not None:
        yield Candidate(person, "representativeOf", force, "title-with-body-named-elsewhere", anchor, weight=0.8)
    elif elsewhere(doc, person, office, behind_name, spans, lexicon):
        return
    elif (body := listed_under(doc, office, spans, lexicon)) is not None:
        yield Candidate(person, "representativeOf", body, "member-listed-under-body", anchor, weight=0.85)
    elif office.title.of and (not office.title.prefer or spans.states[office.title.of]):
        state = implied_state(doc, office.start, office.end, office.title.of, lexicon.gazetteer)
        if state is not None:
            yield Candidate(person, "representativeOf", state, "title-of-one-state", anchor, weight=0.85)
    elif (
        office.title.national
        and not alone(person, office)
        and all(m.classes[0] != "Organisation" for m in right)
        and (main := home_state(doc, person, office, spans, lexicon.gazetteer)) is not None
    ):
        yield Candidate(person, "representativeOf", main, "national-office-in-context", anchor, weight=0.7)
    elif groups:
        yield Candidate(person, "memberOf", groups[0], "title-with-organisation-at-name", anchor, weight=0.7)


def spoken_for(doc: Doc, office: Office, spans: Spans, lexicon: Lexicon) -> Found | None:
    """Return the only body of its kind in an article, where the title has the kind alone ("police spokesman NAME")."""
    i = office.start - (office.end - office.start == 1)
    kind = doc[i].lower_
    if i < 0 or kind not in lexicon.nouns["Agency"] or spans.by_token.get(i) is not None:
        return None
    bodies = [
        m
        for m in spans.by_token.values()
        if m.classes[0] == "Agency" and (m.kind == "name" or m.state) and kind in m.text.lower().split()
    ]
    return bodies[0] if len({m.entry.key if m.entry else m.text.lower() for m in bodies}) == 1 else None


def alone(person: Found, office: Office) -> bool:
    """Whether a title of which there are many in a state stands right before a name without its field."""
    bare = office.end - office.start == 1 and office.end == person.start
    return bare and office.title.words[-1] in name_words("needing_fields")


def heads_state(doc: Doc, home: Found, office: Office, spans: Spans, lexicon: Lexicon) -> bool:
    """Whether a title directly behind a state's adjective is that of its leader ("Syrian leader NAME")."""
    twin = spans.by_token.get(home.start - 1)  # "Bosnian Serb leader"
    alone = twin is None or twin.end < home.start or twin.kind != "adjective"
    word = office.title.words[-1]
    return alone and not office.past and home.end == office.start and word in lexicon.nouns["heads_of_state"]


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
