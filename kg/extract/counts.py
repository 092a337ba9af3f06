"""Lists of counts, read along the words behind a charge, plea or verdict where the parse loses them.

"Convicted of two counts of robbery, three counts of fraud and one count of possessing a firearm": the parse reaches the
first offence, and the words tell that the others stand in one list with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.acts import motives_behind
from kg.extract.charges import FINITE, bare, led_to, offences_under
from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.language.syntax import base

REACH = 70  # words
NOMINAL = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "SYM"])
SUBJECTS = frozenset(["nsubj", "nsubj:pass"])


def offence_behind(trigger: Token, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the offence that stands behind a trigger and a preposition in its clause, whatever the parse.

    Between trigger and preposition no verb, comma or other trigger may stand ("charged in Peru with fraud"); behind
    the preposition the words may lead to the offence ("for causing payments as part of a bribery scheme").
    """
    doc, words = trigger.doc, lexicon.crime.words
    for i in range(trigger.i + 1, min(trigger.i + 15, trigger.sent.end - 1)):
        verbal = doc[i].pos_ in {"VERB", "AUX"} and doc[i].tag_ != "VBG"
        if (verbal and doc[i].lemma_.lower() not in words["serving_time"]) or doc[i].text in {",", ";", ":"}:
            break
        if doc[i].lower_ not in words["complement_markers"]:
            continue
        j = i + 1 + (doc[i + 1].pos_ == "DET" and i + 2 < trigger.sent.end)
        mention = covering.offences.get(j)
        if mention is not None and mention.start == j:
            return list(offences_under(mention.head, covering, lexicon)) or [mention]
        if doc[i + 1].tag_ == "VBG" and doc[i].lower_ in words["charge_markers"]:
            return led_to(doc[i + 1], covering, lexicon)
    return []


def whole_list(found: list[Found], covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the offences found behind a trigger with those that the words behind them list beside them.

    An item begins behind a comma, semicolon, "and" or "or"; a finite verb or the beginning of another matter ends the
    list, and what an item's noun is the subject of is no item.
    """
    last = max(found, key=lambda m: m.end)
    doc, sent = last.doc, last.doc[last.start].sent
    words = lexicon.crime.words
    every = list(found)
    i = last.end
    end = min(sent.end, i + REACH)
    while i < end:
        token = doc[i]
        if token.lower_ in words["other_matters"] or token.tag_ in FINITE:
            break
        if token.text in {",", ";"} or token.lower_ in {"and", "or"}:
            items = list(item(doc[i + 1], end, covering, lexicon)) if i + 1 < end else []
            if any(not beyond(mention) for mention in items):
                every += [m for m in items if m not in every and m.start > last.start and not beyond(m)]
                i = max(i, max(m.end for m in items) - 1)
        i += 1
    return every


def item(first: Token, end: int, covering: Covering, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the offences of one item of a list: of its -ing form, or named in its noun phrase ("two counts of …")."""
    doc, i = first.doc, first.i
    words = lexicon.crime.words
    while i < end:
        token = doc[i]
        mention = covering.offences.get(i)
        if mention is not None and not bare(mention, lexicon):
            yield mention
            return
        if token.tag_ == "VBG":
            yield from list(offences_under(token, covering, lexicon)) or led_to(token, covering, lexicon)
            return
        skipped = token.pos_ in {"DET", "ADV", "PRON"} | NOMINAL or (token.is_punct and token.text in {"(", ")", "-"})
        leads = token.lower_ in {"of", "to", "for"} and doc[i - 1].lemma_.lower() in words["leading"]
        if not (skipped or leads or token.lower_ in {"and", "or"}):
            return
        i += 1


def beyond(mention: Found) -> bool:
    """Whether an offence opens a clause of its own: its noun, or the noun that it stands before, is a subject."""
    head = mention.doc[mention.end - 1]
    for _ in range(3):
        if base(head) in SUBJECTS:
            return True
        if base(head) not in {"compound", "amod", "nmod", "conj"}:
            return False
        head = head.head
    return False


def by_motive(found: list[Found], lexicon: Lexicon) -> list[Found]:
    """Return the offences with the violent ones made what their motive makes them ("assaults because of religion")."""
    act = next(act for acts in lexicon.crime.acts.values() for act in acts if act.motives)
    every: list[Found] = []
    for mention in found:
        violent = mention.entry is not None and mention.entry.label in lexicon.crime.words["violent"]
        if violent and (act.motives & motives_behind(mention.head) or motivated(mention, lexicon)):
            mention = Found(
                mention.doc, mention.start, mention.end, ("Offence",), "nominal", entry=act.offence, lemma=mention.lemma
            )
        every.append(mention)
    return every


def motivated(mention: Found, lexicon: Lexicon) -> bool:
    """Whether words before an offence name hatred as its motive ("racially motivated", "religiously-motivated")."""
    words = lexicon.crime.words
    before = [t.lower_ for t in mention.doc[max(0, mention.start - 6) : mention.end]]
    return any(word in words["motivated"] for word in before) and any(word in words["hating"] for word in before)
