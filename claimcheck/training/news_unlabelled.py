"""Pairs of real news that nobody has labelled, for a teacher to be asked about.

Most pairs that a judge sees in a run are these: two sentences that two articles wrote of one event. Who learns only
from made contradictions and from other people's sentences learns nothing of them.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from claimcheck.training.news_text import NewsSentence, labelled_part, news_sentences
from claimcheck.training.nli_data import CONSISTENT, LabelledPair

SOURCE: Final = "news_unlabelled"
NEAREST: Final = 8
"""Sentences of other articles of its event that each sentence is paired with, the nearest by TF-IDF."""
LEAST: Final = 0.08
MOST: Final = 0.95
"""TF-IDF cosine of a pair: below they have a name in common at most, above they are one sentence."""


def unlabelled_pairs(data: Path, count: int, *, seed: int) -> list[LabelledPair]:
    """At most `count` pairs of sentences that two articles wrote of one training event, near ones first come, in random
    order. Their own label counts for nothing (weight 0); events of the labelled pairs' test part are left out.
    """
    rng = random.Random(f"{seed}:unlabelled")
    events: dict[tuple[str, str], list[NewsSentence]] = defaultdict(list)
    for sentence in news_sentences(data, "train"):
        if sentence.corpus != "polnear" and labelled_part(sentence.corpus, sentence.cluster) != "test":
            events[sentence.corpus, sentence.cluster].append(sentence)
    found = {pair for told in events.values() for pair in _near(told)}
    drawn = rng.sample(sorted(found), min(count, len(found)))
    return [
        LabelledPair(SOURCE, *(pair if rng.random() < 0.5 else pair[::-1]), CONSISTENT, 0.0) for pair in drawn
    ]


def _near(told: list[NewsSentence]) -> Iterator[tuple[str, str]]:
    """The nearest sentences of other articles, each pair once, in the order of their text."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if len({sentence.article for sentence in told}) < 2:
        return
    matrix = TfidfVectorizer(sublinear_tf=True).fit_transform(s.text for s in told)
    likeness = (matrix @ matrix.T).toarray()
    for i, scores in enumerate(likeness):
        others = [
            j
            for j in np.argsort(-scores, kind="stable")
            if told[j].article != told[i].article and LEAST <= scores[j] <= MOST
        ]
        for j in others[:NEAREST]:
            yield min(told[i].text, told[j].text), max(told[i].text, told[j].text)
