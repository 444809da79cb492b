"""The judge's training: batches, schedule, and a stopped run that ends where an unbroken one does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.models.judgement import Calibration
from claimcheck.training.judge import packaged_base
from claimcheck.training.judge_blend import blend
from claimcheck.training.judge_calibrate import (
    CRY_WOLF,
    ScoredPairs,
    expected_calibration_error,
    fit_curve,
    fit_temperature,
    fit_thresholds,
)
from claimcheck.training.judge_loop import (
    TrainSettings,
    learning_rate_at,
    negative_log_likelihood,
    plan_batches,
    train,
)
from claimcheck.training.judge_mix import DRAWS, draw
from claimcheck.training.news_pairs import FAMILY_SIZES
from claimcheck.training.nli_data import (
    CONSISTENT,
    LABELS,
    MIX,
    NON_COMMERCIAL,
    LabelledPair,
    SourceShare,
    draw_mix,
    read_pairs,
    write_pairs,
)
from claimcheck.training.nli_neutrals import neutrals


@given(lengths=st.lists(st.integers(3, 96), max_size=500), size=st.integers(1, 40), seed=st.integers(0, 9))
def test_batches_hold_each_pair_once(lengths: list[int], size: int, seed: int) -> None:
    batches = plan_batches(lengths, size, seed)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert all(0 < len(batch) <= size for batch in batches)
    assert batches == plan_batches(lengths, size, seed)


def test_learning_rate_warms_up_and_decays() -> None:
    settings = TrainSettings(learning_rate=1.0, warmup_steps=10)
    rates = [learning_rate_at(step, 100, settings) for step in range(100)]
    assert rates[0] == pytest.approx(0.1)
    assert max(rates) == pytest.approx(1.0)
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] < 0.02
    assert learning_rate_at(99, 100, TrainSettings(learning_rate=1.0, warmup_steps=10, decay=False)) == 1.0


def test_made_neutrals_pair_a_claim_with_another_passage_on_its_topic() -> None:
    entails, contradicts = LABELS.index("entailment"), LABELS.index("contradiction")
    given = [
        LabelledPair("fever_rte.dev", "The bridge at Orsk carries trains.", "Orsk has a bridge.", entails),
        LabelledPair(
            "fever_rte.dev", "The port of Orsk froze in winter.", "Orsk's port never froze.", contradicts
        ),
        LabelledPair("fever_rte.dev", "Lemons grow in the south.", "Lemons grow.", entails),
    ]
    made = {pair.hypothesis: pair for pair in neutrals(given, 3, seed=1)}
    assert made["Orsk has a bridge."].premise == "The port of Orsk froze in winter."
    assert {LABELS[pair.label] for pair in made.values()} == {"neutral"}
    own = {pair.hypothesis: pair.premise for pair in given}
    assert all(pair.premise != own[claim] for claim, pair in made.items())


def test_all_pairs_are_passed_once_an_epoch(tiny_base: Path, tmp_path: Path) -> None:
    settings = TrainSettings(batch_size=4, warmup_steps=1, epochs=3, freeze_words=False, threads=1)
    lines: list[str] = []
    model = train(tiny_base, pairs_of("a", 10), tmp_path / "run", settings, report=lines.append)
    assert '"steps": 9' in lines[0]
    from safetensors.numpy import load_file

    words = "embeddings.word_embeddings.weight"
    before = load_file(tiny_base / "model.safetensors")[words]
    after = load_file(model / "model.safetensors")[f"bert.{words}"]
    assert not np.array_equal(before, after), "trained word embeddings move"


def pairs_of(source: str, count: int) -> list[LabelledPair]:
    return [LabelledPair(source, f"Ship {i} left.", f"Ship {i} stayed.", i % 3) for i in range(count)]


def test_a_draw_keeps_to_its_shares() -> None:
    drawn = draw_mix(pairs_of("a", 30) + pairs_of("b", 30), {"a": SourceShare(5, 0.5)}, seed=1)
    assert len(drawn) == 5
    assert {(p.source, p.weight) for p in drawn} == {("a", 0.5)}
    assert drawn == draw_mix(pairs_of("a", 30), {"a": SourceShare(5, 0.5)}, seed=1)


def test_only_contradictions_are_turned_round() -> None:
    drawn = draw_mix(pairs_of("a", 300), {"a": SourceShare(300)}, seed=1)
    turned = [p for p in drawn if p.premise.endswith("stayed.")]
    assert {LABELS[p.label] for p in turned} == {"contradiction"}
    assert 0 < len(turned) < sum(p.label == 2 for p in drawn) / 2


def test_a_small_draw_keeps_to_its_counts() -> None:
    pool = [
        *pairs_of("mnli_x", 30),
        *pairs_of("news_alarm", 9),
        *pairs_of("news_date", 9),
        *pairs_of("other", 9),
    ]
    drawn = draw(pool, {"mnli_": 20, "news_alarm": 12, "news_": 4}, seed=1)
    assert Counter(pair.source for pair in drawn) == {"mnli_x": 20, "news_alarm": 9, "news_date": 4}
    assert drawn == draw(pool, {"mnli_": 20, "news_alarm": 12, "news_": 4}, seed=1)


def test_what_an_earlier_stage_saw_is_drawn_last() -> None:
    pool = pairs_of("mnli_x", 30)
    seen = [replace(p, premise=p.hypothesis, hypothesis=p.premise) for p in pool[:20]]
    drawn = draw(pool, {"mnli_": 15}, seed=1, seen=seen)
    assert len(drawn) == 15
    assert {pair.premise for pair in pool[20:]} < {pair.premise for pair in drawn}


@pytest.mark.parametrize("counts", DRAWS.values(), ids=DRAWS)
def test_a_small_draw_names_sources_that_there_are(counts: Mapping[str, int]) -> None:
    related = {f"news_{kind}" for kind in ("same_event", "same_article", "near_event")}
    made = {"rival_accounts", "news_alarm", "news_unlabelled", "news_"} | related
    made |= {f"news_{family}" for family in FAMILY_SIZES}
    assert all(prefix in made or any(source.startswith(prefix) for source in MIX) for prefix in counts)
    assert not any(source.startswith(prefix) for source in NON_COMMERCIAL for prefix in counts)
    order = list(counts)
    assert not any(later.startswith(prefix) for i, prefix in enumerate(order) for later in order[i + 1 :])


def test_non_commercial_sets_are_in_no_mix() -> None:
    assert MIX
    assert not set(MIX) & set(NON_COMMERCIAL)


def test_pairs_come_back_as_written(tmp_path: Path) -> None:
    pairs = pairs_of("a", 4)
    write_pairs(pairs, tmp_path / "pairs.jsonl.gz")
    assert read_pairs(tmp_path / "pairs.jsonl.gz") == pairs


@pytest.fixture
def tiny_base(tmp_path: Path) -> Path:
    """A random one-layer encoder with the packaged tokenizer."""
    import shutil

    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    base = tmp_path / "base"
    BertModel(
        BertConfig(hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16)
    ).save_pretrained(base)
    shutil.copy(packaged_base() / "tokenizer.json", base / "tokenizer.json")
    return base


def test_a_resumed_run_ends_where_an_unbroken_one_does(tiny_base: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    pairs = pairs_of("a", 24)
    settings = TrainSettings(
        batch_size=4, warmup_steps=1, decay=False, dropout=0.2, save_every=3, log_every=100, threads=1
    )
    whole = train(tiny_base, pairs, tmp_path / "whole", settings, report=lambda line: None)
    first = replace(settings, max_steps=3)
    train(tiny_base, pairs, tmp_path / "parts", first, report=lambda line: None)
    resumed: list[str] = []
    parts = train(tiny_base, pairs, tmp_path / "parts", settings, report=resumed.append)
    assert '"from": 3' in resumed[0]
    one, other = (load_file(folder / "model.safetensors") for folder in (whole, parts))
    assert all(np.allclose(one[name], other[name], atol=1e-6) for name in one)
    start = load_file(tiny_base / "model.safetensors")
    words = "embeddings.word_embeddings.weight"
    assert np.array_equal(one[f"bert.{words}"], start[words]), "word embeddings are frozen"
    moved = "encoder.layer.0.output.dense.weight"
    assert not np.array_equal(one[f"bert.{moved}"], start[moved])


def scored(count: int, temperature: float) -> ScoredPairs:
    """Labels drawn from the softmax of random scores, then the scores made too bold by `temperature`."""
    rng = np.random.default_rng(3)
    logits = rng.normal(0, 1.5, (count, 3)).astype(np.float32)
    odds = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    labels = np.array([rng.choice(3, p=row / row.sum()) for row in odds.astype(np.float64)])
    bold = (logits * temperature).astype(np.float32)
    return ScoredPairs(bold, bold, labels)


def test_temperature_is_found_again() -> None:
    assert fit_temperature([scored(4000, 2.0)]) == pytest.approx(2.0, rel=0.1)


def test_the_curve_calibrates() -> None:
    pairs = scored(4000, 3.0)
    truth = pairs.labels == 2
    raw = Calibration()
    fitted = fit_curve(raw, [pairs])
    before = expected_calibration_error(raw.combine(pairs.ab, pairs.ba), truth)
    after = expected_calibration_error(fitted.combine(pairs.ab, pairs.ba), truth)
    assert after < 0.03 < before


def test_thresholds_keep_false_alarms_low() -> None:
    neutrals = scored(3000, 2.0)
    fitted = fit_thresholds(Calibration(), [neutrals, scored(500, 1.0)])
    called = fitted.combine(neutrals.ab, neutrals.ba) >= fitted.contradiction_from
    assert called.mean() <= CRY_WOLF + 0.002
    assert fitted.abstain_from < fitted.contradiction_from


def test_calibration_error_of_a_coin_said_to_be_sure() -> None:
    probabilities, truth = np.full(100, 0.95), np.arange(100) % 2 == 0
    assert expected_calibration_error(probabilities, truth) == pytest.approx(0.45)
    assert expected_calibration_error(np.full(100, 0.5), truth) == pytest.approx(0.0)


def test_a_pair_that_is_only_known_to_be_consistent_rules_out_contradiction_alone() -> None:
    torch = pytest.importorskip("torch")
    logits = torch.tensor([[2.0, 0.5, -1.0]] * 4)
    loss = negative_log_likelihood(logits, torch.tensor([0, 1, 2, CONSISTENT]))
    shares = torch.softmax(logits[0], -1)
    assert torch.allclose(loss[:3], -shares.log())
    assert torch.allclose(loss[3], -(shares[0] + shares[1]).log())


def test_a_blend_lies_between_the_two(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    for name, value in (("one", 1.0), ("two", 3.0)):
        (tmp_path / name).mkdir()
        save_file({"w": torch.full((2, 2), value)}, tmp_path / name / "model.safetensors")
        for file in ("config.json", "tokenizer.json"):
            (tmp_path / name / file).write_text("{}")
    out = blend(tmp_path / "one", tmp_path / "two", 0.25, tmp_path / "out")
    assert load_file(out / "model.safetensors")["w"].tolist() == [[1.5, 1.5], [1.5, 1.5]]
    save_file({"w": torch.zeros(3)}, tmp_path / "two" / "model.safetensors")
    with pytest.raises(ValueError, match="one architecture"):
        blend(tmp_path / "one", tmp_path / "two", 0.25, tmp_path / "out")
