"""Learning rates, gradient averaging between processes, and the running mean of the weights."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from kg.language.training.model import Parser


def optimizer_for(model: Parser, rate: float, head_rate: float, decay: float) -> torch.optim.AdamW:
    """Give the heads one learning rate and the encoder another that falls by ``decay`` per layer downwards."""
    encoder = model.encoder
    groups: list[dict[str, Any]] = []
    depth = len(encoder.layers)

    def add(parameters: list[torch.nn.Parameter], lr: float) -> None:
        for matrix in (True, False):
            chosen = [p for p in parameters if (p.dim() > 1) == matrix]
            if chosen:
                groups.append({"params": chosen, "lr": lr, "weight_decay": 0.01 if matrix else 0.0})

    inside = {id(p) for p in encoder.parameters()}
    add([p for p in model.parameters() if id(p) not in inside] + [encoder.mix], head_rate)
    add([encoder.shapes.weight], 3 * rate)
    for i, layer in enumerate(encoder.layers):
        add(list(layer.parameters()), rate * decay ** (depth - 1 - i))
    base = [*encoder.words.parameters(), *encoder.places.parameters(), *encoder.norm.parameters()]
    add(base, rate * decay**depth)
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-8, fused=True)


def schedule(step: int, steps: int, warmup: int) -> float:
    """Return the factor of the learning rates: linear warm-up, then linear decay to nothing."""
    return min((step + 1) / warmup, max(0.0, (steps - step) / max(1, steps - warmup)))


def average_gradients(model: Parser, shared: list[Tensor], rank: int, meet: Any) -> None:
    """Replace the gradients of every process by their mean, through one shared flat tensor per process."""
    parameters = list(model.parameters())
    with torch.no_grad():
        at = 0
        for p in parameters:
            if p.grad is None:
                shared[rank][at : at + p.numel()].zero_()
            else:
                shared[rank][at : at + p.numel()].copy_(p.grad.flatten())
            at += p.numel()
        meet.wait()
        at = 0
        for p in parameters:
            pieces = [s[at : at + p.numel()] for s in shared]
            p.grad = (torch.stack(pieces).mean(dim=0)).view_as(p)
            at += p.numel()
        meet.wait()


class RunningMean:
    """An exponential running mean of a model's weights, which scores better than its last step (Polyak averaging)."""

    def __init__(self, model: Parser, decay: float = 0.998) -> None:
        """Start from the model's present weights; each update moves the mean by ``1 - decay`` of the difference.

        The first updates move it further, so that what the weights were before training does not stay in it.
        """
        self.decay = decay
        self.updates = 0
        self.state = {name: value.detach().clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: Parser) -> None:
        """Take one step's weights in."""
        self.updates += 1
        share = max(1.0 - self.decay, 9 / (self.updates + 9))
        for name, value in model.state_dict().items():
            self.state[name].lerp_(value, share)
