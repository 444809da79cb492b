"""The whole way of the data in one place: articles in, results out. Nothing here is stored.

`Analyser` holds the models and gives each stage as a method, so that a workspace can run them on what is new;
`analyse` runs them all, one after the other, on one batch.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from claimcheck.records import (
    Article,
    Claim,
    Cluster,
    Comparison,
    Dispute,
    Link,
    Provenance,
    Relation,
    Results,
    SkippedInput,
    Stance,
    StatementPair,
)
from claimcheck.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from claimcheck.graph.clusters import Constraints
    from claimcheck.links.candidates import Candidates
    from claimcheck.links.evidence import PairEvidence
    from claimcheck.links.gate import Gate
    from claimcheck.links.pair_model import PairModel
    from claimcheck.models.embedder import Embedder
    from claimcheck.models.judge import Judge

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, what is done and what there is to do."""

AT_ONCE = 16
"""Articles that are extracted before what they claim goes to the embedder."""

NO_JUDGE = "no judge is loaded: polarity is not judged, links come from slots, denials and similarity alone"


@dataclass(frozen=True)
class Analyser:
    """The stages of an analysis with their models, which are loaded when first needed."""

    settings: Settings = field(default_factory=Settings)

    @cached_property
    def embedder(self) -> Embedder:
        """Sentence embeddings."""
        from claimcheck.models.embedder import load_embedder

        return load_embedder(None if self.settings.embedder == "minilm" else self.settings.embedder)

    @cached_property
    def judge(self) -> Judge | None:
        """The contradiction model, None where the settings want none or none is bundled."""
        from claimcheck.models.judge import load_judge

        return load_judge(self.settings.judge)

    @cached_property
    def parser(self) -> Any:
        """The spaCy model."""
        from claimcheck.models.parser import load_parser

        return load_parser(self.settings.parser)

    @cached_property
    def gate(self) -> Gate:
        """The same-event gate."""
        from claimcheck.links.gate import load_gate

        return load_gate()

    @cached_property
    def pair_model(self) -> PairModel:
        """The model that says what two claims are to each other."""
        from claimcheck.links.pair_model import load_pair_model

        return load_pair_model()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What an analyst should know of the models in use."""
        return (NO_JUDGE,) if self.judge is None else ()

    def extract(self, articles: Sequence[Article]) -> list[Claim]:
        """The claims of the articles, those of one article in the order of its text."""
        from claimcheck.claims import extract_claims

        return extract_claims(articles, parser=self.parser)

    def embed(self, claims: Sequence[Claim]) -> NDArray[np.float32]:
        """Unit vectors of the claims' propositions, (claims, d), to the precision in which a workspace keeps them."""
        vectors = self.embedder.encode([claim.proposition for claim in claims])
        return vectors.astype(np.float16).astype(np.float32)

    def candidates(self, claims: Sequence[Claim], vectors: NDArray[np.float32]) -> Candidates:
        """The pairs of one batch that are worth looking at."""
        from claimcheck.index import VectorIndex
        from claimcheck.links.candidates import expand_candidates, near_pairs, rows_by_proposition

        rows = rows_by_proposition(claims)
        texts = list(rows)
        if not texts:
            return expand_candidates({}, rows)
        distinct = vectors[[rows[text][0] for text in texts]]
        index = VectorIndex(distinct.shape[1])
        index.add(range(len(texts)), distinct)
        queries, found, cosines = index.neighbours(
            distinct, threshold=self.settings.candidate_threshold, limit=self.settings.candidate_limit
        )
        pairs = zip(queries.tolist(), found.tolist(), cosines.tolist(), strict=True)
        return expand_candidates(near_pairs((texts[a], texts[b], cosine) for a, b, cosine in pairs), rows)

    def weigh(
        self,
        candidates: Candidates,
        claims: Sequence[Claim],
        articles: Mapping[str, Article],
        vectors: NDArray[np.float32],
        *,
        article_vectors: Mapping[str, NDArray[np.float32]] | None = None,
    ) -> list[PairEvidence]:
        """Evidence of the candidates that pass the same-event gate."""
        from claimcheck.links.linking import gather_evidence
        from claimcheck.links.selection import Selection

        contested = frozenset(claim.article_id for claim in claims if claim.stance is Stance.DENIES)
        return gather_evidence(
            candidates,
            claims,
            articles,
            vectors,
            article_vectors=article_vectors,
            gate=self.gate,
            judge=self.judge,
            gate_threshold=self.settings.gate_threshold,
            worth_judging=Selection(self.pair_model, self.settings, contested).worth_judging,
        )

    def link(
        self,
        pairs: Sequence[PairEvidence],
        claims: Sequence[Claim],
        articles: Mapping[str, Article],
        *,
        new: Collection[str] | None = None,
    ) -> list[Link]:
        """Links of the weighed pairs, corrections, and the reports that denials among `claims` mean, in their own
        articles and in those of the outlets that they name.

        `claims` holds those of each article in the order of its text; of the articles that none of the ids `new` is in,
        the denials are taken to be resolved. Of two claims and a relation there is one link, the strongest.
        """
        from claimcheck.links.corrections import correction_links
        from claimcheck.links.denials import resolve_denials
        from claimcheck.links.denied_outlets import answers_by_outlet
        from claimcheck.links.linking import decide_links

        corrections = correction_links(pairs)
        taken = {frozenset((link.a, link.b)) for link in corrections}
        decided = decide_links(pairs, self.pair_model, self.settings)
        found = [
            *corrections,
            *(link for link in decided if frozenset((link.a, link.b)) not in taken),
            *resolve_denials([claim for claim in claims if new is None or claim.id in new]),
            *answers_by_outlet(claims, pairs, articles),
        ]
        best: dict[tuple[str, str, Relation], Link] = {}
        for link in found:
            key = (link.a, link.b, link.relation)
            if key not in best or best[key].score < link.score:
                best[key] = link
        return list(best.values())

    def group(
        self,
        claims: Mapping[str, Claim],
        articles: Mapping[str, Article],
        links: Sequence[Link],
        provenance: Mapping[str, Provenance],
        constraints: Constraints | None = None,
    ) -> tuple[list[Cluster], list[Dispute], list[Link]]:
        """Clusters, unranked disputes, and all links with those that carry a denial to other articles."""
        from claimcheck.graph.disputes import find_disputes
        from claimcheck.graph.summary import group_claims
        from claimcheck.links.denials import answer_once, carry_denials

        every = [*links, *carry_denials(links, claims)]
        telling = answer_once(every, claims)
        clusters = group_claims(claims, articles, telling, provenance, constraints)
        threshold = self.settings.dispute_threshold
        return (
            clusters,
            find_disputes(clusters, claims, articles, telling, provenance, threshold=threshold),
            every,
        )

    def rank(
        self, disputes: Iterable[Dispute], claims: Mapping[str, Claim], articles: Mapping[str, Article]
    ) -> list[Dispute]:
        """Disputes in the order an analyst should read them."""
        from claimcheck.graph.ranking import rank_disputes

        return rank_disputes(disputes, claims, articles)

    def compare(self, pairs: Sequence[StatementPair]) -> list[Comparison]:
        """What one free statement is to another, outside any article."""
        from claimcheck.links.compare import compare

        return compare(
            pairs, settings=self.settings, judge=self.judge, embedder=self.embedder, parser=self.parser
        )


def analyse(
    articles: Sequence[Article],
    *,
    skipped: Sequence[SkippedInput] = (),
    settings: Settings | None = None,
    analyser: Analyser | None = None,
    progress: Progress | None = None,
) -> Results:
    """Cross-reference the claims of one batch of articles.

    `skipped` inputs are carried through to the results. Raises `ModelError` where a model cannot be loaded.
    """
    from claimcheck.articles.provenance import provenance_of
    from claimcheck.graph.summary import size_warnings

    stages = analyser or Analyser(settings or Settings())
    by_id = {article.id: article for article in articles}

    def tell(stage: str, done: int, total: int) -> None:
        if progress is not None:
            progress(stage, done, total)

    claims, rows, matrix = _read(stages, articles, tell)
    # By article id, as in a workspace: which claim of a pair is the first must not depend on the order of reading.
    in_order = sorted(claims, key=lambda claim: claim.article_id)
    vectors = matrix[[rows[claim.proposition] for claim in in_order]]
    candidates = stages.candidates(in_order, vectors)
    tell("links", 0, len(candidates))
    pairs = stages.weigh(candidates, in_order, by_id, vectors)
    links = stages.link(pairs, in_order, by_id)
    tell("links", len(candidates), len(candidates))
    provenance = provenance_of(articles)
    by_article = {item.article_id: item for item in provenance}
    by_claim = {claim.id: claim for claim in claims}
    clusters, disputes, links = stages.group(by_claim, by_id, links, by_article)
    ranked = stages.rank(disputes, by_claim, by_id)
    tell("disputes", len(ranked), len(ranked))
    return Results(
        articles=tuple(articles),
        skipped=tuple(skipped),
        claims=tuple(claims),
        links=tuple(links),
        clusters=tuple(clusters),
        disputes=tuple(ranked),
        provenance=provenance,
        warnings=(*stages.warnings, *size_warnings(clusters, len(claims))),
    )


def _read(
    stages: Analyser, articles: Sequence[Article], tell: Progress
) -> tuple[list[Claim], dict[str, int], NDArray[np.float32]]:
    """Claims of the articles, the row of each distinct proposition, and the rows: its vectors.

    What was extracted is embedded while the next articles are parsed: one core is busy with either.
    """
    claims: list[Claim] = []
    rows: dict[str, int] = {}
    tell("claims", 0, len(articles))
    with ThreadPoolExecutor(1) as beside:
        jobs = []
        for at in range(0, len(articles), AT_ONCE):
            found = stages.extract(articles[at : at + AT_ONCE])
            claims.extend(found)
            fresh = {claim.proposition: claim for claim in found if claim.proposition not in rows}
            rows.update(zip(fresh, range(len(rows), len(rows) + len(fresh)), strict=True))
            jobs.append(beside.submit(stages.embed, list(fresh.values())))
            tell("claims", min(at + AT_ONCE, len(articles)), len(articles))
        tell("vectors", 0, len(rows))
        vectors = [job.result() for job in jobs]
    tell("vectors", len(rows), len(rows))
    return claims, rows, np.concatenate(vectors) if vectors else stages.embed([])
