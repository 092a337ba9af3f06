"""One view of grammatical relations over Universal Dependencies and ClearNLP labels."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

# ClearNLP → Universal Dependencies, where one label answers to one
CLEARNLP = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "poss": "nmod:poss",
    "nn": "compound",
    "relcl": "acl:relcl",
    "attr": "attr",
    "prt": "compound:prt",
    "possessive": "case",
    "root": "ROOT",
    "num": "nummod",
    "npadvmod": "obl:unmarked",
    "predet": "det:predet",
}
KEPT_SUBTYPES = frozenset(
    [
        "nsubj:pass",
        "aux:pass",
        "nmod:poss",
        "nmod:desc",
        "acl:relcl",
        "compound:prt",
        "obl:agent",
        "obl:unmarked",
        "det:predet",
    ]
)
NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM", "X", "SYM", "ADJ"])


def base(token: Token) -> str:
    """Return a token's relation to its head in UD terms, without subtypes that no rule looks at."""
    label = CLEARNLP.get(token.dep_, token.dep_)
    return label if label in KEPT_SUBTYPES else label.split(":")[0]


def children(token: Token, *relations: str) -> Iterator[Token]:
    """Yield the children that stand in one of these relations."""
    for child in token.children:
        if base(child) in relations:
            yield child


def preposition(token: Token) -> str:
    """Return the lower-case preposition that marks a nominal ("in", "because of"), or an empty string."""
    if token.dep_ == "pobj":
        return str(token.head.lower_)
    words = []
    for child in token.children:
        if base(child) == "case" and child.lower_ not in {"'s", "’s", "'", "’"} and child.i < token.i:
            words.append(child.lower_)
            words += [fixed.lower_ for fixed in child.children if base(fixed) == "fixed"]
    if not words:  # parses hang "to" of "to Interpol notices" on the first noun
        inner = (child for child in children(token, "compound", "nmod:desc") if child.i < token.i)
        return next((marker for child in inner if (marker := preposition(child))), "")
    return " ".join(words)


def phrases(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield the marker and the nominal, or the verb in -ing, of each prepositional phrase that hangs on a token."""
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ"}:
            # ClearNLP: the preposition is the head
            for noun in child.children:
                if noun.dep_ in {"pobj", "pcomp"}:
                    yield ("by" if child.dep_ == "agent" else child.lower_), noun
        elif base(child) in {"obl", "obl:agent", "nmod"}:
            marker = "by" if base(child) == "obl:agent" else preposition(child)
            if marker:
                yield marker, child
        elif base(child) in {"advcl", "acl"} and (
            child.tag_ == "VBG" or any(c.lower_ == "having" for c in child.children)
        ):
            # "for smuggling", "of having laundered money"
            marker = next((m.lower_ for m in children(child, "mark", "case")), "")
            if marker:
                yield marker, child


def conjuncts(token: Token) -> list[Token]:
    """Return the token and what is coordinated with it further right, in order."""
    found = [token]
    for child in token.children:
        negated = any(word.lower_ in {"not", "nor"} for word in child.children)
        if base(child) == "conj" and not negated and not opens_clause(child):
            found += conjuncts(child)
    return found


def opens_clause(token: Token) -> bool:
    """Whether a noun behind ", and" is rather the subject of the finite verb after it, which has no other one."""
    after = token.right_edge.i + 1
    cc = next((child for child in token.children if base(child) == "cc"), None)
    if token.pos_ not in {"NOUN", "PROPN"} or cc is None or cc.i == 0 or after >= token.sent.end:
        return False
    word = token.doc[after]
    if token.doc[cc.i - 1].text != "," or word.tag_ not in {"VBD", "VBZ", "VBP", "MD"}:
        return False
    verb = word if word.pos_ == "VERB" else word.head
    return not any(base(child) in {"nsubj", "nsubj:pass", "csubj", "expl"} for child in verb.children)


def first_conjunct(token: Token) -> Token:
    """Return the first member of the coordination that a token belongs to."""
    while base(token) == "conj" and token.head != token:
        token = token.head
    return token


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive: a passive auxiliary or subject, or a bare participle behind its noun."""
    if any(base(child) in {"aux:pass", "nsubj:pass", "obl:agent"} for child in verb.children):
        return True
    if verb.lower_ == "wanted" and not any(base(child) in {"obj", "xcomp", "ccomp"} for child in verb.children):
        return any(marker in {"for", "by", "over", "in"} for marker, _ in phrases(verb))
    if any(base(child) == "nsubj" for child in verb.children):
        return False
    relation = base(verb)
    if verb.tag_ == "VBN" or (verb.tag_ == "VBD" and relation == "acl"):
        if any(base(child) == "aux" and child.lemma_.lower() in {"have", "'ve"} for child in verb.children):
            return False
        if relation == "conj":
            return is_passive(verb.head) if verb.head.pos_ in {"VERB", "AUX"} else True
        bare = {"advcl", "ROOT", "amod", "xcomp", "ccomp", "parataxis", "appos"}
        return relation in bare or relation.startswith("acl")
    if relation == "xcomp" and verb.tag_ == "VB":
        return any(base(child) == "aux:pass" for child in verb.children)
    return False


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the surface subjects of a verb, shared ones included: of coordinated, controlling, relative clauses."""
    own = list(children(verb, "nsubj", "nsubj:pass", "csubj"))
    if own:
        own = [token for token in own if token.i < verb.i] or own  # ", NAME announced" behind it is of another clause
        return [relative_antecedent(verb, token) for token in own]
    if depth > 6:
        return []
    relation, head = base(verb), verb.head
    if relation == "conj" and head.pos_ in {"VERB", "AUX", "ADJ"} and head != verb:
        nearer = [c for c in head.children if head.i < c.i < verb.i and base(c) == "conj" and c.pos_ in {"VERB", "AUX"}]
        for sibling in reversed(nearer):
            if any(base(child) in {"nsubj", "nsubj:pass"} for child in sibling.children):
                return subjects(sibling, depth + 1)
        return subjects(head, depth + 1)
    if relation == "conj" and head.pos_ in {"NOUN", "PROPN"} and verb.tag_ in {"VBP", "VBZ", "VBD"}:
        return [head]  # a list of nouns taken for the root: "agencies, particularly X and Y, respond …"
    if relation == "acl:relcl" and not (verb.tag_ in {"VBN", "VBD"} and is_passive(verb)):
        return []
    if relation in {"acl", "acl:relcl"} or (relation == "appos" and verb.tag_ == "VBN"):
        return [head]
    if relation == "xcomp":
        objects = list(children(head, "obj", "iobj"))
        if objects:
            return objects[-1:]
        if is_passive(head):
            return subjects(head, depth + 1)
        return subjects(head, depth + 1)
    if relation == "pcomp" and head.dep_ == "prep":  # ClearNLP: "accused of killing"
        head = head.head
    if relation in {"advcl", "xcomp", "pcomp"} and head.pos_ in {"VERB", "AUX"} and verb.tag_ in {"VBG", "VBN", "VB"}:
        charged = list(children(head, "obj", "iobj")) if verb.tag_ == "VBG" and not is_passive(head) else []
        if charged and any(c.lower_ in {"with", "of", "for"} for c in children(verb, "mark", "case")):
            return charged[-1:]  # "charged three men with plotting"
        return subjects(head, depth + 1)
    if relation == "advcl" and head.pos_ in {"ADJ", "NOUN"} and verb.tag_ in {"VBG", "VB"}:
        return subjects(head, depth + 1)
    return []


def relative_antecedent(verb: Token, token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else the token itself."""
    if token.tag_ in {"WDT", "WP", "WP$"} or token.lower_ in {"who", "which", "whom"}:
        clause = verb
        while base(clause) in {"conj", "xcomp", "ccomp"} and clause.head != clause:
            clause = clause.head
        if base(clause) in {"acl:relcl", "acl"}:
            return thing_before(clause.head, token) if token.lower_ == "which" else clause.head
    return token


def thing_before(noun: Token, pronoun: Token) -> Token:
    """Return what "which" stands for: the noun itself, or where that names a person what is named behind him."""
    if noun.ent_type_ != "PERSON":
        return noun
    near = [t for t in noun.subtree if noun.i < t.i < pronoun.i and t.pos_ in {"NOUN", "PROPN"}]
    near = [t for t in near if t.ent_type_ != "PERSON" and base(t) not in {"compound", "flat"}]
    return near[-1] if near else noun


def passive_participant(verb: Token) -> list[Token]:
    """Return what a passive verb form acts on: its subject, or the noun that the participle stands behind."""
    if base(verb) == "amod":
        return [verb.head]
    return subjects(verb)


def objects(verb: Token) -> list[Token]:
    """Return the direct objects of an active verb, a shared one of coordinated verbs included."""
    own = [relative_antecedent(verb, child) for child in children(verb, "obj")]
    if own:
        return own
    own_subject = any(base(child) == "nsubj" and child.tag_ not in {"WDT", "WP"} for child in verb.children)
    if base(verb) == "acl:relcl" and own_subject and not is_passive(verb):
        return [verb.head]
    for child in verb.children:  # "located and arrested the suspects": the object hangs on the last verb
        near = base(child) == "conj" and child.pos_ == "VERB" and child.i - verb.i <= 3
        if near and not list(children(child, "nsubj", "nsubj:pass")):
            return [relative_antecedent(child, grandchild) for grandchild in children(child, "obj")]
    if base(verb) == "conj" and verb.head.pos_ == "VERB" and verb.i - verb.head.i <= 3:  # or on the first one
        return [relative_antecedent(verb.head, child) for child in children(verb.head, "obj") if child.i > verb.i]
    return []
