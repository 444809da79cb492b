"""Learning from a larger judge: what it says of pairs, written and resumed, and what the loss makes of it."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from claimcheck.training.judge import packaged_base
from claimcheck.training.judge_loop import TrainSettings, train
from claimcheck.training.judge_teacher import CHUNK, teach
from claimcheck.training.news_text import labelled_part, split_of
from claimcheck.training.news_unlabelled import unlabelled_pairs
from claimcheck.training.nli_data import CONSISTENT, LABELS, LabelledPair, read_pairs

torch = pytest.importorskip("torch")


def tiny(folder: Path, *, mpnet: bool = False) -> Path:
    """A random two-layer encoder with the packaged tokenizer."""
    from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

    torch.manual_seed(0)
    size = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 16}
    model = MPNetModel(MPNetConfig(vocab_size=30_522, **size)) if mpnet else BertModel(BertConfig(**size))
    model.save_pretrained(folder)
    shutil.copy(packaged_base() / "tokenizer.json", folder / "tokenizer.json")
    return folder


def pairs_of(count: int) -> list[LabelledPair]:
    return [LabelledPair("a", f"Ship {i} left.", f"Ship {i} stayed.", i % 3) for i in range(count)]


FEW = TrainSettings(batch_size=4, warmup_steps=1, max_steps=2, threads=1)


def test_a_teacher_of_another_architecture_is_trained_and_asked(tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    base = tiny(tmp_path / "base", mpnet=True)
    settings = TrainSettings(batch_size=4, warmup_steps=1, max_steps=2, freeze_layers=1, threads=1)
    teacher = train(base, pairs_of(8), tmp_path / "run", settings, report=lambda line: None)
    before, after = load_file(base / "model.safetensors"), load_file(teacher / "model.safetensors")
    layer = "encoder.layer.{}.intermediate.dense.weight"
    assert (before[layer.format(0)] == after[f"mpnet.{layer.format(0)}"]).all(), "the lowest layer is frozen"
    assert (before[layer.format(1)] != after[f"mpnet.{layer.format(1)}"]).any()

    teach(
        teacher, pairs_of(5), tmp_path / "taught.jsonl.gz", max_tokens=32, threads=1, report=lambda line: None
    )
    taught = read_pairs(tmp_path / "taught.jsonl.gz")
    assert [pair.hypothesis for pair in taught] == [pair.hypothesis for pair in pairs_of(5)]
    assert all(pair.taught and sum(pair.taught) == pytest.approx(1.0, abs=1e-3) for pair in taught)


def test_asking_goes_on_where_it_stopped(tmp_path: Path) -> None:
    teacher = train(tiny(tmp_path / "base"), pairs_of(8), tmp_path / "run", FEW, report=lambda line: None)
    pairs, out = pairs_of(CHUNK + 3), tmp_path / "taught.jsonl.gz"
    teach(teacher, pairs[:CHUNK], out, max_tokens=32, threads=1, report=lambda line: None)
    asked: list[str] = []
    teach(teacher, pairs, out, max_tokens=32, threads=1, report=asked.append)
    assert asked == [f"{CHUNK + 3}/{CHUNK + 3}"], "what is written is not asked again"
    assert [pair.premise for pair in read_pairs(out)] == [pair.premise for pair in pairs]


def test_what_a_teacher_says_outweighs_the_label(tmp_path: Path) -> None:
    """All pairs are labelled contradiction, the teacher says entailment, and is believed by nine tenths."""
    from transformers import AutoModelForSequenceClassification

    contradiction = LABELS.index("contradiction")
    told = [
        LabelledPair("a", f"Ship {i} left.", f"Ship {i} sailed.", contradiction, taught=(1.0, 0.0, 0.0))
        for i in range(8)
    ]
    settings = TrainSettings(
        batch_size=8, warmup_steps=1, epochs=40, soft=0.9, ema=0.5, learning_rate=1e-2, threads=1
    )
    folder = train(tiny(tmp_path / "base"), told, tmp_path / "run", settings, report=lambda line: None)
    model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    said = model(input_ids=torch.tensor([[101, 2911, 102, 2911, 102]])).logits.argmax().item()
    assert LABELS[said] == "entailment"


def test_unlabelled_pairs_leave_the_test_part_alone(tmp_path: Path) -> None:
    events = [f"event-{i}" for i in range(60)]
    rows = [
        {
            "doc_id": f"{event}-{outlet}",
            "cluster_id": event,
            "text": f"The {event} ferry left the port of Orsk {manner} on Monday morning.",
        }
        for event in events
        for outlet, manner in (("one", "with twelve people aboard"), ("two", "without any people aboard"))
    ]
    (tmp_path / "news").mkdir()
    (tmp_path / "attribution").mkdir()
    for name in ("events_multi_outlet", "gun_violence", "basil", "syria_fakes"):
        write_rows(tmp_path / "news" / f"{name}.jsonl.gz", rows if name == "basil" else [])
    write_rows(tmp_path / "attribution" / "articles_train.jsonl.gz", [])

    pairs = unlabelled_pairs(tmp_path, 100, seed=1)
    used = {event for event in events if any(f" {event} " in pair.premise for pair in pairs)}
    assert used == {
        event
        for event in events
        if split_of(f"basil:{event}") == "train" and labelled_part("basil", event) != "test"
    }
    assert {(pair.label, pair.weight) for pair in pairs} == {(CONSISTENT, 0.0)}
    assert len(unlabelled_pairs(tmp_path, 3, seed=1)) == 3


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
