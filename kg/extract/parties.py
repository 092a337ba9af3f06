"""Who takes part in an event when its own slots do not say: lists, stand-ins, and the doers of what governs it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.found import Covering, Found
from kg.extract.lexicon import PARTY, Lexicon, Role, event_words
from kg.extract.slots import noun_slots, prepositional, spread
from kg.language.syntax import base, children, first_conjunct, is_passive, phrases, preposition, subjects

POSSESSIVE = frozenset(["'s", "’s", "'", "’"])


def listed(fillers: list[Found], role: Role, trigger: Token, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the fillers with the names coordinated to them by position, which parses of long lists miss.

    A name behind "and" counts, with a title or article between ("A and Italian Justice Minister B met"), unless it
    is the subject of a verb of its own; in lists of bodies or states, so does a name directly behind a comma.
    """
    found = list(fillers)
    for mention in found:
        other = coordinated(mention, trigger, covering) if mention.kind == "name" else None
        if other is not None and other not in found and lexicon.accepts(role.types, other.classes):
            found.append(other)  # the loop goes on to what is coordinated with this one
    return found


def coordinated(mention: Found, trigger: Token, covering: Covering) -> Found | None:
    """Return the name coordinated with a name by "and" or a list's comma, going right."""
    doc, i = mention.doc, mention.end
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
        other = covering.by_token[j]
        if other is not None and other.kind == "name" and same_kind(mention, other):
            verb = other.head.head
            subject = base(other.head) in {"nsubj", "nsubj:pass"} and verb != trigger and verb.i > other.end
            after = doc[other.end].lower_ if other.end < len(doc) else ""
            alone = doc[mention.end].text == "," and doc[mention.end + 1].lower_ != "and" and after not in {",", "and"}
            return None if subject or alone or after in POSSESSIVE else other
        if not doc[j].text[:1].isupper() and doc[j].lower_ not in {"of", "for", "the", "'s", "’s"}:
            return None
    return None


def same_kind(one: Found, other: Found) -> bool:
    """Whether two names are both of persons, or both of parties, or both of places."""
    a, b = one.classes[0], other.classes[0]
    return a == b or {a, b} <= PARTY or {a, b} <= {"Place", "State"}


def context(trigger: Token, types: frozenset[str], covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the parties of what governs an event noun: "A and B cooperate in the fight against …"."""
    head = trigger.head
    for _ in range(3):
        if head.pos_ == "VERB":
            tokens = [t for top in subjects(head) for t in [top, *top.conjuncts]]
        elif head.pos_ == "NOUN":
            tokens = [t for slot, t in noun_slots(head) if slot in {"between", "poss", "mod", "with"}]
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


def stand_ins(token: Token, types: frozenset[str], covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the bodies or states that a noun acts for: "officers of the navy", "our Peruvian partners".

    ``types`` are the classes asked for. A noun such as "partners" stands for the state before it, or behind "in".
    """
    lemma = token.lemma_.lower()
    if lemma not in event_words("stand_ins"):
        return []
    markers = {"of", "from", "with"}
    if lemma in event_words("partner_nouns"):
        markers = {"of", "from", "in", "at"}
    inner = [child for child in children(token, "amod", "compound", "nmod:poss", "nmod:desc") if child.i < token.i]
    inner += [noun for marker, noun in phrases(token) if marker in markers]
    found: list[Found] = []
    for one in (t for top in inner for t in spread(top)):
        mention = covering.by_token[one.i]
        fits = mention is not None and mention.classes[0] in PARTY | {"Group"} and mention.kind in {"name", "adjective"}
        if mention is not None and fits and mention not in found and lexicon.accepts(types, mention.classes):
            found.append(mention)
    return found


def doers(head: Token, below: Token | None = None) -> Iterator[Token]:
    """Yield the nouns that do what a verb or event noun tells: subject, agent, or the agent of its participle.

    ``below`` is the part of the phrase that asks, whose own agent does not count. A passive without an agent takes
    the agent of the verb coordinated with it ("was led by A and supported by B").
    """
    if head.pos_ in {"VERB", "AUX"}:
        yield from _verb_doers(head, below)
        return
    found = [t for slot, t in noun_slots(head) if slot in {"by", "poss", "mod", "between"}]
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
