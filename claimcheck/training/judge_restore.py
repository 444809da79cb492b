"""The packed judge turned back into a model that can be trained on.

Checkpoints are too large to keep beside the code, so the shipped 8-bit weights are the only trace of the runs behind
them. Multiplied out they give what is run, to the last bit of what quantising left of it.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.models.judge import read_config
from claimcheck.training.judge_loop import new_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def restore(packed: Path, base: Path, out: Path) -> Path:
    """Write the judge of the folder `packed` as a transformers model to `out`; `base` gives the architecture.

    Raises ModelError where a file is damaged, ValueError where the graph is not one of `judge_export`.
    """
    import torch

    config = read_config(packed)
    model = new_model(base)
    state = model.state_dict()
    given = weights_of(packed / str(config["model"]), model.config.num_hidden_layers)
    missing = set(state) - set(given) - {"bert.embeddings.position_ids"}
    if missing:
        raise ValueError(f"{packed}: the graph lacks {', '.join(sorted(missing))}")
    model.load_state_dict({name: torch.tensor(given[name]) for name in state if name in given}, strict=False)
    model.save_pretrained(out)
    shutil.copy(packed / "tokenizer.json", out / "tokenizer.json")
    return out


def weights_of(graph: Path, layers: int) -> dict[str, NDArray[np.float32]]:
    """Weights by the names that transformers gives them, from a graph that `judge_export.quantise` wrote."""
    import numpy as np
    import onnx
    from onnx import numpy_helper

    model = onnx.load(graph)
    raw = {item.name: numpy_helper.to_array(item) for item in model.graph.initializer}
    full: dict[str, NDArray[np.float32]] = {}
    for name, values in raw.items():
        if name.endswith("_quantized"):
            stem = name.removesuffix("_quantized")
            whole = values.astype(np.float32) - raw[f"{stem}_zero_point"].astype(np.float32)
            full[stem] = (whole * raw[f"{stem}_scale"]).astype(np.float32)
        elif not name.endswith(("_scale", "_zero_point")):
            full[name] = values
    found = {
        name.removeprefix("model."): values for name, values in full.items() if name.startswith("model.")
    }
    for layer in range(layers):
        found |= _layer(full, _projections(model, full), layer)
    for name in ("bert.pooler.dense", "classifier"):
        found[f"{name}.weight"] = found.pop(f"{name}.weight_Transposed").T.copy()
    return found


def _projections(model: Any, full: dict[str, NDArray[np.float32]]) -> list[str]:
    """The unnamed matrices in the order in which they are used: three a layer."""
    used = (name.removesuffix("_quantized") for node in model.graph.node for name in node.input)
    return [name for name in dict.fromkeys(used) if name.startswith("onnx::MatMul") and name in full]


def _layer(
    full: dict[str, NDArray[np.float32]], projections: list[str], layer: int
) -> dict[str, NDArray[np.float32]]:
    import numpy as np

    prefix = f"bert.encoder.layer.{layer}"
    names = ("attention.output.dense", "intermediate.dense", "output.dense")
    found = {
        f"{prefix}.{name}.weight": full[matrix].T.copy()
        for name, matrix in zip(names, projections[3 * layer : 3 * layer + 3], strict=True)
    }
    weights = np.split(full[f"Attention_{layer}_qkv_weight"], 3, axis=1)
    biases = np.split(full[f"Attention_{layer}_qkv_bias"], 3)
    for part, weight, bias in zip(("query", "key", "value"), weights, biases, strict=True):
        found[f"{prefix}.attention.self.{part}.weight"] = weight.T.copy()
        found[f"{prefix}.attention.self.{part}.bias"] = bias
    return found
