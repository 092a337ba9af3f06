"""Titles around a person's name: which office, of which state or body, which nationality, in which group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract.candidates import Candidate
from kg.extract.found import Found, implied_state
from kg.extract.lexicon import Lexicon, Title

INSIDE = frozenset(
    [
        "of",
        "for",
        "in",
        "the",
        "and",
        "to",
        "'s",
        "’s",
        "-",
        "–",
        "&",
        "charge",
        "a",
        "an",
        "on",
        "at",
        "his",
        "her",
        "its",
        "their",
        "with",
        "de",
    ]
)
PAST = frozenset(["former", "ex", "late", "then", "onetime", "ousted", "deposed", "retired", "erstwhile"])
HEADS = frozenset(["leader", "boss", "manager", "figure"])
REACH = 14


@dataclass(frozen=True, slots=True)
class Office:
    """A title found at token indices ``start`` to ``end``, and whether it is a past one."""

    title: Title
    start: int
    end: int
    past: bool


def offices(doc: Doc, mentions: list[Found], lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield representativeOf, memberOf and nationality for every person's name with a title before or behind it."""
    names = [m for m in mentions if m.kind in {"name", "adjective"}]
    bodies = [m for m in mentions if m.kind == "nominal" and m.classes[0] in {"Agency", "Group"} and not m.same]
    spans = Spans(doc, names, bodies)
    for person in names:
        if person.classes[0] == "Person" and person.kind == "name":
            yield from before(doc, person, spans, lexicon)
            yield from behind(doc, person, spans, lexicon)


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
        near = {
            m.state: m for m in self.within(sent.start, person.start) if m.state and m.classes[0] in {"State", "Place"}
        }
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


def left_run(doc: Doc, person: Found, spans: Spans) -> int:
    """Return where the words that can belong to a title before the name begin; one comma may stand before the name."""
    i = person.start
    if i and doc[i - 1].text == "," and i > 1 and not doc[i - 1].is_sent_start:
        i -= 1
    sentence = doc[person.start].sent.start
    start = i
    while start > sentence and i - start < REACH:
        token = doc[start - 1]
        if token.text == ")" and start - 3 > sentence and doc[start - 3].text == "(":
            start -= 3
            continue
        if token.is_space or (token.is_punct and token.text not in {"-", "–", "’", "'"}):
            break
        mention = spans.by_token.get(start - 1)
        if mention is not None and mention.classes[0] == "Person":
            break
        if (
            token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"}
            and token.lower_ not in INSIDE
            and not token.text[:1].isupper()
        ):
            break
        if token.pos_ in {"ADP"} and token.lower_ not in INSIDE:
            break
        start -= 1
    return start


def find_title(doc: Doc, start: int, end: int, lexicon: Lexicon) -> Office | None:
    """Return the title that ends last in a stretch of tokens, the longest of those that end there."""
    lower = [token.lower_ for token in doc[start:end]]
    best: Office | None = None
    for last in range(len(lower) - 1, -1, -1):
        for title in lexicon.titles_by_word.get(lower[last], ()):
            n = len(title.words)
            first = last - n + 1
            if first < 0 or (best is not None and n <= best.end - best.start):
                continue
            if tuple(lower[first:last]) != title.words[:-1] or (
                n > 1 and lower[last] not in {title.words[-1], title.words[-1] + "s"}
            ):
                continue
            if n == 1 and not doc[start + last].text[:1].isupper() and doc[start + last].pos_ not in {"NOUN", "PROPN"}:
                continue
            past = any(word in PAST for word in lower[max(0, first - 6) : first])
            best = Office(title, start + first, start + last + 1, past)
        if best is not None:
            return best
    return None


def before(doc: Doc, person: Found, spans: Spans, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield what the words before a name say: "French Justice Minister X", "U.S. citizen X", "the gang's leader, X"."""
    start = left_run(doc, person, spans)
    comma = person.start > start and doc[person.start - 1].text == ","
    end = person.start - 1 if comma else person.start
    if end <= start:
        return
    office = find_title(doc, start, end, lexicon)
    if office is None:
        body = following_body(doc, person, spans)
        if (
            body is not None
            and body.classes[0] == "Agency"
            and body.kind == "name"
            and doc[start:end].text.lower().endswith("and")
        ):
            person.classes = ("Official", "Person")
            yield Candidate(person, "representativeOf", body, "person-of-body", doc[person.start], weight=0.75)
        if not comma:
            yield from demonyms(doc, person, spans, start, end)
        return
    between = [
        m
        for m in spans.within(office.end, end)
        if doc[m.start - 1].lower_ in {"of", "for", "the", "at"} or m.start == office.end
    ]
    if comma and not between and end - office.end > 0:
        return
    if comma and doc[start].lower_ not in {"the"} and not spans.within(start, office.start):
        return
    if not comma and not between and not portfolio(doc, office.end, end):
        return
    left = [m for m in spans.within(start, office.start) if m.classes[0] != "Place" or m.lemma == "capital"]
    left = [m for m in left if contiguous(doc, m.end, office.start) and not in_place(doc, m)]
    right = [m for m in between if preceded_by(doc, m, {"of", "for", "at"})]
    holders = sharing(doc, person, office, spans)
    last = following_body(doc, holders[-1], spans)
    for holder in holders:
        holder.lemma = holder.lemma or office.title.words[-1]
        own = following_body(doc, holder, spans) or last
        yield from held(doc, holder, office, left, right, own, spans, lexicon)


def sharing(doc: Doc, person: Found, office: Office, spans: Spans) -> list[Found]:
    """Return the persons that share a title in the plural ("Trial Attorneys X, Y and Z of the Fraud Section")."""
    holders = [person]
    if not doc[office.end - 1].text.endswith("s") or doc[office.end - 1].lower_ == office.title.words[-1]:
        return holders
    i = person.end
    while i < len(doc) - 1 and doc[i].lower_ in {",", "and"}:
        i += 1
        if doc[i].lower_ == "and":
            i += 1
        mention = spans.by_token.get(i)
        if mention is None or mention.classes[0] != "Person" or mention.start != i:
            break
        holders.append(mention)
        i = mention.end
    return holders


def portfolio(doc: Doc, start: int, end: int) -> bool:
    """Whether the words between a title and the name continue the title ("for National Security", "of Justice")."""
    if start >= end:
        return True
    return doc[start].lower_ in {"of", "for", "in", "and", "-"} or all(t.text[:1].isupper() for t in doc[start:end])


def contiguous(doc: Doc, start: int, end: int) -> bool:
    """Whether only words of a title, no preposition, lie between a modifier and the title."""
    return end - start < 6 and all(
        t.lower_ not in {"in", "to", "with", "by", "on", "from", "of", "for", "and", "&"} for t in doc[start:end]
    )


def in_place(doc: Doc, mention: Found) -> bool:
    """Whether a state's name belongs to a phrase of place before the title ("In Turkey Minister X")."""
    before = doc[mention.start - 1].lower_ if mention.start else ""
    after = doc[mention.end].text
    return before in {"in", "to", "from", "at", "of"} and mention.kind == "name" and after not in {"’s", "'s", "'", "’"}


def preceded_by(doc: Doc, mention: Found, words: set[str]) -> bool:
    """Whether one of these words stands before a mention, an article aside."""
    i = mention.start - 1
    while i > 0 and doc[i].lower_ in {"the", "national", "a"}:
        i -= 1
    return doc[i].lower_ in words


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
        bodies = [m for m in bodies if m not in right or not preceded_by(doc, m, {"for"})]
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
    elif office.title.of and (not office.title.prefer or spans.states[office.title.of]):
        state = implied_state(doc, office.start, office.end, office.title.of, lexicon.gazetteer)
        if state is not None:
            yield Candidate(person, "representativeOf", state, "title-of-one-state", anchor, weight=0.85)
    elif office.title.national and (main := spans.main_state(person)) is not None:
        yield Candidate(person, "representativeOf", main, "national-office-in-context", anchor, weight=0.7)
    elif groups:
        yield Candidate(person, "memberOf", groups[0], "title-with-organisation-at-name", anchor, weight=0.7)


def following_body(doc: Doc, person: Found, spans: Spans) -> Found | None:
    """Return the body in "NAME of the BODY" or "NAME from BODY"."""
    i = person.end
    if i + 2 < len(doc) and doc[i].text == "," and doc[i + 1].text.rstrip(".") in {"Jr", "Sr", "II", "III", "IV"}:
        i += 2
    if i < len(doc) and doc[i].text == "," and i + 1 < len(doc) and doc[i + 1].lower_ == "of":
        i += 1
    if i + 1 < len(doc) and doc[i].lower_ in {"of", "from", "with"}:
        j = i + 1
        while j < len(doc) and doc[j].lower_ in {"the", "national"}:
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


def demonyms(doc: Doc, person: Found, spans: Spans, start: int, end: int) -> Iterator[Candidate]:
    """Yield nationality for a private person: "French fugitive X", "U.S. citizen X", "French-Peruvian banker X"."""
    for mention in spans.within(start, end):
        tail = doc[mention.end : end]
        if mention.classes[0] != "State" or (
            mention.kind == "name"
            and not any(t.lower_ in {"citizen", "national", "nationals", "citizens", "resident"} for t in tail)
        ):
            continue
        if (
            any(t.lower_ in INSIDE - {"-", "–", "and"} for t in tail)
            or end - mention.end > 6
            or any(t.lower_ in PAST for t in doc[start : mention.start])
        ):
            continue
        yield Candidate(person, "nationality", mention, "demonym-before-name", doc[mention.start], weight=0.88)


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
        and doc[end].pos_ not in {"VERB", "AUX"}
    ):
        mention = spans.by_token.get(end)
        if mention is not None and mention.classes[0] == "Person":
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
    right = [m for m in right if all(t.lower_ not in {"to", "with", "against"} for t in doc[office.end : m.start])]
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
