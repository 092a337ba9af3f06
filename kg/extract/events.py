"""Frames over a parse: triggers, the mentions that fill their roles, and the edges that follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found
from kg.extract.lexicon import PARTY, Frame, Lexicon, Role
from kg.extract.slots import Slot, borrowed, noun_slots, supported_slots, verb_slots
from kg.language.syntax import (
    base,
    children,
    conjuncts,
    first_conjunct,
    is_passive,
    objects,
    passive_participant,
    subjects,
)
from kg.model import Rejection

PARTICLES = frozenset(["over", "up", "down", "back"])  # parsed as prepositions at times: "handed over the suspect"
SEVERAL = frozenset(["each", "separately", "respectively", "individually", "every"])
REFERABLE = frozenset(
    ["Person", "Suspect", "Official", "State", "Agency", "Group"]
)  # what a pronoun may stand for in a role
JOINT = frozenset(
    ["joint", "jointly", "together", "combined", "coordinated", "bilateral", "closely", "both", "mutual", "reciprocal"]
)


@dataclass(eq=False, slots=True)
class Instance:
    """One trigger of a frame in a text, with the mentions that fill its roles."""

    index: int
    frame: Frame
    trigger: Token
    verb: Token | None
    fillers: dict[str, list[Found]] = field(default_factory=dict)
    slots_used: dict[str, str] = field(default_factory=dict)


class Frames:
    """Applies the lexicon's frames to one Doc; refused fillers are collected in ``rejections``."""

    def __init__(self, doc: Doc, covering: Covering, lexicon: Lexicon) -> None:
        self.doc = doc
        self.covering = covering
        self.lexicon = lexicon
        self.rejections: list[Rejection] = []
        self.instances: list[Instance] = []

    def run(self) -> Iterator[Candidate]:
        """Yield the candidates of every frame instance in the Doc, in the order of triggers."""
        for token in self.doc:
            if token.is_space or token.is_punct:
                continue
            lemma = token.lemma_.lower()
            verbal = token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB")
            for frame in (self.lexicon.by_verb if verbal else self.lexicon.by_noun).get(lemma, ()):
                for trigger, verb, slots in evoked(frame, token):
                    yield from self.apply(frame, trigger, verb, slots)

    def apply(self, frame: Frame, trigger: Token, verb: Token | None, slots: list[Slot]) -> Iterator[Candidate]:
        """Fill the roles of one instance and yield its edges."""
        instance = Instance(len(self.instances), frame, trigger, verb)
        for role in frame.roles:
            fillers = self.fill(role, slots, frame, trigger)
            if not fillers and (verb is None or verb == trigger):
                fillers = self.fill(role, list(borrowed(trigger)), frame, trigger, quiet=True)
            if not fillers and "context" in role.slots:
                fillers = self.context(role, trigger)
            if fillers:
                instance.fillers[role.name] = self.listed(fillers, role, trigger)
        if any(name not in instance.fillers for name in frame.needs):
            return
        edges = list(self.edges(instance))
        if edges or (len(instance.fillers) > 0 and "no_event" not in frame.options):
            self.instances.append(instance)
        yield from edges

    def fill(self, role: Role, slots: list[Slot], frame: Frame, trigger: Token, quiet: bool = False) -> list[Found]:
        """Return the mentions that fill a role, each once, in the order of the role's slots."""
        fillers: list[Found] = []
        for wanted in role.slots:
            for slot, token in slots:
                if slot != wanted:
                    continue
                if slot == "object_poss" and trigger.lemma_.lower() not in {
                    o.split(":", 1)[1] for o in frame.options if o.startswith("of_possessor:")
                }:
                    continue
                mention = self.covering.at(token)
                if mention is None:
                    mention = self.covering.by_head.get(token.i)
                if mention is None or mention in fillers:
                    continue
                classes = mention.classes if mention.kind != "pronoun" else ("Person",)
                if self.lexicon.accepts(role.types, classes) or (mention.kind == "pronoun" and role.types & REFERABLE):
                    fillers.append(mention)
                elif not quiet:
                    self.rejections.append(
                        Rejection(
                            frame.name,
                            trigger.text,
                            mention.text,
                            f"{role.name} takes {'/'.join(sorted(role.types))}, not {mention.classes[0]}",
                            trigger.sent.start_char,
                            trigger.sent.end_char,
                        )
                    )
        return fillers

    def listed(self, fillers: list[Found], role: Role, trigger: Token) -> list[Found]:
        """Return the fillers with the names coordinated to them by position, which parses of long lists miss.

        A name behind "and" counts, with a title or article between ("A and Italian Justice Minister B met"), unless it
        is the subject of a verb of its own; in lists of bodies or states, so does a name directly behind a comma.
        """
        found = list(fillers)
        for mention in found:
            other = self.coordinated(mention, trigger) if mention.kind == "name" else None
            if other is not None and other not in found and self.lexicon.accepts(role.types, other.classes):
                found.append(other)  # the loop goes on to what is coordinated with this one
        return found

    def coordinated(self, mention: Found, trigger: Token) -> Found | None:
        """Return the name coordinated with a name by "and" or a list's comma, going right."""
        doc, i = self.doc, mention.end
        if i < len(doc) and doc[i].text == "," and mention.classes[0] != "Person":
            i += 1
            i += i < len(doc) and doc[i].lower_ == "and"
            reach = 1
        elif i < len(doc) and doc[i].lower_ == "and":
            i, reach = i + 1, 8 if mention.classes[0] == "Person" else 1
        else:
            return None
        i += i < len(doc) and doc[i].lower_ == "the"
        for j in range(i, min(i + reach, len(doc))):
            other = self.covering.by_token[j]
            if other is not None and other.kind == "name" and same_kind(mention, other):
                verb = other.head.head
                subject = base(other.head) in {"nsubj", "nsubj:pass"} and verb != trigger and verb.i > other.end
                after = doc[other.end].lower_ if other.end < len(doc) else ""
                alone = (
                    doc[mention.end].text == "," and doc[mention.end + 1].lower_ != "and" and after not in {",", "and"}
                )
                return None if subject or alone or after in {"'s", "’s", "'", "’"} else other
            if not doc[j].text[:1].isupper() and doc[j].lower_ not in {"of", "for", "the", "'s", "’s"}:
                return None
        return None

    def context(self, role: Role, trigger: Token) -> list[Found]:
        """Return the parties of what governs an event noun: "A and B cooperate in the fight against …"."""
        head = trigger.head
        for _ in range(3):
            if head.pos_ == "VERB":
                tokens = [t for top in subjects(head) for t in [top, *top.conjuncts]]
            elif head.pos_ == "NOUN":
                tokens = [t for slot, t in noun_slots(head) if slot in {"between", "poss", "mod", "with"}]
            else:
                tokens = []
            found = [
                m
                for t in tokens
                if (m := self.covering.at(t)) is not None and self.lexicon.accepts(role.types, m.classes)
            ]
            found = [m for i, m in enumerate(found) if m not in found[:i] and m.kind != "pronoun"]
            if found:
                return found
            if head.head == head or base(head) in {"acl:relcl", "conj", "parataxis"}:
                break
            head = head.head
        return []

    def edges(self, instance: Instance) -> Iterator[Candidate]:
        """Yield the candidate triples that follow from the filled roles."""
        frame, trigger = instance.frame, instance.trigger
        anchor = trigger if instance.verb is None or frame.support == () else instance.verb
        voice = "noun" if instance.verb is None else "passive" if is_passive(instance.verb) else "active"
        rule = f"{frame.name}-{voice}"
        for edge in frame.edges:
            left = instance.fillers.get(edge.subject, [])
            right = instance.fillers.get(edge.object, [])
            if edge.each:
                if (instance.fillers.get("partner") and len(left) < 2) or not may_relate(instance):
                    continue
                pairs = [(a, b) for i, a in enumerate(left) for b in left[i + 1 :]]
            else:
                pairs = [(a, b) for a in left for b in right]
            for a, b in pairs:
                if a is not b:
                    yield Candidate(a, edge.relation, b, rule, anchor, None, instance.index, weight=0.85)


def same_kind(one: Found, other: Found) -> bool:
    """Whether two names are both of persons, or both of parties, or both of places."""
    a, b = one.classes[0], other.classes[0]
    return a == b or {a, b} <= PARTY or {a, b} <= {"Place", "State"}


def may_relate(instance: Instance) -> bool:
    """Whether coordinated fillers of one role act on each other: by the frame's meaning, or a word such as "joint"."""
    around = [*instance.trigger.children, *(instance.verb.children if instance.verb is not None else ())]
    if instance.verb is not None:
        around += instance.verb.doc[max(instance.verb.sent.start, instance.verb.i - 2) : instance.verb.i]
    if any(token.lower_ in SEVERAL for token in around):
        return False
    if "joint_only" in instance.frame.options:
        return any(token.lower_ in JOINT for token in around)
    collective = (
        instance.frame.event in {"Cooperation", "AgreementSigning", "Meeting"} and instance.frame.name != "case"
    )
    if collective and (instance.verb is None or instance.trigger.lemma_ not in {"work", "coordinate", "partner"}):
        return True
    return any(token.lower_ in JOINT for token in around)


def evoked(frame: Frame, token: Token) -> Iterator[tuple[Token, Token | None, list[Slot]]]:
    """Yield (trigger, verb, slots) for each way in which a token evokes a frame."""
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB"):
        if lemma in frame.verbs and base(token) != "amod":
            passive = is_passive(token)
            if base(token) in {"xcomp", "ccomp", "advcl"} and f"not_under:{token.head.lemma_.lower()}" in frame.options:
                return
            if (("passive_only" in frame.options or f"participle_only:{lemma}" in frame.options) and not passive) or (
                f"with_or_collective:{lemma}" in frame.options and not together(token)
            ):
                pass
            else:
                yield token, token, list(verb_slots(token))
        for phrase in frame.phrases:
            if phrase[0] == lemma and completes(token, phrase[1:]):
                slots = list(verb_slots(token))
                slots += [("object", t) for slot, t in slots if slot == phrase[1] and phrase[1] in PARTICLES]
                yield token, token, slots + behind_phrase(token, phrase[1:])
        yield from supported(frame, token, lemma)
    elif (
        token.pos_ in {"NOUN", "PROPN"}
        and base(token) not in {"compound", "flat"}
        and (
            lemma in frame.nouns or any(lemma == n.split()[-1] and " " in n and matches(token, n) for n in frame.nouns)
        )
        and not is_supported(frame, token)
    ):
        slots = list(noun_slots(token))
        slots += [("self", token), ("event_noun", token)]
        yield token, None, slots


def supported(frame: Frame, verb: Token, lemma: str) -> Iterator[tuple[Token, Token | None, list[Slot]]]:
    """Yield the event nouns that a light or supporting verb takes as object or passive subject."""
    wanted = frozenset(n for v, n in frame.light if v == lemma).union(
        *(nouns for verbs, nouns in frame.support if lemma in verbs)
    )
    if not wanted:
        return
    tops = passive_participant(verb) if is_passive(verb) else objects(verb)
    if lemma in {"carry"} and not tops:
        return
    for top in tops:
        if top.lemma_.lower() in wanted or ("$" in wanted and any(c.text in {"$", "€", "£"} for c in top.children)):
            yield top, verb, list(supported_slots(top, verb))


def is_supported(frame: Frame, noun: Token) -> bool:
    """Whether a verb that supports this noun in the frame governs it, so that the verb's reading stands for both."""
    if base(noun) not in {"obj", "nsubj:pass"}:
        return any(c for c in children(noun, "acl") if any(c.lemma_.lower() in verbs for verbs, _ in frame.support))
    lemma = noun.head.lemma_.lower()
    return (lemma, noun.lemma_.lower()) in frame.light or any(
        lemma in verbs and noun.lemma_.lower() in nouns for verbs, nouns in frame.support
    )


def together(verb: Token) -> bool:
    """Whether a verb such as "work" tells of cooperation: it has a with-phrase or a word such as "jointly"."""
    return any(slot in {"with", "assist", "alongside"} for slot, _ in verb_slots(verb)) or any(
        c.lower_ in JOINT for c in verb.children
    )


def completes(verb: Token, words: tuple[str, ...]) -> bool:
    """Whether the rest of a phrasal trigger stands among the words behind a verb, in order and close by."""
    doc, i = verb.doc, verb.i
    for word in words:
        for j in range(i + 1, min(i + 6, verb.sent.end)):
            if doc[j].lower_ == word or doc[j].lemma_.lower() == word:
                i = j
                break
        else:
            return False
    return True


def behind_phrase(verb: Token, words: tuple[str, ...]) -> list[Slot]:
    """Return the slots of the nouns inside a phrasal trigger ("took custody of X"); a plea's subject is its object."""
    slots: list[Slot] = []
    for child in verb.subtree:
        near = child.lemma_.lower() in words and 0 < child.i - verb.i < 7
        if near and child.pos_ == "VERB":  # "asked Peru to extradite X"
            slots += [("of", token) for top in objects(child) for token in conjuncts(top)]
        elif near and child.pos_ in {"NOUN", "ADJ"}:
            slots += list(noun_slots(child))
            slots += [("phrase_noun", token) for token in conjuncts(first_conjunct(child))]
    if "guilty" in words and not is_passive(verb):
        slots += [("object", t) for t in subjects(verb)]
        slots = [s for s in slots if s[0] != "subject"]
    return slots


def matches(noun: Token, phrase: str) -> bool:
    """Whether the words before a noun complete a two-word trigger ("red notice")."""
    words = phrase.split()
    start = noun.i - len(words) + 1
    return start >= 0 and [t.lower_ for t in noun.doc[start : noun.i]] == words[:-1]
