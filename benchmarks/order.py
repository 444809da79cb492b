"""The same articles at once, in ten pieces, and shuffled: do the same claims, links and clusters come out?

    python -m benchmarks.order [--articles 60] [--set NAME] [--limit 40 200] [--judge bundled|none]

Each form is added to a workspace of its own. Counts the links that are in one form only, and the share of claim pairs
in one cluster in either form that are so in both. Reading, encoding and judging are done once and remembered: what is
compared is all that depends on order. Results go to `benchmarks/results/order.json`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimcheck.analysis import Analyser
from claimcheck.models.embedder import Embedder
from claimcheck.models.judge import Judge
from claimcheck.models.judgement import Judgement
from claimcheck.records import Article, Claim, Results
from claimcheck.settings import Settings
from claimcheck.training.gate_data import NEWS_SETS, data_folder, load_set
from claimcheck.workspace import Workspace

RESULTS = Path(__file__).with_name("results") / "order.json"
PIECES = 10
SEED = 5


class RememberingEmbedder:
    """An embedder that encodes each text once, whoever asks."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimension = embedder.name, embedder.dimension
        self._embedder = embedder
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        missing = list(dict.fromkeys(text for text in texts if text not in self._known))
        self._known |= dict(zip(missing, self._embedder.encode(missing), strict=True))
        return np.array([self._known[text] for text in texts], np.float32).reshape(-1, self.dimension)


class RememberingJudge:
    """A judge that judges each pair once, whoever asks."""

    def __init__(self, judge: Judge) -> None:
        self.name = judge.name
        self._judge = judge
        self._known: dict[tuple[str, str], Judgement] = {}

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        missing = list(dict.fromkeys(pair for pair in pairs if pair not in self._known))
        self._known |= dict(zip(missing, self._judge.judge(missing), strict=True))
        return [self._known[pair] for pair in pairs]


@dataclass
class Memory:
    """What several analyses of the same articles share."""

    embedder: RememberingEmbedder
    judge: RememberingJudge | None
    claims: dict[str, list[Claim]] = field(default_factory=dict)


@dataclass(frozen=True)
class Remembering(Analyser):
    """The stages of an analysis, the dear ones of which are remembered."""

    memory: Memory | None = None

    @cached_property
    def embedder(self) -> Embedder:
        assert self.memory is not None
        return self.memory.embedder

    @cached_property
    def judge(self) -> Judge | None:
        assert self.memory is not None
        return self.memory.judge

    def extract(self, articles: Sequence[Article]) -> list[Claim]:
        assert self.memory is not None
        known = self.memory.claims
        new = [article for article in articles if article.id not in known]
        known |= {article.id: [] for article in new}
        for claim in super().extract(new):
            known[claim.article_id].append(claim)
        return [claim for article in articles for claim in known[article.id]]


def forms_of(articles: Sequence[Article]) -> dict[str, list[list[Article]]]:
    """The batches of each form."""
    shuffled = list(articles)
    random.Random(SEED).shuffle(shuffled)
    size = -(-len(articles) // PIECES)
    return {
        "at once": [list(articles)],
        "again": [list(articles)],
        "in ten pieces": [list(articles[first : first + size]) for first in range(0, len(articles), size)],
        "shuffled": [shuffled],
        "shuffled, in ten pieces": [
            shuffled[first : first + size] for first in range(0, len(articles), size)
        ],
    }


def results_of(pieces: Sequence[Sequence[Article]], stages: Analyser) -> Results:
    with (
        tempfile.TemporaryDirectory() as folder,
        Workspace(Path(folder) / "w.db", stages=stages) as workspace,
    ):
        for piece in pieces:
            workspace.add(piece)
        return workspace.results()


def link_keys(results: Results) -> set[tuple[frozenset[str], str]]:
    return {(frozenset((link.a, link.b)), link.relation.value) for link in results.links}


def together(results: Results) -> set[tuple[str, str]]:
    return {pair for cluster in results.clusters for pair in combinations(sorted(cluster.claim_ids), 2)}


def ids_of(results: Results) -> set[str]:
    """Of clusters and disputes."""
    return {cluster.id for cluster in results.clusters} | {dispute.id for dispute in results.disputes}


def compared(one: Results, other: Results) -> dict[str, Any]:
    """What differs between two forms."""
    a, b = together(one), together(other)
    return {
        "same articles": {x.id for x in one.articles} == {x.id for x in other.articles},
        "same claims": {x.id for x in one.claims} == {x.id for x in other.claims},
        "links in one only": len(link_keys(one) ^ link_keys(other)),
        "pairs in both, of those in either": round(len(a & b) / len(a | b), 5) if a | b else 1.0,
        "same ids": ids_of(one) == ids_of(other),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=60, help="how many of each set")
    parser.add_argument("--set", action="append", choices=NEWS_SETS, help="only this; may be repeated")
    parser.add_argument("--limit", type=int, nargs="+", default=[Settings().candidate_limit])
    parser.add_argument("--judge", choices=("bundled", "none"), default="bundled")
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print("skipped: no research data; set CLAIMCHECK_DATA")
        return 0
    plain = Analyser(Settings(judge=options.judge))
    memory = Memory(
        RememberingEmbedder(plain.embedder), RememberingJudge(plain.judge) if plain.judge else None
    )
    found: list[dict[str, Any]] = []
    for name in options.set or ("events_multi_outlet", "syria_fakes"):
        articles = load_set(name, folder).articles[: options.articles]
        for limit in options.limit:
            stages = Remembering(Settings(candidate_limit=limit, judge=options.judge), memory=memory)
            forms = {form: results_of(pieces, stages) for form, pieces in forms_of(articles).items()}
            base = forms.pop("at once")
            figures = {"set": name, "articles": len(articles), "candidate_limit": limit}
            figures |= {"claims": len(base.claims), "links": len(base.links)}
            figures |= {form: compared(base, other) for form, other in forms.items()}
            print(json.dumps(figures, indent=2), flush=True)
            found.append(figures)
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
