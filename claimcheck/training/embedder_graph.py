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
    """Write the weightless graph of the BERT encoder in `model_dir` with mean pooling and L2 norm; its size in bytes.

    Inputs are `input_ids` and `attention_mask`, int64 (batch, tokens); the output is `embedding`, float32 (batch, d).
    An initialiser is named as in the safetensors file; one that is stored transposed has the suffix ".T".
    """
    import onnx
    import torch
    from transformers import BertModel

    network = BertModel.from_pretrained(model_dir, attn_implementation="eager", add_pooling_layer=False)

    class Sentence(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = network

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            weights = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    ids = torch.randint(1000, 2000, (2, 8))
    mask = torch.ones_like(ids)
    mask[1, 5:] = 0
    torch.onnx.export(
        Sentence(),
        (ids, mask),
        str(target),
        input_names=["input_ids", "attention_mask"],
        output_names=["embedding"],
        dynamic_axes={
            "input_ids": {0: "batch", 1: "tokens"},
            "attention_mask": {0: "batch", 1: "tokens"},
            "embedding": {0: "batch"},
        },
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
