from __future__ import annotations

import pytest

from claimcheck.errors import ModelError
from claimcheck.models import word_forms
from claimcheck.models.parser import load_parser, parse


def test_the_packaged_parser_loads_once() -> None:
    assert load_parser() is load_parser()
    assert {"parser", "ner"} <= set(load_parser().pipe_names)


def test_a_missing_model_is_named() -> None:
    with pytest.raises(ModelError, match="no_such_model"):
        load_parser("no_such_model")


SENTENCES = (
    "Prime Minister Jane Roe told Reuters on Monday, Nov. 6 that 12 people were killed near Port Ellery.",
    "There is no doubt: they're gonna ask for $3.5 billion, and it ain't the U.S. Army's money.",
    "Let's  wait,\nshe said. Two of the three million barrels",
    "",
    "Rain.",
    "The New York Times reported that the men, aged 19 and 24, were lying in wait; the worst was yet to come.",
)


def test_parsing_gives_what_the_pipeline_gives() -> None:
    nlp = load_parser()
    attributes = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_TYPE", "ENT_IOB"]
    for _ in range(2):  # the second time from memory
        found = parse(nlp, [nlp.make_doc(text) for text in SENTENCES])
        for doc, expected in zip(found, nlp.pipe(SENTENCES), strict=True):
            assert doc.to_array(attributes).tolist() == expected.to_array(attributes).tolist()
            assert [(e.text, e.label_) for e in doc.ents] == [(e.text, e.label_) for e in expected.ents]


def test_entities_that_are_set_already_are_kept() -> None:
    from spacy.tokens import Span

    nlp = load_parser()
    doc = nlp.make_doc("A spokesman for Rain spoke in Paris.")
    doc.set_ents([Span(doc, 3, 4, label="ORG")])
    (doc,) = parse(nlp, [doc])
    assert ("Rain", "ORG") in [(entity.text, entity.label_) for entity in doc.ents]


def test_words_are_forgotten_and_learnt_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_forms, "_MEMORY", 1)
    nlp = load_parser()
    docs = [doc for _ in range(70) for doc in parse(nlp, [nlp.make_doc("They were lying in wait.")])]
    assert {" ".join(token.lemma_ for token in doc) for doc in docs} == {"they be lie in wait ."}


def test_components_of_another_kind_run_as_they_are() -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("attribute_ruler").add([[{"SHAPE": "dd"}]], {"POS": "NUM"})  # type: ignore[attr-defined]
    (doc,) = parse(nlp, [nlp.make_doc("It took 45 minutes. They left.")])
    assert [token.pos_ for token in doc][2] == "NUM"
    assert len(list(doc.sents)) == 2
