"""Descriptions directly beside a name, whatever the parse: "fugitive NAME", "NAME, a banker,", "a man named NAME"."""

from __future__ import annotations

from kg.extract.found import Covering, Found
from kg.extract.lexicon import SUPER, Lexicon
from kg.extract.nounphrases import singular
from kg.extract.portfolios import portfolios
from kg.extract.titles import title_ending

NAMING = frozenset(["identified", "named", "known"])


DEFINITE = frozenset(["the", "its", "their", "his", "her"])


def before_name(mention: Found, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the name that directly follows a singular description's head ("fugitive NAME", "U.S. Attorney NAME").

    The rest of a title may stand between, whichever word the parser took for its head ("Attorney General NAME").
    """
    i = mention.head.i + 1
    for later in (i + 1, i + 2):
        start = title_ending(mention.doc, later, lexicon) if later < len(mention.doc) else None
        if start is not None and start <= mention.head.i and covering.by_token[later] is not None:
            i = later
    i = behind_portfolio(mention, i, covering, lexicon)
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


def behind_portfolio(mention: Found, start: int, covering: Covering, lexicon: Lexicon) -> int:
    """Return where the holder's name begins behind an office's field or second office, else ``start``.

    "Minister for Rural Affairs NAME", "Deputy Prime Minister and Defence Minister NAME"; but "the minister and Defence
    Minister NAME" are two.
    """
    doc = mention.doc
    if start >= len(doc) - 1 or mention.classes[0] != "Official":
        return start
    opening = doc[start].lower_
    field = next((end for end, first in portfolios(doc, lexicon).items() if first == start), None)
    if field is not None:
        return field + (doc[field].text == ",")
    if opening not in {"for", "of", "and", "to"} or (opening == "and" and doc[mention.start].pos_ == "DET"):
        return start
    for i in range(start + 1, min(start + 11, len(doc))):
        name = covering.by_token[i]
        if name is not None and name.start == i and name.kind == "name" and name.classes[0] == "Person":
            second = title_ending(doc, i, lexicon)
            return i if i > start + 1 and (opening != "and" or second == start + 1) else start
        if not (doc[i].text[:1].isupper() or doc[i].lower_ in {"and", "the", "of", "for", "&"}):
            return start
    return start


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
    operations = name.classes[0] == mention.classes[0] == "Operation"
    if name.classes[0] != "Person" and doc[mention.start].lower_ not in {"a", "an"} and not operations:
        return []
    return [name] if name.end == i else []


def before_comma(mention: Found, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the person whose name stands between commas directly behind a definite description, whatever the parse.

    The name must end the phrase ("the alleged leader of the gang, NAME, 41, is"), not go on a list.
    """
    doc, i = mention.doc, mention.end
    if not singular(mention.head) or doc[mention.start].lower_ not in DEFINITE or i + 1 >= len(doc):
        return []
    if doc[i].text != "," or mention.head.sent.end <= i + 1:
        return []
    opening = next(
        (j for j in (i + 1, i + 2, i + 3, i + 4) if j < len(doc) and covering.by_token[j] is not None), i + 1
    )
    if opening > i + 1 and title_ending(doc, opening, lexicon) != i + 1:  # "the head of the force, General NAME,"
        return []
    name = covering.by_token[opening]
    if name is None or name.start != opening or name.kind != "name" or name.classes[0] != "Person":
        return []
    closed = name.end < len(doc) and doc[name.end].text in {",", ".", ";", ")"}
    return [name] if closed and fits(name, mention) and doc[min(name.end + 1, len(doc) - 1)].lower_ != "and" else []


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


def fits(name: Found, description: Found) -> bool:
    """Whether a name and a description may stand for one thing."""
    return any(SUPER.get(cls, cls) == SUPER.get(name.classes[0], name.classes[0]) for cls in description.classes)
