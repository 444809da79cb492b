"""Makes `claimcheck/models/minilm.onnx`: the network of all-MiniLM-L6-v2 without its weights.

The weights stay in the package that distributes them and are handed to onnxruntime when the session is made, so the
graph is a few dozen kilobytes. Run `python -m claimcheck.training.embedder_graph` after changing anything here; it
needs torch, transformers and onnx, none of which the graph's user needs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claimcheck.models.embedder import GRAPH, packaged_model_dir

OPSET = 17


def export(model_dir: Path, target: Path) -> int:
    """Write the weightless graph of the BERT encoder in `model_dir`; its size in bytes.

    The input is `input_ids`, int64 (batch, tokens), rows of equal length without padding; the output is `states`,
    float32 (batch, tokens, d). Their mean is taken outside, since onnxruntime sums in another order in a batch than
    alone. An initialiser is named as in the safetensors file; one that is stored transposed has the suffix ".T".
    """
    import onnx
    import torch
    from transformers import BertModel

    network = BertModel.from_pretrained(model_dir, attn_implementation="eager", add_pooling_layer=False)

    class Sentence(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = network

        def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
            found = self.bert(input_ids=input_ids, attention_mask=torch.ones_like(input_ids))
            states: torch.Tensor = found.last_hidden_state
            return states

    axes = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        Sentence(),
        (torch.randint(1000, 2000, (2, 8)),),
        str(target),
        input_names=["input_ids"],
        output_names=["states"],
        dynamic_axes={"input_ids": axes, "states": axes},
        opset_version=OPSET,
        dynamo=False,
    )
    model = onnx.load(target)
    names = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    _detach_weights(model, names)
    target.write_bytes(model.SerializeToString())
    return target.stat().st_size


def _detach_weights(model: Any, tensors: dict[str, Any]) -> None:
    """Rename every weight of `model` as in `tensors` and drop its values, keeping type and shape."""
    import numpy as np
    from onnx import TensorProto, numpy_helper

    renamed: dict[str, str] = {}
    for initializer in model.graph.initializer:
        values = numpy_helper.to_array(initializer)
        name = next(
            (
                name + suffix
                for name, tensor in tensors.items()
                for suffix, candidate in (("", tensor), (".T", tensor.T))
                if values.ndim == tensor.ndim
                and np.array_equal(candidate, values)
                and (suffix == "" or tensor.ndim == 2)
            ),
            None,
        )
        if name is None:
            raise ValueError(f"No weight of the model equals {initializer.name}.")
        renamed[initializer.name] = name
        initializer.name = name
        initializer.ClearField("raw_data")
        initializer.data_location = TensorProto.EXTERNAL
        location = initializer.external_data.add()
        location.key, location.value = "location", "weights"
    for node in model.graph.node:
        for position, name in enumerate(node.input):
            node.input[position] = renamed.get(name, name)


if __name__ == "__main__":
    print(f"{GRAPH}: {export(packaged_model_dir(), GRAPH)} bytes")
