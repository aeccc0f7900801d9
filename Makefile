# Each target sets up what it needs: on a fresh machine, Python 3.11 or newer and make are enough.
#   make demo    a determination that quotes the statute
#   make test    all tests
#   make lint    ruff, mypy, import-linter, and that pincite.lock says how things are
#   make bench   the figures of bench/README.md, and the pages bench/columns/README.md and bench/peers/README.md
#   make bench-peers  the last of these alone: other systems beside ours, in an environment of their own
#   make messages  all texts of the engine, collected for translators
#   make clean   what the others made

# The first Python that is new enough and can make a virtual environment; `make PYTHON=…` decides otherwise.
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python
PYTHON ?= $(shell for candidate in $(CANDIDATES); do \
	"$$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& { echo "$$candidate"; break; }; done)

BIN := .venv/bin
# Constraints by environment, so that they hold for what builds the package too.
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	$(BIN)/python -m pip install --quiet

.PHONY: demo test lint bench bench-peers messages clean

demo: .venv/.ready
	@$(BIN)/pincite determine level_three_a --facts examples/applicant.yaml --on 2021-06-01

test: .venv/.ready-dev
	$(BIN)/python -m pytest

lint: .venv/.ready-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pincite lock --check

bench: .venv/.ready-dev
	$(BIN)/python -m bench
	@$(MAKE) --no-print-directory bench-peers

# ROWS is the largest population, and takes minutes; `make bench-peers ROWS=100000` shows the same in one.
ROWS ?= 10000000
bench-peers: .venv-peers/.ready
	.venv-peers/bin/python -m bench.peers --most $(ROWS)

messages: .venv/.ready-dev
	$(BIN)/python -m pincite.texts.extract

clean:
	rm -rf .venv .venv-peers dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find compiler engine tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "error: no Python 3.11 or newer with venv and ensurepip was found" >&2; \
	echo "help: install one (on Debian and Ubuntu also python3-venv), or name it: make PYTHON=/path/to/python" >&2; exit 2; }
	@"$(PYTHON)" -m venv .venv

# What `pincite` needs to run, and what its development needs beside; done again when the requirements change.
.venv/.ready: pyproject.toml constraints.txt | .venv/bin/python
	@echo "setting up .venv to run pincite …" >&2
	@$(PIP) --editable .
	@touch $@

.venv/.ready-dev: pyproject.toml constraints.txt | .venv/bin/python
	@echo "setting up .venv to work on pincite …" >&2
	@$(PIP) --editable '.[dev]'
	@touch $@ .venv/.ready

# The systems that we are compared with never come near the environment in which Pincite is tested.
.venv-peers/.ready: pyproject.toml constraints.txt bench/peers/requirements.txt
	@test -n "$(PYTHON)" || { echo "error: no Python 3.11 or newer with venv and ensurepip was found" >&2; exit 2; }
	@test -x .venv-peers/bin/python || "$(PYTHON)" -m venv .venv-peers
	@echo "setting up .venv-peers to compare with other systems …" >&2
	@PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	.venv-peers/bin/python -m pip install --quiet --editable '.[batch]' --requirement bench/peers/requirements.txt
	@touch $@
