"""The training loop of the judge: a three-way classifier on pairs, on a CPU, with checkpoints that resume.

What makes it fit into an hour or two on two cores: bfloat16 where the CPU computes in it, batches that hold
pairs of about equal length, word embeddings that may stay frozen, and a high learning rate. A running
average of the weights (EMA) stands in for the tail of a learning-rate decay, so that any checkpoint is
usable.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.models.embedder import computes_bfloat16
from claimcheck.training.nli_data import CONSISTENT, LABELS, LabelledPair

if TYPE_CHECKING:
    import torch
    from tokenizers import Encoding, Tokenizer


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """Everything that decides a run besides its pairs. Lengths are in tokens, steps are batches."""

    seed: int = 13
    epochs: int = 1
    batch_size: int = 32
    max_tokens: int = 96
    freeze_words: bool = True
    """Keep the word embeddings as they are: half the parameters, and rare words stay where they were."""
    freeze_layers: int = 0
    """Keep so many of the lowest layers as they are: what makes a large encoder affordable."""
    soft: float = 0.0
    """Share of the loss that is the distance from a teacher's probabilities, where a pair has them."""
    learning_rate: float = 2e-4
    warmup_steps: int = 200
    decay: bool = True
    weight_decay: float = 0.01
    dropout: float = 0.0
    """Of hidden states; worth its time from the second pass over the same pairs on."""
    ema: float = 0.998
    threads: int = 2
    max_steps: int | None = None
    """Stop after this many batches; may be lowered when a run is resumed, the decay then ends there."""
    save_every: int = 250
    log_every: int = 50


def pretokenise(tokenizer: Tokenizer, pairs: Sequence[LabelledPair], max_tokens: int) -> list[Encoding]:
    """Encodings of all pairs, truncated to `max_tokens`, unpadded."""
    tokenizer.enable_truncation(max_tokens)
    tokenizer.no_padding()
    return list(tokenizer.encode_batch([(p.premise, p.hypothesis) for p in pairs]))


def plan_batches(lengths: Sequence[int], batch_size: int, seed: int) -> list[list[int]]:
    """Batches of about equal length in random order: shuffled, sorted by length within stretches of 100
    batches.
    """
    rng = random.Random(seed)
    order = list(range(len(lengths)))
    rng.shuffle(order)
    stretch = batch_size * 100
    batches: list[list[int]] = []
    for start in range(0, len(order), stretch):
        part = sorted(order[start : start + stretch], key=lambda i: lengths[i])
        here = [part[i : i + batch_size] for i in range(0, len(part), batch_size)]
        rng.shuffle(here)
        batches += here
    return batches


def learning_rate_at(step: int, total: int, settings: TrainSettings) -> float:
    """Linear warm-up, then constant, or linear decay to zero if `settings.decay`."""
    if step < settings.warmup_steps:
        return settings.learning_rate * (step + 1) / settings.warmup_steps
    if not settings.decay:
        return settings.learning_rate
    return settings.learning_rate * max(total - step, 1) / max(total - settings.warmup_steps, 1)


def collate(encodings: Sequence[Encoding]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Token ids, segment ids and mask of a batch, each (batch, longest), padded with zeros."""
    import torch

    longest = max(len(e.ids) for e in encodings)
    ids = torch.zeros((len(encodings), longest), dtype=torch.long)
    segments = torch.zeros_like(ids)
    mask = torch.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        n = len(encoding.ids)
        ids[row, :n] = torch.tensor(encoding.ids)
        segments[row, :n] = torch.tensor(encoding.type_ids)
        mask[row, :n] = 1
    return ids, segments, mask


def new_model(base: Path, *, freeze_words: bool = True, freeze_layers: int = 0, dropout: float = 0.0) -> Any:
    """A three-way classifier on the encoder in `base`, with its word embeddings and lowest layers frozen."""
    from transformers import AutoModelForSequenceClassification

    model = AutoModelForSequenceClassification.from_pretrained(
        base,
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: i for i, label in enumerate(LABELS)},
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
    )
    model.base_model.embeddings.word_embeddings.weight.requires_grad_(not freeze_words)
    for layer in model.base_model.encoder.layer[:freeze_layers]:
        layer.requires_grad_(False)
    return model


def forward(
    model: Any, ids: torch.Tensor, segments: torch.Tensor, mask: torch.Tensor, *, bfloat16: bool
) -> torch.Tensor:
    """Logits (batch, 3) of what `collate` gives; segments are left out where the encoder knows none, as MPNet's."""
    import torch

    inputs = {"input_ids": ids, "attention_mask": mask}
    if getattr(model.config, "type_vocab_size", 0):
        inputs["token_type_ids"] = segments
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
        logits: torch.Tensor = model(**inputs).logits
    return logits.float()


def negative_log_likelihood(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Of each row of `logits` (pairs, 3), against `labels` (pairs,): for `CONSISTENT`, of the two classes it leaves."""
    import torch

    ruled_out = torch.ones_like(logits, dtype=torch.bool)
    known = labels != CONSISTENT
    ruled_out[known, labels[known]] = False
    ruled_out[~known, : LABELS.index("contradiction")] = False
    return logits.logsumexp(-1) - logits.masked_fill(ruled_out, -torch.inf).logsumexp(-1)


def distance_from_teacher(logits: torch.Tensor, taught: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of each row of `logits` (pairs, 3) against a teacher's probabilities (Hinton et al., 2015,
    "Distilling the knowledge in a neural network", at temperature 1).
    """
    return -(taught * logits.log_softmax(-1)).sum(-1)


def train(
    base: Path,
    pairs: Sequence[LabelledPair],
    out: Path,
    settings: TrainSettings,
    *,
    report: Callable[[str], None] = print,
    stop: threading.Event | None = None,
) -> Path:
    """Train on `pairs` for some epochs, in a fixed order, and return the folder of the averaged model.

    Setting `stop` saves the step that the run is at and leaves by `SystemExit`. A run that ended early
    continues from its last checkpoint in `out` when called again with the same arguments. `base` is a
    sentence-transformers folder or the `model` folder of an earlier stage.
    """
    import torch
    from tokenizers import Tokenizer

    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)  # the classifier's first weights
    out.mkdir(parents=True, exist_ok=True)
    model = new_model(
        base,
        freeze_words=settings.freeze_words,
        freeze_layers=settings.freeze_layers,
        dropout=settings.dropout,
    ).train()
    bfloat16 = computes_bfloat16()
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    encodings = pretokenise(tokenizer, pairs, settings.max_tokens)
    lengths = [len(e.ids) for e in encodings]
    batches = [
        batch
        for epoch in range(settings.epochs)
        for batch in plan_batches(lengths, settings.batch_size, settings.seed + epoch)
    ][: settings.max_steps]
    trained = {name: p for name, p in model.named_parameters() if p.requires_grad}
    average = {name: p.detach().clone() for name, p in trained.items()}
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in trained.values() if p.ndim > 1], "weight_decay": settings.weight_decay},
            {"params": [p for p in trained.values() if p.ndim <= 1], "weight_decay": 0.0},
        ],
        lr=settings.learning_rate,
        fused=True,
    )
    first = _resume(out, trained, average, optimizer)
    report(json.dumps({"pairs": len(pairs), "steps": len(batches), "from": first, **asdict(settings)}))
    started, seen, losses = time.monotonic(), 0, 0.0
    for step in range(first, len(batches)):
        chosen = batches[step]
        torch.manual_seed(settings.seed + step)  # so that a resumed run drops out what an unbroken one does
        ids, segments, mask = collate([encodings[i] for i in chosen])
        labels = torch.tensor([pairs[i].label for i in chosen])
        weights = torch.tensor([pairs[i].weight for i in chosen])
        for group in optimizer.param_groups:
            group["lr"] = learning_rate_at(step, len(batches), settings)
        logits = forward(model, ids, segments, mask, bfloat16=bfloat16)
        losses_of = negative_log_likelihood(logits, labels) * weights
        if settings.soft:
            taught = torch.tensor([pairs[i].taught or (0.0, 0.0, 0.0) for i in chosen])
            share = settings.soft * taught.sum(-1)  # nothing where no teacher was asked
            losses_of = (1 - share) * losses_of + share * distance_from_teacher(logits, taught)
        loss = losses_of.mean()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(trained.values(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        with torch.no_grad():
            keep = min(settings.ema, (step + 1) / (step + 10))
            torch._foreach_lerp_(list(average.values()), [p.detach() for p in trained.values()], 1.0 - keep)
        seen, losses = seen + len(chosen), losses + float(loss.detach())
        if (step + 1) % settings.log_every == 0:
            rate = seen / (time.monotonic() - started)
            mean = losses / min(settings.log_every, step + 1 - first)
            report(f"step {step + 1}/{len(batches)} loss {mean:.4f} {rate:.1f} pairs/s")
            losses = 0.0
        stopping = stop is not None and stop.is_set()
        if (step + 1) % settings.save_every == 0 or stopping:
            _save(out, step + 1, trained, average, optimizer)
        if stopping:
            raise SystemExit(f"stopped at step {step + 1}; the same command resumes")
    return export_average(model, trained, average, base, out / "model")


def export_average(
    model: Any,
    trained: dict[str, torch.nn.Parameter],
    average: dict[str, torch.Tensor],
    base: Path,
    out: Path,
) -> Path:
    """Write the averaged weights as a transformers folder (safetensors) with the tokenizer beside them."""
    import shutil

    import torch

    with torch.no_grad():
        for name, parameter in trained.items():
            parameter.copy_(average[name])
    model.save_pretrained(out)
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt"):
        if (base / name).exists():
            shutil.copy(base / name, out / name)
    return out


def model_from_checkpoint(base: Path, run: Path) -> Path:
    """The averaged model of an unfinished run, written to `run/model-STEP`."""
    from safetensors.torch import load_file

    state = load_file(run / "checkpoint.safetensors")
    model = new_model(base)
    trained = {name: p for name, p in model.named_parameters() if f"average.{name}" in state}
    average = {name: state[f"average.{name}"] for name in trained}
    return export_average(model, trained, average, base, run / f"model-{int(state['step'])}")


def _save(
    out: Path,
    step: int,
    trained: dict[str, torch.nn.Parameter],
    average: dict[str, torch.Tensor],
    optimizer: torch.optim.Optimizer,
) -> None:
    """Write step, weights, averages and moments to one safetensors file, replacing the last one atomically."""
    import torch
    from safetensors.torch import save_file

    state: dict[str, torch.Tensor] = {"step": torch.tensor(step)}
    for name, parameter in trained.items():
        moments = optimizer.state[parameter]
        state[f"weight.{name}"] = parameter.detach().contiguous()
        state[f"average.{name}"] = average[name]
        state[f"first.{name}"] = moments["exp_avg"]
        state[f"second.{name}"] = moments["exp_avg_sq"]
    save_file(state, out / "checkpoint.tmp")
    (out / "checkpoint.tmp").replace(out / "checkpoint.safetensors")


def _resume(
    out: Path,
    trained: dict[str, torch.nn.Parameter],
    average: dict[str, torch.Tensor],
    optimizer: torch.optim.Optimizer,
) -> int:
    """Load the checkpoint in `out` into its arguments and return its step, or 0 where there is none."""
    import torch
    from safetensors.torch import load_file

    path = out / "checkpoint.safetensors"
    if not path.exists():
        return 0
    state = load_file(path)
    with torch.no_grad():
        for name, parameter in trained.items():
            parameter.copy_(state[f"weight.{name}"])
            average[name].copy_(state[f"average.{name}"])
            optimizer.state[parameter] = {
                "step": state["step"].to(torch.float32),
                "exp_avg": state[f"first.{name}"],
                "exp_avg_sq": state[f"second.{name}"],
            }
    return int(state["step"])
