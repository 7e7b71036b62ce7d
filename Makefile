# Alongside, for people at a keyboard. Needs Python 3.11 or newer, make and git; everything else is fetched.
#
#   make run     serve http://localhost:8000 with the demonstration agency
#                PORT=9000  another port · DATA_DIR=/some/folder  another place for data · DEMO=0  no demonstration
#   make test    the whole suite · ARGS="-k words" passes options to pytest
#   make cover   the quick part of the suite, and every way through the rooms that no test takes
#   make check   format, lint, types, import contracts, house tests
#   make bench   the benchmark, with PEOPLE=10000
#   make docs    the manual
#   make fuzz    every property test, with many more examples
#   make lock    choose newer packages and write them down

SHELL := /bin/bash
PYTHON := $(shell for name in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	"$$name" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
VENV := .venv
BIN := $(VENV)/bin
LOCK_TOOLS := .cache/lock-tools
PEOPLE ?= 10000
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# Byte code is kept: without it every process of the tests, and there are many, translates all source again.
unexport PYTHONDONTWRITEBYTECODE
ifdef DATA_DIR
export DATA_DIR
endif

.PHONY: run test cover check bench docs lock fuzz build dev help

run: build
	@exec $(BIN)/alongside serve $(if $(PORT),--port "$(PORT)") $(if $(filter 0,$(DEMO)),,--demo)

test: dev build
	@$(BIN)/python scripts/run_tests.py $(ARGS)

cover: dev build
	@$(BIN)/python scripts/cover.py $(ARGS)

check: dev build
	@$(BIN)/python scripts/run_checks.py

bench: dev build
	@$(BIN)/python scripts/bench.py $(PEOPLE)

docs: dev build
	@test -f scripts/build_docs.py || { echo "The build of the manual is not there yet."; exit 2; }
	@$(BIN)/python scripts/build_docs.py

fuzz: dev build
	@$(BIN)/pytest -m hypothesis --hypothesis-profile=fuzz -n 2 $(ARGS)

help:
	@sed -n '3,12s/^# *//p' Makefile

# What pages need besides code. Each step does nothing when nothing changed.
build: $(VENV)/.run
	@$(BIN)/python scripts/build_frontend.py
	@$(BIN)/python scripts/messages.py compile
	@$(BIN)/python scripts/collect_static.py

dev: $(VENV)/.dev

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Alongside needs Python 3.11 or newer with venv (on Debian: apt-get install python3-venv)."; exit 2; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)."
	@$(PYTHON) -m venv $(VENV)

# The packages to run with, by digest, and Alongside itself. The stamp is older than the lock when the lock changed.
$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing the locked packages."
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# What tests and checks need besides.
$(VENV)/.dev: requirements/lock.txt $(VENV)/.run
	@echo "Installing the locked packages for tests and checks."
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements/lock.txt
	@touch $@

lock: | $(BIN)/python
	@test -x $(LOCK_TOOLS)/bin/uv || { $(PYTHON) -m venv $(LOCK_TOOLS) && $(LOCK_TOOLS)/bin/pip install --quiet uv; }
	@$(LOCK_TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--upgrade pyproject.toml --group build --group dev --output-file requirements/lock.txt
	@$(LOCK_TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --group build --constraint requirements/lock.txt --output-file requirements/run.txt
	@echo "Locked: $$(grep -c '==' requirements/run.txt) packages to run, $$(grep -c '==' requirements/lock.txt) in all."
