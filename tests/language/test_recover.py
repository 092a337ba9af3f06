"""Weights recovered from the shipped network say the same as the network; needs the training extra."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

import onnxruntime  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402

from kg.language.training.checkpoint import FILE  # noqa: E402
from kg.language.training.evaluate import DEFAULT  # noqa: E402
from kg.language.training.export import INPUTS, OUTPUTS, Analysis  # noqa: E402
from kg.language.training.model import Parser, Sizes  # noqa: E402
from kg.language.training.recover import recover_run  # noqa: E402
from kg.language.windows import feeds_of_paragraph  # noqa: E402
from kg.language.words import WordReader  # noqa: E402

NETWORK = DEFAULT / "seccoop_encoder"
WORDS = ["Officials", "of", "Estonia", "signed", "an", "agreement", "in", "Riga", ".", "Interpol", "did", "too", "."]


@pytest.mark.integration
def test_recovered_weights_give_the_analysis_of_the_network(tmp_path: Path) -> None:
    recover_run(NETWORK, tmp_path)
    config = json.loads((tmp_path / "labels.json").read_text(encoding="utf8"))
    parser = Parser(Sizes(**config["sizes"]))
    parser.load_state_dict(torch.load(tmp_path / FILE, weights_only=True)["model"])
    parser.eval()
    reader = WordReader(Tokenizer.from_file(str(NETWORK / "tokenizer.json")))
    feeds = feeds_of_paragraph([(word, True) for word in WORDS], reader)
    with torch.no_grad():
        mine = Analysis(parser)(*(torch.from_numpy(feeds[name]) for name in INPUTS))
    theirs = onnxruntime.InferenceSession(str(NETWORK / "analysis.onnx")).run(list(OUTPUTS), feeds)
    found = dict(zip(OUTPUTS, mine, strict=True))
    known = dict(zip(OUTPUTS, theirs, strict=True))
    for name in ("tags", "morphs"):
        assert found[name].tolist() == known[name].tolist()
    assert np.allclose(found["starts"], known["starts"], atol=0.05)
    assert found["arcs"].argmax(-1).tolist() == known["arcs"].argmax(-1).tolist()
    assert found["entities"].argmax(-1).tolist() == known["entities"].argmax(-1).tolist()
