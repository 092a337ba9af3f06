"""What the relations read so far tell coreference: whose state an official's is, and who are in company."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.antecedents import earlier, latest
from kg.extract.candidates import Candidate
from kg.extract.clusters import Cluster
from kg.extract.found import Found
from kg.extract.salience import sentence

TOGETHER = frozenset(["metWith", "cooperatesWith", "signedAgreementWith"])


class Company:
    """The states of office-holders, and the partners of each mention, by the identity of mentions."""

    def __init__(self, candidates: Iterable[Candidate] = ()) -> None:
        self.states: dict[int, Found] = {}
        self.partners: dict[int, list[Found]] = {}
        for c in candidates:
            if c.relation == "representativeOf" and c.object.classes[0] == "State":
                self.states.setdefault(id(c.subject), c.object)
            elif c.relation in TOGETHER and c.subject is not c.object and c.subject.classes[0] == c.object.classes[0]:
                self.partners.setdefault(id(c.object), []).append(c.subject)
                self.partners.setdefault(id(c.subject), []).append(c.object)

    def pair(self, mention: Found) -> tuple[int, int] | None:
        """Return the two referents that a mention and its only partner read so far are."""
        others = [m for m in self.partners.get(id(mention), ()) if len(m.referents) == 1]
        if len(others) != 1 or len(mention.referents) != 1 or others[0].referents == mention.referents:
            return None
        return others[0].referents[0], mention.referents[0]

    def own_state(self, mention: Found, clusters: list[Cluster], starts: list[int]) -> list[int]:
        """Return the state that "his country" or "the country" stands for: its owner's, or the only one near by."""
        owner = next(
            (m for c in clusters for m in c.mentions if m.start == mention.start and m.kind == "pronoun"), None
        )
        if owner is not None and len(owner.referents) == 1:
            held = [self.states[id(m)] for m in clusters[owner.referents[0]].mentions if id(m) in self.states]
            return list({i: None for state in held for i in state.referents}) if held else []
        if mention.doc[mention.start].lower_ != "the":
            return []
        place = sentence(mention.start, starts)
        states = [c for c in earlier(mention, clusters) if c.kind == "State"]
        return [c.index for c in states if place - sentence(latest(c, mention), starts) <= 1]
