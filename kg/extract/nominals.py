"""Descriptions: noun phrases whose head word says what they stand for ("a Danish national", "French authorities")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.calling import called
from kg.extract.countries import one_state_meant, two_states_meant
from kg.extract.departments import departments_behind
from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.extract.lookup import national, opens_region
from kg.extract.nounphrases import ends_office, extent, number, partitive, singular
from kg.extract.qualifiers import (
    acted_on,
    aged,
    beside_person,
    body_modifier,
    criminal,
    employer,
    member_of_group,
    modifier_state,
    parties_before,
    pointing,
    state_modifies,
    states_before,
)
from kg.extract.several import alliance, places_before
from kg.extract.wordings import offence_mentions
from kg.language.syntax import base, children

CLASSES = (
    "Suspect",
    "Official",
    "Person",
    "Agency",
    "Group",
    "Operation",
    "Agreement",
    "Place",
    "Goods",
    "Organisation",
)
BLOC = ("InternationalOrganisation",)
PRONOUNS = frozenset(
    ["he", "she", "him", "her", "his", "they", "them", "their", "it", "its", "we", "our", "us", "i", "both"]
)


def find_nominals(doc: Doc, names: list[Found], lexicon: Lexicon) -> Iterator[Found]:
    """Yield a mention for every description, offence and pronoun outside the names."""
    covering = Covering(doc, names)
    offences: set[int] = set()
    for mention in offence_mentions(doc, covering, lexicon):
        offences.update(range(mention.start, mention.end))
        yield mention
    for token in doc:
        if covering.by_token[token.i] or token.is_space or (token.i in offences and not _also_person(token, lexicon)):
            continue
        if token.pos_ == "PRON" or token.lower_ in {"his", "her", "their", "its", "our"}:
            if token.lower_ in PRONOUNS:
                yield Found(doc, token.i, token.i + 1, ("Person",), "pronoun", lemma=token.lower_)
            continue
        if token.pos_ in {"NOUN", "PROPN", "NUM", "ADJ", "PRON"} or base(token) in {
            "nsubj",
            "nsubj:pass",
            "obj",
            "obl",
            "nmod",
        }:
            description = describe(doc, token, covering, lexicon)
            if (
                description
                and not ends_office(token)
                and not (description.lemma in lexicon.nouns["tasks"] and partitive(token))
                and not (description.classes[0] == "Person" and description.lemma in lexicon.reference["states"])
            ):
                yield description  # "a country that X praised" is nobody


def people_of(token: Token, lexicon: Lexicon) -> str | None:
    """Return the state whose people a noun names ("two Americans", "a Briton")."""
    for sense in lexicon.gazetteer.senses.get(token.text, ()) if not opens_region(token.doc, token.i) else ():
        if sense.entry.cls == "State" and (sense.kind == "people" or (sense.kind == "adjective" and national(token))):
            return sense.entry.state
    return None


def _also_person(token: Token, lexicon: Lexicon) -> bool:
    return token.lemma_.lower() in lexicon.nouns["Suspect"]


def of_group(token: Token, covering: Covering) -> bool:
    """Whether a group's name stands before "members"."""
    named = (covering.by_token[child.i] for child in children(token, "compound", "nmod:desc", "amod"))
    return any(name is not None and name.kind == "name" and name.classes[0] == "Group" for name in named)


def describe(doc: Doc, token: Token, covering: Covering, lexicon: Lexicon) -> Found | None:
    """Return the description that this head token makes, if its words say what it stands for."""
    nouns = lexicon.nouns
    lemma = token.lemma_.lower()
    inside = base(token) == "compound" and lemma in nouns["Agency"] and token.head.lower_ in nouns["speakers"]
    inside = inside and token.head.text.islower()
    if base(token) in {"compound", "amod", "nmod:desc", "flat", "det"} and not inside:
        return None
    classes = tuple(cls for cls in CLASSES if lemma in nouns[cls])
    if (
        not classes and token.lower_ == "wanted" and token.i
    ):  # "a Danish national wanted for …", with "wanted" taken for the noun
        classes = tuple(cls for cls in CLASSES if doc[token.i - 1].lemma_.lower() in nouns[cls])
    theirs = any(child.lower_ in {"its", "their"} for child in children(token, "nmod:poss"))
    forms = {lemma, token.lower_ if theirs or modifier_state(token, covering) else lemma}
    compounds = {f"{doc[token.i - 1].lower_} {form}" for form in forms} if token.i else set()
    classes = next(((cls,) for cls in ("Agency", "Place") if compounds & nouns[cls]), classes)
    if two_states_meant(token, lexicon) and not states_before(token, covering):
        return Found(doc, *extent(token, short=True), ("State",), "nominal", lemma=lemma, count=2, weak=True)
    if one_state_meant(token, lexicon):
        return Found(doc, *extent(token, short=True), ("State",), "nominal", lemma=lemma, count=1, weak=True)
    if lemma in nouns["staff"] and not singular(token) and (both := parties_before(token, covering)):
        return Found(doc, *extent(token, short=True), ("State",), "nominal", lemma=lemma, same=both)
    if lemma in nouns["staff"] and not singular(token) and (body := employer(token, covering)):
        return Found(doc, *extent(token), body.classes, "nominal", state=body.state, lemma=lemma, same=[body])
    if token.tag_ in {"NNS", "NNPS"} and len(several := places_before(token, covering, lexicon)) > 1:
        return Found(doc, *extent(token, short=True), ("Place",), "nominal", lemma=lemma, same=several)
    if len(several := departments_behind(token, covering)) > 1:
        return Found(doc, token.i, several[-1].end, ("Agency",), "nominal", lemma=lemma, same=several)
    if (lemma in nouns["quantifiers"] or token.pos_ == "NUM") and not member_of_group(token, covering, lexicon):
        of = partitive(token)
        if of is None and not (lemma == "member" and of_group(token, covering)):
            return None
        inner = covering.at(of) if of is not None else None
        if of is None:
            classes = ("Person",)
        elif inner is None:
            classes = tuple(cls for cls in CLASSES if of.lemma_.lower() in nouns[cls]) or (
                ("Person",) if lemma.startswith("member") else ()
            )
            if not classes:
                return None
        elif inner.kind == "name" and lemma.startswith("member"):
            classes = ("Person",)
        else:
            return None
        if lemma.startswith("member"):
            classes = ("Person",)
    if lemma in nouns["measures"]:
        of = partitive(token)
        if of is not None and of.lemma_.lower() in nouns["Goods"]:
            classes = ("Goods",)
        elif of is not None:
            classes = tuple(cls for cls in CLASSES if of.lemma_.lower() in nouns[cls])
        elif any(child.text in {"$", "€", "£"} for child in token.children):
            classes = ("Goods",)
    if (name := called(token, covering, lexicon)) is not None:
        return Found(doc, *extent(token, short=True), ("Group",), "nominal", lemma=lemma, count=1, same=[name])
    state = modifier_state(token, covering, lemma in nouns["foreign_bodies"])
    if people := people_of(token, lexicon):
        return Found(doc, *extent(token), ("Person",), "nominal", state=people, lemma="national", count=number(token))
    several = states_before(token, covering)
    if len(several) > 1 and (lemma in nouns["authorities"] or lemma == "enforcement"):
        return Found(doc, *extent(token, short=True), ("State",), "nominal", lemma=lemma, same=several)
    if (
        lemma in nouns["authorities"]
        and state
        and not compounds & nouns["Agency"]
        and not (number(token) and not singular(token))
        and not (classes and classes[0] in {"Official", "Agency"} and singular(token) and lemma != "government")
    ) and not body_modifier(token, covering):
        start, end = extent(token, short=True)
        return Found(
            doc, start, end, ("State",), "nominal", entry=lexicon.gazetteer.state(state), state=state, lemma=lemma
        )
    if ("Group" in classes and classes[0] == "Group" and lemma in nouns["plain_groups"]) and not (
        criminal(token, lexicon) or of_group(token, covering)
    ):
        if lemma in lexicon.reference["groups"] and singular(token) and pointing(token, lexicon):
            return Found(doc, *extent(token, short=True), ("Group",), "nominal", lemma=lemma, count=1, weak=True)
        classes = tuple(cls for cls in classes if cls != "Group")
    if lemma in nouns["alliances"] and (joined := alliance(token, lexicon)) is not None:
        return Found(doc, *extent(token, short=True), BLOC, "nominal", lemma=lemma, count=1, weak=not joined)
    if not classes and aged(token):
        classes, lemma = ("Person",), "person"
    if token.lower_ in {"police", "customs"}:
        classes = ("Agency",)
    elif lemma in nouns["body_plurals"] and not singular(token) and number(token) is None:
        classes = ("Agency", "Person")
    if not classes and lemma in nouns["state_bodies"] and state and state_modifies(token, covering, lexicon):
        classes = ("Agency",)
    if not classes:
        national = state and lemma in nouns["nationals"]
        if national or beside_person(token, covering) or acted_on(token, lexicon):
            classes = ("Person",)
        else:
            return None
    start, end = extent(token)
    weak = inside and not state
    return Found(doc, start, end, classes, "nominal", state=state, lemma=lemma, count=number(token), weak=weak)
