"""A disk that is full or cannot be written: a named error, and what was stored is still there.

The disks are real: file systems in memory, mounted in a namespace of the child process alone.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
PR_CAPBSET_DROP = 24

PREAMBLE = """
import subprocess, sys
from contextlib import suppress
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import pytest
from fake_stages import FakeStages, article, batch
from claimcheck.errors import WorkspaceError
from claimcheck.workspace import Workspace

folder = Path(sys.argv[1])
path = folder / "news.db"

def mount(options):
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], check=True)

def opened():
    return Workspace(path, stages=FakeStages())

def large():
    return [article(n, "Word " * 50_000 + f"number {n}.") for n in range(500, 512)]
"""

FULL = """
mount("size=2m")
with opened() as workspace:
    workspace.add(batch(0, 6))
    before = workspace.results()
    with pytest.raises(WorkspaceError, match="disk is full.*as it was before"):
        workspace.add(large())
    assert workspace.results() == before
with opened() as workspace:
    assert workspace.verify().problems == ()
    assert workspace.results() == before
    with suppress(OSError), (folder / "filler").open("wb") as filler:
        while True:
            filler.write(bytes(4096))
            filler.flush()
    with pytest.raises(WorkspaceError, match="copy.db could not be written"):
        workspace.backup(folder / "copy.db")
assert not list(folder.glob("copy.db*"))
(folder / "filler").unlink()
mount("remount,size=500m")
with opened() as workspace:
    assert workspace.add(large()).n_articles == 12
    assert workspace.verify().problems == ()
"""

NO_ROOM_AT_ALL = """
mount("size=4k")
with pytest.raises(WorkspaceError, match="disk is full"):
    opened()
"""

READ_ONLY = """
mount("size=20m")
with opened() as workspace:
    workspace.add(batch(0, 6))
    before = workspace.results()
mount("remount,ro")
with opened() as workspace:
    assert workspace.results() == before
    found = workspace.verify()
    assert found.read_only and found.problems == ()
    with pytest.raises(WorkspaceError, match="cannot be written"):
        workspace.add(batch(6, 6))
    with pytest.raises(WorkspaceError, match="cannot be written"):
        workspace.label(before.disputes[0].id, "confirmed")
with pytest.raises(WorkspaceError, match="cannot be written or opened"):
    Workspace(folder / "new.db", stages=FakeStages())
mount("remount,rw")
with opened() as workspace:
    assert workspace.results() == before
    assert workspace.add(batch(6, 6)).n_articles == 6
"""

FORBIDDEN = """
with opened() as workspace:
    before = workspace.results()
    assert before.articles
    with pytest.raises(WorkspaceError, match="cannot be written"):
        workspace.add(batch(6, 6))
    assert workspace.results() == before
"""


def run(script: str, folder: Path, *command: str, **options: object) -> None:
    arguments = [*command, sys.executable, "-c", PREAMBLE + script, str(folder), str(Path(__file__).parent)]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=600, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def own_mounts() -> list[str]:
    """The command before one that may mount what no other process sees."""
    command = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    works = (
        shutil.which("unshare")
        and subprocess.run(
            [*command, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, timeout=60
        ).returncode
        == 0
    )
    if not works:
        pytest.skip("a process may not mount file systems of its own here (unshare --mount)")
    return command


@pytest.mark.parametrize("script", [FULL, NO_ROOM_AT_ALL, READ_ONLY], ids=["full", "tiny", "read-only"])
def test_a_disk_that_cannot_be_written_loses_nothing(
    tmp_path: Path, own_mounts: list[str], script: str
) -> None:
    run(script, tmp_path, *own_mounts)


def test_a_folder_without_permission_can_still_be_read(tmp_path: Path) -> None:
    from fake_stages import FakeStages, batch

    from claimcheck.workspace import Workspace

    with Workspace(tmp_path / "news.db", stages=FakeStages()) as workspace:
        workspace.add(batch(0, 6))
    tmp_path.chmod(0o555)
    try:
        run(FORBIDDEN, tmp_path, preexec_fn=_as_anybody)
    finally:
        tmp_path.chmod(0o755)


def test_batches_in_the_log_alone_are_not_overlooked(tmp_path: Path) -> None:
    """A log that was not written back, in a folder that cannot be written: its batches show, or opening fails."""
    from fake_stages import FakeStages, batch

    from claimcheck.workspace import Workspace

    copy = tmp_path / "copy"
    copy.mkdir()
    with Workspace(tmp_path / "news.db", stages=FakeStages()) as workspace:
        workspace.add(batch(0, 6))
        for file in tmp_path.glob("news.db*"):
            shutil.copy(file, copy)
    assert (copy / "news.db-wal").stat().st_size
    copy.chmod(0o555)
    try:
        run(FORBIDDEN, copy, preexec_fn=_as_anybody)
        copy.chmod(0o755)
        (copy / "news.db-shm").unlink()
        copy.chmod(0o555)
        run(
            "with pytest.raises(WorkspaceError, match='cannot be'):\n    opened()",
            copy,
            preexec_fn=_as_anybody,
        )
    finally:
        copy.chmod(0o755)


def _as_anybody() -> None:
    """Take from root what lets it write where nobody may."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "cannot drop a capability")
