"""Score a pipeline: ``python -m kg.language.training.evaluate --data DIR [--pipeline PATH] [--beside PATH]``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

import kg.language.components  # noqa: F401  (registers the factory where the package is not installed)
from kg.language.training import gold
from kg.language.training.conllu import paragraphs, read_conllu, to_doc
from kg.language.training.throughput import throughput

DEFAULT = Path(__file__).parents[1] / "pipeline_default"
CORPUS = Path(__file__).parents[3] / "corpus"
RE3D_LABELS = ("PERSON", "ORG", "LOC")


def treebank_scores(nlp: Language, paths: Sequence[Path], given: bool) -> dict[str, float]:
    """Score tags, morphology, lemmas, dependencies and sentences on CoNLL-U files, paragraph by paragraph, in percent.

    Where words and sentences are not ``given``, the pipeline's own tokenizer splits the text, and a token that the
    treebank splits otherwise counts as wrong. ``uas`` and ``las`` leave out punctuation, as spaCy does; those with
    ``punct`` count it.
    """
    golds = [to_doc(nlp.vocab, group) for path in paths for group in paragraphs(read_conllu(path), 10_000)]
    examples = examples_of(nlp, golds, given)
    scores: dict[str, Any] = {}
    for attribute in ("tag", "pos", "morph", "lemma"):
        scores |= Scorer.score_token_attr(examples, attribute, getter=_text_of(attribute))
    scores |= Scorer.score_spans(examples, "sents", has_annotation=lambda doc: True)
    bare = Scorer.score_deps(examples, "dep", getter=_text_of("dep"), ignore_labels=("punct",))
    full = Scorer.score_deps(examples, "dep", getter=_text_of("dep"), ignore_labels=())
    names = {"tag_acc": "tag", "pos_acc": "upos", "morph_acc": "morph", "lemma_acc": "lemma", "sents_f": "sentence F1"}
    result = {"uas": bare["dep_uas"], "las": bare["dep_las"]}
    result |= {"uas punct": full["dep_uas"], "las punct": full["dep_las"]}
    result |= {name: scores[key] for key, name in names.items()}
    result["token accuracy"] = Scorer.score_tokenization(examples)["token_acc"]
    return {name: round(100 * value, 2) for name, value in result.items()}


def _text_of(attribute: str) -> Callable[[Token, str], str]:
    """Return a getter of an attribute's text."""
    if attribute == "morph":
        return lambda token, _: str(token.morph)
    return lambda token, _: str(getattr(token, attribute + "_"))


def examples_of(nlp: Language, golds: Sequence[Doc], given: bool = False) -> list[Example]:
    """Pair gold Docs with the pipeline's own analysis of their text, or of their words and sentences if ``given``."""
    predicted = nlp.pipe((_bare(doc) for doc in golds) if given else (doc.text for doc in golds))
    return [Example(mine, doc) for mine, doc in zip(predicted, golds, strict=True)]


def _bare(doc: Doc) -> Doc:
    """Return a Doc of the same words and sentences, without any other annotation."""
    starts: list[bool | int | None] = [bool(token.is_sent_start) for token in doc]
    spaces = [bool(token.whitespace_) for token in doc]
    return Doc(doc.vocab, words=[token.text for token in doc], spaces=spaces, sent_starts=starts)


def entity_scores(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 per label and over all, in percent."""
    scores = Scorer.score_spans(examples, "ents")
    rows = {"all": {"p": scores["ents_p"], "r": scores["ents_r"], "f": scores["ents_f"]}, **scores["ents_per_type"]}
    return {label: {k: round(100 * v, 2) for k, v in row.items()} for label, row in rows.items()}


def news_scores(nlp: Language, path: Path) -> dict[str, dict[str, float]]:
    """Score names on the news test split, sentence by sentence, in the project's convention."""
    docs = []
    for sentence in (s for i, s in enumerate(gold.read_news(path)) if gold.is_news_test(i)):
        words = sentence.words
        known = [w.entity for w in words]
        docs.append(Doc(nlp.vocab, words=[w.form for w in words], spaces=[w.space for w in words], ents=known))
    return entity_scores(examples_of(nlp, docs))


def defence_scores(nlp: Language, path: Path) -> dict[str, dict[str, float]]:
    """Score the proper names of persons, organisations and places in re3d's held-back documents.

    Nominal mentions are no gold; mentions capitalised in part are unknown, and what overlaps them is not counted.
    """
    examples = []
    for sentence in gold.read_defence(path, test=True):
        words = sentence.words
        known = ["O" if w.entity == gold.UNKNOWN or w.entity[2:] not in RE3D_LABELS else w.entity for w in words]
        doc = Doc(nlp.vocab, words=[w.form for w in words], spaces=[w.space for w in words], ents=known)
        unknown = [(t.idx, t.idx + len(t)) for t, w in zip(doc, words, strict=True) if w.entity == gold.UNKNOWN]
        mine = nlp(doc.text)
        mine.ents = tuple(
            e
            for e in mine.ents
            if e.label_ in RE3D_LABELS and not any(a < e.end_char and e.start_char < b for a, b in unknown)
        )
        examples.append(Example(mine, doc))
    return entity_scores(examples)


def evaluate(nlp: Language, data: Path) -> dict[str, Any]:
    """Return all scores of a pipeline on the test data below a directory."""
    trees, names = data / "treebanks", data / "ner"
    banks = {
        "EWT": [trees / "en_ewt-test.conllu"],
        "GUM": [trees / "en_gum-test.conllu"],
        "own": sorted((CORPUS / "treebank").glob("test*.conllu")),
    }
    raw = {f"{name} test": treebank_scores(nlp, paths, False) for name, paths in banks.items()}
    given = {
        f"{name} test, words and sentences given": treebank_scores(nlp, paths, True) for name, paths in banks.items()
    }
    return {
        **raw,
        **given,
        "GMB test names": news_scores(nlp, names / "gmb.conll.gz"),
        "re3d held-back names": defence_scores(nlp, names / "re3d.jsonl"),
    }


def table(scores: dict[str, Any]) -> str:
    """Lay the scores out as Markdown tables."""
    banks = [name for name in scores if " test" in name and not name.endswith("names")]
    measures = list(scores[banks[0]])
    lines = ["| | " + " | ".join(measures) + " |", "|---" * (len(measures) + 1) + "|"]
    lines += [f"| {bank} | " + " | ".join(f"{scores[bank][m]:.2f}" for m in measures) + " |" for bank in banks]
    for name in (name for name in scores if name.endswith("names")):
        lines += ["", f"| {name} | P | R | F1 |", "|---|---|---|---|"]
        lines += [
            f"| {label} | {row['p']:.2f} | {row['r']:.2f} | {row['f']:.2f} |" for label, row in scores[name].items()
        ]
    return "\n".join(lines)


def speed_table(rows: dict[str, dict[str, float]]) -> str:
    """Lay speed and memory out as a Markdown table, a pipeline a row."""
    columns = list(next(iter(rows.values())))
    lines = ["| one core, press releases | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    lines += [
        f"| {Path(name).name} | " + " | ".join(f"{row[c]:,}" for c in columns) + " |" for name, row in rows.items()
    ]
    return "\n".join(lines)


def main() -> None:
    """Read the command line and print the table, or JSON."""
    parser = argparse.ArgumentParser(prog="python -m kg.language.training.evaluate", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory with treebanks/, ner/ and load/")
    parser.add_argument("--pipeline", help="directory or installed pipeline (default: the one that ships)")
    parser.add_argument("--beside", action="append", default=[], help="another pipeline, for speed in the same run")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    name = options.pipeline or str(DEFAULT)
    scores = evaluate(spacy.load(name), options.data)
    speeds = throughput([name, *options.beside], options.data / "load" / "press-releases.jsonl.gz")
    if options.json:
        sys.stdout.write(json.dumps(scores | {"speed": next(iter(speeds.values()))}, indent=1) + "\n")
    else:
        sys.stdout.write(f"{table(scores)}\n\n{speed_table(speeds)}\n")


if __name__ == "__main__":
    main()
