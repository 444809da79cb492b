"""What `claimcheck info` shows: enough to tell two installations apart, and to check weights by hash."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import claimcheck
from claimcheck.report.rows import Row
from claimcheck.settings import Settings, find_settings_file

DISTRIBUTION = "claimcheck-news"
_WEIGHTS = (".safetensors", ".onnx")


def environment(settings: Settings) -> Iterator[Row]:
    """Rows of part, name and value: versions, SHA-256 of the weights, settings."""
    yield _row("version", "claimcheck", claimcheck.__version__)
    yield _row("version", "python", platform.python_version())
    yield _row("version", "platform", platform.platform())
    for name in requirements():
        yield _row("version", name, _version(name))
    for path in weight_files():
        yield _row("model", f"{path.parent.name}/{path.name}", sha256(path))
    yield _row("settings", "file", str(find_settings_file() or "none"))
    for name, value in settings.as_dict().items():
        yield _row("settings", name, str(value))


def _row(part: str, name: str, value: str) -> Row:
    return {"part": part, "name": name, "value": value}


def requirements() -> list[str]:
    """The names of what claimcheck needs at run time, in order."""
    try:
        listed = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return []
    core = (item for item in listed if "extra ==" not in item)
    return sorted({re.split(r"[\s<>=!~;\[]", item, maxsplit=1)[0] for item in core}, key=str.lower)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def weight_files() -> list[Path]:
    """The weights that come with the package, and the embedder's."""
    from claimcheck.models.embedder import packaged_model_dir

    folders = (Path(claimcheck.__file__).parent / "models", packaged_model_dir())
    return sorted(
        path for folder in folders for path in folder.rglob("*") if path.suffix in _WEIGHTS and path.is_file()
    )


def sha256(path: Path) -> str:
    """The SHA-256 of a file's content, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
