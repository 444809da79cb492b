"""The store: one database that holds everything and can be added to."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.workspace.answers import BatchResult as BatchResult
    from claimcheck.workspace.answers import CheckResult as CheckResult
    from claimcheck.workspace.answers import Stats as Stats
    from claimcheck.workspace.answers import Verification as Verification
    from claimcheck.workspace.facade import Workspace as Workspace

_HOME = {
    "BatchResult": "answers",
    "CheckResult": "answers",
    "Stats": "answers",
    "Verification": "answers",
    "Workspace": "facade",
}
"""Public name to the module it lives in; loaded when first asked for, so that importing the package costs nothing."""

__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
