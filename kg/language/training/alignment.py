"""Gold words laid on spaCy's tokens: which token stands for which word, by characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.language.training.gold import UNKNOWN, GoldWord

IGNORED = -100  # an index that the losses leave out


@dataclass(frozen=True, slots=True)
class TokenGold:
    """What is known about one spaCy token.

    ``head`` is the index of the head token, -1 for a root, ``IGNORED`` where unknown; ``sentence`` the number of the
    token's sentence; ``start`` 1 or 0 for the first token of a sentence and any other, ``IGNORED`` where unknown.
    """

    form: str
    space: bool
    tag: str
    morph: str
    lemma: str
    head: int
    relation: str
    entity: str
    sentence: int
    start: int


def overlaps(golds: Sequence[tuple[int, int]], tokens: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return, for every token span, the indices of the gold spans that share a character with it."""
    result: list[list[int]] = []
    first = 0
    for start, end in tokens:
        while first < len(golds) and golds[first][1] <= start:
            first += 1
        covered = []
        i = first
        while i < len(golds) and golds[i][0] < end:
            covered.append(i)
            i += 1
        result.append(covered)
    return result


def align(
    words: Sequence[GoldWord],
    numbers: Sequence[int],
    starts_known: bool,
    gold_spans: Sequence[tuple[int, int]],
    forms: Sequence[str],
    token_spans: Sequence[tuple[int, int]],
) -> list[TokenGold]:
    """Lay gold words on tokens.

    A token that holds several words takes the annotation of the one whose head lies outside, without its lemma. Of
    several tokens in one word the last stands for it and the others stay unknown, names apart.
    """
    covered = overlaps(gold_spans, token_spans)
    representative: list[int] = []
    token_of = [-1] * len(words)
    for t, golds in enumerate(covered):
        chosen = next((g for g in golds if words[g].head not in golds), golds[0])
        representative.append(chosen)
        for g in golds:
            token_of[g] = t  # the last token of a split word wins
    result: list[TokenGold] = []
    seen: set[int] = set()
    for t, golds in enumerate(covered):
        g = representative[t]
        word = words[g]
        own = all(token_of[other] == t for other in golds)
        single = own and len(golds) == 1 and gold_spans[g] == token_spans[t]
        head = IGNORED
        if own and word.head is not None:
            head = -1 if word.head < 0 else token_of[word.head]
            if head == t:
                head = IGNORED
        entities = [words[other].entity for other in golds]
        entity = next((e for e in entities if e != "O"), "O")
        if entity.startswith("B-") and golds[0] in seen:
            entity = "I-" + entity[2:]
        opens = any(other not in seen and (other == 0 or numbers[other] != numbers[other - 1]) for other in golds)
        seen.update(golds)
        start = token_spans[t][0]
        result.append(
            TokenGold(
                form=forms[t],
                space=t > 0 and token_spans[t - 1][1] < start,
                tag=word.tag if own else UNKNOWN,
                morph=word.morph if own else UNKNOWN,
                lemma=word.lemma if single else UNKNOWN,
                head=head,
                relation=word.relation if head != IGNORED else UNKNOWN,
                entity=entity,
                sentence=numbers[g],
                start=int(opens) if starts_known else (1 if t == 0 else IGNORED),
            )
        )
    return result
