"""Lists of names that a parse took apart: what "and" and commas join to a filler by position."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.capitals import POSSESSIVE
from kg.extract.found import Covering, Found, overlaps
from kg.extract.frames import PARTY, PERSONS, Role
from kg.extract.lexicon import Lexicon
from kg.language.syntax import base

FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
JOINERS = frozenset(["of", "for", "the", "and", "on", "'s", "’s", "-"])


def listed(fillers: list[Found], role: Role, trigger: Token, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the fillers with the names coordinated to them by position, which parses of long lists miss.

    A name behind "and" counts, with a title or article between ("A and Italian Justice Minister B met"), unless it
    is the subject of a verb of its own; in lists of bodies or states, so does one behind a comma, where the list
    goes on to an "and".
    """
    found = list(fillers)
    for mention in found:
        if mention.classes[0] in PERSONS:
            others = persons_listed(mention, trigger, covering) if mention.kind == "name" else []
        else:
            others = series(mention, trigger, covering)
        # the loop goes on to what is coordinated with these
        found += [
            m
            for m in others
            if m not in found and not any(overlaps(m, f) for f in found) and lexicon.accepts(role.types, m.classes)
        ]
    return found


def persons_listed(mention: Found, trigger: Token, covering: Covering) -> list[Found]:
    """Return the persons that a list goes on to behind a name, each with a title, up to the one behind "and"."""
    found: list[Found] = []
    last = mention
    while (other := coordinated_person(last, trigger, covering)) is None:
        if found and ends_in_others(last):
            return found
        after = titled_next(last, covering)
        if after is None or after in found or own_subject(after, trigger):
            return []
        found.append(after)
        last = after
    return [*found, other]


def ends_in_others(mention: Found) -> bool:
    """Whether a list ends behind a name with people whom it does not name ("A, Minister B, and many others")."""
    words = [t.lower_ for t in mention.doc[mention.end : mention.end + 4] if t.text != ","]
    return words[:1] == ["and"] and any(word in {"other", "others"} for word in words[1:3])


def titled_next(mention: Found, covering: Covering) -> Found | None:
    """Return the person named behind a comma, right behind the words of a title."""
    doc, i = mention.doc, mention.end
    if i + 2 >= len(doc) or doc[i].text != "," or not doc[i + 1].text[:1].isupper():
        return None
    for j in range(i + 1, min(i + 16, len(doc))):
        other = covering.by_token[j]
        if other is not None and other.classes[0] in PERSONS:
            return other if other.start > i + 1 or other.lemma else None
        if not doc[j].text[:1].isupper() and doc[j].lower_ not in JOINERS:
            return None
    return None


def coordinated_person(mention: Found, trigger: Token, covering: Covering) -> Found | None:
    """Return the name of a person that "and" joins to a person's name, going right over titles."""
    doc, i = mention.doc, mention.end
    i += i + 1 < len(doc) and doc[i].text == "," and doc[i + 1].lower_ == "and"
    if i >= len(doc) or doc[i].lower_ != "and":
        return None
    i += 1 + (i + 1 < len(doc) and doc[i + 1].lower_ == "the")
    for j in range(i, min(i + 12, len(doc))):
        other = covering.by_token[j]
        if other is not None and other.kind == "name" and same_kind(mention, other):
            possessor = other.end < len(doc) and doc[other.end].lower_ in POSSESSIVE
            acts = other.end < len(doc) and doc[other.end].tag_ in FINITE and trigger.i < mention.start
            return None if possessor or acts or own_subject(other, trigger) else other
        if not doc[j].text[:1].isupper() and doc[j].lower_ not in {"of", "for", "the", "'s", "’s"}:
            return None
    return None


def own_subject(mention: Found, trigger: Token) -> bool:
    """Whether a mention is the subject of another verb than the trigger, further right."""
    verb = mention.head.head
    return base(mention.head) in {"nsubj", "nsubj:pass"} and verb != trigger and verb.i > mention.end


def series(mention: Found, trigger: Token, covering: Covering) -> list[Found]:
    """Return what a list of names goes on to, up to its last element behind "and"."""
    found: list[Found] = []
    closed = 0
    last = mention
    while (step := next_element(last, covering)) is not None and step[0] not in found:
        last, closing = step
        if not same_kind(mention, last) or own_subject(last, trigger):
            break
        found.append(last)
        if closing:
            closed = len(found)
    return found[:closed]


def next_element(mention: Found, covering: Covering) -> tuple[Found, bool] | None:
    """Return the list element behind a mention, and whether "and" comes before it."""
    doc, i = mention.doc, mention.end
    size = len(doc)
    if i + 2 < size and doc[i].text == "(":  # an acronym
        i = next((j + 1 for j in range(i, min(i + 5, size)) if doc[j].text == ")"), i)
    while i < min(mention.end + 3, size) and covering.by_token[i] is None and doc[i].pos_ == "PROPN":
        i += 1  # the rest of a name that no grammar knows
    start = i
    i += i < size and doc[i].text == ","
    joined = [t.lower_ for t in doc[i : i + 3]]
    closing = joined[:1] == ["and"] or joined[:1] == ["&"] or joined == ["as", "well", "as"]
    i += (3 if joined[0] == "as" else 1) if closing else 0
    if i == start or i >= size:
        return None
    i += doc[i].lower_ in {"the", "its", "both"}
    for j in range(i, min(i + 3, size)):
        other = covering.by_token[j] if covering.by_token[j] is not None else covering.by_head.get(j)
        if other is None:
            if doc[j].pos_ not in {"ADJ", "NOUN", "PROPN", "PART"}:
                return None
        elif other.end < size and doc[other.end].lower_ in POSSESSIVE:
            continue
        elif modifies(other, covering):
            return None  # "Ukraine, and U.S. support for Georgia"
        elif other.kind == "name" or (other.kind == "nominal" and other.classes[0] in PARTY):
            return other, closing
    return None


def modifies(mention: Found, covering: Covering) -> bool:
    """Whether a state's name only qualifies a noun that stands for nobody ("U.S. support")."""
    noun = mention.head.head
    behind = noun.i >= mention.end and base(mention.head) in {"compound", "amod"} and noun.pos_ == "NOUN"
    return mention.classes[0] == "State" and behind and covering.at(noun) is None


def same_kind(one: Found, other: Found) -> bool:
    """Whether two names are both of persons, or both of parties, or both of places."""
    a, b = one.classes[0], other.classes[0]
    return a == b or {a, b} <= PERSONS or {a, b} <= PARTY or {a, b} <= {"Place", "State"}


def behind_state(mention: Found, covering: Covering) -> Found | None:
    """Return the person whom a name only introduces ("Republic of Korea Foreign Minister NAME"), or None."""
    doc, i = mention.doc, mention.end
    if i + 2 < len(doc) and doc[i].text == "(" and doc[i + 2].text == ")":
        i += 3
    begin = i
    while i < min(begin + 9, len(doc)) and (doc[i].text[:1].isupper() or doc[i].lower_ in {"of", "for", "and", "-"}):
        other = covering.by_token[i]
        if other is not None and other.kind == "name" and other.classes[0] in {"Person", "Official"}:
            return other if i > begin and doc[begin].pos_ in {"NOUN", "PROPN", "ADJ"} else None
        i += 1
    return None


def behind_offence(offence: Found, covering: Covering, lexicon: Lexicon) -> Found | None:
    """Return the person whom an offence and a role only introduce ("war crimes suspect NAME"), or None."""
    doc, i = offence.doc, offence.end
    roles = lexicon.nouns["criminal_roles"]
    if i >= len(doc) or doc[i].lemma_.lower() not in roles:
        return None
    described = covering.by_head.get(i)
    for j in range(i + 1, min(i + 5, len(doc))):
        other = covering.by_token[j]
        if other is not None and other.kind == "name" and other.classes[0] in {"Person", "Official"}:
            return other
        if not doc[j].text[:1].isupper():
            break
    return described if described is not None and described.classes[0] in {"Person", "Suspect"} else None
