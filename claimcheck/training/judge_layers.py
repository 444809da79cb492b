"""A judge without some of its encoder's layers: smaller and faster, and soon as good again where it is trained on.

Sajjad et al., 2023, "On the effect of dropping layers of pre-trained transformer models": of the upper layers of an
encoder that has learnt another task, some are of little use for the new one.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

from claimcheck.models.judge import TOKENIZER_NAME


def drop_layers(model: Path, layers: Collection[int], out: Path) -> Path:
    """Write the judge of the transformers folder `model` without `layers`, counted from 0, to `out`.

    Raises ValueError where it has no such layer.
    """
    from torch.nn import ModuleList
    from transformers import AutoModelForSequenceClassification

    found: Any = AutoModelForSequenceClassification.from_pretrained(model)
    encoder = found.base_model.encoder
    if unknown := set(layers) - set(range(len(encoder.layer))):
        raise ValueError(f"{model} has {len(encoder.layer)} layers, counted from 0: none is {min(unknown)}")
    encoder.layer = ModuleList(layer for number, layer in enumerate(encoder.layer) if number not in layers)
    found.config.num_hidden_layers = len(encoder.layer)
    found.save_pretrained(out)
    shutil.copy(model / TOKENIZER_NAME, out / TOKENIZER_NAME)
    return out
