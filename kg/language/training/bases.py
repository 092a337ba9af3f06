"""The pretrained encoders that training starts from: all-MiniLM-L6-v2, and all-mpnet-base-v2 for a teacher."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from kg.language.training.model import Encoder
from kg.language.words import CLS, MASK, PAD, SEP

WEIGHTS = "model.safetensors"
_SHARED = {
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "output.LayerNorm": "norm",
}


@dataclass(frozen=True, slots=True)
class Base:
    """A pretrained encoder: its name, the SHA-256 of its weights, its widths, and its layers' names beside ours."""

    name: str
    sha256: str
    layers: Mapping[str, str]
    sizes: Mapping[str, int] = field(default_factory=dict)


MINILM = Base(
    "all-MiniLM-L6-v2",
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    {
        "attention.self.query": "query",
        "attention.self.key": "key",
        "attention.self.value": "value",
        "attention.output.dense": "attended",
        "attention.output.LayerNorm": "attention_norm",
        **_SHARED,
    },
)
MPNET = Base(
    "all-mpnet-base-v2",
    "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    {
        "attention.attn.q": "query",
        "attention.attn.k": "key",
        "attention.attn.v": "value",
        "attention.attn.o": "attended",
        "attention.LayerNorm": "attention_norm",
        **_SHARED,
    },
    {"hidden": 768, "inner": 3072, "layers": 12, "distances": 32},
)


def base_of(directory: Path) -> Base:
    """Return the base whose weights a directory holds. Stops with a message where they are of no known one."""
    weights = directory / WEIGHTS
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    for base in (MINILM, MPNET):
        if base.sha256 == digest:
            return base
    known = ", ".join(f"{base.name} ({base.sha256})" for base in (MINILM, MPNET))
    raise SystemExit(f"{weights}: sha256 {digest} is of none of the encoders that training can start from: {known}")


def load_base(encoder: Encoder, base: Base, directory: Path) -> None:
    """Fill the encoder from the safetensors file of a base.

    Raises ValueError where the file has not the weights that the encoder needs.
    """
    source = load_file(str(directory / WEIGHTS))
    state = {
        **(_minilm_tables(source) if base is MINILM else _mpnet_tables(source)),
        "norm.weight": source["embeddings.LayerNorm.weight"],
        "norm.bias": source["embeddings.LayerNorm.bias"],
    }
    for i in range(len(encoder.layers)):
        for theirs, ours in base.layers.items():
            for part in ("weight", "bias"):
                if f"encoder.layer.{i}.{theirs}.{part}" in source:
                    state[f"layers.{i}.{ours}.{part}"] = source[f"encoder.layer.{i}.{theirs}.{part}"]
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if set(missing) != {"shapes.weight", "mix"} or unexpected:
        raise ValueError(f"{directory} does not hold {base.name}: missing {missing}, unexpected {unexpected}")


def _minilm_tables(source: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return MiniLM's embeddings; the token-type vector joins the position vectors."""
    return {
        "words.weight": source["embeddings.word_embeddings.weight"],
        "places.weight": source["embeddings.position_embeddings.weight"]
        + source["embeddings.token_type_embeddings.weight"][0],
    }


def _mpnet_tables(source: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return MPNet's embeddings with its word pieces at their numbers in BERT's vocabulary.

    MPNet puts four signs of its own before that vocabulary and one behind it; its first two positions are padding.
    """
    theirs = source["embeddings.word_embeddings.weight"]
    words = theirs[4:-1].clone()
    for ours, sign in ((CLS, 0), (PAD, 1), (SEP, 2), (MASK, len(theirs) - 1)):
        words[ours] = theirs[sign]
    return {
        "words.weight": words,
        "places.weight": torch.as_tensor(source["embeddings.position_embeddings.weight"][2:]),
        "distances.weight": source["encoder.relative_attention_bias.weight"],
    }
