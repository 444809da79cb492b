"""Commands that ask a workspace, and that tell it what an analyst knows: disputes, show, check, search, label, ..."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from claimcheck.cli.command import command
from claimcheck.cli.options import Limit, config_options, output_options
from claimcheck.cli.output import Format, Output
from claimcheck.cli.workspace_options import Location, frame_rows, opened
from claimcheck.cli.workspace_store import batch_line
from claimcheck.errors import UsageError
from claimcheck.settings import Settings

SHOWN_DISPUTES = ("dispute_id", "kind", "score", "status", "headline", "a_outlets", "b_outlets")
SHOWN_FOUND = ("relation", "score", "source", "outlet", "published", "sentence")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    for function, example in (
        (disputes, "claimcheck disputes -w news.db --kind denial --new"),
        (show, "claimcheck show d-565c496e96 -w news.db"),
        (check, 'claimcheck check "The bridge opens on May 3" -w news.db'),
        (search, 'claimcheck search "bridge opening" -w news.db'),
        (label, 'claimcheck label d-565c496e96 confirmed -w news.db --note "asked both sides"'),
        (merge, "claimcheck merge c-0a1b2c3d4e c-5f6a7b8c9d -w news.db"),
        (split, "claimcheck split c-0a1b2c3d4e 031.2 031.3 -w news.db"),
    ):
        command(app, function.__name__, example=example, settings=config_options, out=output_options)(
            function
        )


def disputes(
    *,
    workspace: Location,
    kind: Annotated[
        str | None,
        typer.Option(
            help="Only this kind: denial, negation, quantity, date, entity or other.", metavar="KIND"
        ),
    ] = None,
    min_score: Annotated[
        float | None, typer.Option(help="Only those that score at least this.", min=0, max=1)
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(help="Only those this outlet takes part in.", metavar="NAME")
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="Only those this source takes part in.", metavar="NAME")
    ] = None,
    status: Annotated[
        str | None, typer.Option(help="Only these: new, confirmed, dismissed or resolved.", metavar="STATUS")
    ] = None,
    since: Annotated[
        int | None,
        typer.Option(
            help="Only what came or changed after this batch, and is not dismissed.", min=0, metavar="BATCH"
        ),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Only what the last batch brought or changed, and is not dismissed.")
    ] = False,
    limit: Limit = None,
    settings: Settings,
    out: Output,
) -> None:
    """List the workspace's disputes, in rank order."""
    with opened(workspace, settings) as store:
        frame = store.disputes(
            kind=kind,
            min_score=min_score,
            outlet=outlet,
            source=source,
            status=status,
            since=since,
            since_last_batch=new,
        )
    first = out.limited(limit) or len(frame)
    out.rows(tuple(frame.columns), frame_rows(frame.head(first)), shown=SHOWN_DISPUTES)
    if len(frame) > first:
        out.remark(f"{len(frame) - first} more: --limit prints them.")
    out.hint(f"claimcheck show {frame['dispute_id'].iloc[0] if len(frame) else 'ID'} -w {quote(workspace)}")


def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A dispute, cluster, claim or article.")],
    *,
    workspace: Location,
    settings: Settings,
    out: Output,
) -> None:
    """Show one dispute, cluster, claim or article with everything that belongs to it.

    JSON gives a dispute with its claims and links, and of all else the claims, as CSV does.
    """
    from claimcheck.workspace.shown import DISPUTE

    with opened(workspace, settings) as store:
        found = store.show(id_)
    if out.is_table:
        out.show(found)
    elif out.format is Format.JSON and found.kind == DISPUTE:
        out.data(found.record())
    else:
        frame = found.frame()
        out.rows(tuple(frame.columns), frame_rows(frame))
    if found.kind == DISPUTE:
        out.hint(f"claimcheck label {quote(id_)} confirmed -w {quote(workspace)}")
    else:
        out.hint(f"claimcheck disputes -w {quote(workspace)}")


def check(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="One sentence, in quotation marks.")],
    *,
    workspace: Location,
    limit: Limit = None,
    settings: Settings,
    out: Output,
) -> None:
    """Cross-reference one sentence: who supports it, who contradicts it, who speaks of the same."""
    with opened(workspace, settings) as store:
        result = store.check(claim)
    frame = result.frame()
    out.remark(
        f"{len(result.supported_by)} support it, {len(result.contradicted_by)} contradict it, "
        f"{len(result.related)} are related."
    )
    out.rows(
        tuple(frame.columns), frame_rows(frame.head(out.limited(limit) or len(frame))), shown=SHOWN_FOUND
    )
    out.hint(f"claimcheck show CLUSTER -w {quote(workspace)}")


def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What the claims should be about.")],
    *,
    workspace: Location,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many to print at most.")] = 20,
    settings: Settings,
    out: Output,
) -> None:
    """Find the claims nearest in meaning to a text."""
    with opened(workspace, settings) as store:
        frame = store.search(text, limit=limit)
    shown = ("similarity", "source", "outlet", "published", "sentence")
    out.rows(tuple(frame.columns), frame_rows(frame), shown=shown)
    out.hint(f'claimcheck check "CLAIM" -w {quote(workspace)}')


def label(
    dispute: Annotated[str | None, typer.Argument(metavar="DISPUTE", help="The dispute's id.")] = None,
    status: Annotated[
        str | None,
        typer.Argument(metavar="STATUS", help="confirmed, dismissed, or new to take a label back."),
    ] = None,
    *,
    workspace: Location,
    note: Annotated[str, typer.Option(help="Why, in your words.")] = "",
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="A labels CSV, as the report page saves it, instead of one dispute.",
            metavar="FILE",
        ),
    ] = None,
    settings: Settings,
    out: Output,
) -> None:
    """Confirm or dismiss a dispute; a dismissed one stays away until its evidence changes."""
    one = dispute is not None and status is not None
    if one == (source is not None) or (source is not None and dispute is not None):
        raise UsageError("label takes either a dispute and a status, or --from labels.csv")
    with opened(workspace, settings) as store:
        if source is not None:
            labelled = store.label_from(source)
        else:
            assert dispute is not None
            assert status is not None
            labelled = [store.label(dispute, status, note=note)]
    rows = [{"dispute_id": item.id, "status": item.status, "note": item.note} for item in labelled]
    out.rows(("dispute_id", "status", "note"), rows)
    out.hint(f"claimcheck disputes -w {quote(workspace)} --status new")


def merge(
    clusters: Annotated[list[str], typer.Argument(metavar="CLUSTER", help="Two clusters or more, by id.")],
    *,
    workspace: Location,
    settings: Settings,
    out: Output,
) -> None:
    """Keep clusters together from now on, because they are about one question."""
    with opened(workspace, settings) as store:
        result = store.merge(*clusters)
    out.remark(batch_line(result))
    out.rows(tuple(result.frame().columns), frame_rows(result.frame()))
    out.hint(f"claimcheck disputes -w {quote(workspace)}")


def split(
    cluster: Annotated[str, typer.Argument(metavar="CLUSTER", help="The cluster's id.")],
    claims: Annotated[
        list[str], typer.Argument(metavar="CLAIM", help="The claims to take out of it, by id.")
    ],
    *,
    workspace: Location,
    settings: Settings,
    out: Output,
) -> None:
    """Take claims out of a cluster for good, because they are about another question."""
    with opened(workspace, settings) as store:
        result = store.split(cluster, claims)
    out.remark(batch_line(result))
    out.rows(tuple(result.frame().columns), frame_rows(result.frame()))
    out.hint(f"claimcheck disputes -w {quote(workspace)}")
