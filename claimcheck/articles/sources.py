"""From the paths a user names to the bytes of each file: folders, gzip and zip, within limits."""

from __future__ import annotations

import gzip
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from claimcheck.articles.limits import ReadLimits, in_megabytes
from claimcheck.articles.manifest import MANIFEST, Given, read_manifest
from claimcheck.articles.raw import Source
from claimcheck.records import SkippedInput

_CHUNK = 1 << 20
# What the zip and gzip modules raise for damaged, encrypted or unsupported archives.
_ARCHIVE_ERRORS = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError,
    OverflowError, MemoryError,
)  # fmt: skip


class TooLarge(ValueError):
    """More bytes than the limits allow; the message is the reason to show."""


def walk(paths: Iterable[Path], limits: ReadLimits) -> Iterator[Source | SkippedInput]:
    """Every file under `paths`, unpacked, in sorted order within folders and archives.

    A named file is shown by its name, a file in a named folder by its path in that folder, a member of a zip by
    the zip's path and its own. Hidden files in folders and archives are left out without a word, but where that
    leaves nothing.
    """
    for path in paths:
        empty = True
        for found in _under(path, limits):
            empty = False
            yield found
        if empty:
            yield SkippedInput(str(path), "no files in it; hidden ones are left out")


def _under(path: Path, limits: ReadLimits) -> Iterator[Source | SkippedInput]:
    """Every file of one path that was named."""
    if not os.path.lexists(path):
        yield SkippedInput(str(path), "no such file or folder")
    elif path.is_dir():
        yield from _folder(path, "", limits, seen=frozenset())
    else:
        yield from _file(path, path.name, _beside(path, limits).get(path.name, {}), limits)


def _beside(path: Path, limits: ReadLimits) -> Mapping[str, Given]:
    """What the manifest beside a file that was named by itself says of its neighbours."""
    if path.name == MANIFEST or not (path.parent / MANIFEST).is_file():
        return {}
    packed = list(_file(path.parent / MANIFEST, MANIFEST, {}, limits))
    read = read_manifest(packed[0]) if packed and isinstance(packed[0], Source) else None
    return read.given if read is not None else {}


def _folder(
    folder: Path, prefix: str, limits: ReadLimits, seen: frozenset[str]
) -> Iterator[Source | SkippedInput]:
    try:
        real = os.path.realpath(folder)
        entries = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))
    except OSError as error:
        yield SkippedInput(prefix or folder.name, _os_reason(error))
        return
    if real in seen:
        yield SkippedInput(prefix, "a link back to a folder that holds it")
        return
    manifest: Mapping[str, Given] = {}
    if MANIFEST in entries:
        packed = list(_file(folder / MANIFEST, f"{prefix}{MANIFEST}", {}, limits))
        if packed and isinstance(packed[0], Source):
            read = read_manifest(packed[0])
            if read is not None:
                manifest = read.given
                yield from read.skipped
                yield from _missing(manifest, set(entries), f"{prefix}{MANIFEST}", folder)
                entries.remove(MANIFEST)
    for name in entries:
        path = folder / name
        if path.is_dir():
            yield from _folder(path, f"{prefix}{name}/", limits, seen | {real})
        else:
            yield from _file(path, f"{prefix}{name}", manifest.get(name, {}), limits)


def _missing(
    manifest: Mapping[str, Given], entries: set[str], name: str, folder: Path
) -> Iterator[SkippedInput]:
    for file in manifest:
        if file not in entries and not (folder / file).exists():
            yield SkippedInput(name, f"names {file}, which is not there")


def _file(path: Path, name: str, given: Given, limits: ReadLimits) -> Iterator[Source | SkippedInput]:
    try:
        if not path.is_file():  # a pipe or device would block or never end
            reason = "a link to nothing" if path.is_symlink() and not path.exists() else "not a regular file"
            yield SkippedInput(name, reason)
            return
        if path.suffix.lower() == ".zip":
            yield from _zip(path, name, limits)
            return
        size = path.stat().st_size
        if size > limits.file_bytes:
            yield SkippedInput(
                name, f"{in_megabytes(size)}, over the limit of {in_megabytes(limits.file_bytes)}"
            )
            return
        data = path.read_bytes()
    except OSError as error:
        yield SkippedInput(name, _os_reason(error))
        return
    yield _unpacked(name, data, given, limits)


def _unpacked(name: str, data: bytes, given: Given, limits: ReadLimits) -> Source | SkippedInput:
    if name.lower().endswith(".gz"):
        try:
            data = gunzip(data, limits.file_bytes)
        except TooLarge as reason:
            return SkippedInput(name, str(reason))
        except EOFError:
            return SkippedInput(name, "gzip is truncated: nothing of it was taken")
        except (OSError, zlib.error) as error:
            return SkippedInput(name, f"damaged gzip ({error})" if data else "empty")
    return Source(name, data, tuple(given.items()))


def gunzip(data: bytes, limit: int) -> bytes:
    """All members of a gzip, unpacked.

    Raises TooLarge above `limit` bytes; EOFError where it is cut short; OSError or zlib.error where damaged.
    """
    import io

    parts: list[bytes] = []
    size = 0
    with gzip.open(io.BytesIO(data)) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise TooLarge(f"unpacks to over {in_megabytes(limit)}")
            parts.append(chunk)
    return b"".join(parts)


def _zip(path: Path, name: str, limits: ReadLimits) -> Iterator[Source | SkippedInput]:
    try:
        archive = zipfile.ZipFile(path)
    except _ARCHIVE_ERRORS as error:
        yield SkippedInput(name, f"not readable as zip ({error})")
        return
    with archive:
        members = sorted(
            (info for info in archive.infolist() if not info.is_dir()), key=lambda one: one.filename
        )
        if len(members) > limits.archive_members:
            yield SkippedInput(
                name, f"{len(members):,} members, over the limit of {limits.archive_members:,}"
            )
            return
        manifests: dict[str, Mapping[str, Given]] = {}
        taken: list[tuple[PurePosixPath, bytes]] = []
        total = 0
        for info in members:
            inside = PurePosixPath(info.filename)
            shown = f"{name}/{info.filename}"
            if _climbs(info.filename):
                yield SkippedInput(shown, "its path climbs out of the archive")
                continue
            if any(part.startswith(".") or part == "__MACOSX" for part in inside.parts):
                continue
            if inside.suffix.lower() == ".zip":
                yield SkippedInput(shown, "an archive inside an archive is not opened")
                continue
            data = _member(archive, info, limits, limits.archive_bytes - total)
            if isinstance(data, str):
                yield SkippedInput(shown, data)
                continue
            total += len(data)
            if inside.name == MANIFEST and (read := read_manifest(Source(shown, data))) is not None:
                manifests[str(inside.parent)] = read.given
                yield from read.skipped
            else:
                taken.append((inside, data))
    for inside, data in taken:
        given = manifests.get(str(inside.parent), {}).get(inside.name, {})
        yield _unpacked(f"{name}/{inside}", data, given, limits)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: ReadLimits, left: int) -> bytes | str:
    """A member's bytes, or the reason it cannot be taken. What the archive says of its size is not trusted."""
    limit = min(limits.file_bytes, left)
    if info.flag_bits & 0x1:
        return "encrypted"
    if info.file_size > limits.ratio_from and info.file_size > limits.compression_ratio * max(
        1, info.compress_size
    ):
        return f"unpacks to {info.file_size // max(1, info.compress_size):,} times its size: taken for a zip bomb"
    if info.file_size > limit:
        return f"unpacks to {in_megabytes(info.file_size)}, over the limit"
    try:
        with archive.open(info) as stream:
            data = stream.read(limit + 1)
    except _ARCHIVE_ERRORS as error:
        return f"damaged in the archive ({error})"
    return data if len(data) <= limit else "unpacks to more than it says, over the limit"


def _climbs(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or (len(name) > 1 and name[1] == ":")


def _os_reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "permission denied"
    return (error.strerror or str(error)).lower()
