"""A judge that is packed gives what the trained model gave, and can be trained on from."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claimcheck.models.judge import OnnxJudge
from claimcheck.models.judgement import Calibration
from claimcheck.training.judge import main, packaged_base
from claimcheck.training.judge_channels import listen, loudest_first, reorder, reordered_moments
from claimcheck.training.judge_export import package
from claimcheck.training.judge_graph import LOUD, LOUD_HIDDEN, judge_graph, names_of, relative_bias
from claimcheck.training.judge_layers import drop_layers
from claimcheck.training.judge_loop import collate, forward, pretokenise
from claimcheck.training.judge_restore import restore
from claimcheck.training.nli_data import LABELS, LabelledPair

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
pytest.importorskip("onnx")

PAIRS = [
    LabelledPair("", "Twelve people were killed in the blast.", "Fifteen people died in the blast.", 2),
    LabelledPair("", "The minister resigned on Monday.", "The minister is still in office, he said.", 2),
    LabelledPair("", "A ship left.", "Prices rose by three percent after the vote in the capital.", 1),
]
SIZES: dict[str, Any] = {
    "hidden_size": 128,
    "num_hidden_layers": 3,
    "num_attention_heads": 2,
    "intermediate_size": 256,
    "id2label": dict(enumerate(LABELS)),
    "label2id": {label: i for i, label in enumerate(LABELS)},
}


@pytest.fixture(params=["bert", "mpnet"])
def model_dir(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A random three-layer classifier, with weights large enough to tell texts apart."""
    import shutil

    torch.manual_seed(0)
    if request.param == "bert":
        made: Any = transformers.BertForSequenceClassification(transformers.BertConfig(**SIZES))
    else:
        made = transformers.MPNetForSequenceClassification(
            transformers.MPNetConfig(vocab_size=30_522, **SIZES)
        )
    with torch.no_grad():
        for parameter in made.parameters():
            if parameter.ndim == 2:
                parameter.mul_(4)
        for name, parameter in made.named_parameters():
            if "relative" in name or name.endswith("bias"):
                parameter.normal_(0, 1 if "relative" in name else 0.1)  # so that what is left out shows
    folder = tmp_path / "model"
    made.save_pretrained(folder)
    shutil.copy(packaged_base() / "tokenizer.json", folder / "tokenizer.json")
    return folder


def logits_of(folder: Path) -> np.ndarray:
    return judged_by(*model_and_encodings(folder))


def model_and_encodings(folder: Path) -> tuple[Any, list[Any]]:
    from tokenizers import Tokenizer

    model = transformers.AutoModelForSequenceClassification.from_pretrained(folder).eval()
    return model, pretokenise(Tokenizer.from_file(str(folder / "tokenizer.json")), PAIRS, 64)


def judged_by(model: Any, encodings: list[Any]) -> np.ndarray:
    with torch.inference_mode():
        rows = [forward(model, *collate([encoding]), bfloat16=False).numpy() for encoding in encodings]
    return np.concatenate(rows)


def other_weights(model_dir: Path, out: Path, fill: float | None = None) -> Path:
    """A model of the same architecture with weights by chance, or with a matrix of one value."""
    import shutil

    model, _ = model_and_encodings(model_dir)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.normal_(0, 1)
        if fill is not None:
            model.base_model.encoder.layer[2].intermediate.dense.weight.fill_(fill)
    model.save_pretrained(out)
    shutil.copy(model_dir / "tokenizer.json", out / "tokenizer.json")
    return out


def packed(model_dir: Path, out: Path) -> Path:
    return package(model_dir, out, PAIRS, name="tiny", max_tokens=64, calibration=asdict(Calibration()))


def judged(folder: Path) -> np.ndarray:
    return OnnxJudge(folder).logits([(pair.premise, pair.hypothesis) for pair in PAIRS])


def test_what_is_packed_judges_as_what_was_trained(model_dir: Path, tmp_path: Path) -> None:
    expected = logits_of(model_dir)
    found = judged(packed(model_dir, tmp_path / "packed"))
    assert np.ptp(expected, axis=0).max() > 0.05, "the texts differ"
    assert (
        np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.85
    )  # weights by chance have no room to be rounded


def test_what_was_packed_comes_back(model_dir: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    once = packed(model_dir, tmp_path / "once")
    base, back = other_weights(model_dir, tmp_path / "base"), tmp_path / "back"
    assert main(["restore", "--packed", str(once), "--base", str(base), "--out", str(back)]) == 0
    found = logits_of(back)
    # What is multiplied is rounded when it is run, so not the same.
    assert np.corrcoef(found.ravel(), judged(once).ravel())[0, 1] > 0.999
    before, after = (load_file(folder / "model.safetensors") for folder in (model_dir, back))
    norms = {name for name in before if name.endswith("LayerNorm.bias")}
    assert len(norms) == 7
    assert all(np.array_equal(np.sort(before[name]), np.sort(after[name])) for name in norms), "but for order"
    places = next(name for name in before if "position_embeddings" in name)
    first = len(after[places]) - 64
    assert np.array_equal(np.sort(before[places][first : first + 64]), np.sort(after[places][first:]))
    tokenizer = transformers.AutoTokenizer.from_pretrained(back)
    assert len(tokenizer("word " * 500, truncation=True)["input_ids"]) == 64


def test_what_came_back_is_packed_much_as_it_was(model_dir: Path, tmp_path: Path) -> None:
    once = packed(model_dir, tmp_path / "once")
    back = restore(once, model_dir, tmp_path / "back")
    again = packed(back, tmp_path / "again")
    assert np.corrcoef(judged(again).ravel(), judged(once).ravel())[0, 1] > 0.98


def test_channels_in_another_order_change_nothing(model_dir: Path) -> None:
    model, encodings = model_and_encodings(model_dir)
    names = names_of(model.config)
    before = judged_by(model, encodings)
    heard = listen(model, encodings)
    channels = loudest_first(heard, names, 3)
    assert not np.array_equal(channels.hidden, np.arange(128))
    expected = reordered_moments(heard, names, channels)
    state = {name: tensor.numpy().copy() for name, tensor in model.state_dict().items()}
    reorder(state, names, channels)
    model.load_state_dict({name: torch.tensor(values) for name, values in state.items()})
    assert np.allclose(judged_by(model, encodings), before, atol=1e-4)
    for name, moments in listen(model, encodings).moments.items():
        assert np.allclose(expected[f"{name}.weight"], moments, rtol=1e-3, atol=1e-3 * np.abs(moments).max())


def test_a_failed_packing_leaves_what_stood_there(model_dir: Path, tmp_path: Path) -> None:
    once = packed(model_dir, tmp_path / "once")
    before = {path.name: path.read_bytes() for path in once.iterdir()}
    odd = other_weights(model_dir, tmp_path / "odd", fill=float("nan"))
    with pytest.raises(ValueError, match="no numbers"):
        packed(odd, once)
    assert {path.name: path.read_bytes() for path in once.iterdir()} == before


def test_the_attention_bias_is_that_of_the_model() -> None:
    model = transformers.MPNetModel(transformers.MPNetConfig(**SIZES))
    table = model.encoder.relative_attention_bias.weight
    expected = model.encoder.compute_position_bias(torch.zeros(1, 40, 64)).detach().numpy()
    assert np.array_equal(relative_bias(table.detach().numpy(), 40), expected)


def test_a_pair_is_judged_the_same_beside_itself_and_up_to_the_longest_input(
    model_dir: Path, tmp_path: Path
) -> None:
    judge = OnnxJudge(packed(model_dir, tmp_path / "packed"))
    for premise in (PAIRS[0].premise, "word " * 500):
        (encoding,) = judge.encode([(premise, PAIRS[0].hypothesis)])
        ids, segments = np.array([encoding.ids]), np.array([encoding.type_ids])
        assert ids.shape[1] <= 64
        together = judge.run(np.repeat(ids, 3, axis=0), np.repeat(segments, 3, axis=0))
        assert np.allclose(together, judge.run(ids, segments), atol=1e-5)


@pytest.mark.parametrize("change", [{"num_hidden_layers": 1}, {"hidden_size": 256}, {"family": "other"}])
def test_a_judge_of_another_family_or_size_is_no_base(
    model_dir: Path, tmp_path: Path, change: dict[str, Any]
) -> None:
    once = packed(model_dir, tmp_path / "once")
    is_bert = ("bert." in once.joinpath("model.onnx").read_bytes().decode("latin-1")) != ("family" in change)
    sizes = SIZES | {name: value for name, value in change.items() if name != "family"}
    made: Any = (
        transformers.BertForSequenceClassification(transformers.BertConfig(**sizes))
        if is_bert
        else transformers.MPNetForSequenceClassification(transformers.MPNetConfig(vocab_size=30_522, **sizes))
    )
    made.save_pretrained(tmp_path / "other")
    with pytest.raises(ValueError, match="another family or size"):
        restore(once, tmp_path / "other", tmp_path / "back")


@pytest.mark.parametrize(
    "sizes", [{"hidden_size": 64}, {"intermediate_size": 128}, {"intermediate_size": 200}, {"places": 32}]
)
def test_a_size_that_has_no_graph_is_refused(sizes: dict[str, int]) -> None:
    places = {"max_position_embeddings": sizes["places"]} if "places" in sizes else sizes
    with pytest.raises(ValueError, match="cannot be packed"):
        judge_graph(transformers.BertConfig(**(SIZES | places)), max_tokens=64)


@pytest.mark.parametrize("change", [{"hidden_act": "relu"}, {"id2label": dict(enumerate(LABELS[::-1]))}])
def test_what_would_be_packed_wrong_is_refused(
    model_dir: Path, tmp_path: Path, change: dict[str, Any]
) -> None:
    import json

    config = json.loads((model_dir / "config.json").read_text())
    if "id2label" in change:
        change = change | {"label2id": {label: i for i, label in change["id2label"].items()}}
    (model_dir / "config.json").write_text(json.dumps(config | change))
    with pytest.raises(ValueError, match=r"relu|in this order"):
        packed(model_dir, tmp_path / "packed")


def test_a_family_that_has_no_graph_is_refused(tmp_path: Path) -> None:
    import shutil

    labels = {name: SIZES[name] for name in ("id2label", "label2id")}
    config = transformers.DistilBertConfig(dim=64, n_layers=1, n_heads=2, hidden_dim=64, **labels)
    transformers.DistilBertForSequenceClassification(config).save_pretrained(tmp_path)
    shutil.copy(packaged_base() / "tokenizer.json", tmp_path / "tokenizer.json")
    with pytest.raises(ValueError, match="distilbert"):
        packed(tmp_path, tmp_path / "out")


def test_loud_channels_come_first(model_dir: Path) -> None:
    model, encodings = model_and_encodings(model_dir)
    with torch.no_grad():
        model.base_model.encoder.layer[1].intermediate.dense.bias[200] = 50.0
        norm = model.base_model.encoder.layer[2].attention
        norm = norm.output.LayerNorm if model.config.model_type == "bert" else norm.LayerNorm
        norm.bias[90] = 50.0
    channels = loudest_first(listen(model, encodings), names_of(model.config), 3)
    assert 200 in channels.intermediate[1][:LOUD]
    assert all(sorted(order) == list(range(256)) for order in channels.intermediate)
    assert 90 in channels.hidden[:LOUD_HIDDEN]
    assert sorted(channels.hidden) == list(range(128))


def test_a_layer_is_dropped(model_dir: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    shorter = drop_layers(model_dir, [1], tmp_path / "shorter")
    before, after = (load_file(folder / "model.safetensors") for folder in (model_dir, shorter))
    last = next(name for name in before if "layer.2.output.dense.weight" in name)
    assert np.array_equal(after[last.replace("layer.2", "layer.1")], before[last])
    assert last not in after
    assert logits_of(shorter).shape == (3, 3)
    with pytest.raises(ValueError, match="none is 3"):
        drop_layers(model_dir, [3], tmp_path / "no")
