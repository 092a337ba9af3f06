"""Titles before a person's name: "French Justice Minister NAME", "U.S. citizen NAME", "the gang's leader, NAME"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.around import Spans, contiguous, following_body, preceded_by
from kg.extract.beginnings import higher_office, left_run, rank_opening
from kg.extract.candidates import Candidate
from kg.extract.found import Found
from kg.extract.holders import held
from kg.extract.lexicon import Lexicon, name_words
from kg.extract.titles import Office, find_title, title_ending


def before(doc: Doc, person: Found, spans: Spans, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield what the words before a name say: "French Justice Minister X", "U.S. citizen X", "the gang's leader, X"."""
    opening = rank_opening(doc, person, spans, lexicon)
    start = left_run(doc, opening, spans, lexicon)
    comma = opening > start and doc[opening - 1].text == ","
    end = opening - 1 if comma else opening
    if end <= start:
        return
    joined = doc[end - 1].lower_ in {"and", "or", "&"}  # the title before is another person's
    office = None if joined else higher_office(doc, start, find_title(doc, start, end, lexicon), lexicon)
    if office is None:
        body = following_body(doc, person, spans)
        if body is not None and body.classes[0] == "Agency" and body.kind == "name" and doc[end - 1].lower_ == "and":
            person.classes = ("Official", "Person")
            yield Candidate(person, "representativeOf", body, "person-of-body", doc[person.start], weight=0.75)
        if not comma and not joined:
            yield from demonyms(doc, person, spans, start, end)
        return
    if suspected(doc, start, office.start, spans, lexicon):
        yield from demonyms(doc, person, spans, start, office.start)
        return
    between = [
        m
        for m in spans.within(office.end, end)
        if doc[m.start - 1].lower_ in {"of", "for", "the", "at"} or m.start == office.end
    ]
    if comma and not between and end - office.end > 0:
        return
    articles = {"the", "a", "an"} if between else {"the"}
    lead = doc[start : office.start]
    enclosed = start == office.start and office.title.of and person.end < len(doc) and doc[person.end].text == ","
    if comma and not enclosed and all(t.lower_ not in articles for t in lead) and not spans.within(start, office.start):
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
        if own is None and not (left or right or office.title.of or office.title.national):
            own = shared_body(doc, holder, spans, lexicon)
        yield from held(doc, holder, office, left, right, own, spans, lexicon)


def suspected(doc: Doc, start: int, end: int, spans: Spans, lexicon: Lexicon) -> bool:
    """Whether a noun for a suspect stands before a title ("suspect General NAME"), not inside a body's name."""
    return any(t.lemma_.lower() in lexicon.nouns["Suspect"] and spans.by_token.get(t.i) is None for t in doc[start:end])


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
        if mention is None or "Person" not in mention.classes or mention.start != i:
            break
        holders.append(mention)
        i = mention.end
    return holders


def shared_body(doc: Doc, person: Found, spans: Spans, lexicon: Lexicon) -> Found | None:
    """Return the body behind the next name, which has a title too ("Chief X and Trial Attorney Y of BODY")."""
    i = person.end
    if i >= len(doc) or doc[i].lower_ != "and":
        return None
    following = next((m for j in range(i + 1, min(i + 7, len(doc))) if (m := spans.by_token.get(j))), None)
    if following is None or "Person" not in following.classes or title_ending(doc, following.start, lexicon) != i + 1:
        return None
    return following_body(doc, following, spans)


def portfolio(doc: Doc, start: int, end: int) -> bool:
    """Whether the words between a title and the name continue the title ("for National Security", "of Justice")."""
    if start >= end:
        return True
    return doc[start].lower_ in {"of", "for", "in", "to", "-"} or all(t.text[:1].isupper() for t in doc[start:end])


def in_place(doc: Doc, mention: Found) -> bool:
    """Whether a state is where, or what for, before the title ("In Turkey Minister X", "Envoy for Peru Adm. X")."""
    i = mention.start - 1 - (mention.start > 1 and doc[mention.start - 1].lower_ == "the")
    before = doc[i].lower_ if mention.start else ""
    after = doc[mention.end].text
    return (
        before in {"in", "to", "from", "at", "for"} and mention.kind == "name" and after not in {"’s", "'s", "'", "’"}
    )


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
            any(t.lower_ in name_words("title_joiners") - {"-", "–", "and"} for t in tail)
            or end - mention.end > 6
            or any(t.lower_ in name_words("past_titles") for t in doc[start : mention.start])
        ):
            continue
        yield Candidate(person, "nationality", mention, "demonym-before-name", doc[mention.start], weight=0.88)
