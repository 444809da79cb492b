"""The few exceptions claimcheck raises on purpose; each message names the input and says what to do."""

from __future__ import annotations


class ClaimcheckError(Exception):
    """Base of every error that is not a bug: the CLI prints its message and exits with `exit_code`."""

    exit_code = 1


class UsageError(ClaimcheckError):
    """The request itself cannot be carried out: an unknown option value, column or setting."""

    exit_code = 2


class InputError(ClaimcheckError):
    """An input cannot be read at all, or nothing in a batch could."""


class ModelError(ClaimcheckError):
    """A model or its weights are missing, damaged or of the wrong kind."""


class WorkspaceError(ClaimcheckError):
    """The workspace cannot be opened, read or written."""


class WorkspaceBusy(WorkspaceError):
    """Another process is writing to the workspace, and did not finish in time."""


class WorkspaceDamaged(WorkspaceError):
    """The workspace's file is damaged, or was written by a newer version."""
