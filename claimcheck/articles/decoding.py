"""Bytes to text: the encoding is found out, never assumed, and anything but clean UTF-8 is noted."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_HIGH = bytes(range(128, 256))
_SAMPLE = 200_000  # bytes that decide whether something is text, and in what encoding
_MAX_CONTROL = 0.01  # share of control bytes above which it is no text
_MAX_DAMAGE = 0.02  # share of replacement characters that is still a readable text with a scratch
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class NotText(ValueError):
    """The bytes are no text; the message is the reason to show."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and what had to be done to get it, "" where nothing."""

    text: str
    note: str = ""


def decode(data: bytes) -> Decoded:
    """The text of `data`, line ends and all.

    A byte order mark decides; then strict UTF-8; then UTF-16 without a mark; then, for what is mostly ASCII,
    Windows-1252, the usual encoding of English text that is not UTF-8; then charset-normalizer.

    Raises NotText, with the reason, for binary data and for what no encoding fits.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data.decode(encoding, errors="replace")
            return _checked(text, "" if encoding == "utf-8-sig" else f"decoded as {encoding}")
    sample = data[:_SAMPLE]
    if utf16 := _utf16_without_mark(sample):  # before UTF-8, which ASCII in UTF-16 is too
        return _checked(
            data.decode(utf16, errors="replace"), f"decoded as {utf16}, without a byte order mark"
        )
    try:
        return _checked(data.decode("utf-8"), "")
    except UnicodeDecodeError:
        pass
    if _share(sample, _CONTROL) > _MAX_CONTROL:
        raise NotText("not text: the file is binary")
    return _legacy(data, sample)


def clean(text: str) -> Decoded:
    """`text` with what no store or report can hold replaced, one character for one, so that offsets stay true.

    NUL and other characters that XML has no place for become spaces; half of a surrogate pair becomes U+FFFD.
    """
    notes = []
    if _NOT_XML.search(text):
        text = _NOT_XML.sub(" ", text)
        notes.append("control characters shown as spaces")
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        notes.append("damaged characters shown as U+FFFD")
    return Decoded(text, "; ".join(notes))


def _legacy(data: bytes, sample: bytes) -> Decoded:
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    multibyte = sum(1 for character in text if character > "\x7f") - damaged
    # Bytes of another encoding hardly ever form a valid sequence of UTF-8, so that each one found speaks for it.
    if damaged <= multibyte and damaged <= max(4, len(text) * _MAX_DAMAGE):
        return _checked(text, "damaged UTF-8, bad bytes shown as U+FFFD")
    if _share(sample, _HIGH) < 0.1:
        try:
            return _checked(data.decode("cp1252"), "not UTF-8, decoded as cp1252")
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise NotText("not text in any known encoding")
    return _checked(
        data.decode(best.encoding, errors="replace"), f"not UTF-8, decoded as {best.encoding} (a guess)"
    )


def _checked(text: str, note: str) -> Decoded:
    sample = text[:_SAMPLE].encode("utf-8", "replace")
    if _share(sample, _CONTROL) * len(sample) > max(4, len(sample) * _MAX_CONTROL):
        raise NotText("not text: the file is binary")
    if text.count("\ufffd") > max(4, len(text) * _MAX_DAMAGE):
        raise NotText("not text in any known encoding")
    cleaned = clean(text)
    return Decoded(cleaned.text, "; ".join(part for part in (note, cleaned.note) if part))


def _utf16_without_mark(sample: bytes) -> str | None:
    # English in UTF-16 has a NUL in nearly every other byte: the odd ones little-endian, the even ones big-endian.
    half = len(sample) // 2
    if half < 8:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _share(data: bytes, kinds: bytes) -> float:
    return (len(data) - len(data.translate(None, kinds))) / max(1, len(data))
