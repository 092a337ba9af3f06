"""Names built by grammar: bodies around their head word ("Office of International Affairs")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.capitals import extend_left, extend_right
from kg.extract.found import Found
from kg.extract.lexicon import Lexicon
from kg.extract.titles import cut_at_office, find_title, title_ending
from kg.extract.unmarked import behind_owner


def starts_with_agency(words: list[str], lexicon: Lexicon) -> bool:
    """Whether a name begins with a known body's ("HSI Ontario", "FBIs Denver Office")."""
    for form in (words[0], words[0].removesuffix("s")):
        for sense in lexicon.gazetteer.senses.get(form, ()):
            if sense.entry.cls == "Agency" and form.isupper():
                return True
    return False


def is_agency(words: list[str], lexicon: Lexicon) -> bool:
    """Whether capitalised words name a body with a security, justice, defence or foreign-affairs task."""
    heads = [word for word in words if word in lexicon.names["agency_heads"]]
    if not heads:
        return False
    if len(words) > 1 and starts_with_agency(words, lexicon):
        return True
    if any(word not in lexicon.names["weak_agency_heads"] for word in heads):
        return True
    security = lexicon.names["security_words"]
    tasks = (word.lower() for word in words if word not in heads)
    return any(task in security or task.removesuffix("s") in security for task in tasks)


def body_names(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield names built around an agency's head word: "Criminal Division", "Office of International Affairs"."""
    names = lexicon.names
    i = 0
    while i < len(doc):
        token = doc[i]
        head = token.text if token.text in names["agency_heads"] else None
        if not head or token.pos_ == "VERB":
            i += 1
            continue
        start = behind_owner(doc, extend_left(doc, i, lexicon), i, lexicon)
        full = extend_right(doc, i + 1, lexicon, start)
        end = max(i + 1, cut_at_office(doc, start, full, lexicon))
        start += end < full and start < i and doc[start].lower_ in lexicon.names["title_openings"]
        words = [t.text for t in doc[start:end]]
        statute = end < len(doc) and doc[end].text in names["not_bodies"]
        named = is_agency(words, lexicon) or employs(doc, start, lexicon)
        if start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].text in names["organisation_heads"]:
            yield Found(doc, extend_left(doc, start - 2, lexicon), end, ("Organisation",), "name")  # a company's unit
        elif (
            end - start > 1
            and not statute
            and named
            and not field_of_office(doc, start, end, lexicon)
            and not titled(doc, start, end, lexicon)
        ):
            if words[-1] in names["organisation_heads"] and words[-1] not in names["agency_heads"]:
                yield Found(doc, start, end, ("Organisation",), "name")
            elif words[0] not in names["operation_words"] and not any(w in names["agreement_heads"] for w in words):
                yield Found(doc, start, end, ("Agency",), "name")
        i = max(end, i + 1)


def employs(doc: Doc, start: int, lexicon: Lexicon) -> bool:
    """Whether the name at ``start`` is what an officer of a state is of ("Trial Attorney NAME of the Appeals Section").

    The officer's title must be one that by default stands for a state.
    """
    i = start - 1 if start and doc[start - 1].lower_ == "the" else start
    if i < 2 or doc[i - 1].lower_ != "of" or doc[i - 2].ent_type_ != "PERSON":
        return False
    i -= 2
    while i > 0 and doc[i].ent_type_ == "PERSON" and doc[i - 1].ent_type_ == "PERSON":
        i -= 1
    office = find_title(doc, max(0, i - 6), i, lexicon)
    return office is not None and office.end == i and office.title.of is not None


def field_of_office(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words are a body's office with its field ("Department of State Under Secretary for Trade")."""
    for i in range(start + 2, end - 1):
        if doc[i].lower_ in {"for", "of"}:
            opening = title_ending(doc, i, lexicon)
            if (
                opening is not None
                and i - opening > 1
                and opening > start
                and doc[opening - 1].lower_ not in {"of", "the"}
            ):
                return True
    return False


def titled(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words are an office ("Chief Prosecutor"), not a body ("Office of the Chief Prosecutor")."""
    words = tuple(token.lower_ for token in doc[start:end])
    for title in lexicon.titles:
        if title.words == words[-len(title.words) :]:
            before = doc[start : end - len(title.words)]
            return not any(t.text in lexicon.names["agency_heads"] and doc[t.i + 1].lower_ == "of" for t in before)
    return False
