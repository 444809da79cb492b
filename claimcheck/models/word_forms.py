"""spaCy's word classes and lemmas, each kind of word worked out once.

Two components of an English pipeline, the attribute ruler and the lemmatizer, ask of every token in turn what follows
from its text, tag and dependency alone. That takes as long as the parser's networks, and most words are not new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FOUND = ("TAG", "POS", "MORPH", "LEMMA", "DEP")
_GIVEN = ("ORTH", *_FOUND)
_READ = frozenset({"ORTH", "TEXT", "LOWER", "IS_SPACE", "TAG", "DEP"})
"""What a rule may look at: all of it follows from the attributes of `_GIVEN`."""

_MEMORY = 200_000
"""Kinds of words in memory, about 100 MB, before it is begun anew."""

_Key = tuple[int, ...]


class WordForms:
    """The attribute ruler and the rule lemmatizer of a pipeline, with a memory."""

    def __init__(self, ruler: Any, lemmatizer: Any) -> None:
        from spacy.matcher import Matcher
        from spacy.pipeline import AttributeRuler

        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._known: dict[_Key, _Key] = {}
        self._alone = AttributeRuler(ruler.vocab)
        """The rules on one token."""
        self._together = Matcher(ruler.vocab)
        """Those on neighbours: a sentence where one of them applies goes the long way."""
        for number, rule in enumerate(ruler.patterns):
            longer = [pattern for pattern in rule["patterns"] if len(pattern) > 1]
            if longer:
                self._together.add(str(number), longer)
            else:
                self._alone.add_patterns([rule])
        words = lemmatizer.lookups.get_table("lemma_index")
        for word_class in words:  # long lists, of which is only asked whether they hold a word
            words[word_class] = frozenset(words[word_class])

    @classmethod
    def of(cls, ruler: Any, lemmatizer: Any) -> WordForms | None:
        """For two components that can be remembered; None for others, whose answer may depend on more."""
        from spacy.lang.en.lemmatizer import EnglishLemmatizer
        from spacy.pipeline import AttributeRuler

        if type(ruler) is not AttributeRuler or type(lemmatizer) is not EnglishLemmatizer:
            return None
        tokens = [token for rule in ruler.patterns for pattern in rule["patterns"] for token in pattern]
        if lemmatizer.mode != "rule" or any(not _READ.issuperset(token) for token in tokens):
            return None
        return cls(ruler, lemmatizer)

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set word classes, features and lemmas of tagged and parsed `docs`, as the two components would."""
        import numpy as np

        keys = [[tuple(row) for row in doc.to_array(list(_GIVEN)).tolist()] for doc in docs]
        known = self._learn(docs, keys)
        for doc, own in zip(docs, keys, strict=True):
            if self._together(doc, as_spans=False):
                self._lemmatizer(self._ruler(doc))
            elif own:
                doc.from_array(list(_FOUND), np.array([known[key] for key in own], dtype=np.uint64))

    def _learn(self, docs: Sequence[Doc], keys: Iterable[Sequence[_Key]]) -> Mapping[_Key, _Key]:
        """What is known, once the components have read the words of `docs` that are new, one after the other."""
        import numpy as np
        from spacy.tokens import Doc

        if len(self._known) > _MEMORY:
            self._known = {}
        known = self._known
        new = {
            key: token.text
            for doc, own in zip(docs, keys, strict=True)
            for token, key in zip(doc, own, strict=True)
            if key not in known
        }
        if not new:
            return known
        words = Doc(docs[0].vocab, words=list(new.values()))
        words.from_array(list(_GIVEN[1:]), np.array([key[1:] for key in new], dtype=np.uint64))
        self._lemmatizer(self._alone(words))
        known.update(zip(new, map(tuple, words.to_array(list(_FOUND)).tolist()), strict=True))
        return known
