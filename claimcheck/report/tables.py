"""Terminal output: plain tables of rows, and disputes with both sides quoted and sourced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from claimcheck.records import Article, Claim, Dispute, Results, SkippedInput, Stance
from claimcheck.report.rows import NO_CLAIM, Cell, outlets_of, sources_of

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

_SHORT, _NARROW, _LONG = 12, 20, 40
"""Cells up to short never wrap; a column is narrow unless it holds long texts, which share the rest of the line."""

_LINE, _PADDING = 80, 3
"""The narrowest line to count on, and what a column takes beside its text."""

_TO_THE_MINUTE = len("2021-09-15 17:52")

SIDE_STYLES = {"A": "bold cyan", "B": "bold magenta"}


def printable(text: str) -> str:
    """Text with line breaks and control characters as spaces: nothing in it can move the cursor or colour."""
    return "".join(char if char.isprintable() else " " for char in text)


def rows_table(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> Table:
    """The rows as a table of `columns`, numbers to the right, long text folded."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    listed = list(rows)
    widths = {column: max((len(_cell(row.get(column))) for row in listed), default=0) for column in columns}
    # Where all fit side by side, none is narrowed: a moment or a name in two lines cannot be copied.
    roomy = sum(max(widths[column], len(column)) + _PADDING for column in columns) <= _LINE
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=max(widths.values()) > _LONG)
    for column in columns:
        values = [row.get(column) for row in listed]
        numbers = bool(values) and all(value is None or isinstance(value, int | float) for value in values)
        prose = widths[column] > _LONG
        table.add_column(
            column.replace("_", " "),
            justify="right" if numbers else "left",
            overflow="fold",
            no_wrap=widths[column] <= _SHORT,
            ratio=1 if prose else None,
            max_width=None if prose or roomy else _NARROW,
        )
    for row in listed:
        table.add_row(*(Text(_cell(row.get(column))) for column in columns))
    return table


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    return printable(str(value))


def batch_summary(results: Results, *, every: bool = False) -> Text:
    """What was read and what was skipped, with the reasons; `every` lists all of them, not the first ten."""
    from rich.text import Text

    articles = results.articles
    outlets = {article.outlet for article in articles if article.outlet}
    text = Text()
    text.append(
        f"Read {number_of(len(articles), 'article')} of {number_of(len(outlets), 'outlet')}: "
        f"{number_of(len(results.claims), 'claim')}, {number_of(len(results.clusters), 'cluster')}, "
        f"{number_of(len(results.disputes), 'dispute')}."
    )
    text.append_text(skipped_list(results.skipped, every=every))
    with_claims = {claim.article_id for claim in results.claims}
    for article in articles:
        remarks = [article.note] if article.note and every else []
        if article.id not in with_claims:
            remarks.append(NO_CLAIM)
        if remarks:
            text.append(f"\n  {printable(article.file or article.id)}: {printable('; '.join(remarks))}")
    for warning in results.warnings:
        text.append(f"\nNote: {printable(warning)}", style="yellow")
    return text


def skipped_list(skipped: Sequence[SkippedInput], *, every: bool = False, first: int = 10) -> Text:
    """A line for each skipped input; beyond the `first`, reasons are counted, and it says how to have them all."""
    from rich.text import Text

    text = Text()
    if not skipped:
        return text
    text.append(f"\nSkipped {number_of(len(skipped), 'input')}:", style="yellow")
    listed = skipped if every else skipped[:first]
    for item in listed:
        name = item.file or item.article_id or "?"
        if item.file and item.article_id:
            name += f" ({item.article_id})"
        text.append(f"\n  {printable(name)}: {printable(item.reason)}")
    rest = Counter(item.reason for item in skipped[len(listed) :])
    for reason, count in rest.most_common():
        text.append(f"\n  and {count} more: {printable(reason)}")
    if rest:
        text.append("\n  (--verbose names them all)")
    return text


def number_of(number: int, noun: str) -> str:
    """A number with its noun: 1 article, 2,000 articles."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def dispute_list(results: Results, limit: int) -> RenderableType:
    """The first `limit` disputes in rank order, each with both sides."""
    from rich.console import Group
    from rich.text import Text

    if not results.disputes:
        return Text("\nNo disputes found.")
    claims = {claim.id: claim for claim in results.claims}
    articles = {article.id: article for article in results.articles}
    parts: list[RenderableType] = [
        dispute_view(dispute, claims, articles, rank=rank)
        for rank, dispute in enumerate(results.disputes[:limit], 1)
    ]
    return Group(*parts)


def dispute_view(
    dispute: Dispute, claims: Mapping[str, Claim], articles: Mapping[str, Article], *, rank: int | None = None
) -> RenderableType:
    """One dispute: its kind and score, each side with sentence, source, outlet and date, and the explanation."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    head = Text()
    head.append(f"{rank}. " if rank is not None else "", style="bold")
    head.append(printable(dispute.headline), style="bold")
    meta = f"{dispute.kind} · score {dispute.score:.2f} · {dispute.id}"
    if dispute.status != "new":
        meta += f" · {dispute.status}"
    head.append(f"\n{meta}", style="dim")
    if dispute.note:
        head.append(f"\n{printable(dispute.note)}", style="dim")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    sides = (
        ("A", dispute.a_claim_id, dispute.a_claim_ids, dispute.a_independent_sources, dispute.a_chains),
        ("B", dispute.b_claim_id, dispute.b_claim_ids, dispute.b_independent_sources, dispute.b_chains),
    )
    for name, shown, members, independent, chains in sides:
        listed = [claims[claim_id] for claim_id in members if claim_id in claims]
        side = _side(claims[shown], listed, articles)
        side.append(f"\n{number_of(independent, 'independent source')}", style="dim")
        if chains:
            side.append(": " + printable("; ".join(chains)), style="dim")
        grid.add_row(Text(name, style=SIDE_STYLES[name]), side)
    grid.add_row(Text("Why", style="bold"), Text(printable(dispute.explanation)))
    return Padding(Group(head, grid), (1, 0, 0, 0))


def _side(shown: Claim, members: Sequence[Claim], articles: Mapping[str, Article]) -> Text:
    """The most telling sentence and where it stands, then who else says so, and who confirms it."""
    from rich.text import Text

    text = Text()
    text.append(printable(shown.sentence))
    text.append(f"\n{attribution(shown, articles.get(shown.article_id))}", style="italic")
    others = [claim for claim in members if claim.id != shown.id]
    told = {shown.sentence}
    confirming: set[str | None] = set()
    for claim in others:
        if claim.stance is Stance.CONFIRMS and claim.sentence not in told:
            told.add(claim.sentence)
            confirming.add(claim.source)
            text.append(f"\nConfirmed: {printable(claim.sentence)}")
            text.append(f"\n{attribution(claim, articles.get(claim.article_id))}", style="italic")
    own = articles.get(shown.article_id)
    known = {shown.source, own.outlet if own else None} | confirming
    also = "; ".join(
        name
        for name in dict.fromkeys([*sources_of(others, articles), *outlets_of(others, articles)])
        if name not in known
    )
    if also:
        text.append(f"\nAlso: {printable(also)}", style="dim")
    return text


def attribution(claim: Claim, article: Article | None) -> str:
    """Who says it, where and when: "Jake Sullivan, in Meridian Courier, 2021-09-15"."""
    outlet = (article.outlet if article else None) or "unknown outlet"
    published = (article.published if article else None) or "undated"
    published = published.replace("T", " ")[:_TO_THE_MINUTE]
    source = claim.source or ""
    if claim.origin and (article is None or claim.origin != article.origin) and claim.origin != claim.source:
        source = f"{source} (from {claim.origin})" if source else f"from {claim.origin}"
    return printable(f"— {source}, in {outlet}, {published}" if source else f"— {outlet}, {published}")
