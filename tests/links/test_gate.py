"""The same-event gate: sane directions, symmetry, independence of the batch, and readable weights."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.errors import ModelError
from claimcheck.links.gate import FEATURE_NAMES, Gate, gate_features, load_gate
from claimcheck.links.gate_words import article_words, word_table, words
from claimcheck.records import Article, Claim, DateMention, Entity, Period, Span

MILL = (
    "A fire at the Oakhurst paper mill near Delmont killed nine workers on Tuesday, its owner Harlan Pryce said. "
    "Crews from Delmont fought the blaze for six hours before the roof of the Oakhurst mill gave way."
)
MILL_AGAIN = (
    "Eleven workers died when flames tore through the Oakhurst paper mill outside Delmont. "
    "Harlan Pryce, who owns the Oakhurst mill, said the roof had been inspected."
)
FERRY = (
    "A ferry with 80 passengers sank off Port Lavelle after striking rocks, coast guard captain Ines Morro said. "
    "Nine people drowned and divers from Lavelle searched the wreck for six hours."
)


def build(
    *texts: str, published: tuple[str | None, ...] = (), turned: float = 0.6
) -> tuple[list[Claim], dict[str, Article], np.ndarray]:
    """An article of each text with one claim, its first sentence; vectors that all lie `turned` apart in cosine."""
    claims, articles = [], {}
    for number, text in enumerate(texts):
        day = published[number] if number < len(published) else None
        article = Article(id=f"a{number}", text=text, published=day)
        articles[article.id] = article
        sentence = text.split(". ")[0]
        claims.append(Claim(f"c{number}", article.id, 0, len(sentence), sentence, sentence))
    size = len(texts)
    gram = np.full((size, size), turned) + (1 - turned) * np.eye(size)
    return claims, articles, np.linalg.cholesky(gram).astype(np.float32)


def score(claims, articles, vectors, pairs) -> np.ndarray:
    return load_gate().score(gate_features(claims, articles, vectors, np.array(pairs, np.int64)))


def test_one_event_scores_above_another_at_equal_cosine() -> None:
    same, other = score(*build(MILL, MILL_AGAIN, FERRY), [(0, 1), (0, 2)])
    assert same > load_gate().threshold > other


def test_undated_articles_of_one_event_pass() -> None:
    undated = score(*build(MILL, MILL_AGAIN), [(0, 1)])[0]
    dated = score(*build(MILL, MILL_AGAIN, published=("2031-05-06", "2031-05-06")), [(0, 1)])[0]
    assert undated > 0.5
    assert dated >= undated - 0.1


def test_wider_publication_gaps_never_raise_the_score() -> None:
    days = ("2031-05-06", "2031-05-07", "2031-05-09", "2031-05-13", "2031-06-20", "2033-05-06")
    scores = [score(*build(MILL, MILL_AGAIN, published=(days[0], day)), [(0, 1)])[0] for day in days]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


def test_conflicting_event_dates_count_against_one_event() -> None:
    claims, articles, vectors = build(MILL, MILL_AGAIN)

    def dated(claim: Claim, day: date) -> Claim:
        return replace(claim, dates=(DateMention("then", 0, 4, Period(day, day)),))

    scores = [
        score([dated(claims[0], date(2031, 5, 6)), dated(claims[1], day)], articles, vectors, [(0, 1)])[0]
        for day in (date(2031, 5, 6), date(2031, 5, 20), date(2029, 5, 6))
    ]
    assert scores[0] > scores[1] > scores[2]


def test_a_day_and_an_hour_of_that_day_have_no_gap() -> None:
    claims, articles, vectors = build(MILL, MILL_AGAIN, published=("2031-05-06", "2031-05-06T23:30:00+00:00"))
    row = gate_features(claims, articles, vectors, np.array([[0, 1]]))[0]
    assert row[FEATURE_NAMES.index("published within a day")] == 1
    assert row[FEATURE_NAMES.index("publication gap")] == 0


def test_a_pair_scores_the_same_in_any_batch() -> None:
    alone = build(MILL, MILL_AGAIN, published=("2031-05-06", "2031-05-08"))
    claims, articles, vectors = build(MILL, MILL_AGAIN, FERRY, published=("2031-05-06", "2031-05-08"))
    order = [2, 1, 0]
    mixed = [claims[i] for i in order], dict(reversed(articles.items())), vectors[order]
    first = gate_features(*alone, np.array([[0, 1]]))
    later = gate_features(*mixed, np.array([[2, 1], [0, 1]]))[:1]
    np.testing.assert_allclose(first, later, atol=2e-5)


@given(st.lists(st.text(min_size=0, max_size=80), min_size=2, max_size=5))
def test_features_are_symmetric_finite_and_bounded(texts: list[str]) -> None:
    claims, articles, vectors = build(*texts, published=("2031", "2031-05", "not a date"))
    pairs = np.array([(i, j) for i in range(len(texts)) for j in range(i)], np.int64)
    forward = gate_features(claims, articles, vectors, pairs)
    assert np.isfinite(forward).all()
    assert forward.min() >= -1.0
    assert forward.max() <= 1.001
    np.testing.assert_array_equal(forward, gate_features(claims, articles, vectors, pairs[:, ::-1]))


def test_no_pairs_give_no_rows() -> None:
    features = gate_features(*build(MILL), np.zeros((0, 2), np.int64))
    assert features.shape == (0, len(FEATURE_NAMES))
    assert load_gate().score(features).shape == (0,)


def test_given_article_vectors_replace_the_mean() -> None:
    claims, articles, vectors = build(MILL, MILL_AGAIN)
    column = FEATURE_NAMES.index("article vectors alike")
    given_vectors = {"a0": vectors[0], "a1": vectors[0]}
    row = gate_features(claims, articles, vectors, np.array([[0, 1]]), article_vectors=given_vectors)[0]
    assert row[column] == pytest.approx(1.0, abs=1e-4)


def test_boilerplate_does_not_make_articles_alike() -> None:
    footer = " Subscribe to the Grantley Courier newsletter, Kestrel Yard 14, Grantley."
    plain = build(MILL + footer, FERRY + footer)
    spans = {
        key: replace(a, boilerplate=(Span(len(a.text) - len(footer), len(a.text)),))
        for key, a in plain[1].items()
    }
    column = FEATURE_NAMES.index("article words alike")
    pair = np.array([[0, 1]])
    kept = gate_features(plain[0], plain[1], plain[2], pair)[0, column]
    skipped = gate_features(plain[0], spans, plain[2], pair)[0, column]
    assert skipped < kept


def test_explain_sums_to_the_score() -> None:
    gate = load_gate()
    row = gate_features(*build(MILL, MILL_AGAIN), np.array([[0, 1]]))[0]
    parts = gate.explain(row)
    typical = gate.score(np.array([gate.typical]))[0]
    log_odds = np.log(typical / (1 - typical)) + sum(value for _, value in parts)
    assert 1 / (1 + np.exp(-log_odds)) == pytest.approx(gate.score(row[None])[0], abs=1e-6)
    assert [abs(value) for _, value in parts] == sorted((abs(value) for _, value in parts), reverse=True)


def test_weights_survive_json_and_other_features_are_refused() -> None:
    gate = load_gate()
    written = json.loads(json.dumps(gate.to_json()))
    assert Gate.from_json(written) == gate
    written["features"]["phase of the moon"] = {"weight": 1.0, "typical": 0.0}
    with pytest.raises(ModelError, match="phase of the moon"):
        Gate.from_json(written)


def test_signs_are_sane() -> None:
    weights = dict(zip(FEATURE_NAMES, load_gate().weights, strict=True))
    assert all(weights[name] <= 0 for name in ("publication gap", "event date gap", "years differ"))
    assert all(weights[name] >= 0 for name in FEATURE_NAMES if name.endswith(("alike", "shared", "cosine")))


def test_words_and_names_of_an_article() -> None:
    found = article_words(
        Article("a", "Smoke rose. Then Pryce’s crew met Mr. Pryce in Delmont.", title="Pryce")
    )
    assert words("Pryce’s 1,200 crews") == ["pryce", "1,200", "crews"]
    assert {"pryce", "delmont"} <= found.names
    assert not {"smoke", "then", "crew"} & found.names
    assert found.counts["pryce"] == 4


def test_names_come_from_entities_too() -> None:
    claims, articles, vectors = build("Oakhurst burned. It was quick.", "Oakhurst burned. It was slow.")
    tagged = [replace(c, entities=(Entity("Oakhurst", "FAC", 0, 8),)) for c in claims]
    column = FEATURE_NAMES.index("claim names shared")
    pair = np.array([[0, 1]])
    assert gate_features(tagged, articles, vectors, pair)[0, column] > 0
    assert gate_features(claims, articles, vectors, pair)[0, column] == 0


def test_rarer_words_weigh_more() -> None:
    table = word_table()
    assert table.rarity("the") < table.rarity("police") < table.rarity("zzyzx")
