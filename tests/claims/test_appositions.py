"""A closing summary is a statement of its own."""

import pytest

from claimcheck.claims.appositions import find_apposition


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("They spoke for an hour, their first talk since May.", "their first talk since May"),
        ("Nine died, the worst toll in a decade.", "the worst toll in a decade"),
        ("“She won by a mile, the largest margin in years.”", "the largest margin in years"),
        ("They spoke for an hour.", None),
        ("He met the first minister, the mayor and the bishop.", None),
        ("She bought bread, the first of two loaves, and left.", None),
    ],
)
def test_only_a_closing_ordinal_or_superlative_is_a_summary(sentence, phrase):
    found = find_apposition(sentence)
    assert (found.of(sentence) if found else None) == phrase
