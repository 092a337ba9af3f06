"""Titles before a person's name: "French Justice Minister NAME", "U.S. citizen NAME", "the gang's leader, NAME"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.around import Spans, contiguous, following_body, preceded_by
from kg.extract.candidates import Candidate
from kg.extract.found import Found
from kg.extract.holders import held
from kg.extract.lexicon import Lexicon, name_words
from kg.extract.portfolios import portfolios
from kg.extract.titles import REACH, Office, find_title, title_ending


def before(doc: Doc, person: Found, spans: Spans, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield what the words before a name say: "French Justice Minister X", "U.S. citizen X", "the gang's leader, X"."""
    start = left_run(doc, person, spans, lexicon)
    comma = person.start > start and doc[person.start - 1].text == ","
    end = person.start - 1 if comma else person.start
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
    if comma and all(t.lower_ not in articles for t in lead) and not spans.within(start, office.start):
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


def higher_office(doc: Doc, start: int, office: Office | None, lexicon: Lexicon) -> Office | None:
    """Return the national office before a rank ("Defence Minister Lt. Gen. NAME"), else the office given.

    The first of two offices of one holder says whose they are ("Canadian Minister of Justice and Attorney General NAME").
    """
    if office is None or office.start <= start:
        return office
    if doc[office.start - 1].lower_ in {"and", "&"}:
        opening = portfolios(doc, lexicon).get(office.end, office.start - 1)
        first = find_title(doc, max(start, opening - 5), opening, lexicon)
        joined = first is not None and first.end == opening and doc[first.start].text[:1].isupper()
        return first if first is not None and joined and first.title.national and not first.past else office
    if office.title.national or office.title.of:
        return office
    earlier = find_title(doc, start, office.start, lexicon)
    return earlier if earlier is not None and earlier.title.national and not earlier.past else office


def suspected(doc: Doc, start: int, end: int, spans: Spans, lexicon: Lexicon) -> bool:
    """Whether a noun for a suspect stands before a title ("suspect General NAME"), not inside a body's name."""
    return any(t.lemma_.lower() in lexicon.nouns["Suspect"] and spans.by_token.get(t.i) is None for t in doc[start:end])


def left_run(doc: Doc, person: Found, spans: Spans, lexicon: Lexicon) -> int:
    """Return where the words that can belong to a title before the name begin; one comma may stand before the name."""
    i = person.start
    if i and doc[i - 1].text == "," and i > 1 and not doc[i - 1].is_sent_start:
        i -= 1
    sentence = doc[person.start].sent.start
    while sentence > 0 and not (
        (doc[sentence - 1].is_punct and doc[sentence - 1].text != ")") or doc[sentence - 1].is_space
    ):
        sentence = doc[sentence - 1].sent.start  # the parse begins a sentence at the name, no mark does
    start = i
    while start > sentence and i - start < REACH:
        if (opening := portfolios(doc, lexicon).get(start)) is not None:
            start = i = opening
            continue
        token = doc[start - 1]
        if token.text == ")" and start - 3 > sentence and doc[start - 3].text == "(":
            start -= 3
            continue
        if token.is_space or (token.is_punct and token.text not in {"-", "–", "’", "'"}):
            break
        mention = spans.by_token.get(start - 1)
        if mention is not None and "Person" in mention.classes:
            break
        if mention is not None and mention.kind == "name" and mention.classes[0] == "Agency":
            i -= start - mention.start - 1  # a body's name, commas and all, counts as one token
            start = mention.start
            continue
        if (
            token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"}
            and token.lower_ not in name_words("title_joiners")
            and token.lower_ not in lexicon.titles_by_word
            and not token.text[:1].isupper()
        ):
            break
        if (
            token.pos_ == "ADP"
            and token.lower_ not in name_words("title_joiners")
            and token.lower_ not in lexicon.titles_by_word
        ):
            break
        start -= 1
    return start


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
    """Whether a state's name belongs to a phrase of place before the title ("In Turkey Minister X")."""
    before = doc[mention.start - 1].lower_ if mention.start else ""
    after = doc[mention.end].text
    return before in {"in", "to", "from", "at"} and mention.kind == "name" and after not in {"’s", "'s", "'", "’"}


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
