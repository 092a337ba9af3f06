"""The bundled articles and their gold: complete, valid, and nobody else's wording."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.needs import need

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
ARTICLES = sorted((CORPUS / "articles").glob("*.md"))
GOLD = sorted((CORPUS / "gold").glob("*.json"))
VOCABULARY = yaml.safe_load((Path(__file__).parent / "vocabulary.yaml").read_text("utf8"))
PRIVATE = ROOT.parent / "shared" / "dev" / "articles"

by_stem = pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
by_gold = pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)


def split(path: Path) -> tuple[dict[str, Any], str]:
    """Return the front matter and the body of an article."""
    _, head, body = path.read_text("utf8").split("---\n", 2)
    return yaml.safe_load(head), body


def squash(text: str) -> str:
    return " ".join(text.split())


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def gazetteer(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((ROOT / "ontology" / "gazetteer" / f"{name}.yaml").read_text("utf8")))


def iso_codes() -> set[str]:
    return {entry["iso"] for name in ("states", "territories") for entry in gazetteer(name) if "iso" in entry}


def gold_problems(gold: dict[str, Any], title: str, body: str, iso: set[str]) -> Iterator[str]:
    """Yield what is wrong with a gold file, one message per problem."""
    classes, relations = VOCABULARY["classes"], VOCABULARY["relations"]
    entities = {entity["id"]: entity for entity in gold["entities"]}
    if len(entities) != len(gold["entities"]):
        yield "an entity id is used twice"
    for entity in gold["entities"]:
        if entity["class"] not in classes:
            yield f"{entity['id']}: unknown class {entity['class']}"
        if not entity["names"]:
            yield f"{entity['id']}: no names"
        if (entity["class"] == "State") != ("iso" in entity) or entity.get("iso", "US") not in iso:
            yield f"{entity['id']}: iso {entity.get('iso')} for a {entity['class']}"
    seen = Counter((c["s"], c["p"], c["o"], c["factuality"]) for c in gold["claims"])
    yield from (f"twice: {key}" for key, n in seen.items() if n > 1)
    for claim in gold["claims"]:
        where = f"{claim['s']} {claim['p']} {claim['o']}"
        if claim["p"] not in relations:
            yield f"{where}: unknown relation"
            continue
        if claim["factuality"] not in VOCABULARY["factuality"]:
            yield f"{where}: unknown factuality {claim['factuality']}"
        if not any(squash(claim["evidence"]) in squash(text) for text in (title, body)):
            yield f"{where}: evidence is not verbatim: {claim['evidence']}"
        for end, allowed in zip("so", relations[claim["p"]], strict=True):
            if claim[end] not in entities:
                yield f"{where}: no entity {claim[end]}"
                continue
            cls = entities[claim[end]]["class"]
            # a doubtful claim may stretch a relation; one that the scorer requires may not
            if not claim.get("doubtful") and cls not in allowed and classes[cls] not in allowed:
                yield f"{where}: {cls} {entities[claim[end]]['names'][0]} is not one of {allowed}"


def test_there_are_enough_articles_and_gold_files() -> None:
    assert len(ARTICLES) >= 40
    assert len(GOLD) >= 15
    assert {path.stem for path in GOLD} <= {path.stem for path in ARTICLES}


@by_stem
def test_front_matter_and_length(path: Path) -> None:
    front, body = split(path)
    assert set(front) == {"title", "date", "publisher", "url"}
    assert all(isinstance(front[key], str) and front[key].strip() for key in ("title", "publisher", "url"))
    assert type(front["date"]) is date
    assert front["url"].startswith("https://example.org/")
    assert 150 <= len(body.split()) <= 500
    assert re.fullmatch(r"\d\d-[a-z0-9-]+", path.stem)


def test_numbers_titles_addresses_and_texts_are_unique() -> None:
    fronts = [split(path) for path in ARTICLES]
    for values in (
        [path.stem[:2] for path in ARTICLES],
        [front["title"] for front, _ in fronts],
        [front["url"] for front, _ in fronts],
        [body for _, body in fronts],
    ):
        assert [value for value, n in Counter(values).items() if n > 1] == []


@by_gold
def test_gold_file_is_valid(path: Path) -> None:
    gold = json.loads(path.read_text("utf8"))
    assert (gold["article"], gold["text_file"]) == (path.stem, path.stem + ".md")
    front, body = split(CORPUS / "articles" / gold["text_file"])
    assert list(gold_problems(gold, front["title"], body, iso_codes())) == []


def test_the_gold_check_sees_mistakes() -> None:
    gold = {
        "entities": [
            {"id": "e1", "class": "State", "names": ["Peru"], "iso": "QQ"},
            {"id": "e2", "class": "Suspect", "names": ["a man"]},
        ],
        "claims": [
            {"s": "e2", "p": "arrested", "o": "e1", "factuality": "asserted", "evidence": "Peru arrested a man"},
            {"s": "e1", "p": "arrested", "o": "e3", "factuality": "certain", "evidence": "Peru freed a man"},
            {"s": "e1", "p": "jailed", "o": "e2", "factuality": "asserted", "evidence": "Peru arrested a man"},
        ],
    }
    problems = " / ".join(gold_problems(gold, "Title", "On Monday Peru\narrested a man.", iso_codes()))
    wrong = ("iso QQ", "Suspect a man is not", "State Peru is not", "no entity e3", "certain", "verbatim", "jailed")
    for expected in wrong:
        assert expected in problems


def test_gold_uses_every_factuality_and_nearly_every_relation() -> None:
    claims = [claim for path in GOLD for claim in json.loads(path.read_text("utf8"))["claims"]]
    assert {claim["factuality"] for claim in claims} == set(VOCABULARY["factuality"])
    required = {claim["p"] for claim in claims if not claim.get("doubtful")}
    assert set(VOCABULARY["relations"]) - required <= {"sanctioned", "dismantled", "deported"}


def test_readme_names_every_article() -> None:
    listed = re.findall(r"^\| (\d\d-[a-z0-9-]+) \|", (CORPUS / "README.md").read_text("utf8"), re.MULTILINE)
    assert sorted(listed) == [path.stem for path in ARTICLES]


def test_no_eight_words_in_a_row_are_shared_with_the_private_test_articles() -> None:
    need(PRIVATE.is_dir(), "the private test articles under ../shared/dev/articles")
    labels = [" ".join(words(label)) for entry in gazetteer("agencies") for label in [entry["label"], *entry["names"]]]
    # an agency's official name is nobody's wording: it counts as one word
    long_names = sorted({label for label in labels if label.count(" ") >= 4}, key=lambda label: (-len(label), label))

    def runs(path: Path) -> set[tuple[str, ...]]:
        text = " " + " ".join(words(path.read_text("utf8"))) + " "
        for label in long_names:
            text = text.replace(f" {label} ", " NAME ")
        tokens = text.split()
        return {tuple(tokens[i : i + 8]) for i in range(len(tokens) - 7)}

    private = {run for path in sorted(PRIVATE.glob("*.txt")) for run in runs(path)}
    assert private
    shared = {path.stem: sorted(" ".join(run) for run in runs(path) & private) for path in ARTICLES}
    assert {stem: found for stem, found in shared.items() if found} == {}
