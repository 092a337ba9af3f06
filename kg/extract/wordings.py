"""Wordings of offences in a text, by look-up."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.gazetteer import first_word


def offence_mentions(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the wordings of offences, longest first; "drug trafficking networks" mentions the offence too."""
    offences = lexicon.gazetteer.offences
    i = 0
    while i < len(doc):
        step = 1
        start = first_word(doc[i].lower_)
        known = (
            start in lexicon.gazetteer.offence_starts
            or first_word(doc[i].lemma_.lower()) in lexicon.gazetteer.offence_starts
        )
        for j in range(min(len(doc), i + 7), i, -1) if known else ():
            if doc[j - 1].is_space or covering.by_token[i]:
                continue
            wording = doc[i:j].text.lower()
            entry = offences.get(wording)
            if entry is None and j == i + 1 and doc[i].pos_ == "NOUN":
                entry = offences.get(doc[i].lemma_.lower())
            if entry is not None and doc[j - 1].pos_ not in {"ADJ", "ADV"} and doc[i:j].root.pos_ != "ADJ":
                yield Found(doc, i, j, ("Offence",), "nominal", entry=entry, lemma=doc[i:j].root.lemma_.lower())
                step = j - i
                break
        i += step
