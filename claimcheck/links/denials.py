"""Denials and confirmations that point at a report instead of stating it, resolved in their own article.

"The White House denied the account" shares no word with the account. The account is what the article reported just
before, usually from somebody else: so the target is looked for among the reported claims above the denial, by
nearness, by who said it, and by the words the denial does name ("portrayal of the *call*"). A denial that follows a
denial, or a confirmation that follows one, speaks of the same report unless a new one stands between them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from claimcheck.links.names import governs
from claimcheck.links.wording import stem
from claimcheck.records import Claim, DisputeKind, Evidence, Link, Relation, SourceKind, Stance

WINDOW = 12
"""Claims above a denial that are looked at; beyond that a reader would not know what is meant either."""

MIN_SCORE = 0.66
"""Lowest score of a target. It and the parts of the score were set by reading resolved denials."""

CARRY_MIN = 0.5
"""Lowest score of the agreeing link over which a denial is carried to the same report elsewhere."""

NEARBY = 2
"""Sentences above a denial in which an accusation that names the denier is what is denied, before any that does not."""

MANY, FEW_OF_MANY = 4, 0.4
"""A denial that tells in so many words what it denies shares at least this part of them with the report."""

_ACCUSING = re.compile(
    r"\b(?:alleg|accus|claim(?:s|ed|ing)?\b|charg(?:ed|es|ing)|report(?:s|ed|edly)?\b|suggest|impl(?:y|ies|ied)|"
    r"according to|cit(?:ed|ing)|blam|said (?:that )?|say(?:s|ing)|suspect)",
    re.IGNORECASE,
)
_REPORTING_KINDS = (SourceKind.OUTLET, SourceKind.DOCUMENT, SourceKind.UNNAMED)
_GENERIC_OUTLET = re.compile(
    r"(?:the |that |this )?(?:news)?(?:paper|agency|magazine|network|broadcaster|outlet|channel|site|website|daily)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"(?:I|we|our|my|you|your)\b", re.IGNORECASE)
MOST_TARGETS = 2
_NO_ANSWER = re.compile(
    r"\b(?:declin|no comment|not (?:immediately )?(?:respond|repl|return|available)|speaks for itself|"
    r"did not get|could not be reached|requests? for comment|condemn|apologi[sz])",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"\b(?:(?:is|are|was|were) (?:not|n[o’']t) (?:at all |entirely )?(?:accurate|true|correct)|untrue|inaccurate|"
    r"(?:categorically|completely|totally|entirely|absolutely) (?:false|untrue|wrong))\b",
    re.IGNORECASE,
)
"""A sentence that itself answers a report is not the report."""
_REPORT_WORDS = frozenset(
    """account report reports reporting portrayal claim claims allegation allegations accusation accusations story
    stories statement statements description characterization characterisation version suggestion suggestions
    rumor rumors rumour rumours speculation assertion assertions narrative depiction it this that they these those
    charge charges article news information accurate inaccurate true untrue false fake wrong incorrect baseless
    unfounded misleading wrongdoing misconduct involvement impropriety""".split()
)
_BLAME = frozenset(
    """wrongdoing misconduct involvement impropriety allegation allegations accusation accusations charge
    charges""".split()
)
"""What is denied by whoever is blamed: then the report must speak of the denier."""
_STOP = frozenset(
    """a an the of in on at to for by from with about over against and or is are was were be been being has have had not
    no any as its his her their our your my""".split()
)
_SPEAKS_FOR = frozenset(
    stem(word)
    for word in """spokesman spokeswoman spokesperson representative rep attorney attorneys lawyer lawyers counsel
    publicist team aide aides office""".split()
)
"""Who speaks for somebody: "a spokesperson" without a name is the representative who was named before."""
_POINTING = re.compile(r"(?:it|this|that|these|those|they)", re.IGNORECASE)
"""A denial that only points speaks of the sentence before it."""
_WHOSE = re.compile(
    r"(?i:the|that|this) ((?:[A-Z][\w’'.-]+ )+)(?:claim|account|version|report|statement|allegation|accusation)s?\b"
)
"""Whose report it is by its name: "the Syrian claim" is not a claim about Syria."""
_RULING = frozenset(stem(word) for word in "government regime authorities administration state".split())
_UNSTATED = re.compile(
    r"\b(?:should|must|ought to)\b|\b(?:investigat|prob|examin|look)(?:e|es|ed|ing|s)? (?:into )?(?:the )?"
    r"(?:allegations?|reports?|claims?|whether|accusations?)\b|\b(?:asked|wonder\w*|unclear|find out) whether\b",
    re.IGNORECASE,
)
_STATE_MEDIA = re.compile(
    r"\b(?:state(?:-run|-owned)?|official) (?:\w+ )?(?:news|media|tv|television|radio|press)", re.IGNORECASE
)
_POWER = _RULING | frozenset(stem(word) for word in "president forces army military troops police".split())
"""What acts for a government: who accuses "the forces of President X" accuses it."""
_OPPOSED = frozenset(
    stem(word)
    for word in "opposition rebel rebels activist activists dissident dissidents critic critics".split()
)
"""Who speaks against a government, and does not for it: the Syrian opposition is not Syria."""
_SUPPOSES = re.compile(r"(?:(?:and|but) )?(?:if|whether|should)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|this|that|these|those)\s+")
_WORD = re.compile(r"[\w’']+")


def resolve_denials(claims: Sequence[Claim]) -> list[Link]:
    """Links `denies` and `confirms` from a claim to the claims of the report that it speaks of.

    `claims` are of any number of articles, those of one article in the order of its text. Only claims with a
    `target` are resolved here; a denial that states what it denies is compared like any other claim.
    """
    links: list[Link] = []
    for _, of_article in groupby(claims, key=lambda claim: claim.article_id):
        links.extend(_resolve_in_article(list(of_article)))
    return links


def _resolve_in_article(claims: Sequence[Claim]) -> list[Link]:
    links: list[Link] = []
    topic: list[tuple[Claim, float]] = []
    speakers: set[str | None] = set()
    last_row, last_start = -WINDOW, -1
    for row, claim in enumerate(claims):
        if claim.target is None or claim.stance not in (Stance.DENIES, Stance.CONFIRMS):
            continue
        if claim.start == last_start:
            continue  # A sentence denies once, however many statements it was split into.
        moved_on = any(_reported(c) and c.source not in speakers for c in claims[max(last_row + 1, 0) : row])
        if not topic or moved_on or row - last_row > WINDOW // 2:
            topic, speakers = _targets(claims, row), set()
        if topic:
            links.extend(_link(claim, target, score) for target, score in topic)
            topic = [(target, 0.97 * score) for target, score in topic]
            speakers.add(claim.source)
            last_row, last_start = row, claim.start
    return links


def _link(claim: Claim, target: Claim, score: float) -> Link:
    denies = claim.stance is Stance.DENIES
    speaker = claim.source or "the article"
    answered = "denied" if denies else "confirmed"
    detail = f'"{claim.target}", {answered} by {speaker}, is the report above it in the same article'
    return Link(
        claim.id,
        target.id,
        Relation.DENIES if denies else Relation.CONFIRMS,
        round(score, 4),
        (Evidence("denial" if denies else "confirmation", detail, {"resolved": round(score, 4)}),),
        DisputeKind.DENIAL if denies else None,
    )


def _targets(claims: Sequence[Claim], row: int) -> list[tuple[Claim, float]]:
    """The claims above `row` that its target may mean, best first, with scores 0 to 1: the best and its equals."""
    denial = claims[row]
    pointing = bool(_POINTING.fullmatch(denial.target or ""))
    if pointing and (denial.target or "").lower() not in _WORD.findall(denial.sentence.lower()):
        return []  # "There was no truth to the reports": what "it" would be was not read.
    named = _content_words(denial.target or "") - _content_words(denial.source or "")
    denier = _content_words(denial.source or "")
    blamed = bool(_BLAME & set(_WORD.findall((denial.target or "").lower())))
    usual_origin = Counter(claim.origin for claim in claims).most_common(1)[0][0]
    scored: list[tuple[float, int, Claim]] = []
    sentences_back, seen_start, accused = 0, denial.start, False
    for back, candidate in enumerate(reversed(claims[max(0, row - WINDOW) : row]), start=1):
        if candidate.start != seen_start:
            sentences_back, seen_start = sentences_back + 1, candidate.start
        if _deniable(candidate, denial):
            score = _target_score(candidate, named, denier, usual_origin, sentences_back)
            if blamed and denier and not _speaks_of(candidate, denial.source or "", denier):
                score -= 0.4
            if sentences_back > 1 and pointing:
                score -= 0.3
            if _of_another(denial.target or "", candidate):
                score -= 0.3
            if blamed and not _ACCUSING.search(candidate.sentence):
                score -= 0.3
            if _SUPPOSES.match(candidate.sentence):
                score -= 0.25
            if _speaks_about(candidate, denial.target or ""):
                score -= 0.2
            accuses = bool(_ACCUSING.search(candidate.sentence))
            if not accuses and not _reported(candidate):
                score -= 0.2  # What the article tells as its own is nobody's claim.
            scored.append((score, -back, candidate))
            accused = accused or (
                accuses and sentences_back <= NEARBY and bool(denier & _content_words(candidate.sentence))
            )
    if accused:
        scored = [
            (score if denier & _content_words(candidate.sentence) else score - 0.25, back, candidate)
            for score, back, candidate in scored
        ]
    scored.sort(key=lambda item: (-item[0], -item[1], item[2].id))
    if not scored or scored[0][0] < MIN_SCORE:
        return []
    best, _, first = scored[0]
    # One report is often told in several sentences by one source: they are denied together.
    return [
        (candidate, round(score, 4))
        for score, _, candidate in scored
        if score >= max(MIN_SCORE, best - 0.1) and _same_report(candidate, first)
    ][:MOST_TARGETS]


def _target_score(
    candidate: Claim,
    named: frozenset[str],
    denier: frozenset[str],
    usual_origin: str | None,
    sentences_back: int,
) -> float:
    """How likely a denial speaks of the candidate, 0 to 0.98, as a sum of what a reader goes by."""
    speaker = _content_words(f"{candidate.source or ''} {candidate.origin or ''}")
    words = _content_words(candidate.sentence) | speaker
    score = 0.32 + 0.22 * 0.9 ** max(0, sentences_back - 1)
    if _reported(candidate):
        score += 0.12
    if candidate.origin not in (None, usual_origin) or candidate.source_kind in _REPORTING_KINDS:
        score += 0.08
    if _ACCUSING.search(candidate.sentence):
        score += 0.08
    if denier & _content_words(candidate.proposition):
        score += 0.12
    if named:
        overlap = len(named & words) / len(named)
        much = overlap >= (FEW_OF_MANY if len(named) >= MANY else 0.01)
        score += 0.2 * overlap if much else -0.3
        if named & speaker:
            score += 0.1  # "the campaign's characterization" is what the campaign said.
    elif candidate.origin not in (None, usual_origin):
        score += 0.12  # "the account" that names nothing is the one that somebody else published.
    if candidate.opinion or _NO_ANSWER.search(candidate.sentence):
        score -= 0.25
    return min(round(score, 4), 0.98)


def _speaks_of(candidate: Claim, source: str, denier: frozenset[str]) -> bool:
    """Whether the candidate names the denier: by surname, or by most words of the name, in which "government" says
    little.
    """
    words = _content_words(candidate.sentence)
    last = _WORD.findall(source)[-1]
    if last[0].isupper() and _content_words(last) & words:
        return True
    name = denier - _RULING or denier
    return 2 * len(name & words) > len(name) and (len(denier) == len(name) or bool(words & _POWER))


def _of_another(target: str, candidate: Claim) -> bool:
    """Whether what is denied is somebody's report by name, and the candidate somebody else's."""
    whose = _WHOSE.match(target)
    if whose is None:
        return False
    return not _content_words(whose[1]) & _content_words(f"{candidate.source or ''} {candidate.origin or ''}")


def _same_report(a: Claim, b: Claim) -> bool:
    """Whether two claims near each other are one source's: by name, or as "the newspaper" that was just named."""
    if a.start == b.start and (a.source is None or b.source is None):
        return True
    speakers_a = {name for name in (a.source, a.origin) if name}
    speakers_b = {name for name in (b.source, b.origin) if name}
    if speakers_a & speakers_b:
        return True
    outlets = a.source_kind is SourceKind.OUTLET and b.source_kind is SourceKind.OUTLET
    return outlets and any(_GENERIC_OUTLET.fullmatch(name) for name in speakers_a | speakers_b)


def _deniable(candidate: Claim, denial: Claim) -> bool:
    """Whether the claim states something that `denial`'s speaker can be answering."""
    if candidate.stance in (Stance.DECLINES, Stance.DENIES) or candidate.target is not None:
        return False
    if candidate.start == denial.start or _ANSWERS.search(candidate.sentence):
        return False
    if own_statement(candidate, denial) or _FIRST_PERSON.match(candidate.source or ""):
        return False
    return len(candidate.proposition.split()) >= 5


def own_statement(candidate: Claim, denial: Claim) -> bool:
    """Whether the denier said it: "the White House", "a statement of the White House", "the government" it leads."""
    denier, speaker = _content_words(denial.source or ""), _content_words(candidate.source or "")
    unnamed = bool(denier) and denier <= _SPEAKS_FOR
    named = denier <= speaker and not speaker & _OPPOSED - denier
    rules = bool(speaker) and speaker <= _RULING and (bool(denier & _RULING) or governs(denial.source or ""))
    rules = rules or (bool(denier & _RULING) and bool(_STATE_MEDIA.search(candidate.source or "")))
    return bool(denier) and (named or rules or (unnamed and bool(speaker & _SPEAKS_FOR)))


def states(claim: Claim) -> bool:
    """Whether a claim says that something is so, not that it should be or is looked into: then it can be denied."""
    return not _UNSTATED.search(claim.proposition)


def _speaks_about(candidate: Claim, target: str) -> bool:
    """Whether the candidate speaks of the report ("the Post's report led to protests") instead of telling it."""
    bare = _ARTICLE.sub("", target.lower())
    return " " in bare and bare in candidate.sentence.lower() and not _reported(candidate)


def _reported(claim: Claim) -> bool:
    """Whether the article gives the claim as somebody else's report."""
    return claim.source is not None or claim.origin is not None


def _content_words(text: str) -> frozenset[str]:
    """Stems of the words that say what a report is of, without those that only say that it is a report."""
    words = {word.lower().removesuffix("’s").removesuffix("'s") for word in _WORD.findall(text)}
    return frozenset(
        stem(word) for word in words if word not in _STOP and word not in _REPORT_WORDS and len(word) > 2
    )


def answer_once(links: Sequence[Link], claims: Mapping[str, Claim]) -> list[Link]:
    """The links without the lesser of those by which one answer speaks of several statements of one sentence.

    "Biden offered a meeting, but Xi did not take it up" was denied once. The statement that others agree with most
    stands for the sentence, so that the answer is one side of one dispute and not of two.
    """
    agreed: Counter[str] = Counter()
    for link in links:
        if link.relation in (Relation.EQUIVALENT, Relation.ENTAILS):
            agreed.update({link.a: link.score, link.b: link.score})
    best: dict[tuple[str, Relation, str, int], Link] = {}
    for link in links:
        if link.relation in (Relation.DENIES, Relation.CONFIRMS) and claims[link.a].target is not None:
            key = (link.a, link.relation, claims[link.b].article_id, claims[link.b].start)
            if key not in best or _telling(link, agreed) > _telling(best[key], agreed):
                best[key] = link
    kept = {id(link) for link in best.values()}
    return [
        link
        for link in links
        if id(link) in kept
        or link.relation not in (Relation.DENIES, Relation.CONFIRMS)
        or claims[link.a].target is None
    ]


def _telling(link: Link, agreed: Mapping[str, float]) -> tuple[float, float, str]:
    return round(agreed[link.b], 9), link.score, link.b


def carry_denials(links: Iterable[Link], claims: Mapping[str, Claim]) -> list[Link]:
    """Denials and confirmations carried from the claim they answer to the same report in other articles.

    Where d denies r and r says the same as s (`equivalent`, or s entails r), d denies s too, at the product of the
    two scores. The links given are not repeated.
    """
    links = list(links)
    same: dict[str, list[tuple[str, float]]] = {}
    for link in links:
        if link.relation is Relation.EQUIVALENT and link.score >= CARRY_MIN:
            same.setdefault(link.a, []).append((link.b, link.score))
            same.setdefault(link.b, []).append((link.a, link.score))
        elif link.relation is Relation.ENTAILS and link.score >= CARRY_MIN:
            same.setdefault(link.b, []).append((link.a, link.score))
    known = {(link.a, link.b) for link in links} | {(link.b, link.a) for link in links}
    carried: dict[tuple[str, str], Link] = {}
    for link in links:
        if link.relation not in (Relation.DENIES, Relation.CONFIRMS):
            continue
        for other, strength in same.get(link.b, ()):
            if other == link.a or (link.a, other) in known:
                continue
            if claims[other].target is not None or not states(claims[other]):
                continue
            score = round(link.score * strength, 4)
            evidence = Evidence(
                "carried", "carried over to the same report elsewhere", {"equivalence": strength}
            )
            new = Link(link.a, other, link.relation, score, (*link.evidence, evidence), link.kind)
            best = carried.get((link.a, other))
            if best is None or best.score < score:
                carried[(link.a, other)] = new
    return [carried[key] for key in sorted(carried)]
