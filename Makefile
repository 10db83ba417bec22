.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8765
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Kept bytecode makes every second start quick, also where the environment switches it off.
export PYTHONDONTWRITEBYTECODE :=
# Under make the data lies in ./var, unless the environment or .env says where.
ifeq ($(shell grep -s '^ANGAT_DATA=.' .env),)
export ANGAT_DATA ?= $(CURDIR)/var
endif

.PHONY: help setup sandbox run test check bench lock methods format

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.stamp-dev ## install everything into .venv, nothing else

sandbox: .venv/.stamp-run ## a Telegram to try Angat in, at http://127.0.0.1:8765 (PORT= to change)
	@$(BIN)/angat sandbox --port $(PORT)

run: .venv/.stamp-run ## the bot itself; reads .env
	@$(BIN)/angat run

# What is timed runs first, alone and not traced; the rest shares the cores.
SPEED := tests/engine/test_speed.py tests/engine/test_crowd.py
# What is long for other reasons than its lines is not traced: processes, crowds, a year, a fuzz.
LONG := $(addprefix tests/engine/test_,kills.py kill.py fuzz.py tapped_twice.py every_answer.py untold.py \
	a_day_of_failure.py waiting.py) \
	$(addprefix tests/storage/test_,pages_of_wins.py claims_among_many.py) \
	$(addprefix tests/scenarios/test_,a_year.py set_up_whole.py) tests/house/test_forged.py
SHARED := -n auto --dist loadfile
test: .venv/.stamp-dev ## every test
	@$(BIN)/python -m pytest $(SPEED)
	@$(BIN)/python -m pytest $(SHARED) $(LONG)
	@$(BIN)/python -m pytest $(SHARED) --cov --cov-report= $(patsubst %,--ignore=%,$(SPEED) $(LONG))
	@$(BIN)/python -m coverage report --skip-covered --skip-empty
	@$(BIN)/python -m coverage report --include 'domain/*,views/*' --fail-under 100 --skip-covered --skip-empty

check: .venv/.stamp-dev ## format, lint, types, layers; no tests
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports

format: .venv/.stamp-dev ## let ruff write
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

bench: .venv/.stamp-dev ## the figures of how good it is, measured here and now
	@$(BIN)/python -m benchmarks

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml

lock: .venv/.stamp-dev ## pin what pyproject.toml asks for, with hashes
	@$(COMPILE) --extra build --extra dev -o requirements-dev.txt
	@$(COMPILE) --extra build -c requirements-dev.txt -o requirements.txt

SPEC ?= ../shared/bot-api/api.min.json
methods: .venv/.stamp-run ## make sandbox/methods.json anew from the published specification (SPEC=)
	@$(BIN)/python -m sandbox.modelled $(SPEC)

.venv/bin/python:
	@$(PYTHON) -m venv .venv

# The lock names everything, so nothing is resolved here: a newer release of a library that another
# one asks for would else be looked at, and refused for having no hash.
LOCKED := $(PIP) install --no-deps -r

# The dev set holds the run set, so either stamp serves the other's second start.
.venv/.stamp-run: requirements.txt pyproject.toml | .venv/bin/python
	@echo "installing what Angat needs into .venv"
	@$(LOCKED) requirements.txt
	@$(PIP) install --no-build-isolation --no-deps -e .
	@$(PIP) check
	@touch $@

.venv/.stamp-dev: requirements-dev.txt .venv/.stamp-run
	@echo "installing what its tests need into .venv"
	@$(LOCKED) requirements-dev.txt
	@$(PIP) check
	@touch $@
