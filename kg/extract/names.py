"""Proper names: gazetteer look-up, the recogniser's entities, and grammars for names of bodies, operations, groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.found import Found, overlaps
from kg.extract.lexicon import Lexicon
from kg.gazetteer import Gazetteer, Sense, first_word

CONNECTORS = frozenset(["of", "for", "on", "against", "de", "del", "la", "des", "du", "di", "al"])
POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
MONTHS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
KNOWN_ALONE = frozenset(["Interpol", "Carabinieri", "Garda", "Police", "Customs", "Gendarmerie"])
NOT_STATES = frozenset(["Latin", "North", "South", "Central", "African", "Native", "Pan", "Anglo"])
POSSESSING_OFFICES = frozenset(
    ["Attorney", "Attorneys", "Prosecutor", "Prosecutors", "Sheriff", "Secretary", "General", "Coroner", "Ombudsman"]
)
QUOTES = frozenset("\"“”„«»‘’'``")
LOCATING = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "to",
        "of",
        "around",
        "outside",
        "for",
        "via",
        "through",
        "into",
        "and",
        "across",
        "between",
    ]
)


def find_names(doc: Doc, lexicon: Lexicon) -> list[Found]:
    """Return the names in a Doc, none overlapping another, in order."""
    found = [
        *operation_names(doc, lexicon),
        *body_names(doc, lexicon),
        *gazetteer_names(doc, lexicon),
        *recognised(doc, lexicon),
        *titled_persons(doc, lexicon),
    ]
    kept: list[Found] = []
    for mention in sorted(found, key=lambda m: (-strength(m), m.start)):
        if not any(overlaps(mention, other) for other in kept):
            kept.append(mention)
    kept += surnames(doc, kept)
    kept.sort(key=lambda m: m.start)
    add_acronyms(doc, kept, lexicon)
    return kept


def strength(mention: Found) -> float:
    """How strongly a mention claims its tokens: longer first, curated before recognised."""
    score = float(mention.end - mention.start)
    if mention.entry and mention.entry.cls != "Place":
        score += 0.6
    if mention.classes[0] == "Person":
        score += 0.5
    if mention.classes[0] in {"Operation", "Agreement"}:
        score += 0.4
    if mention.classes[0] == "Agency":
        score += 0.3
    return score


def capitalised(token: Token) -> bool:
    """Whether a token may be part of a name: upper-case initial, or a number after one."""
    return token.text[:1].isupper()


def gazetteer_names(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the longest gazetteer forms from left to right."""
    gazetteer = lexicon.gazetteer
    stated = states_named(doc, gazetteer)
    i = 0
    while i < len(doc):
        step = 1
        if first_word(doc[i].text) in gazetteer.starts:
            for j in range(min(len(doc), i + gazetteer.longest + 4), i, -1):
                if doc[j - 1].is_space or (doc[j - 1].is_punct and not doc[j - 1].text.endswith(".")):
                    continue
                form = doc[i:j].text
                senses = readings(form, stated, doc, gazetteer)
                sense = choose(senses, doc, i, j) if senses else None
                if sense:
                    yield grounded(doc, i, j, sense)
                    step = j - i
                    break
        i += step


def states_named(doc: Doc, gazetteer: Gazetteer) -> Counter[str]:
    """Count the states that the article names or refers to by an unambiguous adjective; counted once a Doc."""
    known: Counter[str] | None = doc.user_data.get("states_named")
    if known is not None:
        return known
    counts: Counter[str] = Counter()
    doc.user_data["states_named"] = counts
    for i, token in enumerate(doc):
        if token.text[:1].isupper() and first_word(token.text) in gazetteer.starts:
            for j in (i + 1, i + 2, i + 3):
                form = doc[i:j].text
                senses = gazetteer.senses.get(form, [])
                if (
                    senses
                    and senses[0].entry.cls == "State"
                    and form not in gazetteer.ambiguous
                    and senses[0].entry.state
                ):
                    counts[senses[0].entry.state] += 1
    return counts


def readings(form: str, stated: Counter[str], doc: Doc, gazetteer: Gazetteer) -> list[Sense]:
    """Return a form's senses; of an ambiguous one, that whose state or name the article gives, else the default."""
    senses = gazetteer.senses.get(form, [])
    if not senses or form not in gazetteer.ambiguous:
        return senses
    text = doc.user_data.setdefault("text", doc.text)
    full = [s for s in senses if s.entry.label != form and len(s.entry.label) > 6 and s.entry.label in text]
    if len(full) == 1:
        return full
    fitting = sorted((s for s in senses if stated[s.entry.state or ""]), key=lambda s: -stated[s.entry.state or ""])
    if fitting and (len(fitting) == 1 or stated[fitting[0].entry.state or ""] > stated[fitting[1].entry.state or ""]):
        return fitting[:1]
    default = gazetteer.ambiguous[form]
    return [s for s in senses if s.entry.key == default]


def choose(senses: list[Sense], doc: Doc, start: int, end: int) -> Sense | None:
    """Choose the sense of a surface form in its context, or none."""
    text = doc[start:end].text
    first = doc[start]
    for sense in senses:
        entry = sense.entry
        if entry.cls in {"Place", "Territory"}:
            label = {token.ent_type_ for token in doc[start:end]}
            located = start > 0 and (doc[start - 1].lower_ in LOCATING or doc[start - 1].text == ",")
            if label & {"PERSON", "DATE", "TIME"} or ("ORG" in label and not located) or text in MONTHS:
                continue
            if not ("LOC" in label or "GPE" in label or located) or (first.pos_ in {"VERB", "AUX"} and not located):
                continue
            if len(text) < 4 and "LOC" not in label:
                continue
        if sense.kind == "people" and doc[start:end].root.tag_ in {"NNS", "NNPS", "NN"}:
            return None
        if entry.cls == "State" and start and doc[start - 1].text in NOT_STATES:
            continue
        if entry.cls == "State" and sense.kind == "name" and part_of_person(doc, start, end):
            continue
        return sense
    return None


def part_of_person(doc: Doc, start: int, end: int) -> bool:
    """Whether the form is only a part of a recognised person's name ("Michael Jordan")."""
    for ent in doc.ents:
        if ent.label_ == "PERSON" and ent.start <= start and end <= ent.end:
            return ent.end - ent.start > end - start
    return False


def grounded(doc: Doc, start: int, end: int, sense: Sense) -> Found:
    """Return the mention of a gazetteer entry; an adjective or a people's name mentions its state."""
    entry = sense.entry
    cls = "Place" if entry.cls == "Territory" else entry.cls
    if sense.kind == "seat" and not stands_for_government(doc, start, end):
        return Found(doc, start, end, ("Place",), "name", lemma="capital")
    kind = "adjective" if sense.kind in {"adjective", "people"} else "name"
    return Found(doc, start, end, (cls,), kind, entry=entry, state=entry.state)


def stands_for_government(doc: Doc, start: int, end: int) -> bool:
    """Whether a capital's name is used for the government: as a subject, a partner or a possessor, not as a place."""
    before = doc[start - 1].lower_ if start else "\n"
    after = doc[end].text if end < len(doc) else "\n"
    if (
        before in {"in", "at", "near", "from", "around", "outside", "visited", "visiting", "capital", ","}
        or after in {",", "("}
        or after.startswith("\n")
    ):
        return False
    root = doc[start:end].root
    return (
        root.dep_.split(":")[0] in {"nsubj", "nsubjpass", "conj", "poss"}
        or before in {"between", "and", "with"}
        or after in POSSESSIVE
    )


def recognised(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield what the recogniser found, with titles cut off and organisations told apart by their head word."""
    for ent in doc.ents:
        start, end = ent.start, ent.end
        while end > start and dangling(doc[end - 1]):
            end -= 1
        while start < end and (doc[start].is_punct or doc[start].lower_ in {"the", "a", "an"} or doc[start].is_space):
            start += 1
        if start >= end or any(token.is_space for token in doc[start:end]):
            continue
        end = cut_at_and(doc, start, end, lexicon) if ent.label_ != "PERSON" else end
        text = doc[start:end].text
        if ent.label_ != "PERSON" and two_names(doc, start, end, lexicon):
            continue
        if titled(doc, start, end, lexicon) or (
            end - start == 1 and doc[start].text in lexicon.names["agency_heads"] - KNOWN_ALONE
        ):
            continue
        if ent.label_ in {"ORG", "LOC", "GPE"} and (inner := inner_title(doc, start, end, lexicon)):
            yield Found(doc, inner, end, ("Person",), "name")
            continue
        if ent.label_ == "PERSON":
            start = after_titles(doc, start, end, lexicon)
            if (
                start < end
                and capitalised(doc[start])
                and doc[start:end].text not in lexicon.names["not_persons"]
                and not office_words(doc, start, end, lexicon)
            ):
                yield Found(doc, start, end, ("Person",), "name")
        elif ent.label_ in {"ORG", "EVENT", "FAC"}:
            cls = organisation_class(doc, start, end, lexicon)
            if cls and text not in lexicon.names["media"]:
                yield Found(doc, start, end, (cls,), "name")
        elif ent.label_ in {"LOC", "GPE"} and capitalised(doc[start]):
            yield Found(doc, start, end, ("Place",), "name")


def titled_persons(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield capitalised words behind an office or honorific that the recogniser did not take for a person."""
    titles = {title.words[-1] for title in lexicon.titles if len(title.words[-1]) > 3} | {
        "defendant",
        "fugitive",
        "suspect",
    }
    for i, token in enumerate(doc[:-1]):
        if not capitalised(token) or not (token.lower_ in titles or token.text in lexicon.names["honorifics"]):
            continue
        end = i + 1
        while (
            end < len(doc)
            and end - i < 5
            and capitalised(doc[end])
            and doc[end].is_alpha | doc[end].text.endswith(".")
            and not doc[end].is_sent_start
        ):
            if (
                doc[end].lower_ in titles
                or doc[end].text in lexicon.names["agency_heads"]
                or doc[end].text in lexicon.gazetteer.senses
                or doc[end].lower_ in {"and", "general"}
            ):
                break
            if doc[end].ent_type_ in {"DATE", "ORG", "NORP"}:
                break
            end += 1
        if (end - i > 2 and not office_words(doc, i + 1, end, lexicon)) or (
            end - i == 2
            and token.text in lexicon.names["honorifics"]
            and doc[i + 1].is_alpha
            and len(doc[i + 1].text) > 2
        ):
            yield Found(doc, i + 1, end, ("Person",), "name")


def office_words(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a supposed person's name consists of words of offices and bodies ("Affairs", "General")."""
    first, last = doc[start], doc[end - 1]
    if first.lower_ in lexicon.names["security_words"] or (
        last.lower_ in lexicon.names["security_words"] and end - start < 3
    ):
        return True
    return end - start == 1 and first.lower_ in lexicon.titles_by_word


def surnames(doc: Doc, names: list[Found]) -> list[Found]:
    """Return the single words that are the last name of a person named in full elsewhere in the article."""
    last = {m.text.split()[-1].rstrip(".") for m in names if m.classes[0] == "Person" and len(m.text.split()) > 1}
    covered = {i for m in names for i in range(m.start, m.end)}
    forms = {name: name for name in last if len(name) > 3 and name[0].isupper()}
    return [
        Found(doc, t.i, t.i + 1, ("Person",), "name")
        for t in doc
        if t.i not in covered
        and (t.text in forms or (t.text.endswith("s") and t.text[:-1] in forms and t.pos_ == "PROPN"))
    ]


def after_titles(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the name begins behind titles and honorifics that the recogniser took in."""
    moved = True
    while moved and start < end:
        moved = False
        if doc[start].text in lexicon.names["honorifics"]:
            start, moved = start + 1, True
            continue
        for title in lexicon.titles:
            n = len(title.words)
            if start + n < end and tuple(t.lower_ for t in doc[start : start + n]) == title.words:
                start, moved = start + n, True
                break
    return start


def dangling(token: Token) -> bool:
    """Whether a token cannot end a name: punctuation, a possessive mark, a function word."""
    if token.text in POSSESSIVE or token.lower_ in {
        "of",
        "and",
        "for",
        "the",
        "in",
        "on",
        "at",
        "to",
        "with",
        "by",
        "from",
        "or",
        "a",
        "an",
        "who",
        "was",
    }:
        return True
    return token.is_punct and not token.text.endswith(".")


def cut_at_and(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Return the end of a body's name where the recogniser ran on over "and" ("Dayton Office and Robert Green")."""
    heads = lexicon.names["agency_heads"]
    for i in range(start + 1, end - 1):
        if doc[i].lower_ == "and" and doc[i - 1].text in heads and not any(t.text in heads for t in doc[i + 1 : end]):
            return i
    return end


def two_names(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether an entity joins two names by "and" or a possessive ("Serbia and Hungary"), one of them known."""
    senses = lexicon.gazetteer.senses
    for i in range(start + 1, end - 1):
        if doc[i].lower_ in {"and", "'s", "’s"} and (doc[start:i].text in senses or doc[i + 1 : end].text in senses):
            return True
    return False


def inner_title(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int | None:
    """Return where a person's name begins in an entity taken for a body ("Guardia Civil Colonel X")."""
    for i in range(end - 2, start - 1, -1):
        if (
            doc[i].lower_ in lexicon.titles_by_word
            and all(capitalised(t) and t.text not in lexicon.names["agency_heads"] for t in doc[i + 1 : end])
            and len(doc[i].text) > 4
            and doc[i].text not in lexicon.names["agency_heads"]
            and end - i - 1 in {1, 2, 3}
        ):
            return i + 1
    return None


def organisation_class(doc: Doc, start: int, end: int, lexicon: Lexicon) -> str | None:
    """Tell what a recognised organisation is by the last capitalised word of its name."""
    words = [token.text for token in doc[start:end]]
    names = lexicon.names
    if words[-1] in names["place_heads"] or ("District" in words and not is_agency(words, lexicon)):
        return "Place"
    if end - start > 1 and starts_with_agency(words, lexicon):
        return "Agency"
    if words[0] in names["operation_words"] or words[-1].lower() in names["operation_tails"]:
        return "Operation"
    if any(word in names["agreement_heads"] for word in words):
        return "Agreement"
    if words[-1] in names["organisation_heads"]:
        return "Organisation"
    if is_agency(words, lexicon):
        return "Agency"
    if words[-1] in names["group_heads"]:
        return "Group"
    if len(words) == 1 and not words[0].isupper() and words[0].lower() in {"the", "state", "justice"}:
        return None
    return "Organisation"


def starts_with_agency(words: list[str], lexicon: Lexicon) -> bool:
    """Whether a name begins with a known body's ("HSI Ontario", "FBIs Denver Office")."""
    for form in (words[0], words[0].removesuffix("s")):
        for sense in lexicon.gazetteer.senses.get(form, ()):
            if sense.entry.cls == "Agency" and form.isupper():
                return True
    return False


def is_agency(words: list[str], lexicon: Lexicon) -> bool:
    """Whether capitalised words name a body with a security, justice, defence or foreign-affairs task."""
    heads = [word for word in words if word in lexicon.names["agency_heads"]]
    if not heads:
        return False
    if len(words) > 1 and starts_with_agency(words, lexicon):
        return True
    if any(word not in lexicon.names["weak_agency_heads"] for word in heads):
        return True
    return any(word.lower() in lexicon.names["security_words"] for word in words if word not in heads)


def body_names(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield names built around an agency's head word: "Criminal Division", "Office of International Affairs"."""
    names = lexicon.names
    i = 0
    while i < len(doc):
        token = doc[i]
        head = token.text if token.text in names["agency_heads"] else None
        if not head or token.pos_ == "VERB":
            i += 1
            continue
        start, end = extend_left(doc, i, lexicon), extend_right(doc, i + 1, lexicon)
        words = [t.text for t in doc[start:end]]
        if end - start > 1 and is_agency(words, lexicon) and not titled(doc, start, end, lexicon):
            if words[-1] in names["organisation_heads"] and words[-1] not in names["agency_heads"]:
                yield Found(doc, start, end, ("Organisation",), "name")
            elif words[0] not in names["operation_words"] and not any(w in names["agreement_heads"] for w in words):
                yield Found(doc, start, end, ("Agency",), "name")
        i = max(end, i + 1)


def titled(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words are an office ("Chief Prosecutor") rather than a body."""
    words = tuple(token.lower_ for token in doc[start:end])
    return any(title.words == words[-len(title.words) :] for title in lexicon.titles)


def extend_left(doc: Doc, i: int, lexicon: Lexicon) -> int:
    """Return where the capitalised words before a head word begin."""
    start = i
    while start > 0:
        previous = doc[start - 1]
        if previous.is_space or previous.text in lexicon.names["not_persons"]:
            break
        if previous.text in POSSESSIVE and start > 1 and doc[start - 2].text in POSSESSING_OFFICES:
            start -= 1
            continue
        if previous.ent_type_ == "PERSON":
            break
        if (capitalised(previous) and not previous.is_sent_start) or (previous.is_sent_start and proper(previous)):
            if previous.lower_ in {"the", "a", "an", "in", "on", "at", "by", "from", "of"}:
                break
            start -= 1
        elif previous.text in {"and", "&", "-", "–"} and start > 1 and capitalised(doc[start - 2]) and start - 1 > 0:
            if previous.text == "and" and not joined_name(doc, start - 1, i, lexicon):
                break
            start -= 1
        else:
            break
    while start < i and doc[start].text in {"and", "&", "-", "–"}:
        start += 1
    return start


def proper(token: Token) -> bool:
    """Whether a capitalised token at the start of a sentence is a name, not a plain word."""
    return token.pos_ in {"PROPN", "ADJ"} or token.text.isupper()


def joined_name(doc: Doc, conjunction: int, head: int, lexicon: Lexicon) -> bool:
    """Whether "and" is inside one name ("Organized Crime and Gang Section"), not between two."""
    left = doc[conjunction - 1]
    if (
        left.text in lexicon.names["agency_heads"]
        or left.ent_type_ == "PERSON"
        or left.text in lexicon.gazetteer.senses
    ):
        return False
    return head - conjunction <= 3 and doc[conjunction + 1].text not in lexicon.gazetteer.senses


def extend_right(doc: Doc, end: int, lexicon: Lexicon) -> int:
    """Return where the of-phrases and capitalised words behind a head word end."""
    while end < len(doc):
        token = doc[end]
        if token.is_space:
            break
        nxt = end + 1
        if (
            capitalised(token)
            and not token.is_sent_start
            and token.ent_type_ != "PERSON"
            and token.text in lexicon.names["agency_heads"]
        ):
            end += 1
            continue
        if token.lower_ in CONNECTORS:
            while nxt < len(doc) and doc[nxt].lower_ in {"the", "and", "of"} and nxt - end < 3:
                nxt += 1
            if nxt < len(doc) and capitalised(doc[nxt]) and doc[nxt].ent_type_ not in {"PERSON", "DATE"}:
                end = through_capitals(doc, nxt, lexicon)
                continue
        break
    return end


def through_capitals(doc: Doc, i: int, lexicon: Lexicon) -> int:
    """Return the end of the capitalised words from ``i`` on; "and" joins two of them inside one name."""
    while i < len(doc) and not doc[i].is_space:
        if (capitalised(doc[i]) and doc[i].ent_type_ != "PERSON") or (
            doc[i].text in {"and", "&"}
            and i + 1 < len(doc)
            and capitalised(doc[i + 1])
            and doc[i + 1].text not in lexicon.gazetteer.senses
            and doc[i + 1].ent_type_ != "PERSON"
            and doc[i + 1].text not in lexicon.names["agency_heads"]
            and not starts_name(doc, i + 1, lexicon)
        ):
            i += 1
        else:
            break
    return i


def starts_name(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """Whether a second body's name or an office begins at ``i``: its head word follows within three words."""
    for token in doc[i : i + 4]:
        if not capitalised(token):
            return False
        if token.text in lexicon.names["agency_heads"] or (token.lower_,) in {title.words for title in lexicon.titles}:
            return True
    return False


def operation_names(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield "Operation Trojan Shield", "the “Fox Hunt” operation", and names of treaties."""
    names = lexicon.names
    for i, token in enumerate(doc):
        if token.text in names["operation_words"] and i + 1 < len(doc):
            j = i + 1
            while j < len(doc) and doc[j].text in QUOTES:
                j += 1
            end = j
            while end < len(doc) and capitalised(doc[end]) and not doc[end].is_sent_start:
                end += 1
            if end > j and doc[j].text not in names["agency_heads"]:
                yield Found(doc, j if j > i + 1 else i, end, ("Operation",), "name", lemma="operation")
        elif token.lower_ in names["operation_tails"] and i > 2 and doc[i - 1].text in QUOTES:
            j = i - 2
            while j > 0 and doc[j].text not in QUOTES and i - j < 7:
                j -= 1
            if doc[j].text in QUOTES and capitalised(doc[j + 1]):
                yield Found(doc, j + 1, i - 1, ("Operation",), "name", lemma="operation")
        elif token.text in names["agreement_heads"]:
            start = extend_left(doc, i, lexicon)
            end = extend_right(doc, i + 1, lexicon)
            if end - start > 1:
                yield Found(doc, start, end, ("Agreement",), "name", lemma="agreement")


def add_acronyms(doc: Doc, names: list[Found], lexicon: Lexicon) -> None:
    """Give a name the acronym that stands in brackets behind it, and take the bracketed name off the list."""
    for mention in list(names):
        end = mention.end
        if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")":
            acronym = doc[end + 1]
            if (acronym.text.isupper() and 2 <= len(acronym.text) <= 8) or acronym.shape_.startswith("XX"):
                mention.aliases.append(acronym.text)
                for other in list(names):
                    if other.start == end + 1 and other is not mention:
                        if other.entry and not mention.entry and mention.classes == other.classes:
                            mention.entry, mention.state = other.entry, mention.state or other.state
                        names.remove(other)
