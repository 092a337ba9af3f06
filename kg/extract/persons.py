"""nationality, memberOf and suspectedOf of described persons ("a Danish national", "members of the cartel")."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found, implied_state, spread
from kg.extract.lexicon import Lexicon
from kg.extract.nominals import people_of
from kg.language.syntax import base, children, preposition
from kg.model import Factuality

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
                    if other.start > 1 and person.doc[other.start - 1].text == "-":  # "a Dutch-Moroccan businessman"
                        first = covering.by_token[other.start - 2]
                        if first is not None and first.classes[0] == "State" and first.kind == "adjective":
                            yield Candidate(person, "nationality", first, "demonym-before-person", child, weight=0.85)
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
