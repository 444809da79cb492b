"""The pair model's features in the words of an analyst."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "cosine": "near in meaning",
        "gate": "about one event",
        "contradiction": "the judge sees a contradiction",
        "entailment_forward": "one implies the other",
        "entailment_backward": "each implies the other",
        "entailment_both": "the same in other words",
        "judged": "read by the judge",
        "quantity_conflict": "the numbers differ",
        "date_conflict": "the dates differ",
        "entity_conflict": "the names differ",
        "polarity": "one negates what the other states",
        "slot_agreement": "other details agree",
        "different_scope": "another place, time or period",
        "flip": "one is a denial",
        "flip_entailment": "what is denied is what the other states",
        "flip_overlap": "the denial uses the other's words",
        "contradiction_and_slot": "the judge and the details point the same way",
        "rewritten": "one sentence with other words in it",
        "same_article": "in one article",
        "same_source": "from one source",
        "opinion": "views rather than facts",
        "hedge_differs": "only one is softened",
        "hours_apart": "published hours apart",
        "weeks_apart": "published weeks apart",
        "rising_count": "the later count is higher",
        "tolls_of_a_day": "two tolls of one day",
        "update_words": "worded as an update",
        "length_ratio": "alike in length",
        "reported_speech": "said by sources",
        "shared_phrases": "phrases in common",
    }
)
"""What each feature of `evidence.FEATURES` means where it is present."""


def in_words(deciding: Mapping[str, float]) -> str:
    """What spoke for and against a decision, strongest first: "for it: the numbers differ; against it: ..."."""
    sides = {
        "for it": [WORDS[name] for name, weight in deciding.items() if weight > 0],
        "against it": [WORDS[name] for name, weight in deciding.items() if weight < 0],
    }
    return "; ".join(f"{side}: {', '.join(words)}" for side, words in sides.items() if words)
