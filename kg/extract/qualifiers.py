"""What the modifiers of a noun say: its state, the body that people work for, whether a group is criminal."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.language.syntax import base, children, conjuncts, first_conjunct, is_passive, preposition


def modifier_state(token: Token, covering: Covering, abroad: bool = False) -> str | None:
    """Return the state that a demonym, compound, possessor or of-phrase before or behind a noun names.

    ``abroad`` leaves out what "in" names: coalition forces in Iraq are not Iraq's.
    """
    markers = {"of", "from", ""} if abroad else {"of", "in", "from", ""}
    for child in token.children:
        mention = covering.at(child)
        if mention is None or mention.classes[0] != "State":
            continue
        relation = base(child)
        if relation in {"amod", "compound", "nmod:poss", "nmod:desc", "nmod", "det"}:
            if relation == "nmod" and preposition(child) not in markers:
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


def state_modifies(token: Token, covering: Covering, lexicon: Lexicon) -> bool:
    """Whether a state's name or adjective is itself a modifier before a noun for a body ("Moroccan services").

    A noun between them must be one of security ("Swiss banking services" are no body).
    """
    between = [c for c in children(token, "compound") if c.pos_ == "NOUN" and c.i < token.i]
    if token.lemma_.lower() == "service" and any(c.lower_ not in lexicon.names["security_words"] for c in between):
        return False
    for child in children(token, "amod", "compound", "nmod:poss", "nmod:desc"):
        mention = covering.by_token[child.i]
        if child.i < token.i and mention is not None and mention.classes[0] == "State" and mention.kind != "nominal":
            return True
    return False


def states_before(token: Token, covering: Covering) -> list[Found]:
    """Return the different states among the modifiers of a noun ("U.S. and Croatian authorities")."""
    found: dict[str, Found] = {}
    for child in children(token, "amod", "compound", "nmod:desc"):
        for one in conjuncts(child):
            mention = covering.by_token[one.i]
            if mention is not None and mention.classes[0] == "State" and mention.state and one.i < token.i:
                found.setdefault(mention.state, mention)
    return list(found.values())


def parties_before(token: Token, covering: Covering) -> list[Found]:
    """Return the named body and the state that "and" joins before a noun ("the FBI and Iraqi officials")."""
    found: list[Found] = []
    i = token.i - 1
    while i >= token.sent.start and len(found) < 2 and base(token) != "conj":
        mention = covering.by_token[i]
        if mention is not None:
            found.insert(0, mention)
            i = mention.start - 1
        elif token.doc[i].pos_ in {"ADJ", "NOUN"} or (found and token.doc[i].lower_ in {"and", "the"}):
            i -= 1
        else:
            break
    joined = len(found) == 2 and token.doc[found[0].end].lower_ == "and" and found[1].start <= found[0].end + 2
    bodies = [m for m in found if m.kind == "name" and m.classes[0] in {"Agency", "InternationalOrganisation"}]
    return found if joined and len(bodies) == 1 and any(m.classes[0] == "State" for m in found) else []


def body_modifier(token: Token, covering: Covering) -> Found | None:
    """Return the named body before a noun ("FBI officials")."""
    for child in token.children:
        mention = covering.at(child)
        if mention is not None and mention.classes[0] in {"Agency", "InternationalOrganisation"} and child.i < token.i:
            return mention
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


def group_named(mention: Found, covering: Covering, lexicon: Lexicon) -> Found | None:
    """Return the group whose name stands before the noun that says it is one ("the NAME terrorist group")."""
    head, doc = mention.head, mention.doc
    if mention.lemma not in lexicon.reference["naming_groups"] or head.tag_ in {"NNS", "NNPS"}:
        return None
    i = head.i - 1
    while i > mention.start and covering.by_token[i] is None:
        if doc[i].lower_ not in lexicon.nouns["criminal_group_modifiers"]:
            return None
        i -= 1
    name = covering.by_token[i] if i >= 0 else None
    group = name is not None and name.kind == "name" and name.classes[0] == "Group"
    return name if name is not None and group and name.end == i + 1 else None


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


def acted_on(token: Token, lexicon: Lexicon) -> bool:
    """Whether a common noun is what is done only to people happens to ("extradited a former treasurer")."""
    lemma = token.lemma_.lower()
    if token.pos_ != "NOUN" or lemma in lexicon.nouns["measures"] or lemma in lexicon.crime.words["leading"]:
        return False
    words = lexicon.nouns["done_to_people"]
    if any(c.tag_ == "VBN" and c.lemma_.lower() in words for c in children(token, "acl")):
        return True
    first = first_conjunct(token)
    verb = first.head
    patient = base(first) == "obj" or (base(first) in {"nsubj:pass", "nsubj"} and is_passive(verb))
    return patient and verb.pos_ == "VERB" and verb.lemma_.lower() in words


def member_of_group(token: Token, covering: Covering, lexicon: Lexicon) -> bool:
    """Whether "members" are people of a group named or described before it ("Blue Hand members", "gang members")."""
    if token.lemma_.lower() != "member":
        return False
    before = [(child, covering.at(child)) for child in children(token, "compound", "nmod:desc")]
    groups = lexicon.nouns["Group"]
    return any(c.lemma_.lower() in groups if m is None else m.classes[0] == "Group" for c, m in before)


def aged(token: Token) -> bool:
    """Whether a noun is an age that stands for a person ("the 41-year-old was convicted")."""
    before = token.doc[max(0, token.i - 3) : token.i].text.lower()
    return token.lower_.endswith("year-old") or (token.lower_ == "old" and before.endswith(("year-", "year -", "year")))
