"""The bundled judge: symmetric, independent of its batch, sound on odd text, and never loaded damaged."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import ModelError
from claimcheck.models.judge import WEIGHTS, Judge, label_order, load_judge
from claimcheck.models.judgement import Judgement

PAIRS = [
    ("The ferry sank on Monday.", "The ferry did not sink on Monday."),
    ("The ferry sank on Monday.", "The minister opened a school."),
    ("Nine sailors were rescued.", "Rescuers saved nine sailors near the harbour."),
    ("The mayor resigned.", ""),
]


@pytest.fixture(scope="module")
def judge() -> Judge:
    bundled = load_judge()
    if bundled is None:
        pytest.skip("no judge is bundled")
    return bundled


def numbers(judgement: Judgement) -> list[float]:
    return [
        judgement.entailment_ab,
        judgement.neutral_ab,
        judgement.contradiction_ab,
        judgement.entailment_ba,
        judgement.neutral_ba,
        judgement.contradiction_ba,
        judgement.contradiction,
    ]


def test_plain_cases_are_told_apart(judge: Judge) -> None:
    opposed, unrelated, *_ = judge.judge(PAIRS)
    assert opposed.relation == "contradicts"
    assert unrelated.relation == "neutral"
    assert opposed.contradiction > unrelated.contradiction + 0.4


@settings(max_examples=25)
@given(a=st.text(max_size=300), b=st.text(max_size=300))
def test_any_text_is_judged_and_swapping_mirrors(a: str, b: str) -> None:
    judge = load_judge()
    if judge is None:
        pytest.skip("no judge is bundled")
    forward, backward = judge.judge([(a, b)])[0], judge.judge([(b, a)])[0]
    assert backward == forward.swapped()
    assert all(0.0 <= p <= 1.0 for p in numbers(forward))
    for first in (0, 3):
        assert sum(numbers(forward)[first : first + 3]) == pytest.approx(1.0)


def test_a_pair_scores_the_same_in_any_batch(judge: Judge) -> None:
    together = judge.judge([*PAIRS, PAIRS[0]])
    assert together == [judge.judge([pair])[0] for pair in [*PAIRS, PAIRS[0]]]


def test_no_pairs_give_no_judgements(judge: Judge) -> None:
    assert judge.judge([]) == []


def test_text_beyond_the_longest_input_is_cut_not_refused(judge: Judge) -> None:
    assert len(judge.judge([("word " * 5000, "other " * 5000)])) == 1


def test_none_means_no_judge() -> None:
    assert load_judge("none") is None


def copy_of_weights(folder: Path) -> Path:
    if not WEIGHTS.is_dir():
        pytest.skip("no judge is bundled")
    return Path(shutil.copytree(WEIGHTS, folder / "judge"))


def test_one_changed_byte_is_refused(tmp_path: Path) -> None:
    copy = copy_of_weights(tmp_path)
    model = copy / "weights.safetensors"
    content = bytearray(model.read_bytes())
    content[len(content) // 2] ^= 1
    model.write_bytes(content)
    with pytest.raises(ModelError, match=r"weights\.safetensors is damaged"):
        load_judge(str(copy))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    copy = copy_of_weights(tmp_path)
    (copy / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        load_judge(str(copy))


def test_a_judge_of_an_earlier_version_is_named_with_the_remedy(tmp_path: Path) -> None:
    copy = copy_of_weights(tmp_path)
    config = json.loads((copy / "judge.json").read_text())
    del config["files"]["weights.safetensors"]
    (copy / "judge.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match="pack it again"):
        load_judge(str(copy))


@pytest.mark.parametrize("tokens", [0, 3, 129])
def test_a_length_that_the_graph_does_not_read_is_refused(tmp_path: Path, tokens: int) -> None:
    copy = copy_of_weights(tmp_path)
    config = json.loads((copy / "judge.json").read_text())
    (copy / "judge.json").write_text(json.dumps(config | {"max_tokens": tokens}))
    with pytest.raises(ModelError, match=f"max_tokens is {tokens}"):
        load_judge(str(copy))


@pytest.mark.parametrize("file", ["model.onnx", "weights.safetensors", "tokenizer.json"])
def test_files_that_cannot_be_read_are_named_with_their_folder(tmp_path: Path, file: str) -> None:
    copy = copy_of_weights(tmp_path)
    (copy / file).write_bytes(b"not what it should be")
    config = json.loads((copy / "judge.json").read_text())
    config["files"][file] = hashlib.sha256((copy / file).read_bytes()).hexdigest()
    (copy / "judge.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match="cannot be run"):
        load_judge(str(copy))


@pytest.mark.parametrize("part", ["name", "labels", "max_tokens", "calibration", "files"])
def test_a_configuration_that_lacks_a_part_is_named(tmp_path: Path, part: str) -> None:
    copy = copy_of_weights(tmp_path)
    config = json.loads((copy / "judge.json").read_text())
    del config[part]
    (copy / "judge.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match=part):
        load_judge(str(copy))


def test_unknown_calibration_is_refused(tmp_path: Path) -> None:
    copy = copy_of_weights(tmp_path)
    config = json.loads((copy / "judge.json").read_text())
    config["calibration"]["warmth"] = 1
    (copy / "judge.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match="warmth"):
        load_judge(str(copy))


def test_a_copy_elsewhere_judges_the_same(tmp_path: Path, judge: Judge) -> None:
    other = load_judge(str(copy_of_weights(tmp_path)))
    assert other is not None
    assert other.judge(PAIRS) == judge.judge(PAIRS)


def test_weights_fit_the_package() -> None:
    if not WEIGHTS.is_dir():
        pytest.skip("no judge is bundled")
    files = list(WEIGHTS.iterdir())
    assert sum(f.stat().st_size for f in files) <= 60_000_000
    assert {f.suffix for f in files} <= {".onnx", ".json", ".safetensors"}


def test_judging_needs_neither_torch_nor_transformers() -> None:
    program = (
        "import sys; from claimcheck.models.judge import load_judge; judge = load_judge();"
        "judge and judge.judge([('a', 'b')]); print([m for m in ('torch', 'transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_label_order_is_read_from_names() -> None:
    assert label_order(["contradiction", "entailment", "neutral"], "x") == [1, 2, 0]
    assert label_order(["CONTRADICTION", "NEUTRAL", "ENTAILMENT"], "x") == [2, 1, 0]


@pytest.mark.parametrize("labels", [["LABEL_0", "LABEL_1", "LABEL_2"], ["entailment", "not_entailment"], []])
def test_labels_that_say_nothing_are_refused(labels: list[str]) -> None:
    with pytest.raises(ModelError, match="some-model"):
        label_order(labels, "some-model")


def test_a_name_that_is_no_model_is_refused() -> None:
    with pytest.raises(ModelError, match="no/such-judge"):
        load_judge("no/such-judge")


@pytest.mark.parametrize("name", ["/nope/x", "./nope", "../nope/x", "~/nope", "models/nope/x", "nope\\x"])
def test_a_path_without_a_folder_is_said_before_anything_is_loaded(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match="no such folder") as caught:
        load_judge(name)
    assert repr(name) in str(caught.value)
