"""Turn a trained judge into what is shipped: a graph without weights, its weights packed at 4 bits, and hashes.

The graph is `judge_graph`'s; the weights are those of the model, word for word under the names that transformers gives
them, but for what `shipped_weights` says.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from claimcheck.models import packed
from claimcheck.models.judge import CONFIG_NAME, GRAPH_NAME, TOKENIZER_NAME, WEIGHTS_NAME, label_order
from claimcheck.models.judgement import LABELS
from claimcheck.training.judge_graph import LOUD, Names, judge_graph, names_of, relative_bias
from claimcheck.training.judge_loop import collate, forward, pretokenise
from claimcheck.training.nli_data import LabelledPair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEARD: Final = 128
"""Pairs in which the loud channels of the intermediate layers are looked for."""


def package(
    model_dir: Path,
    out: Path,
    pairs: Sequence[LabelledPair],
    *,
    name: str,
    max_tokens: int,
    calibration: Mapping[str, Any],
) -> Path:
    """Write the folder that `load_judge` reads: graph, weights, tokenizer and `judge.json` with their SHA-256.

    The first of `pairs`, of the kind that the model was trained on, show which channels are loud. Raises ValueError
    where the encoder is of a kind that `judge_graph` does not know, or its labels are not `LABELS` in their order.
    """
    from safetensors.numpy import save
    from tokenizers import Tokenizer
    from transformers import AutoModelForSequenceClassification

    model: Any = AutoModelForSequenceClassification.from_pretrained(
        model_dir, attn_implementation="eager"
    ).eval()
    labels = model.config.id2label.values()
    if label_order(labels, str(model_dir)) != list(range(len(LABELS))):
        raise ValueError(f"{model_dir} has the labels {list(labels)}, not {list(LABELS)} in this order.")
    graph = judge_graph(model.config, max_tokens=max_tokens)
    tokenizer = Tokenizer.from_file(str(model_dir / TOKENIZER_NAME))
    channels = loudest_first(model, pretokenise(tokenizer, pairs[:HEARD], max_tokens))
    out.mkdir(parents=True, exist_ok=True)
    (out / GRAPH_NAME).write_bytes(graph.SerializeToString())
    (out / WEIGHTS_NAME).write_bytes(save(shipped_weights(model, channels, max_tokens=max_tokens)))
    shutil.copy(model_dir / TOKENIZER_NAME, out / TOKENIZER_NAME)
    names = (GRAPH_NAME, WEIGHTS_NAME, TOKENIZER_NAME)
    config = {
        "name": name,
        "labels": list(LABELS),
        "max_tokens": max_tokens,
        "files": {file: hashlib.sha256((out / file).read_bytes()).hexdigest() for file in names},
        "calibration": dict(calibration),
    }
    (out / CONFIG_NAME).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return out


def loudest_first(model: Any, encodings: Sequence[Any]) -> list[NDArray[np.int64]]:
    """The channels of each intermediate layer in an order that begins with the `LOUD` that grew largest, rest as they
    were.
    """
    import numpy as np
    import torch

    loudest = [torch.zeros(model.config.intermediate_size) for _ in model.base_model.encoder.layer]

    def listen(number: int) -> Any:
        def hook(_module: Any, inputs: tuple[Any, ...]) -> None:
            values = inputs[0].detach().abs().flatten(0, -2).amax(0)
            loudest[number] = torch.maximum(loudest[number], values.float())

        return hook

    hooks = [
        layer.output.dense.register_forward_pre_hook(listen(number))
        for number, layer in enumerate(model.base_model.encoder.layer)
    ]
    with torch.inference_mode():
        for encoding in encodings:
            forward(model, *collate([encoding]), bfloat16=False)
    for hook in hooks:
        hook.remove()
    orders = []
    for values in loudest:
        ranked = np.argsort(-values.numpy(), kind="stable")
        orders.append(np.concatenate([np.sort(ranked[:LOUD]), np.sort(ranked[LOUD:])]))
    return orders


def shipped_weights(
    model: Any, channels: Sequence[NDArray[np.int64]], *, max_tokens: int
) -> dict[str, NDArray[Any]]:
    """The weights by name: each matrix packed but the classifier's last, as many places as there are tokens, MPNet's
    attention bias by distance, and the channels of each intermediate layer in the order of `channels`,
    its output's matrix in two parts (`LOUD` columns and the rest).
    """
    import numpy as np

    names: Names = names_of(model.config)
    state = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    places = f"{names.embeddings}.position_embeddings.weight"
    first = names.first_position
    state[places] = state[places][first : first + max_tokens]
    if names.relative is not None:
        table = state.pop(f"{names.relative}.weight")
        state[f"{names.relative}.by_distance"] = relative_bias(table, max_tokens)
    found: dict[str, NDArray[Any]] = {}
    for number, order in enumerate(channels):
        inner, outer = (names.of_layer(number, part) for part in ("intermediate.dense", "output.dense"))
        for name in (f"{inner}.weight", f"{inner}.bias"):
            state[name] = state[name][order]
        matrix = state.pop(f"{outer}.weight")[:, order]
        state[f"{outer}.weight.loud"], state[f"{outer}.weight.quiet"] = matrix[:, :LOUD], matrix[:, LOUD:]
    classifier = names.head[1]
    whole = (
        places,
        f"{names.embeddings}.token_type_embeddings.weight",
        f"{classifier}.weight",
    )
    for name, values in state.items():
        if values.ndim == 2 and name not in whole:
            found |= {f"{name}.{part}": array for part, array in packed.pack(values).items()}
        elif values.dtype.kind == "f":
            found[name] = np.ascontiguousarray(values, np.float32)
    return found
