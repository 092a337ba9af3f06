"""Make a spaCy pipeline directory of an exported network: ``python -m kg.language.training.package --network DIR``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from kg.language.components import EncoderComponent
from kg.language.tokens import blank_english
from kg.language.training.evaluate import DEFAULT

META = {
    "lang": "en",
    "name": "seccoop",
    "description": "English pipeline for press text on security cooperation: MiniLM-L6 fine-tuned for tags, "
    "morphology, lemmas, Universal Dependencies, sentence starts and named entities; 8-bit ONNX, no PyTorch needed",
    "author": "the seccoop-kg project",
    "license": "CC BY-SA 4.0 (see NOTICE.md)",
    "sources": [
        {"name": "all-MiniLM-L6-v2", "license": "Apache-2.0"},
        {"name": "all-mpnet-base-v2 (teacher, not contained)", "license": "Apache-2.0"},
        {"name": "UD English EWT", "license": "CC BY-SA 4.0"},
        {"name": "UD English GUM", "license": "CC BY 4.0 (annotations)"},
        {"name": "Groningen Meaning Bank", "license": "public domain"},
        {"name": "re3d", "license": "per source, see NOTICE.md"},
        {"name": "press releases of the US Departments of Justice and State", "license": "public domain"},
        {"name": "treebank and marked names of this project", "license": "CC BY 4.0"},
    ],
}


def package(network: Path, out: Path, version: str, scores: dict[str, Any]) -> None:
    """Write the pipeline directory; files of other names in it stay."""
    nlp = blank_english()
    component = nlp.add_pipe("seccoop_encoder")
    if not isinstance(component, EncoderComponent):
        raise TypeError(f"another factory is registered as seccoop_encoder: {type(component)}")
    component.from_disk(network)
    nlp.meta.update(META | {"version": version, "performance": scores})
    nlp.to_disk(out)


def main() -> None:
    """Read the command line and package."""
    parser = argparse.ArgumentParser(prog="python -m kg.language.training.package", description=main.__doc__)
    parser.add_argument("--network", type=Path, required=True, help="directory that export wrote")
    parser.add_argument("--out", type=Path, default=DEFAULT)
    parser.add_argument("--version", default="0.3.0")
    parser.add_argument("--scores", type=Path, help="JSON that evaluate --json printed, for the pipeline's meta data")
    options = parser.parse_args()
    scores = json.loads(options.scores.read_text(encoding="utf8")) if options.scores else {}
    package(options.network, options.out, options.version, scores)


if __name__ == "__main__":
    main()
