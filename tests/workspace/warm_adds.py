"""A process that has everything loaded, and forks one `claimcheck add` for each line it reads; for the kill test.

Loading the libraries takes seconds, what is to be killed less than one. Each line on standard input is a JSON list of
arguments of the command line. Of each fork this prints, a line each: its process id, where `add` has got to (writing,
committing, committed), and how it ended.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import Any

from sqlalchemy import Engine, event

from claimcheck.cli.app import app


def warm_up() -> None:
    """Import what `add` imports, and load the one model that survives a fork."""
    import faiss  # noqa: F401
    import networkx  # noqa: F401
    import onnxruntime  # noqa: F401
    import pandas  # noqa: F401
    import py3langid  # noqa: F401
    import sklearn.linear_model  # noqa: F401

    import claimcheck.analysis
    import claimcheck.articles
    import claimcheck.claims
    import claimcheck.workspace  # noqa: F401
    from claimcheck.models.parser import load_parser
    from claimcheck.settings import Settings

    load_parser(Settings().parser)


def report_progress(say: int) -> None:
    """Write to `say` when the writing transaction begins, is about to be committed, and has been."""
    told: list[str] = []

    def tell(text: str) -> None:
        if text not in told:
            told.append(text)
            os.write(say, f"{text}\n".encode())

    @event.listens_for(Engine, "after_cursor_execute")
    def lock_taken(_c: Any, _k: Any, statement: str, *_: Any) -> None:
        if statement.startswith("UPDATE meta"):
            tell("writing")

    @event.listens_for(Engine, "commit")
    def committing(_: Any) -> None:
        if told:
            tell("committing")

    @event.listens_for(Engine, "checkin")
    def committed(*_: Any) -> None:
        if told:
            tell("committed")


def main() -> None:
    """Serve until standard input ends."""
    warm_up()
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            say = os.dup(1)
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            report_progress(say)
            ended = 1
            with contextlib.suppress(SystemExit):
                app(json.loads(line), standalone_mode=False)
                ended = 0
            os._exit(ended)  # threads of the libraries are not in the fork, and cannot be ended there
        print(f"pid {child}", flush=True)
        _, status = os.waitpid(child, 0)
        print(f"ended {os.waitstatus_to_exitcode(status)}", flush=True)


if __name__ == "__main__":
    main()
