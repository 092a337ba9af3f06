"""What the article says was undone: convictions quashed, charges dropped, warrants and notices withdrawn."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract.coreference import Discourse
from kg.extract.drafts import Draft
from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.extract.undoings import Undoing, undoings
from kg.language.syntax import base, children, conjuncts, is_passive, objects, passive_participant, phrases, subjects
from kg.model import Factuality

RECORDS = {
    "convictedOf": "convictions",
    "suspectedOf": "charges",
    "issuedNoticeFor": "notices",
    "wantedBy": "notices",
}
OWNER_MARKERS = frozenset(["of", "against", "for", "on"])


def undo(drafts: list[Draft], doc: Doc, covering: Covering, discourse: Discourse, lexicon: Lexicon) -> list[Draft]:
    """Return the drafts with those denied that the article says were undone.

    A draft read off the undone record itself is denied, or asserted where undoing was only sought or refused. Other
    drafts of the same person are denied too where the record names that person and no other offence, or where it names
    nobody and only one person in its sentence and the one before comes into question.
    """
    found = list(undoings(doc, lexicon))
    if not found:
        return drafts
    told: dict[int, Draft] = {}
    for undoing in found:
        for n, draft in enumerate(drafts):
            if read_off(draft, undoing, lexicon):
                denied = Factuality.DENIED if undoing.happened else Factuality.ASSERTED
                if draft.candidate.factuality is None or undoing.happened:
                    told[n] = replace(draft, factuality=denied, cues=(undoing.word,) if undoing.happened else ())
        if undoing.happened:
            for n in reached(drafts, undoing, covering, discourse, lexicon):
                told[n] = replace(drafts[n], factuality=Factuality.DENIED, cues=(undoing.word,))
    return [told.get(n, draft) for n, draft in enumerate(drafts)]


def read_off(draft: Draft, undoing: Undoing, lexicon: Lexicon) -> bool:
    """Whether a draft was read off the undone record: from the noun, or a verb that it is the object or subject of."""
    anchor, name = draft.candidate.anchor, RECORDS.get(draft.relation)
    if name is None or undoing.record.lemma_.lower() not in lexicon.cues[name]:
        return False
    near = [anchor]
    if anchor.pos_ == "VERB" and anchor != undoing.word:
        near += passive_participant(anchor) if is_passive(anchor) else objects(anchor)
        near += [noun for _, noun in phrases(anchor)]
    if base(anchor) in {"acl", "acl:relcl"}:
        near.append(anchor.head)
    return undoing.record in near


def reached(
    drafts: list[Draft], undoing: Undoing, covering: Covering, discourse: Discourse, lexicon: Lexicon
) -> list[int]:
    """Return the positions of the drafts of other words that an undone record takes back."""
    cues, record = lexicon.cues, undoing.record
    lemma = record.lemma_.lower()
    relations = {relation for relation, name in RECORDS.items() if lemma in cues[name]}
    if record == undoing.word:
        relations = {"convictedOf"}
    offences = [m for t in record.subtree if (m := covering.offences.get(t.i)) is not None and m.root != record]
    if not offences and any(base(c) == "nummod" or c.lower_ in cues["partial"] for c in record.children):
        return []
    who = owners(undoing, covering)
    parties = {r for t in subjects(undoing.word) if (m := covering.at(t)) is not None for r in m.referents}
    chosen: list[int] = []
    for n, draft in enumerate(drafts):
        if draft.relation not in relations or draft.factuality is not Factuality.ASSERTED:
            continue
        if offences and draft.relation in {"convictedOf", "suspectedOf"}:
            labels = {word for m in discourse.clusters[draft.object].mentions for word in labelled(m)}
            if not any(labels & labelled(m) for m in offences):
                continue
        if draft.relation == "wantedBy" and draft.object not in parties:
            continue
        if draft.relation == "issuedNoticeFor" and draft.subject not in parties and not is_passive(undoing.word):
            continue
        if who is None or person_of(draft) in who:
            chosen.append(n)
    if who is None:
        near = {record.sent.start, record.doc[record.sent.start - 1].sent.start if record.sent.start else 0}
        before = [n for n in chosen if drafts[n].candidate.anchor.sent.start in near]
        chosen = [n for n in before if drafts[n].candidate.anchor.i < undoing.word.i]
        if len({person_of(drafts[n]) for n in chosen}) > 1 and not together(drafts, chosen, record):
            return []
    return chosen


def owners(undoing: Undoing, covering: Covering) -> set[int] | None:
    """Return the referents whom an undone record concerns; None where it names nobody."""
    record = undoing.record
    tokens = list(children(record, "nmod:poss"))
    if record == undoing.word:  # acquitted
        tokens += passive_participant(record) if is_passive(record) else objects(record)
    for word in (record, undoing.word, *children(record, "acl")):
        tokens += [noun for marker, noun in phrases(word) if marker in OWNER_MARKERS]
    found: set[int] = set()
    named = False
    for token in tokens:
        if token.lower_ == "whose" and base(undoing.word) == "acl:relcl":
            token = undoing.word.head
        for one in conjuncts(token):
            mention = covering.at(one)
            if mention is not None and mention.classes[0] in {"Person", "Suspect", "Official", "Group"}:
                named = named or mention.kind != "pronoun" or bool(mention.referents)
                found.update(mention.referents)
            elif mention is None and base(one) == "nmod:poss" and one.pos_ != "PRON":
                named = True
    return found if named else None


def together(drafts: list[Draft], chosen: list[int], record: Token) -> bool:
    """Whether several persons were convicted or charged by one word, and a plural takes it all back."""
    return record.tag_ == "NNS" and len({drafts[n].candidate.anchor.i for n in chosen}) == 1


def person_of(draft: Draft) -> int:
    """Return the referent that a draft makes a suspect, convict or fugitive."""
    return draft.object if draft.relation == "issuedNoticeFor" else draft.subject


def labelled(mention: Found) -> set[str]:
    """Return what an offence may be known by: the gazetteer's label and its own words."""
    return {mention.text.lower(), *([mention.entry.label] if mention.entry is not None else [])}
