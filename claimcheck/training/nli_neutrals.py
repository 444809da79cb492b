"""Neutral pairs for the sources that have none: FEVER as given here holds entailment and contradiction only.

Left alone, such a source teaches that whatever looks like an encyclopedia is never neutral. Each claim is
put beside the passage of another claim that is most like it (TF-IDF cosine): near enough to share names and
topic, and with next to no sentence in common with the passage that settles the claim.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

from claimcheck.training.nli_data import LABELS, LabelledPair

NEUTRAL_SOURCE: Final = "fever_neutral"
TWO_WAY: Final = ("fever_train.train", "fever_rte.dev", "fever_ggkorn.eval")
SAME_PASSAGE: Final = 0.35  # cosine of two passages from which they are taken to say the same
NEAREST: Final = 8


def neutrals(pairs: Sequence[LabelledPair], count: int, *, seed: int) -> list[LabelledPair]:
    """At most `count` neutral pairs, each a claim of `TWO_WAY` beside another claim's passage."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    settled = {p.hypothesis: p.premise for p in pairs if p.source in TWO_WAY and len(p.premise.split()) <= 50}
    passages = sorted(set(settled.values()))
    claims = random.Random(f"{seed}:{NEUTRAL_SOURCE}").sample(sorted(settled), min(count, len(settled)))
    if not claims:
        return []
    vectoriser = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    of_passages = vectoriser.fit_transform(passages)
    of_claims = vectoriser.transform(claims)
    row_of = {passage: row for row, passage in enumerate(passages)}
    made: list[LabelledPair] = []
    for start in range(0, len(claims), 500):
        near = (of_claims[start : start + 500] @ of_passages.T).toarray()
        for offset, row in enumerate(np.argsort(-near, axis=1)[:, :NEAREST]):
            claim = claims[start + offset]
            own = of_passages[row_of[settled[claim]]]
            alike = (of_passages[row] @ own.T).toarray()[:, 0]
            other = next((r for r, s in zip(row, alike, strict=True) if s < SAME_PASSAGE), None)
            if other is not None:
                made.append(LabelledPair(NEUTRAL_SOURCE, passages[other], claim, LABELS.index("neutral")))
    return made
