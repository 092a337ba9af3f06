"""Reading the data files of the ontology: YAML whose words stay words, lists of words."""

from __future__ import annotations

from typing import Any

import yaml

from kg.errors import KgError
from kg.resources import ontology_dir


class Words(yaml.CSafeLoader):
    """Reads "on", "off", "yes" and "no" as words; only "true" and "false" are truth values."""


Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_data(name: str) -> Any:
    """Return what a YAML file below ``ontology/`` holds; raises KgError naming the file that cannot be read."""
    path = ontology_dir() / name
    try:
        return yaml.load(path.read_text(encoding="utf8"), Loader=Words)
    except (OSError, yaml.YAMLError) as error:
        raise KgError(f"cannot be read: {error}", f"ontology/{name}", "correct or restore the file") from error


def word_lists(name: str) -> dict[str, frozenset[str]]:
    """Return the lists of words in a YAML file below ``ontology/`` by their names."""
    return {key: frozenset(str(word) for word in words) for key, words in read_data(name).items()}
