"""What can be a dispute at all, whatever a model says of it, and what gives grounds for one."""

from __future__ import annotations

import re

from claimcheck.links.deniable import own_statement, states
from claimcheck.links.evidence import PairEvidence
from claimcheck.links.quantity_slots import is_toll
from claimcheck.links.rewrites import telling_changes
from claimcheck.links.scope import full_dates
from claimcheck.links.slots import SlotFinding
from claimcheck.links.tolls import tolls
from claimcheck.records import Article, Claim, DisputeKind

LONG_AFTER = 90
"""Days between two articles beyond which their claims dispute each other only where both give the same date."""
OWN_NEWS = 7
"""Days after which an outlet's claim on what it told before is later news, unless both are dated alike."""
MOST_TOLLS = 2
"""Different counts of dead, or of hurt, in an article of one event: the two that may dispute each other."""
LONG_PAST = 21
"""Days before its article from which on what a claim tells is not the article's news."""
BIRTHDAY = 30
"""Days between two articles up to which a birthday between them is unlikely enough: one in twelve at most."""
TOLL_AFTER = 3
"""The same for counts of the dead and hurt: days later they are brought up to date, or of another event."""

_OF_ONESELF = re.compile(r"(?:I|We|My|Our)\b")

_THE_ATTACK = re.compile(
    r"\b(?:the|this|that|these|those) (?:\w+ )?(?:attack|strike|air ?strike|raid|bombing|shooting|blast|explosion)s?\b",
    re.IGNORECASE,
)
SOON = 1.5
"""Days between two articles up to which "the raids" of both may be the same."""
_PRONOUN = re.compile(r"(?:He|She|His|Her)\b")
ANTECEDENT = 1500
"""Characters before a "he" in which the one who is meant is named."""

GROUNDS_FROM = 0.35
"""Strength of a slot conflict from which it is a ground; where the judge abstains, so do the slots."""
NAMES_FROM = 0.6
"""The same for names, which differ most often because one thing has several."""
JUDGED_FROM = 0.85
"""Probability of contradiction that is a ground in sentences that are otherwise equal, word for word. Below it stand
the words that desks change in agency copy."""
DENIED_FROM = 0.7
"""How surely a statement must imply what is denied, or share its words, for the denial to be of it.

All four were set on the labelled pairs of the fitted events and the disputes read there: of differently worded
sentences in which the judge alone saw a contradiction, or only names differed, next to none was a dispute.
"""


def may_dispute(pair: PairEvidence) -> bool:
    """Whether the two can be the two sides of a factual dispute at all.

    Two views are not a factual dispute, nor is what two people tell of themselves. An article does not dispute itself,
    unless it sets two speakers against each other; nobody denies what they say themselves; an outlet that gives another
    toll brings its own up to date.
    What is told months later is another occasion, and a toll of days later a newer one, unless both date it alike.
    """
    if pair.a.opinion and pair.b.opinion:
        return False
    if all(_OF_ONESELF.match(claim.proposition) for claim in (pair.a, pair.b)) and not pair.same_source:
        return False
    if _of_another_person(pair) or _had_a_birthday(pair):
        return False
    if pair.flip and (own_statement(*pair.denied_and_denier) or not states(pair.denied_and_denier[0])):
        return False
    if pair.flip and _of_other_attacks(pair):
        return False
    if pair.same_outlet and abs(pair.hours_apart or 0.0) > 24 * OWN_NEWS and not _dated_alike(pair):
        return False
    strongest = strongest_conflict(pair)
    toll = strongest if strongest is not None and is_toll(strongest) else None
    days = LONG_AFTER if toll is None else TOLL_AFTER
    if pair.hours_apart is not None and abs(pair.hours_apart) > 24 * days and not _dated_alike(pair):
        return False
    if toll is not None and _of_two_tolls(pair, toll):
        return False
    two_speakers = pair.a.source is not None and pair.b.source is not None and not pair.same_source
    if pair.a.article_id == pair.b.article_id:
        return two_speakers and pair.a.start != pair.b.start
    return two_speakers if toll is not None and pair.same_outlet else True


def _of_two_tolls(pair: PairEvidence, toll: SlotFinding) -> bool:
    """Whether two tolls that differ need not be of one event at one time."""
    return (
        _of_an_earlier_occasion(pair)
        or _on_other_days(pair)
        or _among_many(pair)
        or pair.may_have_grown(toll)
    )


def has_grounds(pair: PairEvidence) -> bool:
    """Whether something can be named in which the two differ: a slot, a denial, or what the judge sees.

    Being near in meaning and of one event speaks for a dispute in the pair model; without a difference it is none.
    """
    if pair.flip:
        return max(pair.flip_entailment, pair.flip_overlap) >= DENIED_FROM
    if any(
        finding.strength >= (NAMES_FROM if finding.kind is DisputeKind.ENTITY else GROUNDS_FROM)
        for finding in pair.slots.conflicts
    ):
        return True
    if pair.a.article_id == pair.b.article_id or pair.same_outlet:
        return False  # An outlet says a thing twice in other words; it does not contradict itself so.
    judged = pair.judgement is not None and pair.judgement.contradiction >= JUDGED_FROM
    renamed = any(finding.strength >= GROUNDS_FROM for finding in pair.slots.conflicts)
    return (judged or renamed) and bool(telling_changes(pair.a.proposition, pair.b.proposition))


def _of_other_attacks(pair: PairEvidence) -> bool:
    """Whether "the raids" that are denied are those of another day: what its own article tells of."""
    _, denial = pair.denied_and_denier
    days = abs(pair.hours_apart or 0.0) / 24
    return days > SOON and not _dated_alike(pair) and bool(_THE_ATTACK.search(denial.proposition))


def _of_another_person(pair: PairEvidence) -> bool:
    """Whether one tells of somebody by name and the other of a "he" or "she" who is not called so before it."""
    sides = ((pair.a, pair.b, pair.article_b), (pair.b, pair.a, pair.article_a))
    return any(
        (name := _person_at_head(named)) is not None
        and _PRONOUN.match(other.proposition) is not None
        and name not in article.text[max(0, other.start - ANTECEDENT) : other.end]
        for named, other, article in sides
    )


def _had_a_birthday(pair: PairEvidence) -> bool:
    """Whether the two differ most in an age, by the one year by which everybody ages in a year."""
    strongest = strongest_conflict(pair)
    if strongest is None or not strongest.slot.startswith("age of "):
        return False
    if pair.hours_apart is not None and abs(pair.hours_apart) <= 24 * BIRTHDAY:
        return False
    ages = [
        [q.low for q in claim.quantities if q.text == text]
        for claim, text in ((pair.a, strongest.a_text), (pair.b, strongest.b_text))
    ]
    return any(abs(x - y) <= 1 for x in ages[0] for y in ages[1])


def _person_at_head(claim: Claim) -> str | None:
    """The last name of the person whom a proposition begins with."""
    people = [e.text for e in claim.entities if e.label == "PERSON" and claim.proposition.startswith(e.text)]
    return people[0].removesuffix("’s").removesuffix("'s").split()[-1] if people else None


def _on_other_days(pair: PairEvidence) -> bool:
    """Whether the two sentences carry full dates, as on the line above a report, that lie days apart."""
    days = [full_dates(claim.sentence) for claim in (pair.a, pair.b)]
    return all(days) and min(abs((x - y).days) for x in days[0] for y in days[1]) > TOLL_AFTER


def _among_many(pair: PairEvidence) -> bool:
    """Whether the two stand in one article that gives the tolls of many incidents."""
    if pair.a.article_id != pair.b.article_id:
        return False
    counted = {hurt for claim in (pair.a, pair.b) for hurt, _ in tolls(claim.proposition)}
    return any(sum(h == hurt for h, _ in tolls(pair.article_a.text)) > MOST_TOLLS for hurt in counted)


def _of_an_earlier_occasion(pair: PairEvidence) -> bool:
    """Whether just one of the two tells of what was long past when its article appeared."""
    past = [_past(pair.a, pair.article_a), _past(pair.b, pair.article_b)]
    return past[0] != past[1] and not _dated_alike(pair)


def _past(claim: Claim, article: Article) -> bool:
    """Whether a claim dates what it tells to weeks before its article: an earlier occasion, told beside today's."""
    period = article.period
    return (
        period is not None
        and bool(claim.dates)
        and all((period.first - date.period.last).days > LONG_PAST for date in claim.dates)
    )


def _dated_alike(pair: PairEvidence) -> bool:
    """Whether both claims date what they tell, and to days in common."""
    return any(x.period.overlaps(y.period) for x in pair.a.dates for y in pair.b.dates)


def strongest_conflict(pair: PairEvidence) -> SlotFinding | None:
    """The slot conflict that says most, None without any."""
    return max(pair.slots.conflicts, key=lambda finding: finding.strength, default=None)
