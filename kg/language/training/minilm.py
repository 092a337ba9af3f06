"""The weights of all-MiniLM-L6-v2, from which the encoder starts."""

from __future__ import annotations

import hashlib
from pathlib import Path

from safetensors.torch import load_file

from kg.language.training.model import Encoder

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "attended",
    "attention.output.LayerNorm": "attention_norm",
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "output.LayerNorm": "norm",
}


def check_minilm(weights: Path) -> None:
    """Stop with a message where the file is not the one that this was made with."""
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != SHA256:
        raise SystemExit(f"{weights}: sha256 {digest} is not that of all-MiniLM-L6-v2 ({SHA256})")


def load_minilm(encoder: Encoder, weights: Path) -> None:
    """Fill the encoder from MiniLM's safetensors file; the token-type vector joins the position vectors."""
    source = load_file(str(weights))
    state = {
        "words.weight": source["embeddings.word_embeddings.weight"],
        "places.weight": source["embeddings.position_embeddings.weight"]
        + source["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": source["embeddings.LayerNorm.weight"],
        "norm.bias": source["embeddings.LayerNorm.bias"],
    }
    for i in range(len(encoder.layers)):
        for theirs, ours in _NAMES.items():
            for part in ("weight", "bias"):
                state[f"layers.{i}.{ours}.{part}"] = source[f"encoder.layer.{i}.{theirs}.{part}"]
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if set(missing) != {"shapes.weight", "mix"} or unexpected:
        raise ValueError(f"{weights} does not hold MiniLM-L6: missing {missing}, unexpected {unexpected}")
