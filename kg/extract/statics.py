"""Relations that hold without an event: agencyOf, locatedIn, nationality, memberOf and aliases, off noun phrases."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found, implied_state
from kg.extract.lexicon import SUPER, Lexicon
from kg.extract.nominals import people_of
from kg.language.syntax import base, children, conjuncts, first_conjunct, preposition
from kg.model import Factuality

POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
MEMBER_NOUNS = frozenset(
    [
        "member",
        "leader",
        "figure",
        "boss",
        "head",
        "commander",
        "lieutenant",
        "founder",
        "co-founder",
        "militant",
        "fighter",
        "operative",
        "colonel",
        "general",
        "kingpin",
        "chief",
        "ringleader",
        "associate",
        "faction",
        "officer",
        "soldier",
        "recruiter",
        "financier",
    ]
)
SERVING = frozenset(
    ["member", "soldier", "colonel", "lieutenant", "militant", "fighter", "recruiter", "captain", "sergeant"]
)
EXAMPLES = frozenset(["particularly", "including", "notably", "especially", "namely"])


def static_relations(doc: Doc, mentions: list[Found], covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield the candidates of every family in this module."""
    for mention in mentions:
        cls = SUPER.get(mention.classes[0], mention.classes[0])
        if cls == "Agency":
            yield from belongs(doc, mention, covering, lexicon)
        if cls in {"Place", "Agency", "Organisation"} and mention.kind in {"name", "nominal"}:
            yield from located(doc, mention, covering, lexicon)
        if cls in {"Person", "Group"} and mention.kind == "nominal":
            yield from offence_in_noun(mention, covering, lexicon)
        if cls == "Person" and mention.kind == "nominal":
            yield from person_described(mention, covering, lexicon)
    yield from neighbours(doc, mentions, lexicon)


def belongs(doc: Doc, agency: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield agencyOf: by a name inside the body's name, a demonym, a possessor, an of-phrase, or what is known."""
    head = agency.head
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
            and agency.kind == "nominal"
            and other.classes[0] == "State"
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
        if relation == "nmod" and preposition(child) == "of" and other.classes[0] in {"State", "Agency"}:
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
    if agency.entry is not None and agency.entry.state:
        state = implied_state(doc, agency.start, agency.end, agency.entry.state, lexicon.gazetteer)
        if state is not None:
            yield Candidate(agency, "agencyOf", state, "known-body", head, weight=0.8)


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


def spread(token: Token, covering: Covering) -> Iterator[Found]:
    """Yield the mentions of a token and those coordinated with it."""
    for one in conjuncts(token):
        mention = covering.at(one)
        if mention is not None:
            yield mention


def located(doc: Doc, thing: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield locatedIn for "X in Y", "X, Y", "Y's X", "the region of Y"."""
    head = thing.head
    for child in children(head, "nmod", "obl"):
        if child.i < thing.head.i:
            continue
        marker = preposition(child)
        if moving(thing, lexicon) or (thing.kind == "nominal" and thing.lemma in lexicon.nouns["staff"]):
            continue
        if marker == "in" or (
            marker == "of"
            and thing.classes[0] == "Place"
            and thing.kind == "nominal"
            and thing.lemma in {"region", "province", "part", "coast", "border", "waters"}
        ):
            if child.left_edge.i - thing.end > 1 and thing.kind == "name":
                continue
            for place in spread(child, covering):
                if (
                    is_place(place)
                    and place is not thing
                    and not (thing.classes[0] == "Agency" and place.classes[0] == "State")
                ):
                    yield Candidate(thing, "locatedIn", place, f"{marker}-phrase", child, weight=0.85)
    if thing.classes[0] == "Place":
        for child in children(head, "nmod:poss"):
            other = covering.at(child)
            if other is not None and other.classes[0] == "State" and other.kind == "name" and thing.kind == "name":
                yield Candidate(thing, "locatedIn", other, "possessor-of-place", child, weight=0.85)


def moving(thing: Found, lexicon: Lexicon) -> bool:
    """Whether a phrase of place behind the thing does not say where it lies ("a boat in the Gulf")."""
    return thing.lemma in lexicon.nouns["moving"]


def is_place(mention: Found) -> bool:
    """Whether a mention can hold a place: a place, or a state by its name."""
    return mention.classes[0] == "Place" or (mention.classes[0] == "State" and mention.kind == "name")


def neighbours(doc: Doc, mentions: list[Found], lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield locatedIn for names side by side: "Tangier, Morocco", "the port of Beirut", "Libyan capital Tripoli"."""
    names = sorted((m for m in mentions if m.kind in {"name", "adjective"}), key=lambda m: m.start)
    for thing in mentions:
        if (
            thing.kind == "nominal"
            and thing.classes[0] == "Place"
            and not moving(thing, lexicon)
            and doc[thing.start].pos_ == "DET"
        ):
            follower = next(
                (n for n in names if n.start - thing.head.i in {2, 3} and doc[thing.head.i + 1].lower_ == "in"), None
            )
            if follower is not None and is_place(follower):
                yield Candidate(thing, "locatedIn", follower, "in-phrase", thing.head, weight=0.8)
    for one, other in itertools.pairwise(names):
        between = [t.lower_ for t in doc[one.end : other.start]]
        if one.kind == "name" and one.classes[0] == "Place" and is_place(other):
            if between == [","] and not listed(doc, one, other):
                yield Candidate(one, "locatedIn", other, "place-comma-place", doc[one.start], weight=0.92)
            elif between in (["in"], ["in", "the"]) and not doc[one.end].is_space:
                yield Candidate(one, "locatedIn", other, "in-phrase", doc[one.start], weight=0.88)
        elif (
            one.kind == "name"
            and one.classes[0] in {"Agency", "Organisation"}
            and is_place(other)
            and between in (["in"], ["in", "the"])
        ):
            yield Candidate(one, "locatedIn", other, "in-phrase", doc[one.start], weight=0.8)
        elif (
            one.classes[0] == "State"
            and other.classes[0] == "Place"
            and between
            in (
                ["capital"],
                ["capital", ","],
                ["’s", "capital"],
                ["'s", "capital", ","],
                ["city", "of"],
                ["port", "of"],
                ["town", "of"],
            )
        ):
            yield Candidate(other, "locatedIn", one, "capital-or-city-of", doc[other.start], weight=0.9)


def listed(doc: Doc, one: Found, other: Found) -> bool:
    """Whether two names with a comma between them are members of a list, not a place and what it lies in."""
    inside = (
        one.entry is not None
        and other.entry is not None
        and one.entry.state is not None
        and one.entry.state == other.entry.state
    )
    if inside and one.entry is not None and other.entry is not None and one.entry.cls == other.entry.cls:
        return True
    if inside or (one.lemma == "capital" and other.state == one.state):
        return False
    following = [t.lower_ for t in doc[other.end : other.end + 3]]
    before = doc[one.start - 1].lower_ if one.start else ""
    if following[:1] in (["and"], ["or"]) or following[:2] in ([",", "and"], [",", "or"]) or before in {",", "and"}:
        return True
    known = one.entry is not None and other.entry is not None and other.entry.state is not None
    return known and one.entry is not None and one.entry.weight > 100_000


def person_described(person: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield nationality and memberOf for a described person ("a Danish national", "members of the cartel")."""
    head = person.head
    official = person.classes[0] == "Official"
    if (
        person.lemma == "national"
        and person.state
        and (home := implied_state(person.doc, head.i, head.i + 1, people_of(head, lexicon), lexicon.gazetteer))
    ):
        yield Candidate(person, "nationality", home, "people-name", head, weight=0.85)
    hedge = (
        Factuality.ALLEGED if any(c.lower_ in {"alleged", "suspected", "purported"} for c in head.children) else None
    )
    for child in head.children:
        relation = base(child)
        for other in (
            spread(child, covering) if relation in {"amod", "compound", "nmod", "nmod:poss", "nmod:desc"} else ()
        ):
            marker = preposition(child)
            if other.classes[0] == "State" and (other.kind != "nominal" or relation == "nmod"):
                if official:
                    if relation != "nmod" or marker in {"of", "for"}:
                        yield Candidate(person, "representativeOf", other, "official-of-state", child, weight=0.75)
                    continue
                subject = person.lemma in {"citizen", "national"}
                before = relation in {"amod", "compound", "nmod:desc"} or (
                    relation == "nmod" and marker == "of" and subject
                )
                if before and (other.kind == "adjective" or (other.lemma != "capital" and subject)):
                    yield Candidate(person, "nationality", other, "demonym-before-person", child, weight=0.88)
            elif (
                official
                and other.classes[0] in {"Agency", "InternationalOrganisation"}
                and (marker in {"of", "for", "at", "from"} or relation != "nmod")
            ):
                yield Candidate(person, "representativeOf", other, "official-of-body", child, weight=0.78)
            elif (
                (other.classes[0] in {"Group", "Organisation"} and person.lemma in MEMBER_NOUNS)
                or (other.classes[0] in {"Agency", "InternationalOrganisation"} and person.lemma in SERVING)
            ) and (
                marker in {"of", "in", "within"}
                or relation == "nmod:poss"
                or (relation == "compound" and other.classes[0] == "Group")
            ):
                yield Candidate(person, "memberOf", other, "member-of-group", child, hedge, weight=0.8)
    if person.lemma in {"one", "member", "some", "several", "two", "three"}:
        for child in children(head, "nmod"):
            if preposition(child) == "of" and child.lemma_.lower() in MEMBER_NOUNS:
                for inner in children(child, "nmod"):
                    group = covering.at(inner)
                    if (
                        group is not None
                        and group.classes[0] in {"Group", "Organisation"}
                        and preposition(inner) in {"of", "in"}
                    ):
                        yield Candidate(person, "memberOf", group, "member-of-group", inner, hedge, weight=0.8)


def offence_in_noun(person: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield suspectedOf where the noun itself names the offence ("war crimes suspect", "drug trafficker")."""
    doc, head = person.doc, person.head
    gazetteer = lexicon.gazetteer
    if any(c.lower_ == "former" for c in head.children):
        return
    if head.lower_ == "wanted":
        for child in children(head, "nmod", "obl"):
            for one in conjuncts(child):
                other = covering.at(one)
                if other is not None and preposition(child) in {"for", "over"} and other.classes[0] == "Offence":
                    yield Candidate(person, "suspectedOf", other, "wanted-for", head, weight=0.85)
                elif (
                    other is not None
                    and preposition(child) in {"by", "in"}
                    and other.classes[0] in {"State", "Agency", "InternationalOrganisation"}
                ):
                    yield Candidate(person, "wantedBy", other, "wanted-by", head, weight=0.85)
    relation = "convictedOf" if any(c.lower_ == "convicted" for c in head.children) else "suspectedOf"
    if person.lemma in lexicon.nouns["criminal_roles"] or person.classes[0] == "Group":
        for child in children(head, "compound", "amod", "nmod"):
            other = covering.by_head.get(child.i)
            if (
                other is not None
                and other.classes[0] == "Offence"
                and base(child) in {"compound", "amod"}
                and person.classes[0] != "Group"
            ):
                yield Candidate(person, relation, other, "offence-before-suspect", child, weight=0.85)
    acts = AGENT_NOUNS.get(person.lemma)
    if acts:
        modifier = doc[head.i - 1].lower_ if head.i else ""
        entry = gazetteer.offences.get(f"{modifier} {acts}") or (
            gazetteer.offences.get(acts) if acts in {"terrorism", "murder", "fraud", "kidnapping", "hacking"} else None
        )
        if entry is not None:
            offence = Found(doc, max(head.i - 1, 0), head.i + 1, ("Offence",), "nominal", entry=entry, lemma=acts)
            yield Candidate(person, relation, offence, "agent-noun-of-offence", head, weight=0.75)


AGENT_NOUNS = {
    "trafficker": "trafficking",
    "smuggler": "smuggling",
    "launderer": "laundering",
    "dealer": "dealing",
    "terrorist": "terrorism",
    "murderer": "murder",
    "fraudster": "fraud",
    "kidnapper": "kidnapping",
    "hacker": "hacking",
}
