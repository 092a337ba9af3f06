"""A candidate triple between mentions, before types, scope and coreference are checked."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.found import Found
from kg.model import Factuality


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """Two mentions and the relation that a rule read between them.

    ``anchor`` is the token whose sentence is the evidence. ``factuality`` is fixed by the rule, or None when the
    scope of the anchor is to decide. ``event`` groups the edges of one event.
    """

    subject: Found
    relation: str
    object: Found
    rule: str
    anchor: Token
    factuality: Factuality | None = Factuality.ASSERTED
    event: int | None = None
    weight: float = 0.9
