"""What mention a token brings into a role of a frame, and whether it fits there."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from kg.extract.capitals import POSSESSIVE
from kg.extract.found import Covering, Found, implied_state
from kg.extract.frames import PARTY, Frame, Role
from kg.extract.lexicon import Lexicon, event_words
from kg.extract.scope import is_infinitive
from kg.extract.series import behind_offence, behind_state
from kg.extract.slots import Slot
from kg.language.syntax import base, children, objects, phrases, preposition

SUSPECT = frozenset(["Suspect"])
GOODS = frozenset(["Goods"])
REFERABLE = frozenset(["Person", "Suspect", "Official", "State", "Agency", "Group"])  # what a pronoun may stand for


def brought(
    slot: str, token: Token, role: Role, opposed: Mapping[int, Found], covering: Covering, lexicon: Lexicon
) -> Found | None:
    """Return the mention that a token in a slot brings along: its own, or the one that it only introduces."""
    mention = opposed.get(token.i) if slot == "counter" else covering.at(token)
    if mention is None:
        return None
    if "Person" in role.types and mention.classes[0] in PARTY:
        mention = behind_state(mention, covering) or mention
    elif "Person" in role.types and mention.classes[0] == "Offence" and token.pos_ != "VERB":
        mention = behind_offence(mention, covering, lexicon) or mention
    if role.types == GOODS:
        mention = measured(token, covering, lexicon) or mention
    return mention


def barred(
    slot: str, token: Token, trigger: Token, frame: Frame, slots: list[Slot], covering: Covering, lexicon: Lexicon
) -> bool:
    """Whether a trigger's word keeps a slot from filling a role: "recognised the independence of"."""
    verb = trigger.lemma_.lower()
    if frame.event == "Attack" and verb in event_words("raiding") and slot in {"subject", "by", "poss", "mod"}:
        who = covering.at(token)
        if who is not None and who.head.lemma_.lower() in lexicon.nouns["staff"] | lexicon.nouns["body_plurals"]:
            return True  # investigators who raid a house attack nobody
    sparing = f"for_only:{verb}" in frame.options
    if slot == "object" and f"no_task:{verb}" in frame.options and chosen(token, trigger, covering):
        return True
    if slot == "object" and possesses(covering.at(token)):
        return True  # "welcomed the board's decision"
    if slot == "object":
        moved = f"not_to:{verb}" in frame.options and any(other == "to" for other, _ in slots)
        return moved or (sparing and not any(other == "for" for other, _ in slots))
    if slot in {"object_poss", "object_of", "object_from", "object_by"} and sparing:
        nouns = {t.lemma_.lower() for t in token.ancestors}
        if not nouns & event_words("merits"):
            return True
    if slot == "object_mod" and not perpetrates(token, covering, lexicon):
        return True
    return slot in {"object_poss", "object_mod"} and f"of_possessor:{verb}" not in frame.options


def perpetrates(modifier: Token, covering: Covering, lexicon: Lexicon) -> bool:
    """Whether a modifier of a hostile deed names who did it: a group, or a state's adjective."""
    who = covering.at(modifier)
    if who is None or (who.classes[0] != "Group" and (who.classes[0] != "State" or who.kind != "adjective")):
        return False
    return modifier.head.lemma_.lower() in lexicon.cues["hostile"] | event_words("hostilities")


def chosen(token: Token, trigger: Token, covering: Covering) -> bool:
    """Whether someone is named for a task: an official, or whoever is "to do" something."""
    mention = covering.at(token)
    official = mention is not None and mention.classes[0] == "Official"
    return official or any(is_infinitive(c) for c in (*trigger.children, *token.children) if c.pos_ == "VERB")


def measured(token: Token, covering: Covering, lexicon: Lexicon) -> Found | None:
    """Return the amount that a substance is measured by: the tonnes of "two tonnes of cocaine seized in …"."""
    amount = token.head
    whole = preposition(token) == "of" and amount.lemma_.lower() in lexicon.nouns["measures"]
    return covering.at(amount) if whole else None


def abroad(place: Found, trigger: Token, slots: list[Slot], covering: Covering, lexicon: Lexicon) -> Found | None:
    """Return the state of the place where someone is taken, unless the move may stay inside a country."""
    if trigger.lemma_.lower() in event_words("conveying"):
        origins = [m for slot, t in slots if slot.endswith("from") and (m := covering.at(t)) is not None]
        back = any(child.lower_ == "back" for child in trigger.children)
        if not back and not any(m.state and m.state != place.state for m in origins):
            return None
    return implied_state(place.doc, place.start, place.end, place.state, lexicon.gazetteer)


def accepted(mention: Found, role: Role, lexicon: Lexicon) -> bool:
    """Whether a mention may fill a role by its class, or as a pronoun for what may."""
    if mention.doc[mention.start].lower_ == "each":  # "each other's officers"
        return False
    if mention.kind == "adjective" and base(mention.head) == "obj":  # "attacked an African-American"
        return False
    if mention.kind == "pronoun" and role.types & REFERABLE:
        return True
    return lexicon.accepts(role.types, mention.classes if mention.kind != "pronoun" else ("Person",))


def possesses(mention: Found | None) -> bool:
    """Whether a possessive mark stands behind a mention, and a noun that it possesses."""
    if mention is None or mention.kind == "pronoun" or mention.end + 1 >= len(mention.doc):
        return False
    mark, noun = mention.doc[mention.end], mention.doc[mention.end + 1]
    return mark.text in POSSESSIVE and mark.tag_ == "POS" and noun.pos_ in {"NOUN", "PROPN", "ADJ"}


def tried(mention: Found, role: Role, trigger: Token) -> bool:
    """Whether a person is a suspect by what the move is for: "was flown to Peru to face trial"."""
    if role.types != SUSPECT or mention.classes[0] != "Person":
        return False
    clauses = children(trigger, "advcl", "xcomp", "acl")
    return any(
        noun.lemma_.lower() in event_words("justice")
        for verb in clauses
        if verb.lemma_.lower() in event_words("facing")
        for noun in (*objects(verb), *(child for _, child in phrases(verb)))
    )
