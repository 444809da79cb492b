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
from claimcheck.training.judge_channels import Heard, listen, loudest_first, reorder, reordered_moments
from claimcheck.training.judge_graph import LOUD, LOUD_HIDDEN, Names, judge_graph, names_of, relative_bias
from claimcheck.training.judge_loop import pretokenise
from claimcheck.training.nli_data import LabelledPair

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEARD: Final = 256
"""Pairs that show what enters the matrices."""


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

    The first of `pairs`, of the kind that the model was trained on, show what enters the matrices: which channels are
    loud, and how weights are best rounded. Raises ValueError where the encoder is of a kind that `judge_graph` does not
    know, or its labels are not `LABELS` in their order.
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
    heard = listen(model, pretokenise(tokenizer, pairs[:HEARD], max_tokens))
    out.mkdir(parents=True, exist_ok=True)
    (out / GRAPH_NAME).write_bytes(graph.SerializeToString())
    (out / WEIGHTS_NAME).write_bytes(save(shipped_weights(model, heard, max_tokens=max_tokens)))
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


def shipped_weights(model: Any, heard: Heard, *, max_tokens: int) -> dict[str, NDArray[Any]]:
    """The weights by name: each matrix packed but the classifier's last, as many places as there are tokens, MPNet's
    attention bias by distance, all in the order of `loudest_first`, and the matrices that what enters and leaves the
    intermediate layers is multiplied with in two parts (the loud columns and the rest).
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
    channels = loudest_first(heard, names, model.config.num_hidden_layers)
    reorder(state, names, channels)
    moments = reordered_moments(heard, names, channels)
    for number in range(len(channels.intermediate)):
        for part, loud in (("intermediate.dense", LOUD_HIDDEN), ("output.dense", LOUD)):
            name = f"{names.of_layer(number, part)}.weight"
            matrix, both = state.pop(name), moments.pop(name)
            state[f"{name}.loud"], state[f"{name}.quiet"] = matrix[:, :loud], matrix[:, loud:]
            moments[f"{name}.loud"], moments[f"{name}.quiet"] = both[:loud, :loud], both[loud:, loud:]
    classifier = names.head[1]
    whole = (
        places,
        f"{names.embeddings}.token_type_embeddings.weight",
        f"{classifier}.weight",
    )
    found: dict[str, NDArray[Any]] = {}
    for name, values in state.items():
        if values.ndim == 2 and name not in whole:
            found |= {
                f"{name}.{part}": array for part, array in packed.pack(values, moments.get(name)).items()
            }
        elif values.dtype.kind == "f":
            found[name] = np.ascontiguousarray(values, np.float32)
    return found
