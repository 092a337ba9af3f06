"""How often a description that comes back to something names what gold says.

Use: ``python -m tests.extract.coreference_report [ARTICLES GOLD] [--errors] [--pronouns]``.

Reads articles and gold from ``corpus/`` or from the folders given (articles, gold). A resolved description is right if
its words stand in the names of the gold entity that its referent's other mentions name, wrong if they stand in those of
another only; words that gold lists nowhere are counted apart and listed with ``--errors``. Pronouns stand in no list of
names: with ``--pronouns`` each is printed with its sentence and what it was resolved to, to be judged by hand.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.extract.article import read_article
from kg.extract.lexicon import load_lexicon
from kg.extract.likeness import fold
from kg.language.analyse import analyse
from kg.model import Article, Mention, Reading, Referent
from tests.extract.cases import load_language

ROOT = Path(__file__).resolve().parents[2]
PRONOUNS = frozenset(["he", "she", "him", "her", "his", "it", "its", "they", "them", "their"])
Names = dict[str, set[str]]


def gold_names(path: Path) -> Names:
    """Return the folded names of every entity of a gold file, by its id."""
    entities = json.loads(path.read_text(encoding="utf8"))["entities"]
    return {entity["id"]: {fold(name) for name in entity["names"]} for entity in entities}


def entity_of(referent: Referent, gold: Names) -> str | None:
    """Return the gold entity that most of a referent's names name, else the one of its first description."""
    forms = [m.text for m in referent.mentions if m.named] or [referent.name]
    votes = Counter(key for form in forms for key, names in gold.items() if fold(form) in names)
    return min(votes, key=lambda key: (-votes[key], key)) if votes else None


def judged(reading: Reading, gold: Names) -> Iterator[tuple[str, str, str]]:
    """Yield (verdict, description, referent's name) for every description resolved to an earlier mention."""
    for referent in reading.referents:
        entity = entity_of(referent, gold)
        if entity is None:
            continue
        for mention in sorted(referent.mentions, key=lambda m: m.start)[1:]:
            words = fold(mention.text)
            if mention.named or words in PRONOUNS or words == fold(referent.name) or implied(mention, reading):
                continue
            listed = {key for key, names in gold.items() if words in names}
            verdict = "right" if entity in listed else "wrong" if listed else "unlisted"
            yield verdict, mention.text, referent.name


def implied(mention: Mention, reading: Reading) -> bool:
    """Whether a mention only stands for the state that the name of a body, ship or office implies ("FBI")."""
    return any(
        other.named and other.start <= mention.start and mention.end <= other.end
        for referent in reading.referents
        for other in referent.mentions
    )


def pronouns(reading: Reading) -> Iterator[str]:
    """Yield a line for every resolved pronoun: the referent's name, the pronoun in its sentence."""
    for referent in reading.referents:
        for mention in referent.mentions:
            if mention.text.lower() in PRONOUNS:
                sentence = next(s for s in reading.sentences if s.start <= mention.start < s.end)
                at = mention.start - sentence.start
                text = f"{sentence.text[:at]}[{mention.text}]{sentence.text[at + len(mention.text) :]}"
                yield f"{referent.name}  <<  {' '.join(text.split())}"


def articles(folder: Path) -> Iterator[Article]:
    """Yield the articles of a folder: ``.md`` with front matter, or ``.txt`` whose first line is a note of origin."""
    for path in sorted(folder.glob("*.md")):
        yield Article(path.stem, path.read_text(encoding="utf8").split("---\n", 2)[-1].strip())
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf8")
        yield Article(path.stem, text.split("\n", 1)[1] if text.startswith("#") else text)


def main() -> None:
    """Print the counts and the precision over all articles that have gold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=Path, default=ROOT / "corpus" / "articles")
    parser.add_argument("gold", nargs="?", type=Path, default=ROOT / "corpus" / "gold")
    parser.add_argument("--errors", action="store_true", help="list what is wrong or unlisted")
    parser.add_argument("--pronouns", action="store_true", help="list every resolved pronoun in its sentence")
    options = parser.parse_args()
    known = [a for a in articles(options.articles) if (options.gold / f"{a.identifier}.json").exists()]
    counts: Counter[str] = Counter()
    lexicon = load_lexicon()
    for article, doc in analyse(load_language(), known):
        reading = read_article(article, doc, lexicon)
        for verdict, text, name in judged(reading, gold_names(options.gold / f"{article.identifier}.json")):
            counts[verdict] += 1
            if options.errors and verdict != "right":
                print(f"{verdict:8} {article.identifier[:20]:20} {text}  →  {name}")
        for line in pronouns(reading):
            counts["pronouns"] += 1
            if options.pronouns:
                print(f"{article.identifier[:12]:12} {line}")
    listed = counts["right"] + counts["wrong"]
    share = counts["right"] / listed if listed else 0.0
    print(
        f"{counts['right']} right, {counts['wrong']} wrong: precision {share:.3f}; {counts['unlisted']} unlisted, "
        f"{counts['pronouns']} pronouns resolved"
    )


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
