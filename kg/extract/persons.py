"""nationality and representativeOf of described persons ("a Danish national", "the ministry's spokesman")."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found, implied_state, spread
from kg.extract.lexicon import Lexicon
from kg.extract.nominals import people_of
from kg.extract.nounphrases import singular
from kg.extract.titles import title_ending
from kg.language.syntax import base, preposition, subjects


def person_described(person: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield nationality and representativeOf for a described person ("a Danish national", "a DEA official")."""
    head = person.head
    official = person.classes[0] == "Official"
    if (
        person.lemma == "national"
        and person.state
        and (home := implied_state(person.doc, head.i, head.i + 1, people_of(head, lexicon), lexicon.gazetteer))
    ):
        yield Candidate(person, "nationality", home, "people-name", head, weight=0.85)
        for many in said_of_many(person, covering, lexicon):
            yield Candidate(many, "nationality", home, "nationals-as-predicate", head, None, weight=0.85)
    for child in head.children:
        relation = base(child)
        for other in (
            spread(child, covering) if relation in {"amod", "compound", "nmod", "nmod:poss", "nmod:desc"} else ()
        ):
            marker = preposition(child)
            if other.classes[0] == "State" and (other.kind != "nominal" or relation == "nmod"):
                if official:
                    speaks = marker == "for" and person.lemma in lexicon.nouns["speakers"]
                    if relation != "nmod" or marker == "of" or speaks:
                        yield Candidate(person, "representativeOf", other, "official-of-state", child, weight=0.75)
                    continue
                if leads(person, other, covering, lexicon):
                    person.classes = ("Official", *(c for c in person.classes if c != "Official"))
                    yield Candidate(person, "representativeOf", other, "official-of-state", child, weight=0.75)
                    continue
                subject = person.lemma in {"citizen", "national"}
                if person.lemma == "people" and person.count is None:  # "the Syrian people"
                    continue
                before = relation in {"amod", "compound", "nmod:desc"} or (
                    relation == "nmod" and (marker == "from" or (marker == "of" and subject))
                )
                twin = covering.by_token[other.end] if other.end < len(person.doc) else None
                if (
                    twin is not None and twin is not other and twin.state and twin.end <= head.i
                ):  # "Bosnian Serb leader"
                    continue
                after = person.doc[other.end].lower_ if other.end < len(person.doc) else ""
                if marker == "from" and after in {"to", "into"}:  # a way, no origin: "migrants from Peru to Chile"
                    continue
                if before and (
                    other.kind == "adjective" or (other.lemma != "capital" and (subject or marker == "from"))
                ):
                    for many in said_of_many(person, covering, lexicon):
                        yield Candidate(many, "nationality", other, "nationals-as-predicate", child, None, weight=0.85)
                    yield Candidate(person, "nationality", other, "demonym-before-person", child, weight=0.88)
                    if other.start > 1 and person.doc[other.start - 1].text == "-":  # "a Dutch-Moroccan businessman"
                        first = covering.by_token[other.start - 2]
                        if first is not None and first.classes[0] == "State" and first.kind == "adjective":
                            yield Candidate(person, "nationality", first, "demonym-before-person", child, weight=0.85)
            elif (
                official
                and other.classes[0] in {"Agency", "InternationalOrganisation"}
                and (marker in {"of", "for", "at", "from"} or relation != "nmod")
                and not any(  # a holder of another office, or a verb, stands between
                    t.pos_ == "VERB" or t.text == ";" for t in person.doc[head.i + 1 : other.start]
                )
                and not (other.start > head.i and before_title(other, lexicon))
                and not (
                    other.kind == "nominal"
                    and other.lemma in lexicon.nouns["staff"]
                    and not (other.state or other.same)
                )
            ):
                yield Candidate(person, "representativeOf", other, "official-of-body", child, weight=0.78)


def before_title(body: Found, lexicon: Lexicon) -> bool:
    """Whether a body stands before another person's title ("and African Union Commission (AUC) Chairperson NAME")."""
    doc, i = body.doc, body.end
    if i + 2 < len(doc) and doc[i].text == "(" and doc[i + 2].text == ")":
        i += 3
    return any(title_ending(doc, end, lexicon) == i for end in range(i + 1, min(i + 5, len(doc))))


def leads(person: Found, state: Found, covering: Covering, lexicon: Lexicon) -> bool:
    """Whether a description is of a state's leaders: its adjective alone stands directly before "leader"."""
    before = covering.by_token[state.start - 1] if state.start else None
    twin = before is not None and before.kind == "adjective"  # "Bosnian Serb leader"
    close = state.kind == "adjective" and state.end == person.head.i and not twin
    return close and person.lemma in lexicon.nouns["heads_of_state"]


def said_of_many(nationals: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the described persons whom a plural of "citizens" is predicated of, or stands behind in apposition."""
    head = nationals.head
    if singular(head) or (nationals.lemma not in {"citizen", "national"} and not people_of(head, lexicon)):
        return
    predicate = any(base(child) == "cop" for child in head.children)
    for top in subjects(head) if predicate else [head.head] if base(head) == "appos" else []:
        person = covering.at(top)
        if person is None or person.kind != "nominal" or nationals.count not in {None, person.count}:
            continue  # "seven men, among them four Chileans"
        if not {"Person", "Suspect"}.isdisjoint(person.classes):
            yield person
