"""The sets the judge is calibrated and measured on: public NLI dev sources, and held-back news events."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from claimcheck.training.news_pairs import held_back_news_pairs
from claimcheck.training.nli_data import LABEL_NAMES, LabelledPair, read_nli
from claimcheck.training.rival_accounts import rival_pairs

Part = Literal["calibration", "dev"]

# What the families of generated and mined news pairs are summed up as.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "hard neutrals: other event": ("other_event", "ecb_other"),
    "hard neutrals: same event or article": ("same_event", "same_article", "two_facts", "edited_other"),
    "near sentences of one event": ("near_event",),
    "number, date or person changed": ("number", "date", "person"),
    "place or outcome changed": ("place", "outcome", "hedged_number", "composed"),
    "negation": ("negation",),
    "denial as reporting": ("denial:contradiction", "denied"),
    "attribution or wording changed": (
        "attribution",
        "reworded",
        "restated",
        "passive",
        "quoted",
        "sts_same",
        "ecb_same",
    ),
    "detail dropped, number hedged": ("shortened", "hedge"),
    "denial of something else, uncommitted": (
        "denial:neutral",
        "denied_negation:entailment",
        "uncommitted",
        "sts_related",
    ),
    "rival accounts": ("rival_accounts:contradiction",),
    "one account in other words": ("rival_accounts:entailment",),
    "beside rival accounts": ("rival_accounts:neutral",),
}

QUIET_GROUPS: Final = ("hard neutrals: other event", "attribution or wording changed")
"""Groups that hold no contradiction, by which the thresholds are set."""


def nli_sets(data: Path, part: Part, per_source: int) -> dict[str, list[LabelledPair]]:
    """At most `per_source` pairs of each dev source; every second pair is for calibration, the others for
    measuring.
    """
    by_source: dict[str, list[LabelledPair]] = {}
    for number, pair in enumerate(read_nli(data / "nli" / "dev.jsonl.gz")):
        if (number % 2 == 0) == (part == "dev"):
            by_source.setdefault(pair.source, []).append(pair)
    return {source: _draw(pairs, per_source, source) for source, pairs in by_source.items()}


def news_sets(data: Path, part: Part, per_group: int) -> dict[str, list[LabelledPair]]:
    """At most `per_group` pairs of each of `GROUPS`, of events that are in neither training nor the other
    part.
    """
    pairs = [*held_back_news_pairs(data, part), *rival_pairs(part, seed=17)]
    sets: dict[str, list[LabelledPair]] = {}
    for group, families in GROUPS.items():
        members = [p for p in pairs if _family_names(p) & set(families)]
        sets[group] = _draw(members, per_group, group)
    return sets


def _family_names(pair: LabelledPair) -> set[str]:
    family = pair.source.removeprefix("news_")
    return {family, f"{family}:{LABEL_NAMES[pair.label]}"}


def _draw(pairs: Sequence[LabelledPair], count: int, seed: str) -> list[LabelledPair]:
    return random.Random(seed).sample(list(pairs), min(count, len(pairs)))
