"""Who takes part in an event when its own slots do not say: lists, stand-ins, and the doers of what governs it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.found import Covering, Found
from kg.extract.frames import PARTY, Frame, Role
from kg.extract.lexicon import Lexicon, event_words, load_lexicon
from kg.extract.nounslots import noun_slots
from kg.extract.slots import Slot, prepositional, spread
from kg.language.syntax import base, children, first_conjunct, is_passive, phrases, preposition, subjects


def context(trigger: Token, types: frozenset[str], covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the parties of what governs an event noun: "A and B cooperate in the fight against …"."""
    head = trigger.head
    for _ in range(3):
        if head.pos_ == "VERB":
            tokens = [t for top in subjects(head) for t in [top, *top.conjuncts]]
        elif head.pos_ == "NOUN":
            wanted = {"between", "poss", "with"} | ({"mod"} if head.lemma_.lower() in lexicon.by_noun else set())
            slots = list(noun_slots(head))
            between = [t for slot, t in slots if slot == "between"]
            tokens = between if len(between) > 1 else [t for slot, t in slots if slot in wanted]
        else:
            tokens = []
        found = [m for t in tokens if (m := covering.at(t)) is not None and lexicon.accepts(types, m.classes)]
        found = [m for i, m in enumerate(found) if m not in found[:i] and m.kind != "pronoun"]
        if found:
            return found
        if head.head == head or base(head) in {"acl:relcl", "conj", "parataxis"}:
            break
        head = head.head
    return []


def stand_ins(
    token: Token, types: frozenset[str], covering: Covering, lexicon: Lexicon, more: frozenset[str] = frozenset()
) -> list[Found]:
    """Return the bodies or states that a noun acts for: "officers of the navy", "our Peruvian partners".

    ``types`` are the classes asked for, ``more`` nouns that act for others in this event alone ("a Peruvian judge").
    A noun such as "partners" stands for the state before it, or behind "in".
    """
    lemma = token.lemma_.lower()
    if lemma not in event_words("stand_ins") | more:
        return []
    markers = {"of", "from", "with"}
    if lemma in event_words("partner_nouns"):
        markers = {"of", "from", "in", "at"}
    inner = [child for child in children(token, "amod", "compound", "nmod:poss", "nmod:desc") if child.i < token.i]
    inner += [noun for marker, noun in phrases(token) if marker in markers]
    if any(child.lower_ == "whose" for child in token.children):
        clause = token.head
        inner = [clause.head] if base(clause) == "acl:relcl" else []
    found: list[Found] = []
    for one in (t for top in inner for t in spread(top)):
        mention = covering.at(one)
        fits = mention is not None and mention.classes[0] in PARTY | {"Group"} and mention.kind in {"name", "adjective"}
        fits = fits or (mention is not None and both_states(mention, lexicon))
        if mention is not None and fits and mention not in found and lexicon.accepts(types, mention.classes):
            found.append(mention)
    return found


def both_states(mention: Found, lexicon: Lexicon) -> bool:
    """Whether a description names two states without saying which ("both countries"): coreference tells."""
    words = {t.lower_ for t in mention.span} | {c.lower_ for c in mention.head.children}
    reference = lexicon.reference
    return mention.kind == "nominal" and mention.lemma in reference["states"] and bool(words & reference["counted_two"])


def parties_between(fillers: list[Found], slots: list[Slot], covering: Covering) -> list[Found]:
    """Return only the fillers named behind "between" where they are several: who arranges a deal is no party to it."""
    between = [covering.at(token) for slot, token in slots if slot == "between"]
    named = [m for m in fillers if m in between]
    return named if len(named) > 1 else fillers


def each_other(token: Token) -> bool:
    """Whether a noun or pronoun turns a deed on those who do it: "each other", "one another's officers"."""
    own = [token, *children(token, "nmod:poss")]
    return any(
        (t.lower_ == "other" and t.i > 0 and t.nbor(-1).lower_ == "each")
        or (t.lower_ == "another" and t.i > 0 and t.nbor(-1).lower_ == "one")
        for t in own
    )


def doers(head: Token, below: Token | None = None) -> Iterator[Token]:
    """Yield the nouns that do what a verb or event noun tells: subject, agent, or the agent of its participle.

    ``below`` is the part of the phrase that asks, whose own agent does not count. A passive without an agent takes
    the agent of the verb coordinated with it ("was led by A and supported by B").
    """
    if head.pos_ in {"VERB", "AUX"}:
        yield from _verb_doers(head, below)
        return
    asking = set(below.subtree) if below is not None else set()
    found = [t for slot, t in noun_slots(head) if slot in {"by", "poss", "mod", "between"} and t not in asking]
    for clause in children(head, "acl", "acl:relcl"):
        if clause != below and clause.pos_ == "VERB":
            found += list(_verb_doers(clause, below))
    if not found and head.head != head:
        governor = head.head
        if base(head) == "obj" or (base(head) == "nsubj:pass" and is_passive(governor)):
            found = list(_verb_doers(governor, below))
        elif base(head) in {"obl", "nmod"} and preposition(head) in {
            "in",
            "during",
            "under",
            "after",
            "following",
            "as part of",
        }:
            found = list(doers(governor, head)) if governor.pos_ == "VERB" else []
    yield from found


def _verb_doers(verb: Token, below: Token | None) -> Iterator[Token]:
    if not is_passive(verb):
        yield from (token for top in subjects(verb) for token in spread(top))
        return
    first = first_conjunct(verb)
    group = [first, *(c for c in first.children if base(c) == "conj" and c.pos_ == "VERB")]
    for one in dict.fromkeys([verb, *group]):
        if one == below:
            continue
        agents = [token for slot, token in prepositional(one) if slot == "by"]
        if agents:
            yield from agents
            return


def performers(noun: Token) -> list[Token]:
    """Return who performs a joint deed: the doers of the verb that it is object of or the setting for."""
    if base(noun) == "obj" or (base(noun) == "nsubj:pass" and is_passive(noun.head)):
        performed = noun.head.lemma_.lower() in event_words("performing")
        return list(doers(noun.head, noun)) if performed else []
    if base(noun) in {"obl", "nmod"} and preposition(noun) in event_words("settings"):
        return list(doers(noun.head, noun)) or tellers(noun)
    return []


def tellers(noun: Token) -> list[Token]:
    """Return who tells of a deed done jointly with others, its doer left out ("police say he was caught in a …")."""
    verb = noun.head
    joint = any(child.lower_ in event_words("joint") for child in noun.children)
    others = any(marker == "with" for marker, _ in phrases(noun))
    told = base(verb) == "ccomp" and verb.head.lemma_.lower() in load_lexicon().cues["saying"]
    return list(subjects(verb.head)) if joint and others and told and is_passive(verb) else []


def of_group(token: Token, role: Role, frame: Frame) -> bool:
    """Whether an uncounted plural stands for the group that it belongs to, not for persons hurt ("NAME fighters")."""
    hurt = frame.name == "harm" and role.name == "target"
    plural = token.tag_ in {"NNS", "NNPS"} and not any(base(child) == "nummod" for child in token.children)
    return plural and not hurt and "Group" in role.types and token.lemma_.lower() in event_words("fighters")


def one_case(trigger: Token, token: Token, mention: Found) -> bool:
    """Whether the object is a single case looked into ("investigate a murder"), not a kind of crime fought."""
    if mention.classes[0] != "Offence" or trigger.lemma_.lower() not in event_words("pursuing"):
        return False
    return any(base(child) in {"det", "nmod:poss", "nummod"} for child in token.children)


def shared_by(mention: Found, frame: Frame) -> bool:
    """Whether "we" in a deed done with others is the speaker; but "through our partnerships" says nothing of who."""
    return frame.event == "Cooperation" and not (mention.lemma == "our" and "governed" in frame.options)
