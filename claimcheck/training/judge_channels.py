"""What enters the matrices of a judge, channel by channel, and the order of channels that follows from it.

A few channels carry values ten times those of the others. They are put first everywhere, so that a graph can multiply
them apart from the rest; what goes along with what decides how weights are rounded (`models.packed.pack`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimcheck.training.judge_graph import LOUD, LOUD_HIDDEN, Names
from claimcheck.training.judge_loop import collate, forward

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Heard:
    """What enters the matrices of a model while it judges, by the name of the layer that multiplies it."""

    largest: dict[str, NDArray[np.float32]]
    """The largest value of each channel, whatever its sign."""
    moments: dict[str, NDArray[np.float32]]
    """The sum of the outer products, (channels, channels)."""


@dataclass(frozen=True, slots=True)
class Channels:
    """Orders of channels that begin with the loud ones: of what enters the intermediate layers, one for all of them,
    since a sum runs through all layers; and of what leaves each of them.
    """

    hidden: NDArray[np.int64]
    intermediate: Sequence[NDArray[np.int64]]


def listen(model: Any, encodings: Sequence[Any]) -> Heard:
    """What enters each matrix of the model as it judges these pairs, one by one."""
    import torch

    layers = {name: part for name, part in model.named_modules() if isinstance(part, torch.nn.Linear)}
    largest = {name: torch.zeros(layer.in_features) for name, layer in layers.items()}
    moments = {name: torch.zeros(layer.in_features, layer.in_features) for name, layer in layers.items()}

    def hook_of(name: str) -> Any:
        def hook(_module: Any, inputs: tuple[Any, ...]) -> None:
            values = inputs[0].detach().flatten(0, -2).float()
            torch.maximum(largest[name], values.abs().amax(0), out=largest[name])
            moments[name].addmm_(values.T, values)

        return hook

    hooks = [layer.register_forward_pre_hook(hook_of(name)) for name, layer in layers.items()]
    try:
        with torch.inference_mode():
            for encoding in encodings:
                forward(model, *collate([encoding]), bfloat16=False)
    finally:
        for hook in hooks:
            hook.remove()
    return Heard(
        {name: values.numpy() for name, values in largest.items()},
        {name: values.numpy() for name, values in moments.items()},
    )


def loudest_first(heard: Heard, names: Names, layers: int) -> Channels:
    """The channels in an order that begins with the `LOUD_HIDDEN` or `LOUD` that grew largest, rest as they were."""
    import numpy as np

    def order(largest: NDArray[np.float32], first: int) -> NDArray[np.int64]:
        ranked = np.argsort(-largest, kind="stable")
        return np.concatenate([np.sort(ranked[:first]), np.sort(ranked[first:])])

    inner, outer = (
        [heard.largest[names.of_layer(number, part)] for number in range(layers)]
        for part in ("intermediate.dense", "output.dense")
    )
    return Channels(order(np.max(inner, axis=0), LOUD_HIDDEN), [order(values, LOUD) for values in outer])


def _reading(names: Names, layers: int) -> list[str]:
    """The layers that read hidden states."""
    parts = (*names.projections, "intermediate.dense")
    return [names.of_layer(number, part) for number in range(layers) for part in parts] + [names.head[0]]


def reorder(state: dict[str, NDArray[Any]], names: Names, channels: Channels) -> None:
    """Put the channels of every weight in `state` in their order, which changes nothing of what is computed."""
    layers = len(channels.intermediate)
    writing = [
        names.of_layer(number, f"{part}.{kind}")
        for number in range(layers)
        for part in (names.attended, names.attention_norm, "output.dense", "output.LayerNorm")
        for kind in ("weight", "bias")
    ]
    tables = [name for name in state if name.startswith(names.embeddings) and state[name].ndim == 2]
    for name in (*tables, *(f"{reader}.weight" for reader in _reading(names, layers))):
        state[name] = state[name][:, channels.hidden]
    for name in (*writing, *(f"{names.embeddings}.LayerNorm.{kind}" for kind in ("weight", "bias"))):
        state[name] = state[name][channels.hidden]
    for number, order in enumerate(channels.intermediate):
        inner, outer = (names.of_layer(number, part) for part in ("intermediate.dense", "output.dense"))
        for name in (f"{inner}.weight", f"{inner}.bias"):
            state[name] = state[name][order]
        state[f"{outer}.weight"] = state[f"{outer}.weight"][:, order]


def reordered_moments(heard: Heard, names: Names, channels: Channels) -> dict[str, NDArray[np.float32]]:
    """The moments by the name of the matrix, in the order of its columns."""
    import numpy as np

    found = {f"{name}.weight": moments for name, moments in heard.moments.items()}
    orders = dict.fromkeys(_reading(names, len(channels.intermediate)), channels.hidden)
    for number, order in enumerate(channels.intermediate):
        orders[names.of_layer(number, "output.dense")] = order
    for name, order in orders.items():
        found[f"{name}.weight"] = found[f"{name}.weight"][np.ix_(order, order)]
    return found
