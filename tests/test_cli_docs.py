"""What README, Makefile, CI script and pins promise is what there is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import claimcheck
from claimcheck.cli.command import EXAMPLES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonical(line.split("==")[0]): line for line in lines if "==" in line and line[0] != "#"}
    extras = project["optional-dependencies"].values()
    needed = [*project["dependencies"], *(item for extra in extras for item in extra)]
    names = {canonical(re.split(r"[\s<>=!~;\[]", item, maxsplit=1)[0]) for item in needed}
    assert names - {canonical(project["name"])} <= set(pinned)
    assert pinned["torch"].startswith("torch==2.13.0 ")


def test_readme_commands_exist() -> None:
    commands = re.findall(r"^\s*claimcheck ([a-z]+)", README, re.MULTILINE)
    assert {"run", "add", "check"} <= set(commands)
    assert set(commands) <= set(EXAMPLES)
    tabled = set(re.findall(r"^\| `([a-z]+)", README, re.MULTILINE))
    assert tabled == set(EXAMPLES)


def test_readme_targets_exist() -> None:
    named = [word for run in re.findall(r"make ([a-z -]+)", README) for word in run.split()]
    assert {"run", "test"} <= set(named)
    targets = {word for word in named if word in TARGETS or "-" in word}
    assert {"run", "test", "lint", "typecheck", "test-all", "bench", "docs"} <= targets <= TARGETS


def test_ci_runs_the_readme_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    used = re.findall(r"^\s*make ([a-z-]+)", script, re.MULTILINE)
    assert {"lint", "typecheck", "test"} <= set(used) <= TARGETS


@pytest.mark.parametrize("name", claimcheck.__all__)
def test_public_names_load(name: str) -> None:
    assert getattr(claimcheck, name) is not None


def test_unknown_name_says_what_there_is() -> None:
    with pytest.raises(AttributeError, match="read_articles"):
        claimcheck.nonsense  # noqa: B018
