"""Training sequences: gold text joined to paragraphs and split by spaCy, and the labels to learn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from kg.language.lemmas import lemma_rule
from kg.language.tokens import blank_english
from kg.language.training.alignment import TokenGold, align
from kg.language.training.augment import vary
from kg.language.training.gold import GoldSentence, join, text_of

_TOKENIZER = blank_english().tokenizer


@dataclass(frozen=True)
class Labels:
    """The output labels of every classifier, in the order of the model's outputs."""

    tags: tuple[str, ...]
    morphs: tuple[str, ...]
    lemmas: tuple[str, ...]
    relations: tuple[str, ...]


def tokens_of(sentences: Sequence[GoldSentence], random: Random | None) -> list[TokenGold]:
    """Join sentences to one paragraph, vary its spelling where a random source is given, and lay it on tokens."""
    if random is not None:
        sentences = [GoldSentence(tuple(vary(s.words, random)), s.opens, s.whole) for s in sentences]
    words, numbers = join(sentences)
    text, gold_spans = text_of(words)
    doc = _TOKENIZER(text)
    kept = [t for t in doc if not t.is_space]
    spans = [(t.idx, t.idx + len(t.text)) for t in kept]
    whole = all(s.whole for s in sentences)
    return align(words, numbers, whole, gold_spans, [t.text for t in kept], spans)


def collect_labels(sentences: Iterable[GoldSentence]) -> Labels:
    """Gather the labels of treebank sentences, sorted; lemma rules and features seen once are left out."""
    tags: Counter[str] = Counter()
    morphs: Counter[str] = Counter()
    lemmas: defaultdict[str, float] = defaultdict(float)
    relations: Counter[str] = Counter()
    for sentence in sentences:
        for word in sentence.words:
            tags[word.tag] += 1
            morphs[word.morph] += 1
            relations[word.relation] += 1
            lemmas[lemma_rule(word.form, word.lemma)] += 1
            lemmas[lemma_rule(word.form.upper(), word.lemma)] += 0.02  # headlines in capitals
    return Labels(
        tuple(sorted(tags)),
        tuple(sorted(m for m, n in morphs.items() if n > 1)),
        tuple(sorted(m for m, n in lemmas.items() if n > 1)),
        tuple(sorted(relations)),
    )


def group_treebank(sentences: Sequence[GoldSentence], random: Random) -> list[list[GoldSentence]]:
    """Group sentences to paragraphs of random length; some neighbouring paragraphs of a document are joined."""
    groups: list[list[GoldSentence]] = []
    room = 0
    for sentence in sentences:
        size = len(sentence.words)
        new = sentence.opens == 2 or (sentence.opens == 1 and random.random() > 0.3) or size > room
        if new or not groups:
            groups.append([])
            room = random.randint(20, 130)
        groups[-1].append(sentence)
        room -= size
    return groups


def group_news(sentences: Sequence[GoldSentence], random: Random) -> list[list[GoldSentence]]:
    """Join shuffled news sentences to runs of one to four."""
    order = list(sentences)
    random.shuffle(order)
    groups = []
    at = 0
    while at < len(order):
        size = random.choice((1, 1, 2, 3, 4))
        groups.append(order[at : at + size])
        at += size
    return groups
