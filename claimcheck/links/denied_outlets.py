"""Denials and confirmations of what another outlet reported, by its name: "called the Courier report pure fiction".

Such an answer need not repeat a word of the report, and its own article need not either. It names who published it: so
it is tied to what that outlet's article on the same affair leads with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from claimcheck.articles.outlets import same_outlet
from claimcheck.links.deniable import deniable, reported, states
from claimcheck.links.denial_targets import MIN_SCORE
from claimcheck.links.denial_words import content_words
from claimcheck.links.denials import answer_link, points_at_report
from claimcheck.links.evidence import PairEvidence
from claimcheck.links.wording import overlap
from claimcheck.records import Article, Claim, Link, parse_instant

DAYS = 14
"""Days after a report within which an answer that names only its outlet is taken for one to it."""
MOST = 0.9
"""Highest score of a link: the answer does not say which of the report's claims it means."""
_NAME = re.compile(r"[A-Z][\w.&’'-]*(?: (?:of |the |and )?[A-Z][\w.&’'-]*)*")


def answers_by_outlet(
    claims: Sequence[Claim], pairs: Sequence[PairEvidence], articles: Mapping[str, Article]
) -> list[Link]:
    """Links `denies` and `confirms` from answers among `claims` to what the outlets that they name reported.

    Only articles that `pairs`, which passed the same-event gate, bring together are looked at; `claims` holds those of
    each in the order of its text. An article is answered by at most one link of a claim.
    """
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.article_id].append(claim)
    beside: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        one, other = pair.a.article_id, pair.b.article_id
        if one != other:
            beside[one].add(other)
            beside[other].add(one)
    return [
        link
        for article_id in sorted(beside)
        for answer in filter(points_at_report, told[article_id])
        for other in sorted(beside[article_id])
        if _answers(answer, articles[article_id], articles[other])
        for link in _to_the_report(answer, told[other], articles[other])
    ]


def _answers(answer: Claim, article: Article, report: Article) -> bool:
    """Whether an answer names the outlet of `report`, which was published before it and not long before."""
    if not any(_is_named(name, report.outlet) for name in _names(answer.target or "")):
        return False
    if same_outlet(article.outlet, report.outlet):
        return False
    moments = parse_instant(report.published), parse_instant(article.published)
    if moments[0] and moments[1]:
        return 0 <= (moments[1] - moments[0]).total_seconds() <= 86_400 * DAYS
    if report.period is None or article.period is None:
        return True
    return 0 <= (article.period.last - report.period.first).days <= DAYS


def _names(target: str) -> Iterator[str]:
    """The names in the words by which an answer points at a report.

    >>> list(_names("the story in the Financial Standard"))
    ['Financial Standard']
    """
    for match in _NAME.finditer(target):
        yield re.sub(r"['’]s?$", "", match[0])


def _is_named(name: str, outlet: str | None) -> bool:
    """Whether a name is an outlet's: its usual one, another that is known, or its last words ("the Examiner")."""
    if outlet is None:
        return False
    words, whole = name.split(), outlet.split()
    return same_outlet(name, outlet) or (len(words) < len(whole) and whole[-len(words) :] == words)


def _to_the_report(answer: Claim, told: Sequence[Claim], report: Article) -> list[Link]:
    """The link from an answer to the claim of `report` that it most likely means, if one is likely enough."""
    own = content_words(report.outlet or "")
    known = content_words(answer.source or "") | own
    said = content_words(answer.target or "") - known or content_words(answer.sentence) - known
    about = content_words(answer.sentence) - own
    best: tuple[float, Claim] | None = None
    # Whoever the answer speaks of is not denied by it: "Roe's campaign disputed the report" leaves Roe's words alone.
    meant = (
        c for c in told if deniable(c, answer) and states(c) and not about & content_words(c.source or "")
    )
    for place, claim in enumerate(meant):
        words = content_words(claim.sentence)
        score = 0.4 + 0.15 * 0.8**place
        score += 0.2 if reported(claim) else 0.0
        score += 0.3 * overlap(said, words) if said else 0.0
        # A headline says what the report is; an article that begins with a scene comes to it later.
        score += 0.25 * overlap(content_words(report.title or "") - own, words) if report.title else 0.0
        if best is None or score > best[0]:
            best = score, claim
    if best is None or best[0] < MIN_SCORE:
        return []
    score, claim = best
    return [answer_link(answer, claim, min(score, MOST), f"is what {report.outlet} reported")]
