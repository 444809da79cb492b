"""The words of an attribution, settled between the rules and the tagger.

Rules know which clause is whose; the tagger, which has read annotated news, knows better where source, cue and content
begin and end, and sees attributions that no rule lists. A claim keeps its own attribution with the tagger's bounds; an
attribution that only the tagger sees goes to the claim whose statement holds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck.claims.lexicon import STATEMENT_NOUNS, VIEW_NOUNS
from claimcheck.models.tagger import TAGS
from claimcheck.records import Claim, Span, Stance

if TYPE_CHECKING:
    from claimcheck.models.tagger import TaggedSentence

_SOURCE, _CUE, _CONTENT = (TAGS.index(name) for name in ("source", "cue", "content"))
_SAME_CUE = 100_000
_SURE = frozenset(
    "said says say to told tells added adds wrote writes tweeted reported reports saying adding".split()
)
_FRAMES = frozenset({"per", ":", "–", "—"}).union(*VIEW_NOUNS.values())
"""Cues that are no verbs: only the rules know them."""
_JOIN = 3
"""Characters between two runs of one tag that are still one span (a comma, a quotation mark)."""
_JOIN_CUE = 14
"""The same for cues, whose words may stand apart ("has also been calling")."""
_WEIGHT = (1.0, 1.2, 1.4, 1.0)
"""Factor on the probability of each tag: cues are rare, and the tagger misses more of them than it invents."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sentence with one tag; offsets in its article."""

    tag: int
    span: Span


@dataclass(frozen=True, slots=True)
class Tagged:
    """An attribution as the tagger sees it."""

    cue: Span | None
    source: Span | None
    content: tuple[Span, ...]


def find_runs(tagged: TaggedSentence, sentence: str, base: int) -> list[Run]:
    """The tagged stretches of `sentence`, which starts at `base`, by whole words."""
    runs: list[Run] = []
    best = _by_word(tagged, sentence)
    for start, end, tag in best:
        if tag == 0:
            continue
        last = runs[-1] if runs else None
        reach = _JOIN_CUE if tag == _CUE else _JOIN
        if last and last.tag == tag and base + start - last.span.end <= reach:
            runs[-1] = Run(tag, Span(last.span.start, base + end))
        else:
            runs.append(Run(tag, Span(base + start, base + end)))
    return [
        run for run in runs if any(c.isalnum() for c in sentence[run.span.start - base : run.span.end - base])
    ]


def _by_word(tagged: TaggedSentence, sentence: str) -> list[tuple[int, int, int]]:
    """Start, end and most probable tag of each word: the pieces of one word decide together."""
    import numpy as np

    words: list[tuple[int, int, int]] = []
    total = None
    weight = np.array(_WEIGHT)
    start = end = 0
    for (a, b), row in zip(tagged.offsets.tolist(), tagged.probabilities, strict=True):
        inside = (
            total is not None and a == end and a > 0 and sentence[a - 1].isalnum() and sentence[a].isalnum()
        )
        if total is None or not inside:
            if total is not None:
                words.append((start, end, int((total * weight).argmax())))
            start, total = a, row
        else:
            total = total + row
        end = b
    if total is not None:
        words.append((start, end, int((total * weight).argmax())))
    return words


def group_runs(runs: Sequence[Run]) -> list[Tagged]:
    """One attribution for each cue, with the nearest source and the contents on either side up to the next cue."""
    cues = [run.span for run in runs if run.tag == _CUE]
    sources = [run.span for run in runs if run.tag == _SOURCE]
    contents = [run.span for run in runs if run.tag == _CONTENT]
    if not cues:
        if contents or sources:
            return [Tagged(None, sources[0] if sources else None, tuple(contents))]
        return []
    owned: dict[Span, list[Span]] = {cue: [] for cue in cues}
    for content in contents:
        owned[min(cues, key=lambda cue: _gap(cue, content))].append(content)
    named: dict[Span, Span] = {}
    for source in sources:
        near = min(cues, key=lambda cue: (_gap(cue, source), cue.start < source.start))
        if near not in named or _gap(near, source) < _gap(near, named[near]):
            named[near] = source
    spare = [source for source in sources if source not in named.values()]
    groups = [Tagged(cue, named.get(cue), tuple(owned[cue])) for cue in cues]
    return [*groups, *(Tagged(None, source, ()) for source in spare)]


def _gap(a: Span, b: Span) -> int:
    return max(0, b.start - a.end, a.start - b.end)


def _overlap(a: Span | None, b: Span | None) -> int:
    if a is None or b is None:
        return 0
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _match(claim: Claim, group: Tagged) -> int:
    """How well an attribution of the tagger fits that of a claim."""
    score = _SAME_CUE * bool(_overlap(claim.cue_span, group.cue)) + _SAME_CUE // 2 * bool(
        _overlap(claim.source_span, group.source)
    )
    return score + sum(_overlap(claim.content_span, content) for content in group.content)


def settle(claims: Sequence[Claim], groups: Sequence[Tagged] | None) -> tuple[list[Claim], list[Tagged]]:
    """`claims` of one sentence with the bounds of the tagger's attributions, and the attributions left over.

    `groups` is None where no tagger was asked; then the claims stay as the rules have them.
    """
    if groups is None:
        return list(claims), []
    settled = list(claims)
    free = set(range(len(claims)))
    spare: list[Tagged] = []
    for group in sorted(groups, key=lambda group: -sum(s.end - s.start for s in group.content)):
        fits = [row for row in range(len(claims)) if row in free and _match(claims[row], group) >= _SAME_CUE]
        near = [row for row in free if _match(claims[row], group) > 0 or claims[row].cue_span is None]
        rows = fits or sorted(near, key=lambda row: -_match(claims[row], group))[:1]
        for row in rows:
            settled[row] = with_bounds(claims[row], group, shared=len(fits) > 1)
            free.discard(row)
        if not rows:
            spare.append(group)
    return [_without_weak(claim) if row in free else claim for row, claim in enumerate(settled)], spare


def _without_weak(claim: Claim) -> Claim:
    """`claim`, which the tagger sees no attribution in, without one that the rules only guess at."""
    last = claim.cue.split()[-1].lower() if claim.cue is not None else ""
    stated = last in _SURE or last in STATEMENT_NOUNS or last in _FRAMES
    if stated or claim.stance is not Stance.ASSERTS or claim.cue_span is None:
        return claim
    return replace(
        claim, source=None, source_kind=None, source_span=None, cue=None, cue_span=None, content_span=None
    )


def with_bounds(claim: Claim, group: Tagged, *, shared: bool = False) -> Claim:
    """`claim` with the spans of `group`; where claims share an attribution, each keeps its own part of the content."""
    content = claim.content_span
    if group.content:
        hull = Span(group.content[0].start, group.content[-1].end)
        if not shared or content is None:
            content = hull
        else:
            content = max(
                (*group.content, content), key=lambda span: (_overlap(span, content), span.end - span.start)
            )
    settled = replace(
        claim,
        source_span=group.source or claim.source_span,
        cue_span=_cue(claim, group),
        content_span=content,
    )
    return replace(settled, source=None, source_kind=None) if _another_speaks(claim, group) else settled


def _another_speaks(claim: Claim, group: Tagged) -> bool:
    """Whether the tagger has another say what a statement tells somebody wanted or threatened.

    In "Roe had wanted a cap, three members said" the rules take Roe for the source, the tagger the members.
    """
    if group.cue is None or group.source is None or claim.source_span is None or claim.cue is None:
        return False
    words = claim.sentence[group.cue.start - claim.start : group.cue.end - claim.start].lower().split()
    reports = bool(words) and (words[-1] in _SURE or words[0] == "according")
    own = claim.cue.lower().split()
    return (
        reports
        and claim.stance is Stance.ASSERTS
        and not _overlap(claim.source_span, group.source)
        and not (_SURE.intersection(own) or own[0] == "according")
    )


def _cue(claim: Claim, group: Tagged) -> Span | None:
    """The cue by the tagger, unless it is elsewhere than the verb that the claim is denied with."""
    own, tagged = claim.cue_span, group.cue
    if own is not None and tagged is not None and claim.stance is Stance.DENIES and not _overlap(own, tagged):
        return own
    return tagged or own
