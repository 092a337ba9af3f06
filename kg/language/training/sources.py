"""The gold data of training and development, and what one epoch reads of it."""

from __future__ import annotations

from pathlib import Path
from random import Random

from kg.language.training import gold
from kg.language.training.batches import Batch, batches, encode, label_index
from kg.language.training.data import Labels, group_news, group_treebank, tokens_of
from kg.language.training.gold import GoldSentence
from kg.language.words import WordReader

Sources = dict[str, list[GoldSentence]]
REPEATED = {"defence": 2, "own": 3, "marked": 2}  # small and nearest to what the pipeline is for
DEV_SENTENCES = {"ewt": 600, "gum": 350}


def read_gold(root: Path, corpus: Path) -> Sources:
    """Read every training and development source below the data directory, and the project's own below ``corpus``.

    ``own`` are the project's treebank, ``marked`` its sentences with marked names; both are empty where ``corpus``
    lacks them.
    """
    trees, names = root / "treebanks", root / "ner"
    news = gold.read_news(names / "gmb.conll.gz")
    return {
        "ewt": list(gold.read_treebank(trees / "en_ewt-train.conllu", names=False)),
        "gum": list(gold.read_treebank(trees / "en_gum-train.conllu", names=True)),
        "news": [s for i, s in enumerate(news) if not gold.is_news_test(i) and not gold.is_news_dev(i)],
        "defence": gold.read_defence(names / "re3d.jsonl", test=False),
        "own": [
            sentence
            for path in sorted((corpus / "treebank").glob("train*.conllu"))
            for sentence in gold.read_treebank(path, names=False)
        ],
        "marked": [s for path in sorted((corpus / "names").glob("*.txt")) for s in gold.read_names(path)],
        "ewt-dev": list(gold.read_treebank(trees / "en_ewt-dev.conllu", names=False)),
        "gum-dev": list(gold.read_treebank(trees / "en_gum-dev.conllu", names=True)),
        "news-dev": [s for i, s in enumerate(news) if gold.is_news_dev(i)],
    }


def epoch_groups(sources: Sources, epoch: int, seed: int, news: int, trees: bool = True) -> list[list[GoldSentence]]:
    """Return the paragraphs of one epoch: every source but of the news only the next ``news`` sentences.

    The two treebanks are left out unless ``trees``.
    """
    random = Random(seed * 1000 + epoch)
    groups = group_treebank(sources["ewt"], random) + group_treebank(sources["gum"], random) if trees else []
    for name, times in REPEATED.items():
        for _ in range(times):
            groups += [[s] for s in sources[name]] if name == "defence" else group_news(sources[name], random)
    order = list(sources["news"])
    Random(seed).shuffle(order)
    first = epoch * news % len(order)
    return groups + group_news((order + order)[first : first + news], random)


def prepare(
    groups: list[list[GoldSentence]],
    reader: WordReader,
    labels: Labels,
    size: int,
    random: Random | None,
    masked: bool = True,
) -> tuple[list[Batch], int]:
    """Return the batches of paragraphs and the number of paragraphs left out as too long.

    Where a random source is given, spelling and order are varied, and words masked if ``masked``.
    """
    index = label_index(labels)
    encoded = [encode(tokens_of(group, random), reader, index, random if masked else None) for group in groups]
    kept = [s for s in encoded if s is not None]
    return batches(kept, size, random), len(encoded) - len(kept)


def development(sources: Sources, reader: WordReader, labels: Labels, size: int) -> dict[str, list[Batch]]:
    """Return the batches of the development sets by name, without variation."""
    groups = {
        "ewt": group_treebank(sources["ewt-dev"][: DEV_SENTENCES["ewt"]], Random(0)),
        "gum": group_treebank(sources["gum-dev"][: DEV_SENTENCES["gum"]], Random(0)),
        "news": [[s] for s in sources["news-dev"][:300]],
    }
    return {name: prepare(group, reader, labels, size, None)[0] for name, group in groups.items()}
