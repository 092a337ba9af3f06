"""Why a sentence gives the claims it gives: its parse, the rules that fired, the cues in scope, what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from kg.engine.claims import StoredClaim, find_claims
from kg.engine.query import Dataset
from kg.errors import InputError
from kg.extract.article import read_article
from kg.extract.lexicon import load_lexicon
from kg.extract.rules import describe, refusal_kind
from kg.ground.ground import ground
from kg.language.analyse import analyse
from kg.language.pipeline import load_pipeline
from kg.model import Article, GroundedReading, Triple

PLAIN = "no negation, modal, hedge or condition"


@dataclass(frozen=True, slots=True)
class Node:
    """A word of a parse: how deep it hangs, its form, part of speech and relation to its head."""

    depth: int
    text: str
    pos: str
    relation: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a sentence and its role: subject, object, trigger or cue. Code points of the sentence, half-open."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Read:
    """A claim that the rules read in a sentence, with all that led to it; ``said_by`` is empty where nobody says so."""

    subject: str
    relation: str
    object: str
    factuality: str
    why: str
    said_by: str
    confidence: float
    rule: str
    what: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A candidate that a constraint refused, the kind of the reason first."""

    kind: str
    relation: str
    subject: str
    object: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence, explained. ``article`` and offsets are empty and 0 for a text of one's own."""

    text: str
    parse: tuple[Node, ...]
    claims: tuple[Read, ...]
    refused: tuple[Refused, ...]
    article: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """A stored claim with its sentences, each read again on its own."""

    claim: StoredClaim
    sentences: tuple[Explained, ...]


def explain_text(text: str, model: str | None = None) -> list[Explained]:
    """Return every sentence of a text, explained; raises InputError for a text without words."""
    if not text.strip():
        raise InputError("the text is empty", next_step='give a sentence: kg explain --text "Peru thanked Chile."')
    return _explain([text], model)[0]


def explain_claims(dataset: Dataset, words: Sequence[str], model: str | None = None) -> list[Explanation]:
    """Return the claims that a word or three name (see ``find_claims``) with their sentences, surest first.

    Each sentence is read again on its own: of its claims, those of the stored claim's rule and relation are kept, and
    none where they need the rest of the article (a pronoun, a name given in full before).
    """
    claims = find_claims(dataset, words)
    texts = sorted({place.text for claim in claims for place in claim.places})
    read = dict(zip(texts, _explain(texts, model), strict=True))
    return [
        Explanation(
            claim,
            tuple(
                _placed(_one(read[place.text], claim, place.rules), place.article, place.start, place.end)
                for place in claim.places
            ),
        )
        for claim in claims
    ]


def _placed(explained: Explained, article: str, start: int, end: int) -> Explained:
    return replace(explained, article=article, start=start, end=end)


def _one(parts: Sequence[Explained], claim: StoredClaim, rules: Sequence[str]) -> Explained:
    """Join what the sentence was cut into, and keep the claims that are the stored one's."""
    claims = tuple(
        c for part in parts for c in part.claims if c.relation == claim.relation and (not rules or c.rule in rules)
    )
    own = tuple(c for c in claims if {c.subject, c.object} <= {*claim.subject, *claim.object})
    return Explained(
        "".join(part.text for part in parts) if len(parts) > 1 else parts[0].text,
        tuple(node for part in parts for node in part.parse),
        own or claims,
        tuple(refused for part in parts for refused in part.refused),
    )


def _explain(texts: Sequence[str], model: str | None) -> list[list[Explained]]:
    nlp, lexicon = load_pipeline(model), load_lexicon()
    found = []
    for article, doc in analyse(nlp, [Article(f"text-{i}", text) for i, text in enumerate(texts)]):
        grounded = ground(read_article(article, doc, lexicon), lexicon)
        found.append([_sentence(sent, grounded) for sent in doc.sents if sent.text.strip()])
    return found


def _sentence(sent: Span, grounded: GroundedReading) -> Explained:
    text = sent.text.rstrip()
    start, end = sent.start_char, sent.start_char + len(sent.text)
    return Explained(
        text,
        tuple(
            Node(sum(1 for _ in token.ancestors), token.text, token.pos_, token.dep_)
            for root in sent
            if root.head == root
            for token in _outline(root)
        ),
        tuple(_read(t, text, start, grounded) for t in grounded.reading.triples if start <= t.evidence.start < end),
        tuple(
            dict.fromkeys(
                Refused(refusal_kind(r.reason), r.relation, r.subject, r.object, r.reason)
                for r in grounded.reading.rejections
                if start <= r.start < end
            )
        ),
    )


def _outline(token: Token) -> Iterator[Token]:
    """Yield a token and what hangs on it, depth first, in the order of the words."""
    if not token.is_space:
        yield token
        for child in token.children:
            yield from _outline(child)


def _read(triple: Triple, text: str, start: int, grounded: GroundedReading) -> Read:
    names = [entity.label for entity in grounded.entities]
    marks: list[Mark] = []
    if triple.trace is not None:
        spans = [(span, "cue") for span in triple.trace.cues]
        spans += [(triple.trace.subject, "subject"), (triple.trace.object, "object"), (triple.trace.trigger, "trigger")]
        marks = [Mark(a - start, b - start, role) for (a, b), role in spans if 0 <= a - start < b - start <= len(text)]
    said_by = "" if triple.attributed_to is None else names[triple.attributed_to]
    return Read(
        names[triple.subject],
        triple.relation,
        names[triple.object],
        triple.factuality.value,
        why(text, marks),
        said_by,
        triple.confidence,
        triple.evidence.rule,
        describe(triple.evidence.rule),
        tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.role))),
    )


def why(text: str, marks: Sequence[Mark]) -> str:
    """Return what makes a claim asserted, planned, alleged or denied, in words."""
    cues = [text[mark.start : mark.end] for mark in marks if mark.role == "cue"]
    trigger = next((text[mark.start : mark.end] for mark in marks if mark.role == "trigger"), "")
    if not cues:
        return f"{PLAIN} has {trigger!r} in scope"
    return f"{' and '.join(repr(cue) for cue in cues)} {'has' if len(cues) == 1 else 'have'} {trigger!r} in scope"
