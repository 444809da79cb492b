"""Pairs from `data/rival_accounts`: invented affairs, each told in two ways that cannot both be true.

Contradictions that rules make of a news sentence keep its words, and crowd workers mostly write theirs with a
"not". Two outlets at odds do neither: "Athens turned the idea down" against "Greece accepted the proposal". These
texts were written for that, sentence by sentence, with statements beside them that fit both accounts.

A file holds affairs, a blank line between them. Lines beginning `A:` tell one account, each in other words, lines
beginning `B:` the other, and those beginning `N:` what is compatible with both.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Final

from claimcheck.training.news_text import Split, split_of
from claimcheck.training.nli_data import LABELS, LabelledPair

FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "rival_accounts"
SOURCE: Final = "rival_accounts"
NEUTRALS: Final = 10
"""Neutral pairs taken of an affair at most, of the 24 there are: as many as it gives contradictions, about."""
SAME_WEIGHT: Final = 0.7
"""Of two wordings of one account, since one of them may say a little more than the other."""

ENTAILMENT, NEUTRAL, CONTRADICTION = (
    LABELS.index(label) for label in ("entailment", "neutral", "contradiction")
)


@dataclass(frozen=True, slots=True)
class Affair:
    """Wordings of two rival accounts, `a` and `b`, and statements `beside` that are compatible with both."""

    a: tuple[str, ...]
    b: tuple[str, ...]
    beside: tuple[str, ...]


def read_affairs(path: Path) -> list[Affair]:
    """The affairs of a file.

    Raises:
        ValueError: a line begins with none of `A:`, `B:` and `N:`, or an affair lacks one of them; the message
            names the file and the affair's first line.
    """
    affairs = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        told: dict[str, list[str]] = {"A": [], "B": [], "N": []}
        for line in filter(None, map(str.strip, block.splitlines())):
            mark, _, statement = line.partition(":")
            if mark not in told or not statement.strip():
                raise ValueError(f"{path}: expected 'A: ...', 'B: ...' or 'N: ...', got: {line}")
            told[mark].append(statement.strip())
        if not any(told.values()):
            continue
        if not all(told.values()):
            raise ValueError(f"{path}: an affair needs A, B and N lines: {block.strip().splitlines()[0]}")
        affairs.append(Affair(tuple(told["A"]), tuple(told["B"]), tuple(told["N"])))
    return affairs


def rival_pairs(split: Split, *, seed: int, folder: Path = FOLDER) -> list[LabelledPair]:
    """Pairs of the affairs of `split`, each in a random direction: every rival pair of accounts, every two wordings of
    one account, and at most `NEUTRALS` of a wording beside what is compatible with it.
    """
    rng = random.Random(f"{seed}:{split}")
    affairs = [affair for path in sorted(folder.glob("*.txt")) for affair in read_affairs(path)]
    return [
        pair
        for affair in affairs
        if split_of(f"{SOURCE}:{affair.a[0]}") == split
        for pair in _pairs_of(affair, rng)
    ]


def _pairs_of(affair: Affair, rng: random.Random) -> Iterator[LabelledPair]:
    beside = list(product((*affair.a, *affair.b), affair.beside))
    kinds = (
        (CONTRADICTION, list(product(affair.a, affair.b)), 1.0),
        (ENTAILMENT, [*combinations(affair.a, 2), *combinations(affair.b, 2)], SAME_WEIGHT),
        (NEUTRAL, rng.sample(beside, min(NEUTRALS, len(beside))), 1.0),
    )
    for label, pairs, weight in kinds:
        for pair in pairs:
            premise, hypothesis = pair if rng.random() < 0.5 else pair[::-1]
            yield LabelledPair(SOURCE, premise, hypothesis, label, weight)
