"""Asking the judge about pairs of claims while other pairs are still being weighed."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from claimcheck.links.evidence import PairEvidence
from claimcheck.models.judgement import Judgement

if TYPE_CHECKING:
    from types import TracebackType

    from claimcheck.models.judge import Judge


class JudgingBeside:
    """Judges pairs in a thread of its own: the judge's arithmetic leaves the interpreter free for slots and features.

    Two texts are judged once, in whatever order they stand. Without a judge nothing is answered.
    """

    def __init__(self, judge: Judge | None) -> None:
        self._judge = judge
        self._thread = ThreadPoolExecutor(1)
        self._pairs: list[PairEvidence] = []
        self._asked: set[tuple[str, str]] = set()
        self._answers: list[tuple[list[tuple[str, str]], Future[list[Judgement]]]] = []

    def __enter__(self) -> JudgingBeside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=True)

    def ask(self, pairs: Sequence[PairEvidence]) -> None:
        """Put the pairs into the queue, those apart whose texts are in it."""
        if self._judge is None:
            return
        self._pairs += pairs
        new = [texts for texts in dict.fromkeys(map(_texts, pairs)) if texts not in self._asked]
        self._asked.update(new)
        if new:
            self._answers.append((new, self._thread.submit(self._judge.judge, new)))

    def answers(self) -> dict[tuple[str, str], Judgement]:
        """A judgement for each pair of claim ids that was asked about, once all are there."""
        known = {
            texts: judgement
            for asked, answer in self._answers
            for texts, judgement in zip(asked, answer.result(), strict=True)
        }
        return {
            (pair.a.id, pair.b.id): known[texts] if pair.a.proposition == texts[0] else known[texts].swapped()
            for pair in self._pairs
            for texts in (_texts(pair),)
        }


def _texts(pair: PairEvidence) -> tuple[str, str]:
    a, b = pair.a.proposition, pair.b.proposition
    return (a, b) if a <= b else (b, a)
