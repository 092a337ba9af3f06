"""memberOf off nouns before names: "NATO members Peru and Chad", "As NATO allies, A and B …"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.language.syntax import conjuncts


def named_members(name: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield memberOf for a state or person whose name follows a body and "member" ("NATO members Peru and Chad")."""
    doc, i = name.doc, introduced(name)
    words = lexicon.crime.words
    allied = i > 0 and doc[i].lemma_.lower() in words["allied"] and doc[i - 1].text in words["defence_alliances"]
    if i < 1 or not (allied or doc[i].lemma_.lower() in words["members"]):
        return
    group = covering.by_token[i - 1]
    wanted = {"InternationalOrganisation"} if name.classes[0] == "State" else {"Group"}
    if group is not None and group.kind == "name" and group.classes[0] in wanted:
        for one in conjuncts(name.head):
            member = covering.at(one)
            if member is not None and member.classes[0] == name.classes[0]:
                yield Candidate(member, "memberOf", group, "member-before-name", doc[i], weight=0.8)


def introduced(name: Found) -> int:
    """Return where the noun before a name stands, be it what a phrase opens with ("As NATO allies, A and B …")."""
    doc, i = name.doc, name.start - 1
    if i < 2 or doc[i].is_sent_start:
        return i
    comma = i - (doc[i].lower_ == "the")
    opened = doc[comma].text == "," and doc[comma].sent.start < comma
    return comma - 1 if opened and doc[comma].sent[0].lower_ == "as" and comma - doc[comma].sent.start < 7 else i
