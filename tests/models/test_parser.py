from __future__ import annotations

import pytest

from claimcheck.errors import ModelError
from claimcheck.models.parser import load_parser


def test_the_packaged_parser_loads_once() -> None:
    assert load_parser() is load_parser()
    assert {"parser", "ner"} <= set(load_parser().pipe_names)


def test_a_missing_model_is_named() -> None:
    with pytest.raises(ModelError, match="no_such_model"):
        load_parser("no_such_model")
