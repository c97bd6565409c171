# On a fresh machine with Python 3.11+ and make: `make demo` and `make test` do everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test chaos chaos-full power-loss lint format bench soak lock clean

help:  ## show what there is
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)  ## a whole conference here and now: homeserver, citizens, documentation
	$(BIN)/werkstatt demo

test: $(READY)  ## all tests
	$(BIN)/python -m pytest

chaos: $(READY)  ## a workshop in which everything dies again and again, and an oracle that counts
	$(BIN)/python -m pytest -s tests/chaos/test_chaos.py tests/chaos/test_chaos_discord.py

chaos-full: $(READY)  ## the same with 371 citizens, cut networks and lost answers; takes an hour
	$(BIN)/python -m tests.chaos.full

power-loss: $(READY)  ## sixty times the power goes, and only what was synced is there afterwards
	WERKSTATT_ROUNDS=60 $(BIN)/python -m pytest tests/storage/test_power_loss.py

lint: $(READY)  ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY)  ## put the code in its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## measure everything, into benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks.bench

MINUTES ?= 240
soak: $(READY)  ## 371 people for four hours (MINUTES=30: shorter): does it grow, leak, become late?
	$(BIN)/python -m benchmarks.soak --minutes $(MINUTES)

lock:  ## renew requirements.lock (hashes, no addresses)
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --extra demo --extra dev --upgrade pyproject.toml -o requirements.lock
	rm -rf $(VENV)-lock

clean:  ## remove what was built
	rm -rf $(VENV) $(VENV)-lock var .mypy_cache .pytest_cache .ruff_cache
