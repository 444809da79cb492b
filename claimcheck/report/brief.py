"""One dispute on one page of Markdown, for an e-mail or a ticket."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from claimcheck.records import Claim, Dispute, Results
from claimcheck.report.files import written_whole
from claimcheck.report.lookups import Lookups, safe_link

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_MOST = 6
"""Claims a side lists; a brief is one page."""


def brief(results: Results | Lookups, dispute: Dispute) -> str:
    """Both sides of `dispute`, quoted and sourced, as Markdown; text from articles cannot become markup."""
    lookups = results if isinstance(results, Lookups) else Lookups.of(results)
    sides = (
        ("A", dispute.a_claim_id, dispute.a_claim_ids, dispute.a_independent_sources, dispute.a_chains),
        ("B", dispute.b_claim_id, dispute.b_claim_ids, dispute.b_independent_sources, dispute.b_chains),
    )
    lines = [
        f"# {_plain(dispute.headline)}",
        "",
        f"Kind: {dispute.kind.value}. Likelihood: {min(99, max(1, round(dispute.score * 100)))} %. "
        f"Status: {dispute.status.value}. Id: {_plain(dispute.id)}.",
        "",
        _plain(dispute.explanation),
    ]
    for letter, shown, ids, independent, chains in sides:
        lines += ["", *_side(lookups, letter, shown, ids, independent, chains)]
    if dispute.note:
        lines += ["", f"Note: {_plain(dispute.note)}"]
    return "\n".join(lines) + "\n"


def write_briefs(results: Results, folder: Path) -> list[Path]:
    """Write a brief for each dispute, named by rank and id, and give their paths.

    Each is written whole or not at all; raises InputError where one cannot be written.
    """
    lookups = Lookups.of(results)
    width = len(str(len(results.disputes)))
    paths = []
    for rank, dispute in enumerate(results.disputes, 1):
        path = folder / f"{rank:0{width}}-{re.sub(r'[^A-Za-z0-9-]+', '_', dispute.id)[:60]}.md"
        with written_whole(path) as partial:
            partial.write_text(brief(lookups, dispute), encoding="utf-8", errors="backslashreplace")
        paths.append(path)
    return paths


def _side(
    lookups: Lookups, letter: str, shown: str, ids: Sequence[str], independent: int, chains: Sequence[str]
) -> list[str]:
    ordered = [shown, *(one for one in ids if one != shown)]
    outlets = list(dict.fromkeys(lookups.outlet(lookups.claims[one]) for one in ordered))
    plural = "" if independent == 1 else "s"
    lines = [
        f"## Side {letter}: {independent} independent source{plural}",
        "",
        f"Carried by {_plain(', '.join(outlets))}.",
        "",
    ]
    for one in ordered[:_MOST]:
        claim = lookups.claims[one]
        lines += [f"> {_plain(claim.sentence)}", ">", f"> — {_told_by(lookups, claim)}", ""]
    if len(ordered) > _MOST:
        lines += [f"and {len(ordered) - _MOST} more.", ""]
    lines += [f"- {_plain(chain.replace('->', '→'))}" for chain in chains]
    return lines if chains else lines[:-1]


def _told_by(lookups: Lookups, claim: Claim) -> str:
    article = lookups.article(claim)
    url = safe_link(article.url)
    parts = [claim.source or "", lookups.outlet(claim), lookups.published(claim)[:10], article.title or ""]
    text = ", ".join(_plain(part) for part in parts if part)
    return f"{text} <{_address(url)}>" if url else text


def _plain(text: str) -> str:
    """`text` on one line, with nothing in it that Markdown would read as markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _address(url: str) -> str:
    return re.sub(r"[\s<>]", lambda match: f"%{ord(match.group()):02X}", url)
