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

HEARD: Final = 1024
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

    The first of `pairs`, of the kind that will be judged, show what enters the matrices: which channels are loud, and
    how weights are best rounded. Raises ValueError where there are none, where the encoder is of a kind or size that
    `judge_graph` does not know or reads fewer tokens, where its labels are not `LABELS` in their order, or where a
    weight is no number.
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
    if not pairs:
        raise ValueError(f"{model_dir} cannot be packed without pairs that show what enters its matrices.")
    graph = judge_graph(model.config, max_tokens=max_tokens)
    tokenizer = Tokenizer.from_file(str(model_dir / TOKENIZER_NAME))
    heard = listen(model, pretokenise(tokenizer, pairs[:HEARD], max_tokens))
    weights = save(shipped_weights(model, heard, max_tokens=max_tokens))
    out.mkdir(parents=True, exist_ok=True)  # not before all is known: what stands there may be in use
    (out / GRAPH_NAME).write_bytes(graph.SerializeToString())
    (out / WEIGHTS_NAME).write_bytes(weights)
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
    loud = {
        f"{names.of_layer(number, part)}.weight": count
        for number in range(len(channels.intermediate))
        for part, count in (("intermediate.dense", LOUD_HIDDEN), ("output.dense", LOUD))
    }
    classifier = names.head[1]
    whole = (
        places,
        f"{names.embeddings}.token_type_embeddings.weight",
        f"{classifier}.weight",
    )
    found: dict[str, NDArray[Any]] = {}
    for name, values in state.items():
        if values.ndim == 2 and name not in whole:
            matrix = packed.pack(values, moments.get(name))
            parts = _in_two_parts(name, matrix, loud[name]) if name in loud else {name: matrix}
            found |= {
                f"{part}.{kind}": array for part, arrays in parts.items() for kind, array in arrays.items()
            }
        elif values.dtype.kind == "f":
            found[name] = np.ascontiguousarray(values, np.float32)
    return found


def _in_two_parts(
    name: str, matrix: Mapping[str, NDArray[Any]], loud: int
) -> dict[str, Mapping[str, NDArray[Any]]]:
    """A packed matrix as two by name: its first `loud` columns, and the rest."""
    import numpy as np

    ends = {"nibbles": loud // 2, "factors": loud // packed.BLOCK}
    both = {kind: np.split(matrix[kind], [end], axis=1) for kind, end in ends.items()}
    return {
        f"{name}.{part}": {kind: np.ascontiguousarray(halves[number]) for kind, halves in both.items()}
        | {"scale": matrix["scale"]}
        for number, part in enumerate(("loud", "quiet"))
    }
