"""Appositions and copulas: which description is said of which names."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extract.adjacent import before_comma, before_name, behind_comma, fits, identified
from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.extract.lookup import states_named
from kg.extract.nested import inner_body
from kg.extract.nounphrases import singular
from kg.extract.qualifiers import group_named
from kg.extract.salience import ONE_PERSON
from kg.extract.titles import title_ending
from kg.language.syntax import base, children, conjuncts, is_passive, objects, phrases, preposition, subjects

EXAMPLES = frozenset(["including", "particularly", "notably", "especially", "such", "among"])


def link(doc: Doc, mentions: list[Found], covering: Covering, lexicon: Lexicon) -> None:
    """Set ``same`` of descriptions apposed to a name, or predicated of one, and ``parent`` of nested names."""
    stated = states_named(doc, lexicon.gazetteer)
    for mention in mentions:
        if mention.kind == "nominal" and not mention.same and mention.classes[0] not in {"Offence", "Goods", "State"}:
            mention.same = (
                before_name(mention, covering, lexicon)
                or nearest(apposed(mention, covering, lexicon), behind_comma(mention, covering), mention)
                or identified(mention, covering)
                or before_comma(mention, covering, lexicon)
                or [name for name in [group_named(mention, covering, lexicon)] if name is not None]
                or town_named(mention, covering, lexicon)
            )
            if (called := identified(mention, covering)) and mention.same and mention.same[0].kind == "nominal":
                mention.same[0].same, mention.same = called, called  # "the buyer, a businessman named NAME"
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


def apposed(mention: Found, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the names that a description is in apposition with, before or behind, or is predicated of."""
    head = mention.head
    names: list[Found] = []
    if base(head) == "appos" and not (mention.start and mention.doc[mention.start - 1].lower_ in {"and", "or"}):
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
    names = untitled([n for n in names if fits(n, mention)], mention, lexicon)
    if names and names[0].kind == "nominal":
        return names[:1]
    if len(names) > 1 and mention.count == 1:
        return names[:1] if base(head) == "appos" else []
    if len(names) == 1 and not singular(head):
        return []
    if len(names) > 1 and any(t.lower_ in EXAMPLES for t in mention.doc[head.i : names[0].start]):
        return []
    return names


def untitled(names: list[Found], mention: Found, lexicon: Lexicon) -> list[Found]:
    """Return the names up to the first with an office of its own before it, where the first name has none.

    "Trial Attorneys A and B of the Fraud Section and Assistant Attorney C": C is none of the trial attorneys.
    """
    if "Official" not in mention.classes:
        return names
    for i, name in enumerate(names):
        start = title_ending(mention.doc, name.start, lexicon)
        if start is not None and start > mention.head.i:
            return names[:i] or names
    return names


def earlier_description(head: Token, mention: Found, covering: Covering) -> list[Found]:
    """Return the person's description that another one is in apposition with ("its skipper, a Surinamese man")."""
    other = covering.by_head.get(head.head.i)
    if other is None or other.kind != "nominal" or other.start >= mention.start or other.count != mention.count:
        return []
    people = {"Person", "Suspect"}
    return [other] if other.classes[0] in people and mention.classes[0] in people else []


def town_named(mention: Found, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the name behind a noun for a town, which is the town ("the Peruvian port city of NAME")."""
    if mention.classes[0] != "Place" or mention.lemma not in lexicon.nouns["towns"] or not singular(mention.head):
        return []
    doc, i = mention.doc, mention.head.i + 1
    name = covering.by_token[i + 1] if i + 1 < len(doc) and doc[i].lower_ == "of" else None
    of_town = name is not None and name.start == i + 1 and name.kind == "name" and name.classes[0] == "Place"
    return [name] if name is not None and of_town else []


def named(token: Token, covering: Covering) -> list[Found]:
    """Return the name that covers a token, as a list of none or one."""
    mention = covering.by_token[token.i]
    return [mention] if mention is not None and mention.kind == "name" else []


def referred(token: Token, description: Found, covering: Covering) -> list[Found]:
    """Return the pronoun that a description is predicated of ("she was a prosecutor"), as a list of none or one."""
    mention = covering.by_token[token.i]
    if mention is None or mention.kind != "pronoun":
        return []
    one = mention.lemma in ONE_PERSON and description.classes[0] in {"Person", "Suspect"}
    return [mention] if one or "Official" in description.classes else []
