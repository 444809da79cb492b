"""SIGKILL at random instants of a real `claimcheck add`: nothing is lost, doubled or unreadable, and it can go on."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from claimcheck.records import Results
from claimcheck.workspace import Workspace

SERVER = Path(__file__).with_name("warm_adds.py")
PHASES = ("start", "writing", "committing", "committed")
"""Reading and encoding, the transaction, its commit, and what comes after it."""
LATER = 0.2
"""Share of a phase by which a kill may come after the time that the phase took when it was measured."""

MONDAY = (
    ("Twelve people drowned when the river flooded the village of Arden on Friday evening, police said.",
     "The mayor of Arden closed the old bridge over the river after the flood."),
    ("Fifteen people drowned when the river flooded the village of Arden on Friday evening, doctors said.",),
)  # fmt: skip
TUESDAY = (
    ("Twelve people drowned when the river flooded the village of Arden on Friday evening.",
     "The mayor of Arden did not close the old bridge over the river after the flood."),
    ("Nine people drowned when the river flooded the village of Arden on Friday evening, rescuers said.",),
)  # fmt: skip


@dataclass
class Warm:
    """The process that forks one `claimcheck add` after the other."""

    process: subprocess.Popen[str]
    asked: IO[str]
    answers: IO[str]

    def run(
        self, batch: Path, workspace: Path, *, kill_in: str = "", after: float = 0.0
    ) -> tuple[int, dict[str, float]]:
        """Add `batch`; its exit code, and when each phase began, in seconds after the first.

        With `kill_in`, the process gets SIGKILL that many seconds `after` the phase of that name has begun.
        """
        self.asked.write(json.dumps(["add", str(batch), "-w", str(workspace)]) + "\n")
        self.asked.flush()
        word, pid = self._answer()
        assert word == "pid"
        began = time.perf_counter()
        times = {}
        word = PHASES[0]
        while word != "ended":
            times[word] = time.perf_counter() - began
            if word == kill_in:
                time.sleep(after)
                with suppress(ProcessLookupError):  # it was done before
                    os.kill(int(pid), signal.SIGKILL)
            word, code = self._answer()
        return int(code), times | {"ended": time.perf_counter() - began}

    def _answer(self) -> tuple[str, str]:
        word, _, rest = self.answers.readline().strip().partition(" ")
        assert word, "the process that forks has died"
        return word, rest


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    process = subprocess.Popen(
        [sys.executable, str(SERVER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},  # threads do not survive a fork
    )
    assert process.stdin is not None
    assert process.stdout is not None
    server = Warm(process, process.stdin, process.stdout)
    assert server._answer()[0] == "ready"
    yield server
    process.stdin.close()
    process.wait(60)


def write_batch(path: Path, day: str, articles: tuple[tuple[str, ...], ...]) -> Path:
    values = [
        {"id": f"{day}{n}", "outlet": f"{day} {n}", "published": "2024-03-02", "text": " ".join(sentences)}
        for n, sentences in enumerate(articles)
    ]
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


def contents(path: Path) -> Results:
    """All that a workspace holds, after a check that nothing in it needs repair."""
    with Workspace(path) as workspace:
        assert workspace.verify().problems == ()
        return workspace.results()


def copy_of(path: Path, target: Path) -> Path:
    return Path(shutil.copy(path, target)) if path.exists() else target


@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.slow)])
def test_a_killed_add_loses_and_doubles_nothing(tmp_path: Path, warm: Warm, kills: int) -> None:
    batches = [
        write_batch(tmp_path / "monday.json", "monday", MONDAY),
        write_batch(tmp_path / "tuesday.json", "tuesday", TUESDAY),
    ]
    # What a new workspace, and one that holds Monday, are before and after the next batch, and how long that takes.
    none, monday, tuesday = (tmp_path / f"{name}.db" for name in ("none", "monday", "tuesday"))
    assert warm.run(batches[0], monday)[0] == 0
    copy_of(monday, tuesday)
    code, times = warm.run(batches[1], tuesday)
    assert code == 0
    starts = [*times.values()]
    lengths = dict(zip(PHASES, (b - a for a, b in itertools.pairwise(starts)), strict=True))
    states = [(none, Results(), contents(monday)), (monday, contents(monday), contents(tuesday))]
    assert len(states[1][2].articles) == 4
    assert states[1][2].disputes

    rng = random.Random(kills)
    interrupted, unfinished = 0, 0
    for number in range(kills):
        phase = PHASES[number % len(PHASES)]
        day = 0 if number % 5 == 4 else 1
        clean, before, after = states[day]
        path = copy_of(clean, tmp_path / f"killed{number}.db")
        code, _ = warm.run(
            batches[day],
            path,
            kill_in=phase,
            after=rng.uniform(0, (1 + LATER) * lengths[phase]),
        )
        interrupted += code == -signal.SIGKILL
        assert code in (0, -signal.SIGKILL)
        found = contents(path)
        assert found in (before, after)
        unfinished += found == before
        assert warm.run(batches[day], path)[0] == 0
        assert contents(path) == after
        for file in tmp_path.glob(f"killed{number}.db*"):
            file.unlink()
    assert interrupted > kills / 2
    assert unfinished > 0
