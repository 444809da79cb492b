"""Articles in: one reader a format, metadata, boilerplate, duplicates of whole articles."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.articles.boilerplate import find_boilerplate as find_boilerplate
    from claimcheck.articles.duplicates import copy_groups as copy_groups
    from claimcheck.articles.limits import ReadLimits as ReadLimits
    from claimcheck.articles.outlets import canonical_outlet as canonical_outlet
    from claimcheck.articles.provenance import provenance_of as provenance_of
    from claimcheck.articles.reading import Reading as Reading
    from claimcheck.articles.reading import read_articles as read_articles

_HOME = {
    "ReadLimits": "limits",
    "Reading": "reading",
    "canonical_outlet": "outlets",
    "copy_groups": "duplicates",
    "find_boilerplate": "boilerplate",
    "provenance_of": "provenance",
    "read_articles": "reading",
}
"""Public name to the module it lives in; loaded when first asked for, so that importing the package costs nothing."""

__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
