"""cooperatesWith across sentences: who helped with a case works with who investigates it ("provided assistance")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found
from kg.extract.frames import PARTY
from kg.extract.lexicon import Lexicon, event_words
from kg.extract.parties import doers
from kg.language.syntax import base, children, is_passive, objects, passive_participant, phrases

REACH = 3  # sentences between who investigates and who helps


def casework(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield cooperatesWith between the investigators of a case and those who a later sentence says helped with it."""
    sents = list(doc.sents)
    investigators: list[Found] = []
    since = 0
    for k, sent in enumerate(sents):
        helped = [(verb, m) for verb in sent for m in helpers(verb, covering, lexicon)]
        if k - since <= REACH:
            for verb, helper in helped:
                for one in investigators:
                    if one.text != helper.text:
                        yield Candidate(one, "cooperatesWith", helper, "assistance-in-case", verb, None, weight=0.85)
        found = [m for verb in sent for m in working_on(verb, covering, lexicon)]
        if found:
            investigators, since = found, k


def working_on(verb: Token, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return who, by this verb, investigates the case that a report is about."""
    if verb.pos_ != "VERB":
        return []
    what = passive_participant(verb) if is_passive(verb) else objects(verb)
    if not any(definite_case(noun) for noun in what):
        return []
    handled = verb.lemma_.lower() in event_words("casework")
    led = verb.lemma_.lower() in event_words("performing") and any(t.lemma_.lower() == "investigation" for t in what)
    return named(doers(verb), covering, lexicon) if handled or led else []


def helpers(verb: Token, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return who, by this verb, helped with the case: "assisted in the investigation", "provided valuable help"."""
    if verb.pos_ != "VERB" or any(base(child) in {"iobj", "xcomp"} or child.tag_ == "MD" for child in verb.children):
        return []
    tops = passive_participant(verb) if is_passive(verb) else objects(verb)
    if verb.lemma_.lower() in event_words("helping"):
        about = [verb] if not tops and not is_passive(verb) else []
    else:
        given = verb.lemma_.lower() in event_words("giving_help")
        about = [verb, *(t for t in tops if t.lemma_.lower() in event_words("assisting"))] if given else []
        about = about if len(about) > 1 else []
    if not about or base(verb) not in {"ROOT", "conj", "parataxis"}:
        return []
    settings = [pair for one in about for pair in phrases(one)]
    markers = ("in", "with", "during", "throughout")
    if not any(
        marker in markers and noun.lemma_ == "investigation" and definite_case(noun) for marker, noun in settings
    ):
        return []  # help with a "matter" may be help in court
    return named(doers(verb), covering, lexicon)


def definite_case(noun: Token) -> bool:
    """Whether a noun is the case, matter or investigation in hand."""
    pointed = any(child.lower_ in event_words("retelling") for child in children(noun, "det"))
    return noun.lemma_.lower() in event_words("cases") and pointed


def named(tokens: Iterator[Token], covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the parties by name among tokens, each once."""
    found = [m for t in tokens if (m := covering.at(t)) is not None and m.kind == "name"]
    return [m for i, m in enumerate(found) if m not in found[:i] and lexicon.accepts(PARTY, m.classes)]
