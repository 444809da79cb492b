"""Claims out of articles: sentences, their statements, who makes them, and what they do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from claimcheck.claims.appositions import as_claim, find_apposition
from claimcheck.claims.asides import without_aside
from claimcheck.claims.checkworthiness import score_checkworthy
from claimcheck.claims.dates import find_dates
from claimcheck.claims.entities import find_entities
from claimcheck.claims.hedges import find_hedges, is_opinion
from claimcheck.claims.labels import label_after, label_before
from claimcheck.claims.origins import find_origin
from claimcheck.claims.propositions import tidy
from claimcheck.claims.quantities import find_quantities
from claimcheck.claims.reading import (
    LABEL,
    SAID_FROM,
    TAILS,
    Reported,
    aside,
    cue_tokens,
    is_quotation,
    read_sentence,
    without_deeds,
)
from claimcheck.claims.sentences import MAX_SENTENCE, find_sentences
from claimcheck.claims.sources import FIRST_PERSON, PRONOUNS, is_no_source
from claimcheck.claims.spans import Tagged, find_runs, group_runs, settle, with_bounds
from claimcheck.claims.speakers import Speaker, Speakers
from claimcheck.claims.stance import read_stance
from claimcheck.claims.statements import Statement
from claimcheck.claims.tails import find_tails
from claimcheck.models.parser import load_parser, one_blas_thread, parse
from claimcheck.models.tagger import load_tagger
from claimcheck.records import Article, Claim, DateMention, Entity, Period, Quantity, Span, Stance

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from claimcheck.models.tagger import Tagger

_MARKUP = re.compile(r"</?[a-z][^<>]*>|\{[^{}]*:[^{}]*\}|https?://\S+$")
OPENING = 4
"""Characters at most before the date that opens a sentence: "On ", "By "."""
_QUOTES = re.compile(r"[“\"«]")
_Slot = TypeVar("_Slot", Quantity, DateMention, Entity)


def extract_claims(
    articles: Sequence[Article],
    *,
    parser: Language | None = None,
    tagger: Tagger | None = None,
    rules_only: bool = False,
) -> list[Claim]:
    """The claims of `articles`, article by article, each in order of text.

    Attribution is by rules on the parse, its words settled with `tagger` (the bundled one by default; `rules_only`
    leaves it out). Fragments without a finite verb, markup and boilerplate give no claim; an article without a
    sentence gives none. Raises ModelError where a default model is missing or damaged.
    """
    nlp = parser or load_parser()
    sentences = [find_sentences(article) for article in articles]
    texts = [
        [span.of(article.text) for span in spans] for article, spans in zip(articles, sentences, strict=True)
    ]
    words = None if rules_only else tagger or load_tagger()
    claims: list[Claim] = []
    # The tagger's network runs beside the parser, which leaves the other cores alone.
    with one_blas_thread(), ThreadPoolExecutor(1) as beside:
        tagged = beside.map(partial(_tag, tagger=words), sentences, texts)
        uses = Counter(chain.from_iterable(texts))
        docs = parse(nlp, (make_doc(nlp, text) for text in uses))
        parsed: dict[str, Doc] = {}
        for article, spans, own in zip(articles, sentences, texts, strict=True):
            for text in own:
                if text not in parsed:  # what is reprinted word for word is parsed once
                    parsed[text] = next(docs)
            claims.extend(_claims_of(article, spans, [parsed[text] for text in own], next(tagged)))
            uses.subtract(own)
            for text in own:
                if not uses[text]:
                    parsed.pop(text, None)
    return claims


def _tag(
    sentences: Sequence[Span], texts: Sequence[str], tagger: Tagger | None
) -> Sequence[Sequence[Tagged] | None]:
    """The attributions that `tagger` sees in each sentence of an article; None for each without a tagger."""
    if tagger is None:
        return [None] * len(sentences)
    (rows,) = tagger.tag([texts])
    return [
        group_runs(find_runs(row, text, span.start))
        for row, text, span in zip(rows, texts, sentences, strict=True)
    ]


def claim_from_text(text: str, *, published: str | None = None, parser: Language | None = None) -> Claim:
    """One claim for a free sentence, with the whole of `text` as its sentence.

    A sentence with one statement is reduced to its proposition; one with several keeps them together.
    """
    article = Article(id="", text=text[:MAX_SENTENCE], published=published)
    nlp = parser or load_parser()
    with one_blas_thread():
        doc = next(parse(nlp, [make_doc(nlp, article.text)]))
    found = list(_claims_of(article, [Span(0, len(article.text))], [doc], [None]))
    if len(found) == 1:
        return found[0]
    base = found[0] if found else None
    return Claim(
        id=claim_id("", 0, len(article.text), 0),
        article_id="",
        start=0,
        end=len(article.text),
        sentence=article.text,
        proposition=tidy(article.text) or article.text,
        source=base.source if base else None,
        source_kind=base.source_kind if base else None,
        stance=base.stance if base else Stance.ASSERTS,
        target=base.target if base else None,
        **_slots(doc, None, 0, article),
    )


def make_doc(nlp: Language, text: str) -> Doc:
    """`text`, one sentence, tokenised, with the parser told where to start anew: at an attribution's tail, beside a
    headline's label and at the sentences inside a quotation, and nowhere else."""
    doc = nlp.make_doc(text)
    tails = find_tails(text)
    said_from, label = label_before(text), None if tails else label_after(text)
    doc.user_data[SAID_FROM] = said_from
    doc.user_data[LABEL] = label
    doc.user_data[TAILS] = tails if label is None else [*tails, label]
    starts = {*tails, said_from, label}
    for token in doc[1:]:
        before = doc[token.i - 1]
        ended = before.text in {".", "!", "?", "…"} and before.whitespace_ != ""
        anew = ended and (token.text[:1].isupper() or token.text in {"“", '"', "‘"})
        token.is_sent_start = bool(anew or token.idx in starts)
    return doc


def claim_id(article_id: str, start: int, end: int, ordinal: int) -> str:
    """16 hexadecimal digits that name claim number `ordinal` of the sentence at `start` to `end`."""
    return blake2b(
        f"{article_id}\x1f{start}\x1f{end}\x1f{ordinal}".encode("utf-8", "replace"), digest_size=8
    ).hexdigest()


def _claims_of(
    article: Article, spans: Sequence[Span], docs: Sequence[Doc], tagged: Sequence[Sequence[Tagged] | None]
) -> Iterator[Claim]:
    """The claims of one article, from its parsed and tagged sentences."""
    speakers = Speakers(docs)
    carried: Speaker | None = None
    for number, (span, doc, groups) in enumerate(zip(spans, docs, tagged, strict=True)):
        readings = [] if _MARKUP.search(doc.text) else read_sentence(doc)
        speaker = None
        alone = is_quotation(doc.text)
        claims = []
        for ordinal, reported in enumerate(readings):
            said = reported.statement.attribution
            source = reported.statement.speaking
            named = speakers.resolve(source, number) if source else None
            speaker = carried if said is None and alone else named
            if named is not None and named.name.lower() in FIRST_PERSON and alone:
                speaker = carried or named
            if speaker is not None and (
                is_no_source(speaker.name) or (said and not said.says and speaker.name.lower() in PRONOUNS)
            ):
                speaker = None
            claims.append(_claim(article, span, doc, reported, ordinal, speaker, speakers, number))
        speakers.see(doc, number)
        carried = speaker if _QUOTES.search(doc.text) else None
        settled, spare = settle(claims, without_deeds(doc, groups, span.start))
        for group in spare:
            reported_by = aside(doc, group, span.start)
            if reported_by is not None:
                speaker = speakers.resolve(reported_by.statement.said_by[0].source, number)
                claim = _claim(article, span, doc, reported_by, len(settled), speaker, speakers, number)
                if not any(_told_already(claim, other) for other in settled):
                    settled.append(with_bounds(claim, group))
        settled.extend(_apposed(article, span, settled))
        for claim in settled:
            yield without_aside(_named(claim, article, span, doc, speakers, number), article.text)


def _apposed(article: Article, sentence: Span, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claim that the sentence's closing summary makes, where it has one and says something else."""
    phrase = find_apposition(sentence.of(article.text))
    if phrase is None or not claims:
        return
    place = Span(sentence.start + phrase.start, sentence.start + phrase.end)
    name = claim_id(article.id, sentence.start, sentence.end, len(claims))
    claim = as_claim(claims[-1], name, place, article.text)
    if claim is not None and all(claim.proposition != other.proposition for other in claims):
        yield claim


def _told_already(claim: Claim, other: Claim) -> bool:
    """Whether a sentence's other claim says the same, or denies a part of it that is the report itself."""
    if other.stance is Stance.DENIES and other.target is None:
        return other.proposition.rstrip(".").lower() in claim.proposition.lower()
    return claim.proposition == other.proposition


def _named(
    claim: Claim, article: Article, sentence: Span, doc: Doc, speakers: Speakers, number: int
) -> Claim:
    """`claim` with the words of its cue, and a source found by the tagger named where it says the statement."""
    cue = claim.cue_span.of(article.text) if claim.cue_span else claim.cue
    span, content = claim.source_span, claim.content_span
    if claim.source is not None or span is None or content is None or cue is None:
        return claim if cue == claim.cue else replace(claim, cue=cue)
    if content.end - content.start < len(claim.proposition) / 2:
        return replace(claim, cue=cue)  # it attributes a part of the statement, not the statement
    tokens = doc.char_span(span.start - sentence.start, span.end - sentence.start, alignment_mode="expand")
    speaker = speakers.resolve(list(tokens), number) if tokens is not None and len(tokens) else None
    if speaker is None or speaker.name.lower() in PRONOUNS or is_no_source(speaker.name):
        return replace(claim, cue=cue)
    return replace(claim, cue=cue, source=speaker.name, source_kind=speaker.kind)


def _claim(
    article: Article,
    span: Span,
    doc: Doc,
    reported: Reported,
    ordinal: int,
    speaker: Speaker | None,
    speakers: Speakers,
    number: int,
) -> Claim:
    statement = reported.statement
    said = statement.attribution
    reading = read_stance(statement)
    cue = _span(doc, cue_tokens(said), span.start) if said else None
    source = _span(doc, [t.i for t in said.source], span.start) if said and said.source else None
    content = _span(doc, reported.content, span.start)
    if speaker is not None and said is None:
        content = span
    return Claim(
        id=claim_id(article.id, span.start, span.end, ordinal),
        article_id=article.id,
        start=span.start,
        end=span.end,
        sentence=doc.text,
        proposition=reading.proposition or tidy(doc.text),
        source=speaker.name if speaker else None,
        source_kind=speaker.kind if speaker else None,
        source_span=source,
        cue=cue.of(article.text) if cue else None,
        cue_span=cue,
        content_span=content,
        origin=find_origin(statement, speaker, speakers, number) or article.origin,
        stance=reading.stance,
        target=reading.target,
        **_slots(doc, statement, span.start, article),
    )


def _span(doc: Doc, indices: Collection[int], base: int) -> Span | None:
    """The stretch of the article from the first to the last of the tokens `indices`, without marks at its ends."""
    if not indices:
        return None
    last = doc[max(indices)]
    return Span(base + doc[min(indices)].idx, base + last.idx + len(last))


def _slots(doc: Doc, statement: Statement | None, base: int, article: Article) -> dict[str, Any]:
    """Quantities, dates, entities, hedges and check-worthiness of the part of `doc` that `statement` is."""
    if not len(doc):
        return {}
    if statement is None:
        indices = frozenset(range(len(doc)))
    else:
        indices = statement.tokens | {token.i for token in statement.subject}
    covered = {base + doc[index].idx for index in indices}
    part = doc[min(indices) : max(indices) + 1] if indices else doc[:]
    quantities, dates, entities = _mentions(doc, base, article.period)

    def inside(found: Iterable[_Slot]) -> tuple[_Slot, ...]:
        return tuple(item for item in found if any(at in covered for at in range(item.start, item.end)))

    return {
        "quantities": inside(quantities),
        "dates": inside(dates) or _opening(dates, statement, doc.text, base),
        "entities": inside(entities),
        "hedges": find_hedges(part),
        "opinion": is_opinion(part),
        "checkworthy": score_checkworthy(part),
    }


def _opening(
    dates: Sequence[DateMention], statement: Statement | None, sentence: str, base: int
) -> tuple[DateMention, ...]:
    """The date that a sentence opens with ("Four months ago, ..."), which holds for all that it states by itself; in
    what it quotes, it may be the day of speaking."""
    if statement is None or statement.attribution is not None:
        return ()
    return tuple(
        date
        for date in dates
        if date.start - base <= OPENING and sentence[date.end - base :].startswith((",", " ,"))
    )


@lru_cache(maxsize=1)
def _mentions(
    doc: Doc, base: int, published: Period | None
) -> tuple[tuple[Quantity, ...], tuple[DateMention, ...], tuple[Entity, ...]]:
    """Quantities, dates and entities of a sentence, remembered for its next claim."""
    whole = doc[:]
    return find_quantities(whole, base), find_dates(whole, base, published), find_entities(whole, base)
