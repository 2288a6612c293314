# The words that people and CI use. `make` alone lists them.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-dev run test test-fast test-postgres bench lint format types check lock messages

PYTHON ?= $(firstword $(shell command -v python3.11 python3 python))
VENV := .venv
PY := $(VENV)/bin/python
INSTALL := -m pip install --quiet --disable-pip-version-check --require-hashes --requirement
COMPILE := $(PY) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url
ON_EVERY_CORE := --numprocesses auto --dist loadgroup
DJADE := $(VENV)/bin/djade --target-version 5.2
TEMPLATES = $(shell find templates -name '*.html')

help: ## list these words
	@awk -F ':[^#]*## ' '/^[a-z-]+:.*## / { printf "  make %-15s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.site ## make the virtual environment that the site runs in
setup-dev: $(VENV)/.dev ## the same with what tests and checks need

# pip is quick where nothing changed, but not free: a stamp newer than the lock saves asking it.
$(VENV)/.site: requirements.txt
$(VENV)/.dev: requirements-dev.txt
$(VENV)/.site $(VENV)/.dev:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Undersight needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(PY) $(INSTALL) $<
	@touch $@

run: setup ## set everything up and serve the site with its bundled dossier (PORT=8000)
	$(PY) manage.py migrate --verbosity 0
	$(PY) manage.py reindex --outdated
	$(PY) manage.py collectstatic --no-input --verbosity 0
	$(PY) manage.py demo
	$(PY) manage.py demo_annotations
	$(PY) manage.py demo_users
	$(PY) manage.py serve

test: setup-dev ## all tests: on SQLite with the browser, then on PostgreSQL where there is one
	$(PY) -m pytest $(ON_EVERY_CORE) -m "not browser"
	$(PY) -m pytest -m browser
	$(PY) -m pytest $(ON_EVERY_CORE) --engine postgres -m "not browser"

test-fast: setup-dev ## the tests to run while working: under a minute
	$(PY) -m pytest $(ON_EVERY_CORE) -m "not browser and not slow"

test-postgres: setup-dev ## all but the browser tests, on a private PostgreSQL
	$(PY) -m pytest $(ON_EVERY_CORE) --engine postgres -m "not browser"

bench: setup-dev ## measure speed, as ratios within one run
	$(PY) -m pytest tests/benchmarks --benchmark-enable -s

lint: setup-dev ## find faults of style in code and templates, and missing migrations
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(DJADE) --check $(TEMPLATES)
	$(PY) manage.py check --fail-level WARNING
	$(PY) manage.py makemigrations --check --dry-run

format: setup-dev ## put code and templates into their one form
	$(PY) -m ruff check --fix --exit-zero --quiet .
	$(PY) -m ruff format .
	$(DJADE) $(TEMPLATES) || true  # it also fails where it changed something

types: setup-dev ## check the types, strictly
	$(PY) -m mypy .

check: lint types test ## what has to pass before a change lands

lock: setup-dev ## write the lock files anew from pyproject.toml
	$(COMPILE) --custom-compile-command "make lock" --upgrade --output-file requirements.txt
	$(COMPILE) --custom-compile-command "make lock" --upgrade --group dev --constraint requirements.txt --output-file requirements-dev.txt

messages: setup-dev ## collect the words of the interface for translation
	$(PY) manage.py makemessages --locale zh_Hans --ignore .venv
