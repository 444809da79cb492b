"""The packed judge turned back into a model that can be trained on.

Checkpoints are too large to keep beside the code, so the shipped 4-bit weights are the only trace of the runs behind
them. Multiplied out they give what is run, to the last bit of what packing left of it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.models.judge import TOKENIZER_NAME, WEIGHTS_NAME, read_config
from claimcheck.models.packed import matrices, unpacked, weights_of
from claimcheck.training.judge_graph import Names, distances, names_of
from claimcheck.training.judge_loop import new_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def restore(packed: Path, base: Path, out: Path) -> Path:
    """Write the judge of the folder `packed` as a transformers model to `out`, its channels in the packed order.

    `base`, the folder of a model of its family and size with as many layers or more, gives the architecture alone. The
    model reads as many tokens as the judge.

    Raises ModelError where a file is damaged, ValueError where `base` is of another family or size.
    """
    import torch
    from safetensors.numpy import load_file

    config = read_config(packed)
    given = load_file(packed / WEIGHTS_NAME)
    model = new_model(base)
    names = names_of(model.config)
    weights = unpacked(given) | {name: weights_of(given, name) for name in matrices(given)}
    layers = _join_parts(weights, names)
    model.base_model.encoder.layer = model.base_model.encoder.layer[:layers]
    model.config.num_hidden_layers = layers
    _whole_tables(weights, {name: tensor.numpy() for name, tensor in model.state_dict().items()}, names)
    places = weights.get(f"{names.embeddings}.position_embeddings.weight")
    if places is not None:
        embeddings = model.base_model.embeddings
        embeddings.position_embeddings = torch.nn.Embedding(*places.shape)
        model.config.max_position_embeddings = len(places)
    state = model.state_dict()
    odd = {name for name in state.keys() & weights.keys() if tuple(state[name].shape) != weights[name].shape}
    if odd := odd | (state.keys() ^ weights.keys()):
        differ = ", ".join(sorted(odd)[:3])
        raise ValueError(f"{base} is of another family or size than {packed}: they differ in {differ}.")
    model.load_state_dict({name: torch.tensor(values) for name, values in weights.items()})
    model.save_pretrained(out)
    shutil.copy(packed / TOKENIZER_NAME, out / TOKENIZER_NAME)
    # So that whatever else loads the model cuts its input to what it reads.
    longest = {"model_max_length": int(config["max_tokens"])}
    (out / "tokenizer_config.json").write_text(json.dumps(longest) + "\n", encoding="utf-8")
    return out


def _join_parts(weights: dict[str, NDArray[np.float32]], names: Names) -> int:
    """Join in `weights` the two parts of each matrix that has them; how many layers there are."""
    import numpy as np

    for name in [name.removesuffix(".loud") for name in weights if name.endswith(".weight.loud")]:
        parts = [weights.pop(f"{name}.{part}") for part in ("loud", "quiet")]
        weights[name] = np.concatenate(parts, axis=1)
    layers = 0
    while f"{names.of_layer(layers, 'output.dense')}.weight" in weights:
        layers += 1
    return layers


def _whole_tables(
    weights: dict[str, NDArray[np.float32]], state: Mapping[str, NDArray[np.float32]], names: Names
) -> None:
    """Put before the places in `weights` those that no token has, and make MPNet's attention bias by bucket whole."""
    import numpy as np

    places = f"{names.embeddings}.position_embeddings.weight"
    if places in weights:
        none = np.zeros((names.first_position, weights[places].shape[1]), np.float32)
        weights[places] = np.concatenate([none, weights[places]])
    if names.relative is not None and f"{names.relative}.by_distance" in weights:
        by_distance = weights.pop(f"{names.relative}.by_distance")[0].transpose(1, 2, 0)
        table = np.zeros_like(
            state[f"{names.relative}.weight"]
        )  # beyond the longest input there are no distances
        if by_distance.shape[2] == table.shape[1]:
            table[distances(len(by_distance), len(table))] = by_distance
        weights[f"{names.relative}.weight"] = table
