"""wantedBy outside frames: the most wanted, requests for a notice, and those wanted in a city or at home."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found, implied_state, spread
from kg.extract.frames import PARTY
from kg.extract.lexicon import Lexicon
from kg.extract.rewards import PEOPLE, rewarded
from kg.language.syntax import (
    base,
    children,
    conjuncts,
    is_passive,
    objects,
    passive_participant,
    phrases,
    preposition,
    subjects,
)

CHARGED_IN = "charged-in-state"  # counts for fugitives only


def pursued(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield wantedBy for the most wanted, whom a reward or notice is about, and those wanted in a city or at home."""
    for token, lemma in ((token, token.lemma_.lower()) for token in doc):
        if token.lower_ in {"wanted", "most-wanted"}:
            yield from most_wanted(token, covering)
            yield from wanted_in_place(token, covering, lexicon)
        elif lemma in {"charge", "indict", "prosecute", "convict", "sentence"} and token.pos_ == "VERB":
            yield from charged_in(token, covering, lexicon)
        elif lemma == "reward" and token.pos_ == "NOUN":
            yield from rewarded(token, covering, lexicon)
        elif lemma == "request" and token.pos_ == "NOUN":
            yield from requested(token, covering)


def most_wanted(word: Token, covering: Covering) -> Iterator[Candidate]:
    """Yield wantedBy for "X's most wanted fugitive" and for who is on a body's list of the most wanted."""
    doc = word.doc
    before = doc[word.i - 1] if word.i else word
    most = (
        word.lower_ == "most-wanted"
        or before.lower_ == "most"
        or (before.text == "-" and doc[word.i - 2].lower_ == "most")
    )
    if not most:
        return
    person = word if base(word) not in {"amod", "compound"} else word.head
    who = covering.at(person)
    parties = possessors(person, covering)
    if preposition(person) == "of" and person.head.lower_ == "one":  # "NAME, one of X's most wanted fugitives"
        one = person.head
        of = [one.head] if base(one) == "appos" else list(children(one, "appos", "nsubj"))
        who = next((m for top in of if (m := covering.at(top)) is not None), who)
    if parties and who is not None and who.classes[0] in PEOPLE:
        yield from (Candidate(who, "wantedBy", party, "most-wanted-of", word, weight=0.85) for party in parties)
        return
    for top in (word.head, word.head.head, person.head):
        if top.lemma_.lower() == "list":
            parties = possessors(top, covering) or parties
            verb = top.head
            named = [*passive_participant(verb)] if is_passive(verb) else [*objects(verb), *subjects(verb)][:1]
            for one in (t for n in named for t in conjuncts(n)):
                who = covering.at(one)
                if who is not None and (who.classes[0] in PEOPLE or who.kind == "pronoun"):
                    yield from (Candidate(who, "wantedBy", p, "most-wanted-list", word, weight=0.85) for p in parties)
            return


def possessors(noun: Token, covering: Covering) -> list[Found]:
    """Return the parties that a noun's possessor, modifiers or of-phrase name."""
    tops = list(children(noun, "nmod:poss", "compound", "nmod:desc"))
    tops += [inner for marker, inner in phrases(noun) if marker in {"of", "by"}]
    return [m for top in tops for m in spread(top, covering) if m.classes[0] in PARTY or m.kind == "pronoun"]


def wanted_in_place(word: Token, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield wantedBy for the state of the city or region in which, or the home where, someone is wanted."""
    if not is_passive(word):
        return
    people = [m for top in passive_participant(word) for m in spread(top, covering) if m.classes[0] in PEOPLE]
    for marker, noun in phrases(word):
        place = covering.at(noun)
        state = None
        if marker == "in" and place is not None and place.classes[0] == "Place" and place.entry is not None:
            state = implied_state(word.doc, noun.i, noun.i + 1, place.entry.state, lexicon.gazetteer)
        elif marker == "at" and noun.lower_ == "home":
            for who in people:
                home = implied_state(word.doc, noun.i, noun.i + 1, home_of(who), lexicon.gazetteer)
                if home is not None:
                    yield Candidate(who, "wantedBy", home, "wanted-at-home", word, None, weight=0.8)
        if state is not None:
            yield from (Candidate(who, "wantedBy", state, "wanted-in-place", word, None, weight=0.75) for who in people)


def charged_in(verb: Token, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield wantedBy for the state in which someone is charged; it holds only of those who are at large."""
    if not is_passive(verb):
        return
    people = [m for top in passive_participant(verb) for m in spread(top, covering)]
    behind = [pair for _, noun in phrases(verb) for pair in phrases(noun)]  # "with fraud in Peru"
    for marker, noun in [*phrases(verb), *behind]:
        place = covering.at(noun)
        if marker != "in" or place is None or place.classes[0] not in {"State", "Place"}:
            continue
        state = place.state or (place.entry.state if place.entry is not None else None)
        state = state or next(
            (m.state for i in range(place.start, place.end) if (m := covering.by_token[i]) and m.state), None
        )
        party = (
            place
            if place.classes[0] == "State"
            else implied_state(verb.doc, noun.i, noun.i + 1, state, lexicon.gazetteer)
        )
        if party is not None:
            for who in people:
                if who.classes[0] in PEOPLE or who.kind == "pronoun":
                    yield Candidate(who, "wantedBy", party, CHARGED_IN, verb, None, weight=0.7)


def at_large(doc: Doc, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the mentions of persons whom the text calls fugitives, or says to be wanted, on the run or at large."""
    found: list[Found] = []
    for token in doc:
        pair = f"{token.lower_} {doc[token.i + 1].lower_}" if token.i + 1 < len(doc) else ""
        if token.lemma_.lower() in lexicon.crime.words["pursued"]:
            name = next(
                (m for j in range(token.i + 1, min(token.i + 4, len(doc))) if (m := covering.by_token[j])), None
            )
            if name is not None and name.kind == "name" and name.classes[0] == "Person":
                found.append(name)
            tops = [token, token.head] + ([token.head.head] if base(token) == "amod" else [])
            tops += subjects(token.head) if base(token) == "xcomp" else list(children(token, "nsubj"))
        elif pair in {"at large", "the run", "in hiding"}:
            verb = next(
                (a for a in [token, *token.ancestors] if a.pos_ in {"VERB", "AUX"} or list(children(a, "nsubj"))), token
            )
            tops = subjects(verb) + [t for n in subjects(verb) for t in children(n, "nmod:poss")]
        elif token.lower_ == "wanted" and is_passive(token):
            tops = passive_participant(token)
        else:
            continue
        for top in tops:
            found += [m for m in spread(top, covering) if m.classes[0] in PEOPLE or m.kind == "pronoun"]
    return found


def home_of(who: Found) -> str | None:
    """Return the state whose national a person is said to be, in the description itself or what it is apposed to."""
    return who.state or next((other.state for other in who.same if other.state), None)


def requested(request: Token, covering: Covering) -> Iterator[Candidate]:
    """Yield wantedBy for the state at whose request a notice was published or a person arrested."""
    verb = request.head
    if base(request) != "obl" or not any(c.lower_ == "at" for c in children(request, "case")):
        return
    parties = [m for m in possessors(request, covering) if m.classes[0] in PARTY]
    tops = passive_participant(verb) if is_passive(verb) else objects(verb)
    for top in (t for n in tops for t in conjuncts(n)):
        about = [noun for marker, noun in phrases(top) if marker in {"for", "against"}]
        about += [noun for marker, noun in phrases(verb) if marker in {"for", "against"}]
        notice = top.lemma_.lower() in {"notice", "warrant", "alert", "diffusion"}
        who_tokens = about if notice else [top] if verb.lemma_.lower() in {"arrest", "detain", "apprehend"} else []
        for one in (t for n in who_tokens for t in conjuncts(n)):
            who = covering.at(one)
            if who is not None and (who.classes[0] in PEOPLE or who.kind == "pronoun"):
                yield from (Candidate(who, "wantedBy", p, "at-request-of", verb, None, weight=0.8) for p in parties)
