"""Pairs of free statements: cosine, judge and typed slots, put into one row a pair."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from claimcheck.articles.decoding import clean
from claimcheck.errors import UsageError
from claimcheck.links.debunks import debunked
from claimcheck.links.fusion import fuse, judgement_without_judge
from claimcheck.links.polarity import polarity_of
from claimcheck.links.slots import SlotComparison, SlotFinding, compare_slots
from claimcheck.links.wording import overlap, wording
from claimcheck.models.judgement import Calibration, Judgement
from claimcheck.records import Claim, Comparison, DisputeKind, Period, Stance, StatementPair
from claimcheck.settings import Settings

if TYPE_CHECKING:
    from pandas import DataFrame
    from spacy.language import Language

    from claimcheck.models.embedder import Embedder
    from claimcheck.models.judge import Judge

PIVOT = "2023-06-14"
"""When both statements are undated, relative dates are read as if both were made on this one day."""
NO_JUDGE = "no judge is loaded: scores from slots and similarity"
DENIED_OPPOSITE = 0.3
"""What is left of a contradiction where one statement denies the contrary of the other."""
LEAST_COSINE = 0.4
"""Statements less alike than this are not parsed: their slots would count for nothing."""
_HAS_SLOTS = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?|hundreds?|"
    r"thousands?|[mb]illions?|half|no one|nobody|none|no \w+|yesterday|today|tomorrow|(?:last|next|this) \w+|"
    r"den(?:y|ies|ied|ying)|reject\w*|refut\w*|dismiss\w*|confirm\w*|disput\w*|\w+day)\b|(?-i:(?<=[a-z,] )[A-Z])",
    re.IGNORECASE,  # but for names, which a capital inside the sentence tells
)
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|reject\w*|refut\w*|dismiss\w*|disput\w*)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def compare(
    pairs: Iterable[StatementPair | Sequence[str] | Mapping[str, Any]] | DataFrame,
    *,
    settings: Settings | None = None,
    judge: Judge | None = None,
    embedder: Embedder | None = None,
    parser: Language | None = None,
) -> list[Comparison]:
    """One comparison a pair, in order, all numbers filled; models not given are loaded as `settings` says.

    A pair is a StatementPair, two plain texts, or a mapping or row of a data frame with a and b, and id, date_a and
    date_b where known; without an id it is called by its number, from "1".
    Where a statement is empty nothing is compared: the pair is neutral. A date that is not ISO 8601 is left aside. Both
    are said in the explanation. With `Settings(judge="none")`, or where no weights are bundled, the scores come from
    slots and cosine, and each explanation says so. Raises UsageError where something is not a pair, naming its number,
    and ModelError where a model cannot be loaded.
    """
    chosen = settings or Settings()
    named = [_pair(number, given) for number, given in enumerate(_rows(pairs), start=1)]
    stated = [pair for pair in named if not _empty_sides(pair)]
    if not stated:
        return [_uncompared(pair) for pair in named]
    judge = judge or _load_judge(chosen)
    cosines = _cosines(stated, embedder or _load_embedder(chosen))
    judgements = (
        judge.judge([(pair.a, pair.b) for pair in stated]) if judge is not None else [None] * len(stated)
    )
    calibration: Calibration = getattr(judge, "calibration", Calibration())
    compared = (
        _comparison(pair, cosine, judgement, calibration, parser)
        for pair, cosine, judgement in zip(stated, cosines, judgements, strict=True)
    )
    return [_uncompared(pair) if _empty_sides(pair) else next(compared) for pair in named]


def _rows(pairs: Any) -> Iterable[Any]:
    """What is to be compared, one by one; the rows of a data frame as mappings, without the cells that are missing."""
    pandas = sys.modules.get("pandas")  # whoever has a frame has loaded it
    if pandas is not None and isinstance(pairs, pandas.DataFrame):
        records = pairs.astype(object).where(pairs.notna(), None).to_dict("records")
        return [{name: cell for name, cell in row.items() if cell is not None} for row in records]
    if isinstance(pairs, str | bytes | Mapping | StatementPair) or not isinstance(pairs, Iterable):
        raise UsageError(f"compare takes a list of pairs, not {_kind_of(pairs)}: put a single pair in a list")
    return pairs


def _pair(number: int, given: Any) -> StatementPair:
    """`given` as a pair whose texts and dates are texts. Raises UsageError, naming the number, where it is none."""
    parts: dict[str, Any]
    if isinstance(given, StatementPair):
        parts = {"id": given.id, "a": given.a, "b": given.b, "date_a": given.date_a, "date_b": given.date_b}
    elif isinstance(given, Mapping):
        parts = dict(given)
    elif isinstance(given, tuple | list) and len(given) == 2:
        parts = dict(zip("ab", given, strict=True))
    else:
        found = f"{len(given)} values" if isinstance(given, tuple | list) else _kind_of(given)
        raise UsageError(f"pair {number}: {found}, not a pair: give two texts, or a mapping with a and b")
    if missing := [side for side in "ab" if side not in parts]:
        raise UsageError(
            f"pair {number}: no {' and no '.join(missing)}: a pair needs a text under a and under b"
        )
    for side in "ab":
        if not isinstance(parts[side], str):
            raise UsageError(
                f"pair {number}: {side} is {_kind_of(parts[side])}, not a text: give a text, or leave the pair out"
            )
    # No tokenizer takes half of a surrogate pair.
    a, b = (clean(parts[side]).text for side in "ab")
    name = parts.get("id")
    dates = (_date(number, side, parts.get(side)) for side in ("date_a", "date_b"))
    return StatementPair(str(number) if name is None else str(name), a, b, *dates)


def _date(number: int, name: str, given: Any) -> str | None:
    if given is None:
        return None
    if isinstance(given, str):
        return given.strip() or None
    if isinstance(given, date):
        return given.isoformat()
    raise UsageError(f"pair {number}: {name} is {_kind_of(given)}, not a date: give it as 2023-05-03")


def _kind_of(value: Any) -> str:
    return "None" if value is None else f"of type {type(value).__name__}"


def _empty_sides(pair: StatementPair) -> list[str]:
    """Which of a and b have nothing in them that can be seen."""
    return [side for side in ("a", "b") if not "".join(filter(str.isprintable, getattr(pair, side))).strip()]


def _uncompared(pair: StatementPair) -> Comparison:
    """The row of a pair that states nothing: judge and embedder would find two empty texts alike."""
    sides = _empty_sides(pair)
    explanation = f"{' and '.join(sides)} {'are' if len(sides) > 1 else 'is'} empty"
    return Comparison(pair.id, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, "neutral", None, explanation)


def _comparison(
    pair: StatementPair,
    cosine: float,
    judgement: Judgement | None,
    calibration: Calibration,
    parser: Language | None,
) -> Comparison:
    pair, unread = _with_dates_read(pair)
    claims, slots = _typed(pair, cosine, parser)
    denial = max(_denial(claims, cosine), debunked(pair.a, pair.b, cosine))
    alike = max(cosine, _context(pair, slots))
    if judgement is None:
        judged = judgement_without_judge(slots, cosine, alike)
        contradiction = judged.contradiction
    else:
        judged = judgement
        contradiction = fuse(judged.contradiction, slots, alike)
    contradiction = max(contradiction, denial)
    if _denies_the_opposite(claims):
        contradiction *= DENIED_OPPOSITE
    relation = str(calibration.relation(judged.entailment_ab, judged.entailment_ba, contradiction))
    kind = None
    if relation == "contradicts":
        kind = DisputeKind.DENIAL if denial >= contradiction else _kind(slots)
    return Comparison(
        pair.id,
        cosine,
        judged.entailment_ab,
        judged.neutral_ab,
        judged.contradiction_ab,
        judged.entailment_ba,
        judged.neutral_ba,
        judged.contradiction_ba,
        contradiction,
        relation,
        kind,
        "; ".join(filter(None, (_explanation(slots, kind, judgement), *unread))),
    )


def _with_dates_read(pair: StatementPair) -> tuple[StatementPair, list[str]]:
    """The pair without the dates that cannot be read, and a remark on each."""
    dates = {"date_a": pair.date_a, "date_b": pair.date_b}
    read = {name: given if Period.parse(given) else None for name, given in dates.items()}
    remarks = [
        f"{name} {given!r} is no date such as 2023-05-03: not used"
        for name, given in dates.items()
        if given and read[name] is None
    ]
    return replace(pair, date_a=read["date_a"], date_b=read["date_b"]), remarks


def _context(pair: StatementPair, slots: SlotComparison) -> float:
    """How alike the statements are in words beside those in conflict: a changed name lowers the cosine much."""
    if not slots.conflicts:
        return 0.0
    changed = wording(" ".join(f"{f.a_text} {f.b_text}" for f in slots.conflicts)).content
    words_a, words_b = wording(pair.a).content - changed, wording(pair.b).content - changed
    return overlap(words_a, words_b) if min(len(words_a), len(words_b)) > 2 else 0.0


def _typed(
    pair: StatementPair, cosine: float, parser: Language | None
) -> tuple[tuple[Claim, Claim] | None, SlotComparison]:
    """The two statements as claims, where their slots may matter, and what the slots say."""
    if cosine < LEAST_COSINE:
        return None, SlotComparison()
    if not (_HAS_SLOTS.search(pair.a) and _HAS_SLOTS.search(pair.b)) and not _denies(pair):
        return None, SlotComparison(polarity_of(pair.a, pair.b))
    from claimcheck.claims.dates import in_the_year_of
    from claimcheck.claims.extract import claim_from_text

    undated = pair.date_a is None and pair.date_b is None
    dates = (PIVOT, PIVOT) if undated else (pair.date_a, pair.date_b)
    a, b = (
        claim_from_text(text, published=date, parser=parser)
        for text, date in zip((pair.a, pair.b), dates, strict=True)
    )
    if undated:
        for other in a.dates:
            b = replace(b, dates=tuple(in_the_year_of(mention, other) for mention in b.dates))
    slots = compare_slots(a, b)
    if undated:
        slots = replace(slots, conflicts=tuple(f for f in slots.conflicts if not _needs_the_year(f)))
    return (a, b), slots


def _denies(pair: StatementPair) -> bool:
    return bool(_DENIES.search(f"{pair.a} {pair.b}"))


def _denial(claims: tuple[Claim, Claim] | None, cosine: float) -> float:
    """Probability that one statement denies what the other states: the same proposition, one stance a denial."""
    if claims is None:
        return 0.0
    a, b = claims
    if (a.stance is Stance.DENIES) == (b.stance is Stance.DENIES):
        return 0.0
    shared = overlap(wording(a.proposition).content, wording(b.proposition).content)
    return round(min(1.0, max(0.0, (shared - 0.3) / 0.4)) * min(1.0, cosine + 0.3) * 0.95, 4)


def _denies_the_opposite(claims: tuple[Claim, Claim] | None) -> bool:
    """Whether one statement denies the contrary of what the other states, so that the two agree."""
    if claims is None or (claims[0].stance is Stance.DENIES) == (claims[1].stance is Stance.DENIES):
        return False
    return bool(polarity_of(claims[0].proposition, claims[1].proposition))


def _needs_the_year(finding: SlotFinding) -> bool:
    """Whether one date names its year and the other is relative, so that an unknown day decides."""
    if finding.kind is not DisputeKind.DATE:
        return False
    return bool(_YEAR.search(finding.a_text)) != bool(_YEAR.search(finding.b_text))


def _kind(slots: SlotComparison) -> DisputeKind:
    return slots.conflicts[0].kind if slots.conflicts else DisputeKind.OTHER


def _explanation(slots: SlotComparison, kind: DisputeKind | None, judgement: Judgement | None) -> str:
    """The findings in words: conflicts first, agreements where there is no conflict, then who judged."""
    parts = [finding.detail for finding in slots.conflicts]
    if kind is DisputeKind.DENIAL:
        parts.insert(0, "one of the two denies what the other states")
    if not parts:
        parts = [f"same {finding.detail}" for finding in slots.agreements]
    if slots.different_scope:
        parts.append("different time, place or period counted")
    if judgement is None:
        parts.append(NO_JUDGE)
    elif kind is not None and not slots.conflicts and kind is not DisputeKind.DENIAL:
        parts.append("the judge alone sees a contradiction")
    return "; ".join(dict.fromkeys(parts))


def _cosines(pairs: Sequence[StatementPair], embedder: Embedder) -> list[float]:
    import numpy as np

    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.a, pair.b)))
    row = {text: i for i, text in enumerate(texts)}
    vectors = embedder.encode(texts)
    left, right = (
        vectors[[row[text] for text in side]] for side in ([p.a for p in pairs], [p.b for p in pairs])
    )
    return [float(c) for c in np.clip(np.einsum("ij,ij->i", left, right), -1.0, 1.0)]


def _load_judge(settings: Settings) -> Judge | None:
    from claimcheck.models.judge import load_judge

    return load_judge(settings.judge)


def _load_embedder(settings: Settings) -> Embedder:
    from claimcheck.models.embedder import load_embedder

    return load_embedder(None if settings.embedder == "minilm" else settings.embedder)
