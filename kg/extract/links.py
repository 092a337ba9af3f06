"""Appositions and copulas: which description is said of which names."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc, Token

from kg.extract.found import Covering, Found, implied_state
from kg.extract.lexicon import SUPER, Lexicon
from kg.extract.lookup import readings, states_named
from kg.extract.nominals import singular
from kg.extract.titles import title_ending
from kg.gazetteer import Entry
from kg.language.syntax import base, children, conjuncts, is_passive, objects, phrases, preposition, subjects

NAMING = frozenset(["identified", "named", "known"])
DEFINITE = frozenset(["the", "its", "their", "his", "her"])
EXAMPLES = frozenset(["including", "particularly", "notably", "especially", "such", "among"])


def link(doc: Doc, mentions: list[Found], covering: Covering, lexicon: Lexicon) -> None:
    """Set ``same`` of descriptions apposed to a name, or predicated of one, and ``parent`` of nested names."""
    stated = states_named(doc, lexicon.gazetteer)
    for mention in mentions:
        if mention.kind == "nominal" and not mention.same and mention.classes[0] not in {"Offence", "Goods", "State"}:
            mention.same = (
                before_name(mention, covering, lexicon)
                or nearest(apposed(mention, covering), behind_comma(mention, covering), mention)
                or identified(mention, covering)
                or before_comma(mention, covering)
            )
            mention.weak = mention.weak or (not mention.same and purpose(mention))
        elif mention.kind == "name" and mention.classes[0] == "Agency":
            mention.parent = inner_body(mention, stated, lexicon)


def nearest(parsed: list[Found], adjacent: list[Found], mention: Found) -> list[Found]:
    """Return the names that a description stands for; for an office, the name directly before it wins over another."""
    office = mention.classes[0] == "Official" and bool(parsed) and parsed[0].kind == "name"
    return adjacent if office and adjacent else parsed or adjacent


def purpose(mention: Found) -> bool:
    """Whether an office is predicated of nobody in particular ("it takes courage to be a prosecutor")."""
    head = mention.head
    copula = next(iter(children(head, "cop")), None)
    to = any(child.lower_ == "to" for child in children(head, "mark"))
    return mention.classes[0] == "Official" and copula is not None and to and not list(children(head, "nsubj"))


def apposed(mention: Found, covering: Covering) -> list[Found]:
    """Return the names that a description is in apposition with, before or behind, or is predicated of."""
    head = mention.head
    names: list[Found] = []
    if base(head) == "appos":
        names = named(head.head, covering) or earlier_description(head, mention, covering)
    elif any(base(child) == "cop" and child.lemma_.lower() == "be" for child in head.children) and singular(head):
        for subject in children(head, "nsubj"):
            names = named(subject, covering) or referred(subject, mention, covering)
    elif base(head) == "xcomp" and head.head.lemma_.lower() in {"become", "remain"} and singular(head):
        for subject in subjects(head.head):
            names = named(subject, covering) or referred(subject, mention, covering)
    elif preposition(head) == "as" and base(head) == "obl" and singular(head):
        # "X serves as a colonel", "X was named as a suspect"; but "police identified X as a suspect"
        told_of = [noun for marker, noun in phrases(head.head) if marker == "of"]  # "thought of X as a …"
        if not is_passive(head.head):
            told_of += objects(head.head)
        for subject in told_of or subjects(head.head):
            names = named(subject, covering) or referred(subject, mention, covering)
    if not names:
        for child in children(head, "appos", "flat", "nmod:desc"):
            names = [n for token in conjuncts(child) for n in named(token, covering)[:1]]
            if not names:  # "two suspects, former minister NAME and General NAME"
                inner = [t for one in conjuncts(child) for t in children(one, "appos")]
                names = [n for token in inner for one in conjuncts(token) for n in named(one, covering)]
            if names:
                break
    names = [n for n in names if fits(n, mention)]
    if names and names[0].kind == "nominal":
        return names[:1]
    if len(names) > 1 and mention.count == 1:
        return names[:1] if base(head) == "appos" else []
    if len(names) == 1 and not singular(head):
        return []
    if len(names) > 1 and any(t.lower_ in EXAMPLES for t in mention.doc[head.i : names[0].start]):
        return []
    return names


def earlier_description(head: Token, mention: Found, covering: Covering) -> list[Found]:
    """Return the person's description that another one is in apposition with ("its skipper, a Surinamese man")."""
    other = covering.by_head.get(head.head.i)
    if other is None or other.kind != "nominal" or other.start >= mention.start or other.count != mention.count:
        return []
    people = {"Person", "Suspect"}
    return [other] if other.classes[0] in people and mention.classes[0] in people else []


def behind_comma(mention: Found, covering: Covering) -> list[Found]:
    """Return the person whose name stands directly before ", a …" or ", 37, a …", whatever the parse makes of it."""
    doc, i = mention.doc, mention.start - 1
    if i < 1 or doc[i].text != "," or not singular(mention.head):
        return []
    if doc[i - 1].like_num and doc[i - 2].text == ",":
        i -= 2
    name = covering.by_token[i - 1]
    if name is None or name.kind != "name" or not fits(name, mention):
        return []
    if name.classes[0] != "Person" and doc[mention.start].lower_ not in {"a", "an"}:
        return []
    return [name] if name.end == i else []


def before_name(mention: Found, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the name that directly follows a singular description's head ("fugitive NAME", "U.S. Attorney NAME").

    The rest of a title may stand between, whichever word the parser took for its head ("Attorney General NAME").
    """
    i = mention.head.i + 1
    for later in (i + 1, i + 2):
        start = title_ending(mention.doc, later, lexicon) if later < len(mention.doc) else None
        if start is not None and start <= mention.head.i and covering.by_token[later] is not None:
            i = later
    name = covering.by_token[i] if i < len(mention.doc) else None
    if (
        name is None
        or name.start != i
        or name.kind != "name"
        or name.classes[0] != "Person"
        or not singular(mention.head)
    ):
        return []
    return [name] if fits(name, mention) else []


def identified(mention: Found, covering: Covering) -> list[Found]:
    """Return the name in "a man identified as NAME", "the suspect, named by police as NAME", "a Kurd named NAME"."""
    doc = mention.doc
    for i in range(mention.head.i + 1, min(mention.head.i + 8, len(doc) - 1)):
        calling = doc[i].lower_ in {"named", "called"}
        if (calling and doc[i - 1].lower_ not in {"who", "which"}) or (
            doc[i].lower_ == "as" and any(t.lower_ in NAMING for t in doc[mention.head.i : i])
        ):
            name = covering.by_token[i + 1]
            if name is not None and name.kind == "name":
                return [name] if fits(name, mention) else []
            if not calling:
                return []
    return []


def before_comma(mention: Found, covering: Covering) -> list[Found]:
    """Return the person whose name stands between commas directly behind a definite description, whatever the parse.

    The name must end the phrase ("the alleged leader of the gang, NAME, 41, is"), not go on a list.
    """
    doc, i = mention.doc, mention.end
    if not singular(mention.head) or doc[mention.start].lower_ not in DEFINITE or i + 1 >= len(doc):
        return []
    if doc[i].text != "," or mention.head.sent.end <= i + 1:
        return []
    name = covering.by_token[i + 1]
    if name is None or name.start != i + 1 or name.kind != "name" or name.classes[0] != "Person":
        return []
    closed = name.end < len(doc) and doc[name.end].text in {",", ".", ";", ")"}
    return [name] if closed and fits(name, mention) and doc[min(name.end + 1, len(doc) - 1)].lower_ != "and" else []


def named(token: Token, covering: Covering) -> list[Found]:
    """Return the name that covers a token, as a list of none or one."""
    mention = covering.by_token[token.i]
    return [mention] if mention is not None and mention.kind == "name" else []


def referred(token: Token, description: Found, covering: Covering) -> list[Found]:
    """Return the pronoun that an office is predicated of ("she was a prosecutor"), as a list of none or one."""
    mention = covering.by_token[token.i]
    if mention is None or mention.kind != "pronoun" or "Official" not in description.classes:
        return []
    return [mention]


def fits(name: Found, description: Found) -> bool:
    """Whether a name and a description may stand for one thing."""
    return any(SUPER.get(cls, cls) == SUPER.get(name.classes[0], name.classes[0]) for cls in description.classes)


def inner_body(mention: Found, stated: Counter[str], lexicon: Lexicon) -> Found | None:
    """Return the body or state whose name opens a body's name ("FBI Denver Field Office")."""
    doc = mention.doc
    for end in range(mention.end - 1, mention.start, -1):
        text = doc[mention.start : end].text
        for form in (text, text.rstrip("'’"), text.removesuffix("’s").removesuffix("'s"), text.removesuffix("s")):
            for sense in readings(form, stated, doc, lexicon.gazetteer):
                if sense.entry.cls not in {"State", "Agency", "InternationalOrganisation"} or sense.kind == "seat":
                    continue
                if mention.entry is not None and sense.entry.key == mention.entry.key:
                    continue
                if doc[end].lower_ in {"of", "for"} and sense.entry.cls != "State":
                    if owner := one_of_many(mention, end, sense.entry, stated, lexicon):
                        return owner
                    mention.entry = mention.entry or sense.entry
                    continue
                if sense.entry.cls == "State":
                    mention.state = sense.entry.state
                kind = "adjective" if sense.kind in {"adjective", "people"} else "name"
                return Found(
                    doc,
                    mention.start,
                    bare(mention, end),
                    (sense.entry.cls,),
                    kind,
                    entry=sense.entry,
                    state=sense.entry.state,
                )
    for i in range(mention.start + 1, mention.end - 1):
        modifier = doc[i - 1].text[:1].isupper() and doc[i + 1].text[:1].isupper()
        for sense in readings(doc[i].text, stated, doc, lexicon.gazetteer) if modifier else ():
            if sense.entry.cls == "State" and sense.kind == "adjective":  # "Royal Danish Navy"
                mention.state = sense.entry.state
                return Found(doc, i, i + 1, ("State",), "adjective", entry=sense.entry, state=sense.entry.state)
    for start in range(mention.start + 2, mention.end):
        if doc[start - 1].lower_ in {"of", "the"}:
            for sense in readings(doc[start : mention.end].text, stated, doc, lexicon.gazetteer):
                if sense.entry.cls in {"Agency", "InternationalOrganisation"} or (
                    sense.entry.cls == "State" and sense.kind == "name"
                ):
                    return Found(
                        doc, start, mention.end, (sense.entry.cls,), "name", entry=sense.entry, state=sense.entry.state
                    )
    for i in range(mention.start + 1, mention.end - 1):
        token = doc[i]
        if (
            token.text.endswith("s")
            and token.text[:-1] in lexicon.names["agency_heads"]
            and token.text not in {"Forces", "Services"}
            and doc[i + 1].text[:1].isupper()
        ):
            if token.text in {"Attorneys", "Marshals", "Prosecutors", "Investigations", "Affairs", "Customs"}:
                continue
            return Found(doc, mention.start, i + 1, ("Agency",), "name", aliases=[doc[mention.start : i + 1].text[:-1]])
    for i in range(mention.start + 1, mention.end - 1):
        if (
            doc[i].text in {"'s", "’s"}
            and doc[i - 1].text in lexicon.names["agency_heads"]
            and doc[i + 1].text[:1].isupper()
        ):
            return Found(doc, mention.start, i, ("Agency",), "name")
    return None


def one_of_many(mention: Found, end: int, kind: Entry, stated: Counter[str], lexicon: Lexicon) -> Found | None:
    """Return the state of a body that only begins like a known one ("U.S. District Court for the … District of …").

    Returns None where the rest names no more than the state: then the body is the known one.
    """
    doc = mention.doc
    start = end + 1 + (doc[end + 1].lower_ == "the")
    rest = readings(doc[start : mention.end].text, stated, doc, lexicon.gazetteer)
    if mention.entry is not None or any(s.entry.state == kind.state and s.entry.cls == "State" for s in rest):
        return None
    mention.state = kind.state
    return implied_state(doc, mention.start, end, kind.state, lexicon.gazetteer)


def bare(mention: Found, end: int) -> int:
    """Return where a name inside a mention ends, its possessive mark left out."""
    return end - 1 if mention.doc[end - 1].text in {"'s", "’s", "'", "’"} else end
