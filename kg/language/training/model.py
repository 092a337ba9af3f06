"""The network: a BERT encoder fed with letter shapes too, and one head per annotation."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.language.words import SHAPES, SUFFIX_BUCKETS, SUFFIX_LENGTHS


@dataclass(frozen=True, slots=True)
class Sizes:
    """Output counts of the heads, and widths; ``hidden`` and ``layers`` are those of MiniLM-L6.

    ``distances`` is the number of buckets of relative positions whose bias every attention adds, 0 for none.
    """

    tags: int
    morphs: int
    lemmas: int
    relations: int
    entities: int
    vocabulary: int = 30522
    positions: int = 512
    hidden: int = 384
    inner: int = 1536
    layers: int = 6
    attention_heads: int = 12
    word: int = 384
    arc: int = 384
    relation: int = 128
    suffix: int = 32
    dropout: float = 0.1
    head_dropout: float = 0.25
    distances: int = 0


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.attention_heads = sizes.attention_heads
        self.query = nn.Linear(sizes.hidden, sizes.hidden)
        self.key = nn.Linear(sizes.hidden, sizes.hidden)
        self.value = nn.Linear(sizes.hidden, sizes.hidden)
        self.attended = nn.Linear(sizes.hidden, sizes.hidden)
        self.attention_norm = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.inner = nn.Linear(sizes.hidden, sizes.inner)
        self.outer = nn.Linear(sizes.inner, sizes.hidden)
        self.norm = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.dropout = nn.Dropout(sizes.dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Map [batch, pieces, hidden] to the same; ``bias`` is added to the attention logits.

        ``bias`` is [batch, 1 or attention heads, 1 or pieces, pieces].
        """
        batch, length, hidden = x.shape
        shape = (batch, length, self.attention_heads, hidden // self.attention_heads)
        query = self.query(x).reshape(shape).transpose(1, 2)
        key = self.key(x).reshape(shape).transpose(1, 2)
        value = self.value(x).reshape(shape).transpose(1, 2)
        # written out: on processors this trains faster than the fused attention
        logits = query @ key.transpose(2, 3) * query.shape[-1] ** -0.5 + bias.to(query.dtype)
        mixed = torch.softmax(logits, dim=-1).to(value.dtype) @ value
        mixed = mixed.transpose(1, 2).reshape(batch, length, hidden)
        x = self.attention_norm(x + self.dropout(self.attended(mixed)))
        return self.norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Word pieces and shapes → one vector per piece, a learned mix of all layers."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.words = nn.Embedding(sizes.vocabulary, sizes.hidden)
        self.places = nn.Embedding(sizes.positions, sizes.hidden)
        self.shapes = nn.Embedding(2 * len(SHAPES) + 1, sizes.hidden)
        self.norm = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.dropout = nn.Dropout(sizes.dropout)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.mix = nn.Parameter(torch.zeros(sizes.layers))
        self.distances = nn.Embedding(sizes.distances, sizes.attention_heads) if sizes.distances else None
        nn.init.zeros_(self.shapes.weight)

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Map piece ids, shape ids and a mask, all [batch, pieces], to [batch, pieces, hidden]."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.places(places)[None] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        if self.distances is not None:
            buckets = distance_buckets(places, self.distances.num_embeddings)
            bias = bias + self.distances(buckets).permute(2, 0, 1)[None]
        weights = torch.softmax(self.mix, dim=0)
        mixed = torch.zeros_like(x)
        for weight, layer in zip(weights, self.layers, strict=True):
            x = layer(x, bias)
            mixed = mixed + weight * x
        return mixed


def distance_buckets(places: Tensor, buckets: int, furthest: int = 128) -> Tensor:
    """Return the bucket [pieces, pieces] of every distance from a row's to a column's place.

    Half of the buckets are for places before; the nearer half of each side has a bucket a distance, the rest grow
    logarithmically up to ``furthest`` (Raffel et al. 2020, as in MPNet).
    """
    before = places[:, None] - places[None, :]
    side = buckets // 2
    exact = side // 2
    size = before.abs()
    grown = torch.log(size.clamp(min=1).float() / exact) / math.log(furthest / exact) * (side - exact)
    far = (exact + grown.long()).clamp(max=side - 1)
    return torch.where(size < exact, size, far) + side * (before < 0).long()


class Classifier(nn.Module):
    """A hidden layer and a linear output."""

    def __init__(self, width: int, hidden: int, outputs: int, dropout: float) -> None:
        super().__init__()
        self.hidden = nn.Linear(width, hidden)
        self.output = nn.Linear(hidden, outputs)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """Map [..., width] to [..., outputs]."""
        return self.output(self.dropout(functional.gelu(self.hidden(x))))


class Parser(nn.Module):
    """Everything from word pieces to scores."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        drop = sizes.head_dropout
        self.encoder = Encoder(sizes)
        self.shapes = nn.Embedding(2 * len(SHAPES) + 1, 32)
        self.suffixes = nn.Embedding(SUFFIX_BUCKETS, sizes.suffix, padding_idx=0)
        features = 32 + sizes.suffix * len(SUFFIX_LENGTHS)
        self.word = nn.Linear(2 * sizes.hidden + features, sizes.word)
        self.word_norm = nn.LayerNorm(sizes.word)
        self.dropout = nn.Dropout(drop)
        self.tags = Classifier(sizes.word, 192, sizes.tags, drop)
        self.morphs = Classifier(sizes.word, 192, sizes.morphs, drop)
        self.lemmas = Classifier(sizes.word + features, 192, sizes.lemmas, drop)
        self.starts = Classifier(sizes.word, 64, 2, drop)
        self.entities = Classifier(sizes.word, 256, sizes.entities, drop)
        self.root = nn.Parameter(torch.randn(1, 1, sizes.word) * 0.1)
        self.arc_dependent = nn.Linear(sizes.word, sizes.arc)
        self.arc_head = nn.Linear(sizes.word, sizes.arc)
        self.arc = nn.Linear(sizes.arc, sizes.arc, bias=False)
        self.arc_prior = nn.Linear(sizes.arc, 1)
        self.relation_dependent = nn.Linear(sizes.word, sizes.relation)
        self.relation_head = nn.Linear(sizes.word, sizes.relation)
        self.relation = nn.Linear(sizes.relation + 1, sizes.relations * (sizes.relation + 1), bias=False)
        nn.init.normal_(self.suffixes.weight, std=0.05)
        nn.init.normal_(self.shapes.weight, std=0.2)
        nn.init.normal_(self.relation.weight, std=0.02)

    def words(
        self,
        pieces: Tensor,
        piece_shapes: Tensor,
        mask: Tensor,
        first: Tensor,
        last: Tensor,
        shapes: Tensor,
        suffixes: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Return word vectors [batch, words, word] and letter features [batch, words, features]."""
        hidden = self.encoder(pieces, piece_shapes, mask)
        width = hidden.shape[-1]
        start = torch.gather(hidden, 1, first[..., None].expand(-1, -1, width))
        end = torch.gather(hidden, 1, last[..., None].expand(-1, -1, width))
        letters = torch.cat([self.shapes(shapes), self.suffixes(suffixes).flatten(2)], dim=-1)
        joined = torch.cat([start, end, self.dropout(letters).to(start.dtype)], dim=-1)
        return self.dropout(self.word_norm(functional.gelu(self.word(joined)))), letters

    def arcs(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return arc scores [batch, words, 1 + words] (column 0 the root) and both relation views of the words."""
        heads = torch.cat([self.root.to(words.dtype).expand(words.shape[0], -1, -1), words], dim=1)
        dependent = self.dropout(functional.gelu(self.arc_dependent(words)))
        head = self.dropout(functional.gelu(self.arc_head(heads)))
        scale = self.sizes.arc**-0.5
        scores = self.arc(dependent) @ head.transpose(1, 2) * scale + self.arc_prior(head).transpose(1, 2)
        relation_dependent = self.dropout(functional.gelu(self.relation_dependent(words)))
        relation_head = self.dropout(functional.gelu(self.relation_head(heads)))
        return scores, relation_dependent, relation_head

    def relations(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Score the relations of word rows: two [n, relation] → [n, relations]."""
        ones = torch.ones_like(dependent[:, :1])
        left = self.relation(torch.cat([dependent, ones], dim=1)[None])  # three axes: exported as MatMul, not Gemm
        left = left.reshape(dependent.shape[0], self.sizes.relations, self.sizes.relation + 1)
        right = torch.cat([head, ones], dim=1)
        return (left @ right[:, :, None]).squeeze(-1)
