"""Turn a trained judge into what is shipped: an ONNX graph for unpadded pairs, fused and quantised, with
hashes.

The graph takes `input_ids` and `token_type_ids`, each (pairs, tokens) without padding, and gives `logits`
(pairs, 3). It needs no attention mask, since rows of a batch must be equally long. Weights are quantised to
8 bits a channel with a reduced range, because AVX2 multiplies 8-bit numbers into saturating 16-bit sums
(onnxruntime's "Quantize ONNX models", section on U8S8); activations are quantised at run time.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimcheck.models.judge import CONFIG_NAME
from claimcheck.models.judgement import LABELS


def export_onnx(model_dir: Path, out: Path) -> Path:
    """The classifier in `model_dir` as a float32 ONNX graph with fused attention and GELU.

    Additions stay apart from the layer norms after them: ONNX Runtime's kernel for both together is the slower one
    with AVX-512, and no faster with AVX2.
    """
    import torch
    from onnxruntime.transformers.fusion_options import FusionOptions
    from onnxruntime.transformers.optimizer import optimize_model
    from transformers import BertForSequenceClassification

    model: Any = BertForSequenceClassification.from_pretrained(model_dir, attn_implementation="eager")
    model.eval()

    class Unmasked(torch.nn.Module):
        """The classifier without a mask: every token of an unpadded pair counts."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, token_type_ids: torch.Tensor) -> torch.Tensor:
            logits: torch.Tensor = self.model(
                input_ids=input_ids,
                token_type_ids=token_type_ids,
                attention_mask=torch.ones_like(input_ids),
            ).logits
            return logits

    sample = (torch.ones((2, 9), dtype=torch.long), torch.zeros((2, 9), dtype=torch.long))
    axes = {0: "pairs", 1: "tokens"}
    with tempfile.TemporaryDirectory() as scratch:
        raw = Path(scratch) / "raw.onnx"
        torch.onnx.export(
            Unmasked(),
            sample,
            str(raw),
            input_names=["input_ids", "token_type_ids"],
            output_names=["logits"],
            dynamic_axes={"input_ids": axes, "token_type_ids": axes, "logits": {0: "pairs"}},
            opset_version=17,
            dynamo=False,
        )
        config = model.config
        fusions = FusionOptions("bert")
        fusions.enable_skip_layer_norm = fusions.enable_bias_skip_layer_norm = False
        fused = optimize_model(
            str(raw),
            model_type="bert",
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
            opt_level=0,
            optimization_options=fusions,
        )
        fused.save_model_to_file(str(out))
    return out


def quantise(model: Path, out: Path) -> Path:
    """The graph with 8-bit weights and word embeddings."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        model,
        out,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    return out


def package(
    model_dir: Path, onnx: Path, out: Path, *, name: str, max_tokens: int, calibration: Mapping[str, Any]
) -> Path:
    """Write the folder that `load_judge` reads: model, tokenizer and `judge.json` with their SHA-256."""
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy(onnx, out / "model.onnx")
    shutil.copy(model_dir / "tokenizer.json", out / "tokenizer.json")
    files = {f: hashlib.sha256((out / f).read_bytes()).hexdigest() for f in ("model.onnx", "tokenizer.json")}
    config = {
        "name": name,
        "model": "model.onnx",
        "labels": list(LABELS),
        "max_tokens": max_tokens,
        "files": files,
        "calibration": dict(calibration),
    }
    (out / CONFIG_NAME).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return out
