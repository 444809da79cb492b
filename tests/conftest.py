"""What all tests share: hypothesis without deadlines, since machines differ, and no network."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ["HF_HUB_OFFLINE"] = "1"

settings.register_profile(
    "claimcheck", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("claimcheck")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The research data, which is not part of the project."""
    path = Path(os.environ.get("CLAIMCHECK_DATA", ROOT.parent / "shared" / "data"))
    if not path.is_dir():
        pytest.skip(f"no research data at {path}; set CLAIMCHECK_DATA")
    return path


@pytest.fixture(scope="session")
def seeds_dir() -> Path:
    """The five seed articles, which are not part of the project."""
    path = Path(os.environ.get("CLAIMCHECK_SEEDS", ROOT.parent / "shared" / "seeds"))
    if not path.is_dir():
        pytest.skip(f"no seed articles at {path}; set CLAIMCHECK_SEEDS")
    return path


@pytest.fixture(scope="session")
def sample_dir() -> Path:
    """The sample batch written for this project."""
    return ROOT / "data" / "sample"
