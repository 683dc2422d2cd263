# Two commands need nothing before them: make run (build, check, publish) and make test. make help lists the rest.
# The command line is .venv/bin/governance, which set-up installs; what is here passes it no options.
SHELL := /bin/bash
# What the environment or the caller says is a path: neither make nor a shell runs what it holds.
ifeq ($(origin PYTHON),undefined)
PYTHON := $(shell command -v python3.11 || command -v python3)
else
override PYTHON := $(value PYTHON)
endif
export PYTHON
VENV := .venv
BIN := $(VENV)/bin
GOVERNANCE := $(BIN)/python -m orchestration
# A finding (exit code 1) has been printed and is no error of make; anything else that is not well is one.
OR_FINDING := || [ $$? -eq 1 ]

export DAGSTER_DISABLE_TELEMETRY := yes
export GX_ANALYTICS_ENABLED := false
# Whatever the locale says, files and their names are UTF-8.
export PYTHONUTF8 := 1
# Set-up compiles packages once; with this variable the project's own modules would be compiled at every start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-dev run check quality revalidate releases ui test test-full lint audit dictionary lock clean \
	import register check-claims diff rollback

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'
	@echo "  All commands and their options: $(BIN)/governance --help"

setup:
	@"$$PYTHON" scripts/setup.py $(VENV) requirements/run.txt

setup-dev:
	@"$$PYTHON" scripts/setup.py $(VENV) requirements/dev.txt

run: setup ## Build, check and publish everything from raw/, and show what was published
	@$(GOVERNANCE) run

check: setup ## Check the files below raw/ in seconds, without building anything
	@$(GOVERNANCE) check $(OR_FINDING)

quality: setup ## Show how the release did in its validations, which editions are late, and the alerts
	@$(GOVERNANCE) quality $(OR_FINDING)

revalidate: setup ## Validate the release now, as every morning: its files, the marts, late editions
	@$(GOVERNANCE) revalidate $(OR_FINDING)

releases: setup ## List the releases on disk and what each one changed
	@$(GOVERNANCE) releases list $(OR_FINDING)

ui: setup ## Open the Dagster UI on 127.0.0.1:3000; Ctrl-C stops it
	@exec $(GOVERNANCE) ui

# Files of tests in the order that tests/conftest.py gives them.
WORKERS := -n 2 --dist loadfile --no-loadscope-reorder

test: setup-dev lint ## Run every test of the quick tier (under ten minutes)
	@$(BIN)/python -m pytest $(WORKERS) -m "not slow"

test-full: setup-dev lint ## Run the quick tier and the long tests
	@$(BIN)/python -m pytest $(WORKERS) --hypothesis-profile full

lint: setup-dev ## Check style: ruff for Python, sqlfluff for SQL
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/sqlfluff lint --processes 2 --disable-progress-bar --nocolor dbt_project/models dbt_project/tests expectations/sql

audit: setup-dev ## Look for secrets in the files and for known faults in the locked packages
	@$(GOVERNANCE) audit $(OR_FINDING)

dictionary: setup ## Print the data dictionary of the release
	@$(GOVERNANCE) dictionary

lock: ## Resolve the pins of pyproject.toml into requirements/ (needs uv)
	uv pip compile --quiet pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --no-strip-extras -o requirements/run.txt
	uv pip compile --quiet pyproject.toml --extra dev -c requirements/run.txt --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --no-strip-extras --no-emit-package pip -o requirements/dev.txt

clean: ## Remove the environment and the build file; releases stay
	rm -rf $(VENV) data/warehouse data/dbt data/quality

# Commands that need options.
import register check-claims:
	@echo "$(BIN)/governance $@ --help"; exit 2

diff rollback:
	@echo "$(BIN)/governance releases $@ --help"; exit 2
