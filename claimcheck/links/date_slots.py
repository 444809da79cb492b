"""Dates of two claims: whether the same event is put at different times."""

from __future__ import annotations

import re
from itertools import product

from claimcheck.links.findings import Findings, SlotFinding, strongest_first
from claimcheck.links.rewrites import NEAR_IDENTICAL, replaced_days
from claimcheck.links.wording import overlap, wording
from claimcheck.records import Claim, DateMention, DisputeKind

SAME_STORY_DAYS = 2
"""Dates of one event that are further apart than this put the two claims at different times."""
OTHER_WEEK_DAYS = 7
"""Weekdays and "yesterday" that resolve this far apart are more likely of two events than of one."""
UNDATED = 0.75
"""Strength of a changed weekday where it is not known which week either article means."""
_ABSOLUTE = re.compile(r"\d")
_BESIDE = re.compile(
    r"\b(?:before|prior to|ahead of|after|following|since|until)\s+(?:the|a|an|its|his|her|their)\s+$",
    re.IGNORECASE,
)
_DEICTIC = re.compile(r"\b(?:today|yesterday|tomorrow|tonight|this|last|ago|next)\b", re.IGNORECASE)
_AGO = re.compile(r"\b(week|month|year|decade)s? (?:ago|earlier|before|later)\b", re.IGNORECASE)
_DAYS = {"week": 7, "month": 31, "year": 366, "decade": 3653}
_ASPECTS = frozenset({"begin", "end", "continue", "win", "lead", "play", "rise", "fall"})
"""What many things of one story do: only like wording tells that the same one is dated."""
_GENERIC = frozenset({"be", "have", "do", "say", "tell", "report", "take", "come", "make", "announce", ""})


def compare_dates(a: Claim, b: Claim) -> Findings:
    """Conflicts and agreements among the dates of two claims; agreeing dates settle the event that they date."""
    if not a.dates and not b.dates:
        return Findings(_undated(a, b))
    if not a.dates or not b.dates:
        return Findings()
    shared = overlap(wording(a.proposition).content, wording(b.proposition).content)
    aligned = [
        (da, db, weight)
        for da, db in product(a.dates, b.dates)
        if (weight := _alignment(da, db, shared, in_place=_in_place(a, b, da, db))) > 0
    ]
    agreeing = [pair for pair in aligned if pair[0].period.overlaps(pair[1].period)]
    settled = {id(d) for pair in agreeing for d in pair[:2]}
    conflicts = [
        _finding(da, db, strength)
        for da, db, weight in aligned
        if id(da) not in settled and id(db) not in settled
        if not (_heads_report(a, da) or _heads_report(b, db))
        if _names_an_event(a, da) == _names_an_event(b, db)
        if (strength := _strength(da, db, weight, shared)) > 0
    ]
    far = [da.period.gap(db.period) > SAME_STORY_DAYS for da, db in product(a.dates, b.dates)]
    return Findings(
        strongest_first(conflicts)[:1],
        strongest_first([_finding(da, db, w) for da, db, w in agreeing]),
        all(far),
    )


def _undated(a: Claim, b: Claim) -> tuple[SlotFinding, ...]:
    """Weekdays or months that differ in otherwise equal statements of articles without a date."""
    return tuple(
        SlotFinding(DisputeKind.DATE, "date", old, new, UNDATED)
        for old, new in replaced_days(a.proposition, b.proposition)
    )


def on_other_days(a: Claim, b: Claim) -> bool:
    """Whether both are dated and no date of one overlaps one of the other."""
    if not a.dates or not b.dates:
        return False
    return not any(da.period.overlaps(db.period) for da, db in product(a.dates, b.dates))


def _heads_report(claim: Claim, date: DateMention) -> bool:
    """Whether the date stands before the sentence ("02.10.2017 Twelve people ..."), as on the line above a report: it
    says when that was written.
    """
    after = claim.sentence[date.end - claim.start :].lstrip(" -–—:")
    return date.start == claim.start and bool(_ABSOLUTE.search(date.text)) and after[:1].isupper()


def _names_an_event(claim: Claim, date: DateMention) -> bool:
    """Whether the date tells which event is meant that something came before or after ("before the April 4 attack")."""
    return bool(_BESIDE.search(claim.sentence[: date.start - claim.start]))


def _in_place(a: Claim, b: Claim, da: DateMention, db: DateMention) -> bool:
    """Whether the claims hold equally many dates and the two come at the same place among them."""
    return len(a.dates) == len(b.dates) and a.dates.index(da) == b.dates.index(db)


def _alignment(a: DateMention, b: DateMention, shared: float, *, in_place: bool) -> float:
    """How surely both date the same event, 0 where they do not."""
    if a.role == b.role and a.role not in _GENERIC:
        return 1.0 if shared >= (0.5 if a.role in _ASPECTS else 0.3) else 0.0
    if shared >= NEAR_IDENTICAL and (in_place or a.role == b.role):
        return 1.0
    if in_place and shared >= 0.5:
        return 0.8
    if a.role == b.role and shared >= 0.45:
        return 0.7
    return 0.0


def _strength(a: DateMention, b: DateMention, weight: float, shared: float) -> float:
    """Weak for a day's difference, which time zones and print deadlines make; none for the same words."""
    gap = a.period.gap(b.period)
    if a.text.lower() == b.text.lower() or gap <= max(_tolerance(a), _tolerance(b)):
        return 0.0
    certain = 0.9
    deictic = bool(_DEICTIC.search(a.text) or _DEICTIC.search(b.text))
    if shared >= NEAR_IDENTICAL and not deictic:
        certain = 0.9
    elif gap <= 1 and a.period.days == b.period.days == 1:
        certain = 0.3 if deictic else 0.55
    elif gap >= OTHER_WEEK_DAYS and not (_ABSOLUTE.search(a.text) or _ABSOLUTE.search(b.text)):
        certain = 0.35
    return round(weight * certain * min(1.0, 0.3 + shared), 3)


def _tolerance(date: DateMention) -> int:
    """Days that "42 years ago" and the like may be off by: one of the unit that they count in."""
    unit = _AGO.search(date.text)
    return _DAYS[unit[1].lower()] if unit else 0


def _finding(a: DateMention, b: DateMention, strength: float) -> SlotFinding:
    role = min(a.role, b.role, key=lambda r: (r in _GENERIC, r))
    slot = role if role not in _GENERIC else "date"
    return SlotFinding(DisputeKind.DATE, slot, a.text, b.text, round(strength, 3))
