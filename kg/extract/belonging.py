"""agencyOf: which state, body or organisation a body belongs to, read off the noun phrase that names the body."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.capitals import POSSESSIVE
from kg.extract.found import Covering, Found, implied_state, spread
from kg.extract.lexicon import Lexicon
from kg.extract.lookup import states_named
from kg.extract.unmarked import owner_before
from kg.gazetteer import Gazetteer
from kg.language.syntax import base, children, first_conjunct, preposition

UNITS = frozenset(["Office", "Section", "Division", "Branch", "Unit", "Team"])
FOREIGN = frozenset(["Embassy", "Consulate", "Mission", "Commission", "Delegation", "Command", "Fleet"])
EXAMPLES = frozenset(["particularly", "including", "notably", "especially", "namely", "among"])


def belongs(doc: Doc, agency: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield agencyOf: by a name inside the body's name, a demonym, a possessor, an of-phrase, or what is known."""
    head = agency.head
    if agency.lemma == "department" and len(agency.same) > 1:
        return  # several bodies in one phrase: each has its own
    if (owner := owner_before(agency, covering, lexicon)) is not None:
        yield Candidate(agency, "agencyOf", owner, "possessor", head, weight=0.88)
        return
    if agency.parent is not None:
        yield Candidate(agency, "agencyOf", agency.parent, "parent-inside-name", head, weight=0.93)
        return
    for child in head.children:
        relation = base(child)
        other = covering.at(child)
        if (
            relation == "nmod:poss"
            and other is not None
            and other.kind == "pronoun"
            and other.lemma in {"its", "their"}
        ):
            yield Candidate(agency, "agencyOf", other, "possessive-pronoun", child, weight=0.75)
            return
        if other is None or other is agency or other.classes[0] not in {"State", "Agency", "InternationalOrganisation"}:
            continue
        if (
            relation == "nmod"
            and preposition(child) in {"in", "throughout", "across"}
            and at_home(agency, other, lexicon)
            and other.classes[0] == "State"
            and not (other.kind == "nominal" and other.count != 1)  # "officers in both countries" are of no one state
        ):
            yield from (
                Candidate(agency, "agencyOf", o, "body-in-state", child, weight=0.8)
                for o in spread(child, covering)
                if o.classes[0] == "State"
            )
            return
        if relation == "nmod:poss":
            yield from (
                Candidate(agency, "agencyOf", o, "possessor", child, weight=0.88) for o in spread(child, covering)
            )
            return
        if (
            relation in {"amod", "compound", "nmod:desc", "det"}
            and child.i < agency.head.i
            and other.classes[0] != "Agency"
        ):
            yield from (
                Candidate(agency, "agencyOf", o, "demonym-before-body", child, weight=0.9)
                for o in spread(child, covering)
                if o.classes[0] != "Agency" and o.end <= agency.end
            )
            return
        if agency.kind == "nominal" and head.lemma_.lower() in lexicon.nouns["quantifiers"]:
            continue  # "a number of agencies"
        staff = agency.lemma in lexicon.nouns["staff"] and other.kind == "nominal"  # "officers of the customs service"
        if relation == "nmod" and preposition(child) == "of" and other.classes[0] in {"State", "Agency"} and not staff:
            yield Candidate(agency, "agencyOf", other, "of-phrase", child, weight=0.85)
            return
    if agency.start and doc[agency.start - 1].text in POSSESSIVE:
        other = covering.by_token[agency.start - 2]
        if other is not None and other.classes[0] in {"State", "Agency", "InternationalOrganisation"}:
            yield Candidate(agency, "agencyOf", other, "possessor", head, weight=0.88)
            return
    before = covering.by_token[agency.start - 1] if agency.start else None
    if before is not None and before.classes[0] == "State" and before.end == agency.start:
        yield Candidate(agency, "agencyOf", before, "demonym-before-body", head, weight=0.9)
        return
    group = examples_of(head, covering)
    if group is not None:
        yield from belongs_like(agency, group, covering)
        return
    yield from known(doc, agency, covering, lexicon)


def at_home(agency: Found, state: Found, lexicon: Lexicon) -> bool:
    """Whether a body said to be in a state can be that state's, for all that its own words say."""
    if agency.kind == "nominal":
        joint = any(t.lower_ in lexicon.nouns["alliances"] | lexicon.nouns["posted_abroad"] for t in agency.span)
        return not joint and not agency.same and agency.state in {None, state.state}
    return agency.entry is None and all(t.text not in FOREIGN for t in agency.span)


def known(doc: Doc, agency: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield agencyOf from what is known of a body or of the place that it is named by or lies in.

    A curated unit belongs to its parent where the article names that, others to their state; a ship to that of its
    prefix; a body named by a place, or in one, to the place's state where the article names it.
    """
    head, gazetteer = agency.head, lexicon.gazetteer
    entry = agency.entry
    if entry is not None and entry.parent and not UNITS.isdisjoint(entry.label.split()):
        above = next((m for m in covering.by_token if m is not None and m.entry and m.entry.key == entry.parent), None)
        if above is not None:
            yield Candidate(agency, "agencyOf", above, "known-parent", head, weight=0.85)
            return
    iso = entry.state if entry is not None else agency.state if agency.lemma == "ship" else None
    if state := implied_state(doc, agency.start, agency.end, iso, gazetteer):
        yield Candidate(agency, "agencyOf", state, "known-body", head, weight=0.8)
    elif entry is None and agency.lemma not in lexicon.nouns["foreign_bodies"] and not private(agency, lexicon):
        stated = states_named(doc, gazetteer)
        for iso in dict.fromkeys(place_states(doc, agency, covering, gazetteer)):
            if stated[iso] and (state := implied_state(doc, agency.start, agency.end, iso, gazetteer)):
                yield Candidate(agency, "agencyOf", state, "body-of-place", head, weight=0.8)


def private(agency: Found, lexicon: Lexicon) -> bool:
    """Whether a described body may be anybody's: its noun is a plain one, and no word shows a task of a state."""
    if agency.kind != "nominal" or agency.lemma.capitalize() not in lexicon.names["weak_agency_heads"]:
        return False
    return not any(t.lower_.removesuffix("s") in lexicon.names["security_words"] for t in agency.span)


def place_states(doc: Doc, agency: Found, covering: Covering, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the state of the place that opens a body's name ("Turin Prosecutor's Office"), else of those behind it."""
    if agency.kind == "name":
        rest = agency.start > 0 and doc[agency.start - 1].text == ")"  # of "Investigations (IRS-CI) Denver Office"
        if rest or any(t.text in FOREIGN for t in agency.span):
            return
        for end in range(min(agency.start + 3, agency.end - 1), agency.start, -1):
            for sense in gazetteer.senses.get(doc[agency.start : end].text, ()):
                if sense.entry.cls in {"Place", "State"} and sense.kind in {"name", "seat"} and sense.entry.state:
                    yield sense.entry.state
                    return
    for child in agency.head.children:
        if preposition(child) != "in" or child.i < agency.head.i:
            continue
        for other in spread(child, covering):
            senses = gazetteer.senses.get(other.text, ())
            state = other.state or next((s.entry.state for s in senses), None)
            if state and other.kind == "name" and other.classes[0] == "Place":
                yield state


def belongs_like(agency: Found, group: Found, covering: Covering) -> Iterator[Candidate]:
    """Yield agencyOf for a body given as an example of a state's agencies ("particularly the …")."""
    for child in children(group.head, "nmod:poss", "amod", "compound"):
        other = covering.at(child)
        if other is not None and other.classes[0] == "State":
            yield Candidate(agency, "agencyOf", other, "example-of-agencies", agency.head, weight=0.85)


def examples_of(head: Token, covering: Covering) -> Found | None:
    """Return the description that a name is an example of: apposed to it, or introduced by "particularly"."""
    top = first_conjunct(head)
    if base(top) in {"appos", "conj", "nmod"}:
        group = covering.at(top.head)
        if group is not None and group.kind == "nominal" and group.classes[0] == "Agency":
            return group
    doc = head.doc
    i = top.left_edge.i
    if any(t.lower_ in EXAMPLES for t in doc[max(0, i - 3) : i + 2]):
        for j in range(i, max(head.sent.start, i - 8) - 1, -1):
            group = covering.by_head.get(j)
            if group is not None and group.classes[0] == "Agency":
                return group
    return None
