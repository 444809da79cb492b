"""Settings: presets, files found upward, and every mistake reported at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.errors import UsageError
from claimcheck.settings import (
    FILE_NAME,
    PRESETS,
    Settings,
    describe_settings,
    find_settings_file,
    load_settings,
    setting_names,
)


def test_defaults_are_balanced() -> None:
    assert load_settings(search=False) == Settings()
    assert Settings().sensitivity == "balanced"


def test_sensitivity_orders_the_thresholds() -> None:
    precise, balanced, thorough = (
        load_settings(None, {"sensitivity": name}, search=False)
        for name in ("precise", "balanced", "thorough")
    )
    for name in PRESETS["precise"]:
        if name != "candidate_limit":
            assert getattr(precise, name) > getattr(balanced, name) > getattr(thorough, name)
    assert precise.candidate_limit < balanced.candidate_limit < thorough.candidate_limit


def test_named_value_wins_over_preset() -> None:
    settings = load_settings(None, {"sensitivity": "precise", "dispute_threshold": 0.11}, search=False)
    assert settings.dispute_threshold == 0.11


def test_file_is_found_upward_and_overrides_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE_NAME).write_text(
        'sensitivity = "thorough"\nlanguages = ["en", "de"]\n[columns]\noutlet = "source_name"\n'
    )
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert find_settings_file() == tmp_path / FILE_NAME
    settings = load_settings(None, {"sensitivity": None, "judge": "none"})
    assert settings.sensitivity == "thorough"
    assert settings.languages == ("en", "de")
    assert settings.columns["outlet"] == "source_name"
    assert settings.judge == "none"


def test_every_mistake_is_reported_with_choices(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'sensitivity = "loud"\ngate_treshold = 0.5\ndispute_threshold = 3\n'
        'candidate_limit = 0.5\nlanguages = "en"\n'
    )
    with pytest.raises(UsageError) as caught:
        load_settings(path)
    message = str(caught.value)
    assert len(message.splitlines()) == 5
    assert "precise, balanced, thorough" in message
    assert 'did you mean "gate_threshold"' in message
    assert "from 0 to 1" in message
    assert all(str(path) in line for line in message.splitlines())


@pytest.mark.parametrize("content", [b"a = ", b"\xff\xfe\x00", None])
def test_unreadable_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"mine\.toml"):
        load_settings(path)


@given(
    st.dictionaries(
        st.sampled_from(setting_names()) | st.text(max_size=8),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_subnormal=False)
        | st.text(max_size=8)
        | st.lists(st.text(max_size=3)),
    )
)
def test_any_values_are_taken_or_refused_by_name(values: dict[str, object]) -> None:
    refused = ""
    try:
        assert load_settings(None, values, search=False).as_dict().keys() == set(setting_names())
    except UsageError as error:
        refused = str(error)
    assert all(line.startswith("unknown setting") or " = " in line for line in refused.splitlines())


def test_every_setting_is_described() -> None:
    assert all(help.endswith(".") for _, _, help in describe_settings())
