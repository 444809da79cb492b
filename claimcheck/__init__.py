"""claimcheck: cross-references the claims of news articles and finds the contradictions.

>>> import claimcheck
>>> reading = claimcheck.read_articles(["data/sample"])  # doctest: +SKIP
>>> results = claimcheck.analyse(reading.articles)  # doctest: +SKIP
>>> results.disputes[0].explanation  # doctest: +SKIP

The names below load what they need when they are first used, so that `import claimcheck` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimcheck.analysis import analyse
    from claimcheck.articles import read_articles
    from claimcheck.claims import extract_claims
    from claimcheck.errors import ClaimcheckError
    from claimcheck.links.compare import compare
    from claimcheck.records import Article, Claim, Cluster, Dispute, Results
    from claimcheck.report.csv_files import write_csv
    from claimcheck.settings import Settings, load_settings
    from claimcheck.workspace import Workspace

__version__ = "0.1.0"

_HOMES = {
    "Article": "claimcheck.records",
    "Claim": "claimcheck.records",
    "ClaimcheckError": "claimcheck.errors",
    "Cluster": "claimcheck.records",
    "Dispute": "claimcheck.records",
    "Results": "claimcheck.records",
    "Settings": "claimcheck.settings",
    "Workspace": "claimcheck.workspace",
    "analyse": "claimcheck.analysis",
    "compare": "claimcheck.links.compare",
    "extract_claims": "claimcheck.claims",
    "load_settings": "claimcheck.settings",
    "read_articles": "claimcheck.articles",
    "write_csv": "claimcheck.report.csv_files",
}

__all__ = [  # noqa: RUF022 - the order of a reader's first questions
    "read_articles",
    "extract_claims",
    "analyse",
    "compare",
    "write_csv",
    "Workspace",
    "Settings",
    "load_settings",
    "Article",
    "Claim",
    "Cluster",
    "Dispute",
    "Results",
    "ClaimcheckError",
    "__version__",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'claimcheck' has no attribute {name!r}; it has {', '.join(__all__)}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
