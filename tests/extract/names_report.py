"""Names found: precision, recall and F1 of persons' and organisations' names over gold, per stage of name finding.

``python -m tests.extract.names_report [GOLD ARTICLES]…`` prints one row for the recogniser alone (``doc.ents``) and
one for all of ``kg.extract.names`` (recogniser, look-up, grammars); ``--errors`` lists what is missed and wrong. GOLD
and ARTICLES are folders; without them the corpus of the repository is read.

What is counted: different surface forms an article, not their occurrences. A form counts as found when a mention with
the same text and a class of the same family is found anywhere in the article. Left out on both sides are articles and
titles ("the", "Judge", "French Justice Minister"), the owner and place of a body ("Spain's", "in Warsaw"), a possessive
ending and the kind of apostrophe. A form that stands only inside longer names is not required. Organisations are the
classes Agency, InternationalOrganisation, Group and Organisation together: which one is right the relations measure.

How descriptions are treated: only proper names count. An entity that gold marks as described, and a form with a
lower-case word that is no function word ("Italian police", "the suspect"), is neither required nor, when found, wrong.

Gold names what takes part in a claim. A found name therefore counts as wrong when gold has the form in another family,
when it shares words with a gold name but has other borders, or when nothing in gold has it (``strict``); the columns
``judged`` leave the last of these out, as most such names are right ("Reuters", a town in passing).
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc

from kg.extract.capitals import POSSESSING_OFFICES
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.names import find_names
from kg.language.analyse import analyse
from kg.language.pipeline import load_pipeline
from kg.model import Article
from kg.sources.read import read_articles

ROOT = Path(__file__).parents[2]
FAMILIES = {
    "Person": "person",
    "Suspect": "person",
    "Official": "person",
    "Agency": "organisation",
    "InternationalOrganisation": "organisation",
    "Group": "organisation",
    "Organisation": "organisation",
}
LABELS = {"PERSON": "person", "ORG": "organisation"}
STAGES = ("recogniser", "names")
FUNCTION_WORDS = frozenset(
    [
        "of",
        "for",
        "the",
        "and",
        "in",
        "on",
        "against",
        "to",
        "with",
        "at",
        "de",
        "del",
        "della",
        "di",
        "du",
        "des",
        "la",
    ]
).union(["le", "las", "los", "el", "al", "von", "van", "bin"])

Name = tuple[str, str]  # normalised form, family
EMPTY: set[Name] = {("", family) for family in FAMILIES.values()}


@dataclass(slots=True)
class Tally:
    """Names of one family found, missed, spurious against gold, and found where gold is silent."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def row(self) -> str:
        """Return precision, recall and F1, strict and judged, as a line."""
        recall = self.found / max(1, self.found + len(self.missed))
        cells = []
        for wrong in (len(self.spurious) + len(self.silent), len(self.spurious)):
            precision = self.found / max(1, self.found + wrong)
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            cells.append(f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
        return f"strict {cells[0]}   judged {cells[1]}   ({self.found} found, {len(self.missed)} missed)"


def normalised(text: str, family: str | None, lexicon: Lexicon) -> str:
    """Return a name for comparison, in lower case: without article, titles, possessor, place, possessive ending."""
    words = text.replace("’", "'").replace("“", "").replace("”", "").split()
    if words and words[0].lower() in {"the", "a", "an"}:
        words = words[1:]
    if family == "person":
        words = without_titles(words, lexicon)
    elif family == "organisation":
        words = without_owner(words)
    return " ".join(words).casefold().removesuffix("'s").rstrip("'").rstrip(".")


def without_titles(words: list[str], lexicon: Lexicon) -> list[str]:
    """Return a person's name without what stands before and behind it; nothing where all of it is a title."""
    for i, word in enumerate(words):
        behind = words[i + 1].strip(",.").lower() if i + 1 < len(words) else ""
        if i and word.endswith(",") and behind not in {"jr", "sr", "ii", "iii", "iv"}:
            words = [*words[:i], word.rstrip(",")]
            break
        if i and word.lower() == "of" and not any(w.lower() in lexicon.titles_by_word for w in words[:i]):
            words = words[:i]
            break
    last = max(
        (
            i
            for i, word in enumerate(words)
            if word.lower() in lexicon.titles_by_word or word in lexicon.names["honorifics"] or word.lower() == "of"
        ),
        default=-1,
    )
    return words[last + 1 :]


def without_owner(words: list[str]) -> list[str]:
    """Return a body's name without the state or body that owns it ("Spain's …") and without "in PLACE"."""
    for i in range(len(words) - 2, -1, -1):
        if words[i].endswith("'s") and words[i + 1][:1].isupper() and words[i][:-2] not in POSSESSING_OFFICES:
            words = words[i + 1 :]
            break
    for i in range(1, len(words) - 1):
        if words[i].lower() == "in":
            return words[:i]
    return words


def proper(text: str) -> bool:
    """Whether every word of a name is capitalised or a number, function words and possessive marks aside."""
    words = [w for w in text.replace("’", "'").split() if w.lower() not in FUNCTION_WORDS]
    words = [w for w in words if w[:1].isalpha()]
    return bool(words) and all(w[:1].isupper() for w in words)


def gold_names(path: Path, text: str, lexicon: Lexicon) -> tuple[set[Name], set[str]]:
    """Return the proper names of persons and organisations in a gold file, and every form that it names anything by."""
    required: set[Name] = set()
    known: set[str] = set()
    for entity in json.loads(path.read_text(encoding="utf8"))["entities"]:
        family = FAMILIES.get(entity["class"])
        for name in entity["names"]:
            form = normalised(name, family, lexicon)
            known |= {form, normalised(name, None, lexicon)}
            if family and form and not entity.get("described") and proper(name):
                required.add((form, family))
    flat = " ".join(text.replace("’", "'").split()).casefold()
    for form in sorted({form for form, _ in required}, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
        if not pattern.search(flat):
            required -= {(form, family) for family in set(FAMILIES.values())}
        flat = pattern.sub("#", flat)
    return required, known


def found_names(doc: Doc, stage: str, lexicon: Lexicon) -> set[Name]:
    """Return the proper names of persons and organisations that one stage finds in a Doc."""
    if stage == "recogniser":
        pairs: Iterable[tuple[str, str | None]] = ((ent.text, LABELS.get(ent.label_)) for ent in doc.ents)
    else:
        pairs = (
            (form, FAMILIES.get(m.classes[0]))
            for m in find_names(doc, lexicon)
            if m.kind == "name"
            for form in (m.text, *m.aliases)
        )
    return {(normalised(t, family, lexicon), family) for t, family in pairs if family and proper(t)} - EMPTY


def compare(required: set[Name], known: set[str], found: set[Name], tallies: dict[str, Tally], where: str) -> None:
    """Add one article's names to the tallies of both families."""
    for family, tally in tallies.items():
        gold = {form for form, kind in required if kind == family}
        mine = {form for form, kind in found if kind == family}
        tally.found += len(gold & mine)
        tally.missed += [f"{where}: {form}" for form in sorted(gold - mine)]
        for form in sorted(mine - gold):
            words = set(form.split()) - FUNCTION_WORDS
            if (form, family) not in required and form in known and not any(form == g for g, _ in required):
                continue  # a description or a part of one in gold
            touched = form in known or any(words & set(other.split()) for other, _ in required)
            (tally.spurious if touched else tally.silent).append(f"{where}: {form}")


def pairs_of(gold: Path, articles: Path) -> Iterator[tuple[Path, Article]]:
    """Yield each gold file with the article that it annotates."""
    for path in sorted(gold.glob("*.json")):
        name = json.loads(path.read_text(encoding="utf8"))["text_file"]
        for article in read_articles([str(articles / name)]):
            if isinstance(article, Article):
                yield path, article


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folders", nargs="*", type=Path, metavar="GOLD ARTICLES")
    parser.add_argument("--errors", action="store_true", help="list the names missed and spurious")
    options = parser.parse_args()
    folders = options.folders or [ROOT / "corpus" / "gold", ROOT / "corpus" / "articles"]
    if len(folders) % 2:
        parser.error("give folders in pairs: GOLD ARTICLES")
    lexicon, nlp = load_lexicon(), load_pipeline(os.environ.get("KG_MODEL"))
    for gold, texts in zip(folders[::2], folders[1::2], strict=True):
        both = list(pairs_of(gold, texts))
        docs = [doc for _, doc in analyse(nlp, [article for _, article in both])]
        print(f"{gold.name}: {len(both)} articles")
        for stage in STAGES:
            tallies = {"person": Tally(), "organisation": Tally()}
            for (path, article), doc in zip(both, docs, strict=True):
                required, known = gold_names(path, article.text, lexicon)
                compare(required, known, found_names(doc, stage, lexicon), tallies, path.stem[:12])
            for family, tally in tallies.items():
                print(f"  {stage:<11}{family:<13}{tally.row()}")
                if options.errors and stage == "names":
                    for kind in ("missed", "spurious", "silent"):
                        print(*(f"    {kind:<9}{line}" for line in getattr(tally, kind)), sep="\n")


if __name__ == "__main__":
    main()
