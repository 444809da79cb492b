"""Public NLI pairs for the judge: which sources are used, how much of each, and how far each is trusted.

The counts give some 210 k pairs, which two cores with bfloat16 arithmetic pass once in about 20 minutes.
A weight below one marks noisy or automatic labels. Sets whose
licence says non-commercial (ANLI, SICK, ConTRoL) are never trained on, only measured.
"""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

LABELS: Final = ("entailment", "neutral", "contradiction")
CONSISTENT: Final = len(LABELS)
"""A label for training alone: entailment or neutral, which of the two is not known."""
LABEL_NAMES: Final = (*LABELS, "no contradiction")
NON_COMMERCIAL: Final = ("anli_icmlkd.train", "sick.train", "control.train", "sick.trial", "control.dev")


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A premise and a hypothesis with the index of their label in `LABEL_NAMES`, the label's weight in the loss, and
    the probabilities of `LABELS` that a teacher gave, if one was asked.
    """

    source: str
    premise: str
    hypothesis: str
    label: int
    weight: float = 1.0
    taught: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class SourceShare:
    """How many pairs of a source are drawn at most, and their weight in the loss."""

    count: int
    weight: float = 1.0


# Every clean three-way pair; of the two-way and noisy sources a part, at lower weight.
MIX: Final[dict[str, SourceShare]] = {
    "mnli_hw2.train": SourceShare(20_000),
    "mnli_llmsknow.train": SourceShare(10_000),
    "mnli_pada.train": SourceShare(12_000),
    "mnli_olora.train": SourceShare(3_000),
    "mnli_3000.train": SourceShare(3_000),
    "taxinli.mnlitrain": SourceShare(2_000),
    "lingnli_baseline.train": SourceShare(15_000),
    "lingnli_LitL.train": SourceShare(15_000),
    "lingnli_LotS.train": SourceShare(15_000),
    "snli_cat.train": SourceShare(18_000),
    "snli.dev": SourceShare(9_000),
    "snli.train_1pct": SourceShare(5_000),
    "cad_nli.train": SourceShare(8_000),
    "newproto_base.train": SourceShare(7_000),
    "newproto_edit_premise.train": SourceShare(6_000),
    "newproto_edit_other.train": SourceShare(6_000),
    "newproto_contrast.train": SourceShare(4_000, 0.5),
    "mpe.train": SourceShare(6_000),
    "conjnli.advtrain_auto": SourceShare(5_000, 0.5),
    "climate_fever.all": SourceShare(5_000, 0.5),
    "infotabs.train": SourceShare(6_000),
    "rte3_3way.dev": SourceShare(700),
    "commitment_bank.train": SourceShare(250),
    "scone.train": SourceShare(1_000),
    "fever_train.train": SourceShare(14_000, 0.7),
    "fever_rte.dev": SourceShare(6_000, 0.7),
    "fever_ggkorn.eval": SourceShare(4_000, 0.7),
    "fever_neutral": SourceShare(12_000, 0.7),
    "fool_me_twice.dev": SourceShare(1_000, 0.7),
}


def data_dir() -> Path | None:
    """The folder of public data: `CLAIMCHECK_DATA`, else `../shared/data` beside the repository; None if
    missing.
    """
    named = os.environ.get("CLAIMCHECK_DATA")
    path = Path(named) if named else Path(__file__).resolve().parents[2].parent / "shared" / "data"
    return path if path.is_dir() else None


def read_jsonl(path: Path) -> Iterator[dict[str, object]]:
    """The objects of a gzip JSON lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_nli(path: Path) -> list[LabelledPair]:
    """All pairs of an NLI file with `source`, `premise`, `hypothesis` and `label`."""
    return [
        LabelledPair(
            str(row["source"]), str(row["premise"]), str(row["hypothesis"]), LABELS.index(str(row["label"]))
        )
        for row in read_jsonl(path)
    ]


def write_pairs(pairs: Iterable[LabelledPair], path: Path) -> None:
    """Pairs as gzip JSON lines, the fields of `LabelledPair`."""
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for pair in pairs:
            out.write(json.dumps(asdict(pair)) + "\n")


def read_pairs(path: Path) -> list[LabelledPair]:
    """Pairs as `write_pairs` wrote them."""
    pairs = [LabelledPair(**row) for row in read_jsonl(path)]  # type: ignore[arg-type]
    # JSON has lists for tuples.
    return [replace(p, taught=(p.taught[0], p.taught[1], p.taught[2])) if p.taught else p for p in pairs]


def draw_mix(
    pairs: Sequence[LabelledPair], mix: dict[str, SourceShare], *, seed: int, max_words: int = 70
) -> list[LabelledPair]:
    """A seeded draw of `mix` from `pairs`, short pairs only, a quarter of the contradictions turned round.

    Contradiction holds in both directions, and crowd workers leave their tell-tale negations in the
    hypothesis: turning pairs round keeps a model from judging by the hypothesis alone.
    """
    chosen: list[LabelledPair] = []
    for source, share in mix.items():
        rng = random.Random(f"{seed}:{source}")
        pool = [
            p
            for p in pairs
            if p.source == source and len(p.premise.split()) + len(p.hypothesis.split()) <= max_words
        ]
        rng.shuffle(pool)
        for pair in pool[: share.count]:
            turned = LABELS[pair.label] == "contradiction" and rng.random() < 0.25
            premise, hypothesis = (
                (pair.hypothesis, pair.premise) if turned else (pair.premise, pair.hypothesis)
            )
            chosen.append(replace(pair, premise=premise, hypothesis=hypothesis, weight=share.weight))
    return chosen
