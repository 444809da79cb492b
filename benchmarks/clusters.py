"""Clusters and disputes against known events: events_multi_outlet as one batch.

    python -m benchmarks.clusters [--articles 247]

Prints, and writes to `benchmarks/results/clusters.json`: cluster purity by event, the share of events of several
articles with at least one cluster across outlets, disputes that join different events, and B-cubed precision, recall
and F1 (Bagga and Baldwin, 1998) of articles grouped by their shared clusters.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

import networkx as nx

from claimcheck.analysis import analyse
from claimcheck.records import Article, Results
from claimcheck.settings import Settings
from claimcheck.training.gate_data import data_folder, load_set

RESULTS = Path(__file__).with_name("results") / "clusters.json"


def group_by_shared_clusters(results: Results, *, seed: int = 1) -> dict[str, int]:
    """Articles grouped by the clusters that they share; article id to group.

    Louvain communities (Blondel et al., 2008) of the articles, weighted by how many clusters two of them share, at
    the usual resolution of 1. Connected components would chain events over a single shared cluster, or lose the
    articles that share only one.
    """
    shared: Counter[tuple[str, str]] = Counter()
    for members in cluster_articles(results).values():
        shared.update(combinations(sorted(members), 2))
    graph = nx.Graph()
    graph.add_nodes_from(sorted(article.id for article in results.articles))
    graph.add_weighted_edges_from((a, b, count) for (a, b), count in sorted(shared.items()))
    groups = nx.community.louvain_communities(graph, seed=seed)
    return {article: number for number, group in enumerate(groups) for article in group}


def cluster_articles(results: Results) -> dict[str, set[str]]:
    """The articles of each cluster."""
    home = {claim.id: claim.article_id for claim in results.claims}
    return {cluster.id: {home[claim] for claim in cluster.claim_ids} for cluster in results.clusters}


def b_cubed(groups: Mapping[str, int], events: Mapping[str, str]) -> dict[str, float]:
    """B-cubed precision, recall and F1 over the articles."""
    by_group: dict[int, list[str]] = defaultdict(list)
    by_event: dict[str, list[str]] = defaultdict(list)
    for article, group in groups.items():
        by_group[group].append(article)
        by_event[events[article]].append(article)
    precision = recall = 0.0
    for article, group in groups.items():
        same = sum(events[other] == events[article] for other in by_group[group])
        precision += same / len(by_group[group])
        recall += same / len(by_event[events[article]])
    precision, recall = precision / len(groups), recall / len(groups)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


def measure(results: Results, events: Mapping[str, str]) -> dict[str, float]:
    """Everything this benchmark reports."""
    home = {claim.id: claim.article_id for claim in results.claims}
    outlets = {article.id: article.outlet for article in results.articles}
    members = cluster_articles(results)
    sizes = {cluster.id: len(cluster.claim_ids) for cluster in results.clusters}
    pure = sum(
        max(Counter(events[home[c]] for c in cluster.claim_ids).values()) for cluster in results.clusters
    )
    across = {
        events[next(iter(articles))]
        for articles in members.values()
        if len({outlets[a] for a in articles}) > 1 and len({events[a] for a in articles}) == 1
    }
    several = [event for event, n in Counter(events[a.id] for a in results.articles).items() if n > 1]
    crossing = [d for d in results.disputes if events[home[d.a_claim_id]] != events[home[d.b_claim_id]]]
    return {
        "articles": len(results.articles),
        "claims": len(results.claims),
        "clusters": len(results.clusters),
        "largest_cluster": max(sizes.values(), default=0),
        "purity": pure / max(1, sum(sizes.values())),
        "events_with_cross_outlet_cluster": sum(event in across for event in several) / max(1, len(several)),
        "disputes": len(results.disputes),
        "disputes_across_events": len(crossing) / max(1, len(results.disputes)),
        **{f"b_cubed_{k}": v for k, v in b_cubed(group_by_shared_clusters(results), events).items()},
    }


def run(folder: Path, most: int | None = None) -> tuple[Results, Mapping[str, str]]:
    """The analysis of the set, or of its first `most` articles."""
    news = load_set("events_multi_outlet", folder)
    articles: Sequence[Article] = news.articles[:most]
    return analyse(articles, settings=Settings()), news.events


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=None)
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print("skipped: no research data; set CLAIMCHECK_DATA")
        return 0
    report = measure(*run(folder, options.articles))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
