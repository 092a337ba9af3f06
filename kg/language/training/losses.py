"""What training minimises, and quick scores on the development data."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from kg.language.training.alignment import IGNORED
from kg.language.training.batches import Batch
from kg.language.training.model import Parser

WEIGHTS = {
    "arc": 1.0, "relation": 1.0, "tags": 0.5, "morphs": 0.5, "lemmas": 0.5, "starts": 0.5, "entities": 1.0,
    "taught arc": 1.0, "taught relation": 1.0, "taught tags": 0.5, "taught starts": 0.5,
}  # fmt: skip
INPUTS = ("pieces", "piece_shapes", "mask", "first", "last", "shapes", "suffixes")
FORBIDDEN = -1e4  # the score of an arc between sentences


def losses(model: Parser, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the mean loss of every head over the labelled words of a batch; heads without labels are left out.

    Where a teacher has analysed the batch, the cross-entropy with its probabilities comes beside that with the gold.
    """
    words, letters = model.words(*(batch[name] for name in INPUTS))
    found: dict[str, Tensor] = {}

    def classify(name: str, scores: Tensor, targets: Tensor) -> None:
        if (targets != IGNORED).any():
            found[name] = functional.cross_entropy(scores.float(), targets, ignore_index=IGNORED)

    flat = batch["word_mask"]
    rows, row_letters = words[flat], letters[flat]
    classify("starts", model.starts(rows), batch["starts"][flat])
    classify("entities", model.entities(rows), batch["entities"][flat])
    syntactic = batch["tags"] != IGNORED
    if syntactic.any():
        rows, row_letters = words[syntactic], letters[syntactic]
        classify("tags", model.tags(rows), batch["tags"][syntactic])
        classify("morphs", model.morphs(rows), batch["morphs"][syntactic])
        classify(
            "lemmas", model.lemmas(torch.cat([rows, row_letters.to(rows.dtype)], dim=1)), batch["lemmas"][syntactic]
        )
        parsed = syntactic.any(dim=1)
        scores, dependent, head = model.arcs(words[parsed])
        heads, sentences = batch["heads"][parsed], batch["sentences"][parsed]
        scores = within_sentences(scores, sentences)
        classify("arc", scores.flatten(0, 1), heads.flatten())
        known = heads != IGNORED
        classify(
            "relation",
            model.relations(dependent[known], views_at(head, heads)[known]),
            batch["relations"][parsed][known],
        )
    if "taught_heads" in batch:
        found |= taught_losses(model, words, batch)
    return found


def taught_losses(model: Parser, words: Tensor, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the mean cross-entropies with a teacher's probabilities over the taught words of a batch."""
    taught = batch["taught_heads"] != IGNORED
    rows = words[taught]

    def imitate(scores: Tensor, weights: Tensor) -> Tensor:
        return -(weights.float() * torch.log_softmax(scores.float(), dim=-1)).sum(dim=-1).mean()

    scores, dependent, head = model.arcs(words)
    scores = torch.log_softmax(within_sentences(scores, batch["sentences"]), dim=-1)
    chosen = torch.gather(scores, 2, batch["head_choices"].long())
    relations = model.relations(dependent[taught], views_at(head, batch["taught_heads"])[taught])
    start = batch["start_weights"][taught].float()
    return {
        "taught arc": -(batch["head_weights"].float() * chosen).sum(dim=-1)[taught].mean(),
        "taught relation": imitate(relations, batch["relation_weights"][taught]),
        "taught tags": imitate(model.tags(rows), batch["tag_weights"][taught]),
        "taught starts": imitate(model.starts(rows), torch.stack([1 - start, start], dim=-1)),
    }


def allowed(sentences: Tensor) -> Tensor:
    """Return [batch, words, 1 + words]: the root, and the words of the same sentence except the word itself."""
    same = (sentences[:, :, None] == sentences[:, None, :]) & ~torch.eye(
        sentences.shape[1], dtype=torch.bool, device=sentences.device
    )
    return torch.cat([torch.ones_like(same[:, :, :1]), same], dim=2)


def within_sentences(scores: Tensor, sentences: Tensor) -> Tensor:
    """Return arc scores [batch, words, 1 + words] with those between sentences out of reach."""
    return scores.float().masked_fill(~allowed(sentences), FORBIDDEN)


def views_at(head: Tensor, heads: Tensor) -> Tensor:
    """Return the relation view [batch, words, relation] of every word's head; of an unknown head that of the root."""
    return torch.gather(head, 1, heads.clamp(min=0)[..., None].expand(-1, -1, head.shape[-1]))


def to_tensors(batch: Batch, device: torch.device) -> dict[str, Tensor]:
    """Move a batch of arrays to the device."""
    return {name: torch.from_numpy(array).to(device) for name, array in batch.items()}


@torch.no_grad()
def quick_scores(model: Parser, batches: list[Batch], device: torch.device, autocast: bool) -> dict[str, float]:
    """Return accuracies in percent on given sentence boundaries, greedy heads, and the F1 of name words."""
    model.eval()
    hits: dict[str, float] = {}
    total: dict[str, float] = {}

    def count(name: str, good: Tensor, known: Tensor) -> None:
        hits[name] = hits.get(name, 0) + float((good & known).sum())
        total[name] = total.get(name, 0) + float(known.sum())

    for arrays in batches:
        batch = to_tensors(arrays, device)
        with torch.autocast(device.type, torch.bfloat16, enabled=autocast):
            words, letters = model.words(*(batch[name] for name in INPUTS))
            outputs = {"tags": model.tags(words), "morphs": model.morphs(words)}
            outputs["lemmas"] = model.lemmas(torch.cat([words, letters.to(words.dtype)], dim=2))
            outputs["starts"] = model.starts(words)
            entities = model.entities(words).argmax(-1)
            scores, dependent, head = model.arcs(words)
        for name, output in outputs.items():
            count(name, output.argmax(-1) == batch[name], batch[name] != IGNORED)
        known = batch["heads"] != IGNORED
        guess = within_sentences(scores, batch["sentences"]).argmax(-1)
        right = guess == batch["heads"]
        count("uas", right, known)
        relation = model.relations(dependent[known].float(), views_at(head, guess)[known].float()).argmax(-1)
        labelled = torch.zeros_like(known)
        labelled[known] = relation == batch["relations"][known]
        count("las", right & labelled, known)
        tagged = batch["entities"] != IGNORED
        named = tagged & (batch["entities"] > 0)
        count("name words recall", entities == batch["entities"], named)
        count("name words precision", entities == batch["entities"], tagged & (entities > 0))
    model.train()
    return {name: round(100 * hits[name] / total[name], 2) for name in hits if total[name]}
