"""Every rule that the extractors can name is described, and no description is left over."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

import kg.extract.rules
from kg.extract.lexicon import load_lexicon
from kg.extract.rules import describe, refusal_kind
from kg.resources import ontology_dir

SOURCES = Path(kg.extract.rules.__file__).parent
# Names put together in code: their text there, and what it gives beyond the frames' rules.
COMPOSED = {
    "f'{marker}-phrase'": {"in-phrase", "of-phrase"},
    "rule": {"member-of-group", "member-of-its-group"},
    "CHARGED_IN": {"charged-in-state"},
}


def named_in_code() -> set[str]:
    """Return the rules that the code's Candidate calls name; fails on a composed name that is not listed above."""
    names: set[str] = set()
    for path in SOURCES.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Candidate":
                keywords = [keyword.value for keyword in node.keywords if keyword.arg == "rule"]
                rule = node.args[3] if len(node.args) > 3 else keywords[0]
                if isinstance(rule, ast.Constant):
                    names.add(str(rule.value))
                else:
                    names |= COMPOSED[ast.unparse(rule)]
    return names


def test_every_rule_named_in_code_is_described() -> None:
    described = set(yaml.safe_load((ontology_dir() / "rules.yaml").read_text("utf8"))["rules"])
    assert named_in_code() == described


def test_every_frame_is_described_in_every_voice() -> None:
    data = yaml.safe_load((ontology_dir() / "rules.yaml").read_text("utf8"))
    frames = {frame.name for frame in load_lexicon().frames}
    assert frames == set(data["frames"])
    for rule in (f"{frame}-{voice}" for frame in frames for voice in ("active", "passive", "noun")):
        assert describe(rule).endswith(".")


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(KeyError):
        describe("guess-active")


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("subject is Place, not Agency/State", "types"),
        ("suspect takes Person, not Place", "types"),
        ("no antecedent, or more than one", "ambiguity"),
        ("people at large", "scope"),
        ("both ends are one referent", "identity"),
        ("sentence of more than 150 words", "length"),
        ("never heard of", "other"),
    ],
)
def test_refusals_have_kinds(reason: str, kind: str) -> None:
    assert refusal_kind(reason) == kind
