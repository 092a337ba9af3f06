"""Names by look-up in the gazetteer, and the choice among the readings of an ambiguous form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.capitals import POSSESSIVE
from kg.extract.found import Found
from kg.extract.lexicon import Lexicon, name_words
from kg.extract.time import is_month
from kg.extract.unmarked import unmarked
from kg.gazetteer import Gazetteer, Sense, first_word
from kg.language.syntax import base, children


def gazetteer_names(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the longest gazetteer forms from left to right."""
    gazetteer = lexicon.gazetteer
    stated = states_named(doc, gazetteer)
    i = 0
    while i < len(doc):
        step = 1
        word = first_word(doc[i].text)
        if word in gazetteer.starts or word.removesuffix("s") in gazetteer.starts:
            for j in range(min(len(doc), i + gazetteer.longest + 4), i, -1):
                if doc[j - 1].is_space or (doc[j - 1].is_punct and not doc[j - 1].text.endswith(".")):
                    continue
                form = doc[i:j].text
                senses = readings(form, stated, doc, gazetteer) or unmarked(doc, i, j, gazetteer)
                sense = choose(senses, doc, i, j) if senses and not shared_noun(doc, i, j, gazetteer) else None
                if sense:
                    yield grounded(doc, i, j, sense)
                    step = j - i
                    break
        i += step


def shared_noun(doc: Doc, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether a described body shares its noun with another demonym before it ("Swedish and Danish police")."""
    if end - start < 2 or not doc[end - 1].is_lower or start < 2 or doc[start - 1].lower_ not in {"and", "or", ","}:
        return False
    return any(s.kind == "adjective" for s in gazetteer.senses.get(doc[start - 2].text, ()))


def states_named(doc: Doc, gazetteer: Gazetteer) -> Counter[str]:
    """Count the states that the article names or refers to by an unambiguous adjective; counted once a Doc."""
    known: Counter[str] | None = doc.user_data.get("states_named")
    if known is not None:
        return known
    counts: Counter[str] = Counter()
    doc.user_data["states_named"] = counts
    for i, token in enumerate(doc):
        if token.text[:1].isupper() and first_word(token.text) in gazetteer.starts:
            for j in (i + 1, i + 2, i + 3):
                form = doc[i:j].text
                senses = gazetteer.senses.get(form, [])
                if (
                    senses
                    and senses[0].entry.cls == "State"
                    and form not in gazetteer.ambiguous
                    and senses[0].entry.state
                ):
                    counts[senses[0].entry.state] += 1
    return counts


def readings(form: str, stated: Counter[str], doc: Doc, gazetteer: Gazetteer) -> list[Sense]:
    """Return a form's senses; of an ambiguous one, that whose state or name the article gives, else the default."""
    senses = gazetteer.senses.get(form, [])
    if not senses or form not in gazetteer.ambiguous:
        return senses
    text = doc.user_data.setdefault("text", doc.text)
    full = [s for s in senses if s.entry.label != form and len(s.entry.label) > 6 and written(s.entry.label, text)]
    if len(full) == 1:
        return full
    seated = [s for s in senses if s.entry.cls == "State" and any(written(seat, text) for seat in s.entry.seats)]
    if len(seated) == 1 and len({s.entry.key for s in senses if s.entry.cls == "State"}) > 1:
        return seated
    default = gazetteer.ambiguous[form]
    if default in gazetteer.entries and gazetteer.entries[default].cls == "State" and not regional(form, text):
        return [s for s in senses if s.entry.key == default]
    fitting = sorted((s for s in senses if stated[s.entry.state or ""]), key=lambda s: -stated[s.entry.state or ""])
    if fitting and (len(fitting) == 1 or stated[fitting[0].entry.state or ""] > stated[fitting[1].entry.state or ""]):
        return fitting[:1]
    return [s for s in senses if s.entry.key == default]


def written(name: str, text: str) -> bool:
    """Whether a text has a name as words of its own ("Dominica" is not in "Dominican")."""
    return name in text and re.search(rf"\b{re.escape(name)}\b", text) is not None


def regional(form: str, text: str) -> bool:
    """Whether a text has a form that is both a state's and a region's behind a city or a district ("Rome, Georgia")."""
    return re.search(rf"(?:[^\W\d]\w+, |District of |State of ){re.escape(form)}\b(?!n)", text) is not None


def before_region(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """Whether a comma at ``i`` stands before a state or a first-level region, as behind a town ("Salado, Ark.")."""
    if doc[i].text != "," or i + 1 >= len(doc) or not doc[i + 1].text[:1].isupper():
        return False
    for end in range(min(i + 5, len(doc)), i + 1, -1):
        for sense in lexicon.gazetteer.senses.get(doc[i + 1 : end].text, ()):
            if sense.entry.cls in {"State", "Territory"} and sense.kind == "name":
                return doc[i + 1 : end].text not in lexicon.names["inseparable_regions"]
    return False


def choose(senses: list[Sense], doc: Doc, start: int, end: int) -> Sense | None:
    """Choose the sense of a surface form in its context, or none."""
    text = doc[start:end].text
    first = doc[start]
    for sense in senses:
        entry = sense.entry
        if entry.cls in {"Place", "Territory"}:
            label = {token.ent_type_ for token in doc[start:end]}
            located = start > 0 and (doc[start - 1].lower_ in name_words("before_places") or doc[start - 1].text == ",")
            if label & {"PERSON", "DATE", "TIME"} or ("ORG" in label and not located) or is_month(text):
                continue
            if not ("LOC" in label or "GPE" in label or located) or (first.pos_ in {"VERB", "AUX"} and not located):
                continue
            if len(text) < 4 and "LOC" not in label:
                continue
        before = doc[start - 1] if start else None
        own = [before, *(t for t in doc[start:end].root.children if t.i < start)] if before is not None else []
        counted = any(t.lower_ in {"a", "an", "another", "one"} or t.pos_ == "NUM" for t in own)
        alone = end == len(doc) or doc[end].pos_ not in {"NOUN", "PROPN", "ADJ"}
        if sense.kind == "people" and alone and (doc[start:end].root.tag_ in {"NNS", "NNPS", "NN"} or counted):
            return None
        if sense.kind == "adjective" and entry.cls == "State" and end - start == 1 and national(doc[start]):
            return None
        if entry.cls == "State" and opens_region(doc, start):
            continue
        if entry.cls == "State" and sense.kind == "name" and part_of_person(doc, start, end):
            continue
        return sense
    return None


def national(token: Token) -> bool:
    """Whether a state's adjective is the noun for one of its people ("an American", "a 34-year-old Kenyan")."""
    if base(token) in {"amod", "compound", "nmod:desc", "flat", "det", "dep", "conj"} or list(children(token, "conj")):
        return False
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if after is not None and (after.pos_ in {"NOUN", "PROPN", "ADJ"} or after.lower_ in {"and", "or", "-", "–"}):
        return False
    own = [t for t in token.children if t.i < token.i]
    aged = any(t.lower_ == "old" for t in own)
    return aged or any(base(t) == "det" and t.lower_ in {"a", "an", "another"} for t in own)


def opens_region(doc: Doc, start: int) -> bool:
    """Whether the word before a state's form makes it another name ("Latin America", "African-American")."""
    i = start - 2 if start > 1 and doc[start - 1].text in {"-", "–"} else start - 1
    return i >= 0 and doc[i].text in name_words("region_openings")


def part_of_person(doc: Doc, start: int, end: int) -> bool:
    """Whether the form is only a part of a recognised person's name ("Michael Jordan")."""
    for ent in doc.ents:
        if ent.label_ == "PERSON" and ent.start <= start and end <= ent.end:
            return ent.end - ent.start > end - start
    return False


def grounded(doc: Doc, start: int, end: int, sense: Sense) -> Found:
    """Return the mention of a gazetteer entry; an adjective or a people's name mentions its state."""
    entry = sense.entry
    cls = "Place" if entry.cls == "Territory" else entry.cls
    if sense.kind == "seat" and not stands_for_government(doc, start, end):
        return Found(doc, start, end, ("Place",), "name", state=entry.state, lemma="capital")
    kind = "adjective" if sense.kind in {"adjective", "people"} else "name"
    return Found(doc, start, end, (cls,), kind, entry=entry, state=entry.state)


def stands_for_government(doc: Doc, start: int, end: int) -> bool:
    """Whether a capital's name is used for the government: as a subject, a partner or a possessor, not as a place."""
    before = doc[start - 1].lower_ if start else "\n"
    if doc[start].is_sent_start and doc[start:end].text.isupper():  # a dateline
        return False
    after = doc[end].text if end < len(doc) else "\n"
    if (
        before in {"in", "at", "near", "from", "around", "outside", "visited", "visiting", "capital", ","}
        or after in {",", "("}
        or after.startswith("\n")
    ):
        return False
    root = doc[start:end].root
    return (
        root.dep_.split(":")[0] in {"nsubj", "nsubjpass", "conj", "poss"}
        or (base(root) in {"obj", "iobj"} and root.head.lemma_.lower() in name_words("done_to_governments"))
        or before in {"between", "and", "with"}
        or after in POSSESSIVE
    )
