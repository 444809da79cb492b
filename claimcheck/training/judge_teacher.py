"""What a larger judge says of pairs, for a smaller one to learn from: knowledge distillation.

A teacher's probabilities say more than a label does: how near a pair is to the other two classes (Hinton et al., 2015,
"Distilling the knowledge in a neural network"). And a teacher can be asked about pairs that nobody has labelled, as two
sentences that two outlets wrote of one event.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from claimcheck.models.embedder import computes_bfloat16
from claimcheck.training.judge_loop import collate, forward, pretokenise
from claimcheck.training.nli_data import LABELS, LabelledPair

if TYPE_CHECKING:
    from tokenizers import Encoding

CHUNK: Final = 1024
"""Pairs that are asked about, and written, at a time."""
BATCH: Final = 32


def teach(
    teacher: Path,
    pairs: Sequence[LabelledPair],
    out: Path,
    *,
    max_tokens: int,
    threads: int = 2,
    report: Callable[[str], None] = print,
) -> None:
    """Write `pairs` with what the model of the folder `teacher` says of each, as `read_pairs` reads them.

    Chunks are added to `out` as they are done: with the same arguments an unfinished file is gone on with.
    """
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoModelForSequenceClassification

    torch.set_num_threads(threads)
    model = AutoModelForSequenceClassification.from_pretrained(teacher, num_labels=len(LABELS)).eval()
    tokenizer = Tokenizer.from_file(str(teacher / "tokenizer.json"))
    done = _lines(out) if out.exists() else 0
    for start in range(done, len(pairs), CHUNK):
        chunk = pairs[start : start + CHUNK]
        said = _ask(model, pretokenise(tokenizer, chunk, max_tokens))
        with gzip.open(out, "at", encoding="utf-8") as lines:
            for pair, probabilities in zip(chunk, said, strict=True):
                lines.write(json.dumps(asdict(replace(pair, taught=probabilities))) + "\n")
        report(f"{start + len(chunk)}/{len(pairs)}")


def _ask(model: Any, encodings: Sequence[Encoding]) -> list[tuple[float, float, float]]:
    """Probabilities of `LABELS` for each pair, pairs of about one length together."""
    import torch

    order = sorted(range(len(encodings)), key=lambda i: len(encodings[i].ids))
    said: list[tuple[float, float, float]] = [(0.0, 0.0, 0.0)] * len(encodings)
    bfloat16 = computes_bfloat16()
    with torch.inference_mode():
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            logits = forward(model, *collate([encodings[i] for i in rows]), bfloat16=bfloat16)
            for row, (a, b, c) in zip(rows, logits.softmax(-1).tolist(), strict=True):
                said[row] = (round(a, 4), round(b, 4), round(c, 4))
    return said


def _lines(path: Path) -> int:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return sum(1 for _ in lines)
