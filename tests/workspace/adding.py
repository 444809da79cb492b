"""What a process that is about to be killed does; apart from the test, so that a fork server can import it."""

from __future__ import annotations

from typing import Any

from fake_stages import FakeStages, batch

from claimcheck.workspace import Workspace

FIRST, SECOND = (0, 30), (30, 30)


def add_second(path: str, started: Any) -> None:
    with Workspace(path, stages=FakeStages(slow=0.05)) as workspace:
        started.set()
        workspace.add(batch(*SECOND))
