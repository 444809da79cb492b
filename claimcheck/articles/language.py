"""Which language an article is in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

MIN_LETTERS = 150
"""Below this many letters the detector is not asked: names alone can make a short text look foreign."""
_SAMPLE = 1500  # characters: more costs time and changes nothing
_SURE = 0.95
_NAMES = {
    "english": "en", "eng": "en", "german": "de", "deu": "de", "ger": "de", "french": "fr", "fra": "fr",
    "fre": "fr", "spanish": "es", "spa": "es", "italian": "it", "ita": "it", "portuguese": "pt", "por": "pt",
    "dutch": "nl", "nld": "nl", "russian": "ru", "rus": "ru", "chinese": "zh", "zho": "zh", "arabic": "ar",
    "ara": "ar", "japanese": "ja", "jpn": "ja",
}  # fmt: skip


def code_of(language: str | None) -> str | None:
    """The ISO 639-1 code of a language as a table gives it; None where it is no code or name known here.

    >>> code_of("en-US"), code_of("English"), code_of("n/a")
    ('en', 'en', None)
    """
    if not language:
        return None
    plain = language.strip().lower()
    if plain in _NAMES:
        return _NAMES[plain]
    match = re.fullmatch(r"([a-z]{2,3})(?:[-_][a-z0-9-_]+)?", plain)
    if not match:
        return None
    return _NAMES.get(match[1], match[1] if len(match[1]) == 2 else None)


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`; None where it is too short, or the detector is not sure."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < MIN_LETTERS:
        return None
    code, probability = _detector().classify(sample)
    return str(code) if code and probability >= _SURE else None


@lru_cache(maxsize=1)
def _detector() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
