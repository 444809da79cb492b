"""spaCy's entity recognizer, many sentences a step.

The recognizer reads a sentence word by word, and asks for each of its 74 actions whether it is allowed, by a call that
takes Python's lock: three quarters of its time, and more beside other threads. Which actions are allowed depends on
little, so here it is a row of a table, and one product of matrices scores a word of every sentence at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

_FEATURES = 3
"""What an action is chosen by: the word, and the first and the last word of the open entity."""
_FREE, _FREE_LAST, _SPACE, _INSIDE = 0, 1, 2, 3
"""Rows of the table of what is allowed; from `_INSIDE` on two for each label: inside an entity, and where it ends."""


class EntityDecoder:
    """The actions of one trained recognizer: B(egin), I(n), L(ast) and U(nit) of each label, and O(ut)."""

    def __init__(self, recognizer: Any) -> None:
        self._recognizer = recognizer
        self._tok2vec, self._lower, self._upper = recognizer.model.layers
        moves = [recognizer.moves.get_class_name(i) for i in range(recognizer.moves.n_moves)]
        kinds, names = zip(*(move.partition("-")[::2] for move in moves), strict=True)
        self._labels = sorted(set(names) - {""})
        self._kind = np.array(kinds)
        self._label = np.array([self._labels.index(name) if name else -1 for name in names])
        self._allowed = self._table()

    @classmethod
    def of(cls, recognizer: Any) -> EntityDecoder | None:
        """For a recognizer of the usual kind; None for any other."""
        from spacy.pipeline import EntityRecognizer

        if type(recognizer) is not EntityRecognizer or recognizer.cfg["beam_width"] != 1:
            return None
        model = recognizer.model
        usual = (
            model.name == "parser_model" and model.attrs["has_upper"] and not model.attrs["unseen_classes"]
        )
        if not usual or model.ops.name != "numpy":
            return None
        lower = model.get_ref("lower")
        return cls(recognizer) if lower.get_dim("nF") == _FEATURES and lower.get_dim("nP") > 1 else None

    def _table(self) -> NDArray[np.bool_]:
        """For each situation, which actions are allowed in it."""
        kind, label = self._kind, self._label
        table = np.zeros((_INSIDE + 2 * len(self._labels), len(kind)), dtype=np.bool_)
        table[:_INSIDE] = kind == "O"
        table[[_FREE, _FREE_LAST]] |= (kind == "U") & (label >= 0)
        table[_FREE] |= kind == "B"
        for number in range(len(self._labels)):
            row = _INSIDE + 2 * number
            table[[row, row + 1]] = (kind == "L") & (label == number)
            table[row] |= (kind == "I") & (label == number)
        return table

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the entities of parsed `docs`, as the recognizer would."""
        from spacy.tokens import Span

        if any(doc.has_annotation("ENT_IOB") for doc in docs):
            for doc in docs:  # it respects what a component before it has set
                self._recognizer(doc)
            return
        ordered = sorted((doc for doc in docs if len(doc)), key=len, reverse=True)
        found: list[list[Span]] = [[] for _ in ordered]
        for row, start, end, label in self._decode(ordered) if ordered else ():
            found[row].append(Span(ordered[row], start, end, label=self._labels[label]))
        for doc, entities in zip(ordered, found, strict=True):
            doc.set_ents(entities)

    def _decode(self, docs: Sequence[Doc]) -> list[tuple[int, int, int, int]]:
        """Entities as (row of the doc, first token, end, label); `docs` are in order of length, longest first."""
        weights = self._lower.predict(self._tok2vec.predict(docs))  # its first row stands for no word
        lengths = np.array([len(doc) for doc in docs])
        first = 1 + np.cumsum(lengths) - lengths
        last, space = _marks(docs)
        opened = np.full(len(docs), -1)
        inside = np.full(len(docs), -1)
        found: list[tuple[int, int, int, int]] = []
        for at in range(lengths[0]):
            active = int((lengths > at).sum())
            here = first[:active] + at
            begun, label = opened[:active], inside[:active]
            from_ = np.where(begun >= 0, first[:active] + begun, 0)
            until = np.where(begun >= 0, here - 1, 0)
            situation = np.where(
                begun >= 0, _INSIDE + 2 * label + last[here], np.where(space[here], _SPACE, last[here])
            )
            scores = self._scores(weights[here, 0] + weights[from_, 1] + weights[until, 2])
            action = np.where(self._allowed[situation], scores, -np.inf).argmax(axis=1)
            kind = self._kind[action]
            starting = (kind == "B") | (kind == "U")
            begun[starting] = at
            label[starting] = self._label[action[starting]]
            for row in np.flatnonzero((kind == "L") | (kind == "U")).tolist():
                found.append((row, int(begun[row]), at + 1, int(label[row])))
                begun[row] = label[row] = -1
        return found

    def _scores(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Scores (sentences, actions) from the summed features (sentences, hidden, pieces)."""
        hidden = (features + self._lower.get_param("b")).max(axis=-1)
        scores: NDArray[np.float32] = hidden @ self._upper.get_param("W").T + self._upper.get_param("b")
        return scores


def _marks(docs: Sequence[Doc]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """For no word and each word of `docs`: 1 where an entity has to end, else 0; and whether it is white space."""
    last, space = [0], [False]
    for doc in docs:
        starts = doc.to_array(["SENT_START"])
        last += [*(starts[1:] == 1).astype(int).tolist(), 1]
        space += [token.is_space for token in doc]
    return np.array(last), np.array(space)
