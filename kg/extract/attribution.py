"""Who says so: the speaker of a reporting verb over a trigger, of "according to", or of a quotation that goes on."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.extract.lexicon import Lexicon
from kg.language.syntax import base, children, is_passive

STEPS = 16
QUOTES = frozenset('"“”„«»')


def attribution(trigger: Token, lexicon: Lexicon) -> Token | None:
    """Return the head of who says what the trigger tells, or None where the text says it itself.

    That is the subject of the reporting verb over the trigger, the noun behind "according to", or, in a sentence that
    only goes on with a quotation, the speaker of the sentence before it.
    """
    token = trigger
    for _ in range(STEPS):
        speaker = beside(token, lexicon)
        if speaker is not None:
            return speaker
        if token.head == token:
            break
        if base(token) in {"ccomp", "parataxis"} and says(token.head, lexicon):
            return subject(token.head)
        token = token.head
    return previous_speaker(trigger.sent, lexicon)


def beside(token: Token, lexicon: Lexicon) -> Token | None:
    """Return the speaker in a clause or phrase that hangs on a step: "…, X said", "as X put it", "according to X"."""
    for child in children(token, "obl", "parataxis", "ccomp", "advcl"):
        if [c.lower_ for c in child.subtree][:2] == ["according", "to"]:
            return child
        if says(child, lexicon) and (
            base(child) == "parataxis"
            or (base(child) == "advcl" and any(c.lower_ == "as" and base(c) == "mark" for c in child.children))
        ):
            return subject(child)
    return None


def says(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a token is a verb of reporting."""
    return verb.pos_ == "VERB" and verb.lemma_.lower() in lexicon.cues["saying"]


def subject(verb: Token) -> Token | None:
    """Return the subject of a reporting verb, or the agent where it is passive."""
    return next(children(verb, "obl:agent") if is_passive(verb) else children(verb, "nsubj"), None)


def previous_speaker(sent: Span, lexicon: Lexicon) -> Token | None:
    """Return the speaker of the sentence before, where both are quoted and this one has no speaker of its own."""
    doc, inside = sent.doc, [token for token in sent if not token.is_space]
    if not inside or sent.start == 0 or inside[0].text not in QUOTES or any(says(t, lexicon) for t in (sent.root,)):
        return None
    before = doc[sent.start - 1].sent
    if "\n\n" in doc[before.start : sent.start].text.strip(" ") or not any(t.text in QUOTES for t in before):
        return None
    verb = (
        before.root
        if says(before.root, lexicon)
        else next((t for t in children(before.root, "parataxis", "ccomp") if says(t, lexicon)), None)
    )
    return subject(verb) if verb is not None else None
