"""Descriptions: noun phrases whose head word says what they stand for ("a Danish national", "French authorities")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.gazetteer import first_word
from kg.language.syntax import base, children, conjuncts, preposition

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
NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "dozen": 12,
    "fifteen": 15,
    "twenty": 20,
}
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
            if description:
                yield description


def people_of(token: Token, lexicon: Lexicon) -> str | None:
    """Return the state whose people a noun names ("two Americans", "a Briton")."""
    for sense in lexicon.gazetteer.senses.get(token.text, ()):
        if sense.kind == "people" and sense.entry.cls == "State":
            return sense.entry.state
    return None


def _also_person(token: Token, lexicon: Lexicon) -> bool:
    return token.lemma_.lower() in lexicon.nouns["Suspect"]


def offence_mentions(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the wordings of offences, longest first; "drug trafficking networks" mentions the offence too."""
    offences = lexicon.gazetteer.offences
    i = 0
    while i < len(doc):
        step = 1
        start = first_word(doc[i].lower_)
        known = (
            start in lexicon.gazetteer.offence_starts
            or first_word(doc[i].lemma_.lower()) in lexicon.gazetteer.offence_starts
        )
        for j in range(min(len(doc), i + 7), i, -1) if known else ():
            if doc[j - 1].is_space or covering.by_token[i]:
                continue
            wording = doc[i:j].text.lower()
            entry = offences.get(wording)
            if entry is None and j == i + 1 and doc[i].pos_ == "NOUN":
                entry = offences.get(doc[i].lemma_.lower())
            if entry is not None and doc[j - 1].pos_ not in {"ADJ", "ADV"} and doc[i:j].root.pos_ != "ADJ":
                yield Found(doc, i, j, ("Offence",), "nominal", entry=entry, lemma=doc[i:j].root.lemma_.lower())
                step = j - i
                break
        i += step


def describe(doc: Doc, token: Token, covering: Covering, lexicon: Lexicon) -> Found | None:
    """Return the description that this head token makes, if its words say what it stands for."""
    nouns = lexicon.nouns
    lemma = token.lemma_.lower()
    if base(token) in {"compound", "amod", "nmod:desc", "flat", "det", "nummod"} and base(token) != "nummod":
        return None
    classes = tuple(cls for cls in CLASSES if lemma in nouns[cls])
    if (
        not classes and token.lower_ == "wanted" and token.i
    ):  # "a Danish national wanted for …", with "wanted" taken for the noun
        classes = tuple(cls for cls in CLASSES if doc[token.i - 1].lemma_.lower() in nouns[cls])
    if token.i and f"{doc[token.i - 1].lower_} {lemma}" in nouns["Agency"]:
        classes = ("Agency",)
    if lemma in nouns["staff"] and not singular(token) and (body := employer(token, covering)):
        return Found(doc, *extent(token), body.classes, "nominal", state=body.state, lemma=lemma, same=[body])
    if lemma in nouns["quantifiers"] or token.pos_ == "NUM":
        of = partitive(token)
        if of is None:
            return None
        inner = covering.at(of)
        if inner is None:
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
    state = modifier_state(token, covering)
    if people := people_of(token, lexicon):
        return Found(doc, *extent(token), ("Person",), "nominal", state=people, lemma="national", count=number(token))
    several = states_before(token, covering)
    if len(several) > 1 and (lemma in nouns["authorities"] or lemma == "enforcement"):
        return Found(doc, *extent(token, short=True), ("State",), "nominal", lemma=lemma, same=several)
    if (
        lemma in nouns["authorities"]
        and state
        and not (number(token) and not singular(token))
        and not (classes and classes[0] in {"Official", "Agency"} and singular(token) and lemma != "government")
    ) and not body_modifier(token, covering):
        start, end = extent(token, short=True)
        return Found(
            doc, start, end, ("State",), "nominal", entry=lexicon.gazetteer.state(state), state=state, lemma=lemma
        )
    if (
        "Group" in classes
        and classes[0] == "Group"
        and lemma
        in {
            "network",
            "group",
            "organisation",
            "organization",
            "cell",
            "ring",
            "unit",
            "crew",
            "wing",
            "movement",
            "outfit",
            "faction",
        }
    ) and not criminal(token, lexicon):
        if lemma in lexicon.reference["groups"] and singular(token) and pointing(token, lexicon):
            return Found(doc, *extent(token, short=True), ("Group",), "nominal", lemma=lemma, count=1, weak=True)
        classes = tuple(cls for cls in classes if cls != "Group")
    if token.lower_ in {"police", "customs"}:
        classes = ("Agency",)
    elif lemma in nouns["body_plurals"] and not singular(token) and number(token) is None:
        classes = ("Agency", "Person")
    if not classes:
        if (state and lemma in nouns["nationals"]) or beside_person(token, covering):
            classes = ("Person",)
        else:
            return None
    start, end = extent(token)
    return Found(doc, start, end, classes, "nominal", state=state, lemma=lemma, count=number(token))


def names_person(token: Token, covering: Covering) -> bool:
    """Whether a singular noun is apposed to a person's name ("NAME, a Bulgarian shipowner")."""
    if base(token) != "appos" or not singular(token):
        return False
    name = covering.by_token[token.head.i]
    return name is not None and name.kind == "name" and name.classes[0] == "Person"


def criminal(token: Token, lexicon: Lexicon) -> bool:
    """Whether a group noun is qualified as criminal, armed or political by a modifier or an offence."""
    words = lexicon.nouns["criminal_group_modifiers"]
    crime = lexicon.crime
    if any(t.lower_ in words or t.lemma_.lower() in words for t in token.subtree if t.i < token.i or t.head == token):
        return True
    clauses = children(token, "acl", "acl:relcl")
    if any(c.lemma_.lower() in crime.words["accusing"] or c.lemma_.lower() in crime.acts for c in clauses):
        return True
    return base(token) in {"obj", "nsubj:pass"} and token.head.lemma_.lower() in crime.words["accusing"]


def pointing(token: Token, lexicon: Lexicon) -> bool:
    """Whether a noun has a definite article or demonstrative and no other modifier ("the network")."""
    before = [child for child in token.children if child.i < token.i and base(child) not in {"case", "punct", "cc"}]
    return len(before) == 1 and before[0].lower_ in lexicon.reference["pointing"]


def beside_person(token: Token, covering: Covering) -> bool:
    """Whether a common noun stands in apposition with a person's name ("a property developer, NAME, who …")."""
    if token.pos_ != "NOUN":
        return False
    beside = [token.head] if base(token) == "appos" else list(children(token, "appos"))
    names = [covering.by_token[one.i] for one in beside]
    return any(name is not None and name.kind == "name" and name.classes[0] == "Person" for name in names)


def singular(token: Token) -> bool:
    """Whether a noun is singular by its tag or features."""
    if token.tag_ in {"NNS", "NNPS", "VBZ"}:  # a plural noun is at times tagged as a verb
        return False
    if token.tag_ in {"NN", "NNP"} or "Sing" in token.morph.get("Number", []):
        return True
    return any(child.lower_ in {"a", "an", "another", "each", "every", "one"} for child in token.children)


def partitive(token: Token) -> Token | None:
    """Return the noun behind "of" in "two of the suspects", "tonnes of cocaine"."""
    for child in token.children:
        if preposition(child) == "of":
            return child
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
    return None


def modifier_state(token: Token, covering: Covering) -> str | None:
    """Return the state that a demonym, compound, possessor or of-phrase before or behind a noun names."""
    for child in token.children:
        mention = covering.at(child)
        if mention is None or mention.classes[0] != "State":
            continue
        relation = base(child)
        if relation in {"amod", "compound", "nmod:poss", "nmod:desc", "nmod", "det"}:
            if relation == "nmod" and preposition(child) not in {"of", "in", "from", ""}:
                continue
            return mention.state
    left = token.i - 1
    while (
        left >= 0
        and token.doc[left].pos_ in {"NOUN", "ADJ", "PROPN", "PART"}
        and not token.doc[left].is_space
        and token.i - left < 5
    ):
        mention = covering.by_token[left]
        if mention is not None:
            return mention.state if mention.classes[0] == "State" else None
        left -= 1
    return None


def employer(token: Token, covering: Covering) -> Found | None:
    """Return the named body that people work for: before the noun, or behind "of" or "from"."""
    for child in token.children:
        mention = covering.by_token[child.i]
        if (
            mention is not None
            and mention.kind == "name"
            and mention.classes[0] in {"Agency", "InternationalOrganisation"}
        ) and (
            base(child) in {"compound", "nmod:poss", "nmod:desc", "amod"}
            or preposition(child)
            in {
                "of",
                "from",
                "with",
            }
        ):
            return mention
    return None


def states_before(token: Token, covering: Covering) -> list[Found]:
    """Return the different states among the modifiers of a noun ("U.S. and Croatian authorities")."""
    found: dict[str, Found] = {}
    for child in children(token, "amod", "compound", "nmod:desc"):
        for one in conjuncts(child):
            mention = covering.by_token[one.i]
            if mention is not None and mention.classes[0] == "State" and mention.state and one.i < token.i:
                found.setdefault(mention.state, mention)
    return list(found.values())


def body_modifier(token: Token, covering: Covering) -> Found | None:
    """Return the named body before a noun ("FBI officials")."""
    for child in token.children:
        mention = covering.at(child)
        if mention is not None and mention.classes[0] in {"Agency", "InternationalOrganisation"} and child.i < token.i:
            return mention
    return None


def number(token: Token) -> int | None:
    """Return how many a noun phrase counts."""
    if singular(token):
        return 1
    for child in children(token, "nummod"):
        text = child.text.replace(",", "")
        return int(text) if text.isdigit() and len(text) < 10 else NUMBERS.get(text.lower())
    return None


def extent(token: Token, short: bool = False) -> tuple[int, int]:
    """Return the token indices of a noun phrase: its modifiers and the close attachments up to a comma."""
    doc = token.doc
    keep = {
        "det",
        "amod",
        "compound",
        "nummod",
        "nmod:poss",
        "poss",
        "nmod:desc",
        "advmod",
        "case",
        "punct",
        "quantmod",
        "det:predet",
        "flat",
    }
    start = token.i
    for child in token.children:
        if (
            child.i < token.i
            and (base(child) in keep or child.dep_ in keep)
            and base(child) not in {"case", "punct", "cc"}
        ):
            start = min(start, child.left_edge.i)
    if start < token.i and any(t.text in {",", ";", ":"} or t.is_space for t in doc[start : token.i]):
        start = next(
            i
            for i in range(token.i, start - 1, -1)
            if i == start or doc[i - 1].text in {",", ";", ":"} or doc[i - 1].is_space
        )
    while start < token.i and (
        (doc[start].is_punct and doc[start].text not in "$€£") or doc[start].pos_ in {"ADP", "CCONJ"}
    ):
        start += 1
    end = token.i + 1
    if not short:
        for child in token.children:
            if child.i < token.i or base(child) in {
                "punct",
                "cc",
                "conj",
                "appos",
                "parataxis",
                "acl:relcl",
                "relcl",
                "nsubj",
                "cop",
            }:
                continue
            if (
                child.left_edge.i > end
                or preposition(child) not in {"", "of", "in", "behind", "against", "with", "within"}
                or base(child) == "obl"
            ):
                break
            right = child.right_edge.i + 1
            cut = next(
                (i for i in range(end, right) if doc[i].text in {",", ";", "(", ":", "”", '"'} or doc[i].is_space),
                right,
            )
            end = min(cut, token.i + 14)
            if cut < right:
                break
    return start, end
