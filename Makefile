# Everything runs in .venv, made from pinned requirements; a stamp says what it holds.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help check test lint types imports unit wheel own test-lowest test-agents lock upgrade clean

PYTHON ?=
REPO ?= .
export PYTHON
# uv, once it is in .venv, makes the other environments
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# lcov, html, ... : make unit COVERAGE="--cov-report=html"
COVERAGE ?= --cov-report=term

help:  ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

check: .venv/run.stamp  ## Check this repository, or another one: make check REPO=path
	@.venv/bin/contextkit check --repo "$(REPO)"

test: lint types imports unit wheel own  ## All checks of contextkit's own code

lint: .venv/dev.stamp  ## ruff: rules and format
	.venv/bin/ruff check
	.venv/bin/ruff format --check

types: .venv/dev.stamp  ## mypy, strict
	.venv/bin/mypy

imports: .venv/dev.stamp  ## import-linter: imports point down only
	.venv/bin/lint-imports --no-logo

unit: .venv/dev.stamp  ## pytest with coverage
	.venv/bin/pytest -q -n auto --cov $(COVERAGE)

wheel: .venv/dev.stamp  ## The built wheel, in an environment of its own
	.venv/bin/pytest -q -m wheel

own: .venv/dev.stamp  ## contextkit on itself: no finding, no map and no export out of date
	.venv/bin/contextkit check --fail-on info
	.venv/bin/contextkit map --check
	.venv/bin/contextkit export --check

test-lowest: .venv-lowest/stamp  ## pytest with the lowest versions that pyproject.toml allows
	PYTHONPATH="$(CURDIR)" .venv-lowest/bin/python -W default -m pytest -q -n auto -W default

test-agents: .venv/agents/stamp  ## What agents really read, beside the load models: their own programs, through npm
	.venv/bin/pytest -q -n auto -m agents

.venv/run.stamp: requirements/run.txt requirements/build.txt pyproject.toml tools/venv
	@tools/venv .venv -e . requirements/run.txt requirements/build.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt pyproject.toml tools/venv
	@tools/venv .venv -e . requirements/dev.txt
	@touch .venv/run.stamp $@

# The tools of .venv make the other environment: uv is one of them.
.venv-lowest/stamp: requirements/lowest.txt tools/venv | .venv/dev.stamp
	@rm -rf .venv-lowest
	@tools/venv .venv-lowest requirements/lowest.txt
	@touch $@

.venv/agents/stamp: tools/agents/package.json tools/agents/package-lock.json tools/agents/install | .venv/dev.stamp
	@tools/agents/install .venv/agents
	@touch $@

.venv/bin/uv:
	@tools/venv .venv requirements/dev.txt

# No index, no path of this machine: the pins and their hashes are all that a requirements file holds.
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" .venv/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate $(UPGRADE)

lock: .venv/bin/uv  ## Pin anew what pyproject.toml asks for, changing as little as can be
	$(COMPILE) pyproject.toml --output-file requirements/run.txt
	$(COMPILE) --group build --constraints requirements/run.txt --output-file requirements/build.txt
	$(COMPILE) pyproject.toml --group dev --constraints requirements/run.txt --output-file requirements/dev.txt
	@# without --upgrade the old pins would be kept, which a lower bound may have left behind
	$(COMPILE) pyproject.toml --group test --resolution lowest-direct --upgrade --output-file requirements/lowest.txt

upgrade:  ## Pin anew, each to its newest version
	@$(MAKE) lock UPGRADE=--upgrade

clean:  ## Remove what was made
	rm -rf .venv .venv-lowest build dist .coverage .coverage.* htmlcov
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
