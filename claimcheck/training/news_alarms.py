"""Sentences of one event in which a judge sees a contradiction where there hardly can be one: its false alarms.

News tells one event in many sentences, of which next to none contradict each other; a judge that has learnt to see
contradictions in other words sees some in them. What it then takes for one is the best lesson that it is none.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from claimcheck.training.news_mined import figures
from claimcheck.training.news_text import NewsSentence, news_sentences
from claimcheck.training.nli_data import CONSISTENT, LabelledPair

if TYPE_CHECKING:
    from claimcheck.models.judge import Judge

SOURCE: Final = "news_alarm"
ASKED, MOST_OF_EVENT = 12_000, 800
"""Pairs that the judge is asked about in all, and of one event."""
ALARM_FROM: Final = 0.25
WEIGHT: Final = 0.7
"""In the loss, since among a hundred such pairs a real contradiction may be."""
NOT_READ: Final = ("syria_fakes", "polnear")
"""Corpora that are not used: in the one reports do contradict each other, in the other no event is named."""


def false_alarms(data: Path, judge: Judge, *, seed: int) -> list[LabelledPair]:
    """What `judge` calls a contradiction, from `ALARM_FROM` on, among sentences of one training event that stand in two
    articles and give the same figures, labelled as no contradiction.
    """
    rng = random.Random(f"{seed}:alarms")
    asked = _pairs(list(news_sentences(data, "train")), rng)
    judged = judge.judge(asked)
    return [
        LabelledPair(SOURCE, first, second, CONSISTENT, WEIGHT)
        for (first, second), judgement in zip(asked, judged, strict=True)
        if max(judgement.contradiction_ab, judgement.contradiction_ba) >= ALARM_FROM
    ]


def _pairs(sentences: Sequence[NewsSentence], rng: random.Random) -> list[tuple[str, str]]:
    """Random pairs that one event's articles give, with the same figures, at most `ASKED`."""
    events: dict[tuple[str, str], list[NewsSentence]] = defaultdict(list)
    for sentence in sentences:
        if sentence.corpus not in NOT_READ:
            events[sentence.corpus, sentence.cluster].append(sentence)
    found: list[tuple[str, str]] = []
    for told in events.values():
        for _ in range(min(MOST_OF_EVENT, len(told) ** 2 // 4)):
            a, b = rng.choice(told), rng.choice(told)
            if a.article != b.article and figures(a.text) == figures(b.text):
                found.append((a.text, b.text))
    distinct = list(dict.fromkeys(found))
    return rng.sample(distinct, min(ASKED, len(distinct)))
