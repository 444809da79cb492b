"""Results as matplotlib figures, for notebooks and slides. Needs the extra `plots`.

Each function takes `Results` and gives a `Figure` of its own, which no global state knows: show it as the last
line of a cell (after `%matplotlib inline`), or save it with `figure.savefig("name.png")`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from claimcheck.errors import UsageError
from claimcheck.records import OPPOSING, Article, Cluster, Dispute, Results, parse_instant
from claimcheck.report.agreement import outlet_agreement, pair
from claimcheck.report.exports_graph import ALONE, POSITION_COLOURS
from claimcheck.report.lookups import Lookups

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_INK, _GRID = "#333333", "#DDDDDD"


def plot_timeline(results: Results, subject: Dispute | Cluster | None = None) -> Figure:
    """When each position was told: a row for each, a mark for each article.

    `subject` is a dispute (its two sides) or a cluster (its positions); without it, the disputes of `results`, a
    row for each, the first twenty.
    """
    from matplotlib.dates import date2num

    lookups = Lookups.of(results)
    rows: list[tuple[str, list[tuple[str, str]]]]
    if subject is None:
        rows = [
            (_short(dispute.headline), _marks(dispute.a_claim_ids, 0) + _marks(dispute.b_claim_ids, 1))
            for dispute in results.disputes[:20]
        ]
    elif isinstance(subject, Dispute):
        rows = [("Side A", _marks(subject.a_claim_ids, 0)), ("Side B", _marks(subject.b_claim_ids, 1))]
    else:
        rows = [
            (f"Position {number + 1}", _marks(position.claim_ids, number))
            for number, position in enumerate(subject.positions)
        ]
    figure, axes = _figure(9, 1.2 + 0.45 * max(1, len(rows)))
    for height, (_, marks) in enumerate(rows):
        for claim_id, colour in marks:
            moment = _moment(lookups.article(lookups.claims[claim_id]))
            if moment is not None:
                when = date2num(moment)
                axes.scatter(when, height, s=60, color=colour, alpha=0.8)
    axes.xaxis_date()
    axes.set_yticks(range(len(rows)), [name for name, _ in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.grid(axis="x", color=_GRID)
    axes.set_title(_short(subject.headline, 80) if subject else "Disputes over time", loc="left", color=_INK)
    axes.tick_params(axis="x", rotation=20)
    return figure


def plot_agreement(results: Results, limit: int = 15) -> Figure:
    """A matrix of the `limit` outlets with the most claims: the share of disputes in all they have in common.

    A cell is labelled with how often the two agree and how often they are opposed ("4 / 1").
    """
    agreement = outlet_agreement(results)
    outlets = agreement.outlets[:limit]
    size = max(3.5, 0.62 * len(outlets) + 2)
    figure, axes = _figure(size + 1, size)
    grid = [[float("nan")] * len(outlets) for _ in outlets]
    for row, x in enumerate(outlets):
        for column, y in enumerate(outlets):
            yes, no = agreement.agree.get(pair(x, y), 0), agreement.oppose.get(pair(x, y), 0)
            if x != y and yes + no:
                grid[row][column] = no / (yes + no)
                axes.text(column, row, f"{yes} / {no}", ha="center", va="center", fontsize=8, color=_INK)
    if outlets:
        image = axes.imshow(grid, cmap=_blue_to_orange(), vmin=0, vmax=1)
        bar = figure.colorbar(image, ax=axes, shrink=0.7)
        bar.set_ticks([0, 1], labels=["always agree", "always opposed"])
    axes.set_xticks(range(len(outlets)), outlets, rotation=45, ha="right")
    axes.set_yticks(range(len(outlets)), outlets)
    axes.set_title("Agree / opposed", loc="left", color=_INK)
    return figure


def plot_graph(results: Results, cluster: Cluster | None = None, limit: int = 200) -> Figure:
    """The claims of `cluster`, or of all clusters until `limit` claims are reached, joined by their links.

    The colour is the position; solid lines agree, dashed ones contradict or deny.
    """
    import networkx as nx

    lookups = Lookups.of(results)
    chosen: list[str] = []
    for one in [cluster] if cluster else results.clusters:
        if chosen and len(chosen) + len(one.claim_ids) > limit:
            break
        chosen += one.claim_ids
    inside = set(chosen[:limit])
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from(claim for claim in chosen if claim in inside)
    kept = [link for link in results.links if link.a in inside and link.b in inside]
    graph.add_weighted_edges_from((link.a, link.b, link.score) for link in kept)
    spots = nx.spring_layout(graph, seed=0, k=1.6 / max(1, len(graph)) ** 0.5) if graph else {}
    figure, axes = _figure(9, 6)
    for link in kept:
        (x1, y1), (x2, y2) = spots[link.a], spots[link.b]
        against = link.relation in OPPOSING
        axes.plot([x1, x2], [y1, y2], color="#C0392B" if against else "#AAAAAA", linewidth=1 + link.score,
                  linestyle="--" if against else "-", zorder=1)  # fmt: skip
    for claim in graph:
        number = _position_number(lookups, claim)
        colour = ALONE if number is None else POSITION_COLOURS[number % len(POSITION_COLOURS)]
        x, y = (float(value) for value in spots[claim])
        axes.scatter(x, y, s=70, color=colour, edgecolor="white", zorder=2)
        if len(graph) <= 30:
            axes.annotate(lookups.outlet(lookups.claims[claim]), (x, y), xytext=(5, 5),
                          textcoords="offset points", fontsize=8, color=_INK)  # fmt: skip
    axes.set_axis_off()
    axes.set_title(_short(cluster.headline, 80) if cluster else "Claims and links", loc="left", color=_INK)
    return figure


def plot_sources(results: Results, limit: int = 20) -> Figure:
    """Who is heard: the `limit` sources with the most claims, with how many of those are in dispute."""
    if limit < 1:
        raise UsageError(f"limit must be at least 1, not {limit}")
    disputed = {
        claim for dispute in results.disputes for claim in (*dispute.a_claim_ids, *dispute.b_claim_ids)
    }
    counts: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for claim in results.claims:
        if claim.source:
            counts[claim.source][claim.id in disputed] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))[:limit]
    figure, axes = _figure(8, 1.2 + 0.32 * max(1, len(ranked)))
    names = [_short(name, 40) for name, _ in ranked]
    undisputed = [count[False] for _, count in ranked]
    axes.barh(range(len(ranked)), undisputed, color="#56B4E9", label="not in dispute")
    axes.barh(range(len(ranked)), [count[True] for _, count in ranked], left=undisputed, color="#D55E00",
              label="in dispute")  # fmt: skip
    axes.set_yticks(range(len(ranked)), names)
    axes.invert_yaxis()
    axes.set_xlabel("claims")
    axes.set_title("Sources", loc="left", color=_INK)
    if ranked:
        axes.legend(frameon=False)
    return figure


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure outside pyplot, so that none piles up in memory."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _blue_to_orange() -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("agreement", ["#9CC7EA", "#F3F1EC", "#F0A06A"])


def _marks(claim_ids: tuple[str, ...], number: int) -> list[tuple[str, str]]:
    return [(claim, POSITION_COLOURS[number % len(POSITION_COLOURS)]) for claim in claim_ids]


def _position_number(lookups: Lookups, claim: str) -> int | None:
    position = lookups.position_of.get(claim)
    return None if position is None else lookups.cluster_of[claim].positions.index(position)


def _moment(article: Article) -> datetime | None:
    """When the article was published, in UTC: the middle of what its date can mean."""
    instant = parse_instant(article.published)
    if instant:
        return instant.astimezone(UTC)
    if not article.period:
        return None
    first = datetime.combine(article.period.first, time.min, UTC)
    return first + (datetime.combine(article.period.last, time.max, UTC) - first) / 2


def _short(text: str, length: int = 48) -> str:
    # A dollar sign would begin a formula.
    cut = text if len(text) <= length else text[: length - 1].rstrip() + "…"
    return cut.replace("$", r"\$")
