"""Pairs from affairs that are told in two ways."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from claimcheck.training.news_text import split_of
from claimcheck.training.nli_data import LABELS
from claimcheck.training.rival_accounts import FOLDER, NEUTRALS, SOURCE, read_affairs, rival_pairs

AFFAIR = """\
A: The bridge stands.
A: Nothing happened to the crossing at {town}.
B: The span lies in the river.
B: {town} has lost its bridge.
N: The bridge at {town} was built in 1931.
N: No lorry may cross it.
N: Divers came on Monday.
"""


def _write(folder: Path, towns: int) -> None:
    affairs = [AFFAIR.format(town=f"Town{i}").replace("The bridge", f"Bridge {i}") for i in range(towns)]
    (folder / "bridges.txt").write_text("\n".join(affairs), encoding="utf-8")


def test_an_affair_gives_rivals_wordings_and_what_stands_beside(tmp_path: Path) -> None:
    _write(tmp_path, 60)
    pairs = [
        p for split in ("train", "dev", "calibration") for p in rival_pairs(split, seed=1, folder=tmp_path)
    ]
    counts = Counter(LABELS[p.label] for p in pairs)
    assert counts == {"contradiction": 60 * 4, "entailment": 60 * 2, "neutral": 60 * NEUTRALS}
    for pair in pairs:
        if LABELS[pair.label] == "contradiction":
            assert len({pair.premise, pair.hypothesis} & {"The span lies in the river."}) <= 1
            assert ("river" in pair.premise + pair.hypothesis) or ("lost" in pair.premise + pair.hypothesis)
        if LABELS[pair.label] == "entailment":
            assert ("lost" in pair.premise + pair.hypothesis) == ("river" in pair.premise + pair.hypothesis)


def test_an_affair_is_in_one_split_only(tmp_path: Path) -> None:
    _write(tmp_path, 60)
    for split in ("train", "dev", "calibration"):
        towns = {
            word.strip(".")
            for p in rival_pairs(split, seed=1, folder=tmp_path)
            for word in f"{p.premise} {p.hypothesis}".split()
            if word.startswith("Town")
        }
        firsts = {f"Bridge {town.removeprefix('Town')} stands." for town in towns}
        assert {split_of(f"{SOURCE}:{first}") for first in firsts} == {split}


def test_directions_are_mixed_and_the_draw_is_seeded(tmp_path: Path) -> None:
    _write(tmp_path, 60)
    pairs = rival_pairs("train", seed=3, folder=tmp_path)
    assert pairs == rival_pairs("train", seed=3, folder=tmp_path)
    contradictions = [p for p in pairs if LABELS[p.label] == "contradiction"]
    b_first = sum("river" in p.premise or "lost" in p.premise for p in contradictions)
    assert 0.3 < b_first / len(contradictions) < 0.7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A: one\nB: two\n", "needs A, B and N lines: A: one"),
        ("A: one\nC: two\nN: three", "got: C: two"),
        ("A: one\nB:\nN: three", "got: B:"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "broken.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said) as error:
        read_affairs(path)
    assert str(path) in str(error.value)


def test_the_files_that_come_with_the_project_are_sound() -> None:
    affairs = [affair for path in sorted(FOLDER.glob("*.txt")) for affair in read_affairs(path)]
    assert affairs
    wordings = Counter(statement for affair in affairs for statement in (*affair.a, *affair.b))
    assert [statement for statement, count in wordings.items() if count > 1] == []
    assert all(len(affair.a) >= 2 and len(affair.b) >= 2 and len(affair.beside) >= 3 for affair in affairs)
