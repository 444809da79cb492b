"""The mean of two judges that come from one another: between the two it often holds what each of them knows.

Wortsman et al., 2022, "Robust fine-tuning of zero-shot models": fine-tuned weights drawn back towards those from which
they started keep more of what was known before.
"""

from __future__ import annotations

import shutil
from pathlib import Path

FILES = ("config.json", "tokenizer.json")


def blend(model: Path, towards: Path, share: float, out: Path) -> Path:
    """Write the weights of `model` with `share` of those of `towards` in them, both transformers folders, to `out`.

    Raises ValueError where the two are not of one architecture.
    """
    from safetensors.torch import load_file, save_file

    own, other = (load_file(folder / "model.safetensors") for folder in (model, towards))
    shapes = ({name: tensor.shape for name, tensor in weights.items()} for weights in (own, other))
    if next(shapes) != next(shapes):
        raise ValueError(f"{model} and {towards} have not the same weights: blend judges of one architecture")
    out.mkdir(parents=True, exist_ok=True)
    mixed = {name: ((1 - share) * tensor + share * other[name]).contiguous() for name, tensor in own.items()}
    save_file(mixed, out / "model.safetensors", metadata={"format": "pt"})
    for name in FILES:
        shutil.copy(model / name, out / name)
    return out
