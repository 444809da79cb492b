# The developer's day. `make run` and `make test` need nothing but Python 3.11 or newer and make.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
OUT := out
# The first interpreter that is new enough; say `make PYTHON=/path/to/python run` for another.
PYTHON := $(shell for p in python3 python3.11 python3.12 python3.13 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

# Models come with installed packages: nothing is fetched at run time.
export HF_HUB_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false

.PHONY: run test test-all lint typecheck bench bench-judge bench-speed docs setup clean

run: $(STAMP)
	@$(BIN)/claimcheck run data/sample --out $(OUT)

test: $(STAMP)
	$(BIN)/python -m pytest -m "not slow"

test-all: $(STAMP)
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

typecheck: $(STAMP)
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python -m benchmarks.floors --check

bench-judge: $(STAMP)
	$(BIN)/python -m benchmarks.judge

bench-speed: $(STAMP)
	$(BIN)/python -m benchmarks.speed

docs: $(STAMP)
	$(BIN)/mkdocs build --strict

setup: $(STAMP)

# Installs once; again only when what is to be installed has changed.
$(STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "claimcheck needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

clean:
	rm -rf $(OUT) build site .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
	find claimcheck tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
