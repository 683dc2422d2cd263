# Two commands do all: make run (build, check, publish) and make test. make help lists the rest.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 3000

export DAGSTER_DISABLE_TELEMETRY := yes
export GX_ANALYTICS_ENABLED := false
# Set-up compiles packages once; with this variable the project's own modules would be compiled at every start.
unexport PYTHONDONTWRITEBYTECODE

# Options go to Python through the environment and as they were typed: neither make nor a shell reads what is in them.
OPTIONS := FILE INDEX YEAR REPLACE SHEET PUBLISHER AS_OF BOUNDARY_SET UNITS_SCORED IS_PILOT BREAK NOTE_VI NOTE_EN \
	EVIDENCE REASON_VI REASON_EN WRITE OUT WAIT RELEASE FROM TO
unexport $(OPTIONS)
$(foreach option,$(OPTIONS),$(eval export OPTION_$(option) = $$(value $(option))))

.PHONY: help setup setup-dev run releases rollback diff check check-claims test test-full lint audit quality \
	revalidate ui import register dictionary lock clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup:
	@$(PYTHON) scripts/setup.py $(VENV) requirements/run.txt

setup-dev:
	@$(PYTHON) scripts/setup.py $(VENV) requirements/dev.txt

run: setup ## Build, check and publish everything from raw/, and show what was published (WAIT=1)
	@$(BIN)/python -m orchestration run $(if $(WAIT),--wait) $(if $(FORCE),--force)

check: setup ## Check the files below raw/ in seconds, without building anything
	@$(BIN)/python -m orchestration.cli.check

quality: setup ## Show how the release did in its validations, which editions are late, and the alerts
	@$(BIN)/python -m orchestration.monitoring

revalidate: setup ## Validate the release now, as every morning: its files, the marts, late editions
	@$(BIN)/python -m orchestration.monitoring --validate

check-claims: setup ## Check what a text says against the build: FILE=claims.csv (OUT=result.csv)
	@$(BIN)/python -m orchestration.cli.claims

releases: setup ## List the releases on disk and what each one changed
	@$(BIN)/python -m orchestration.cli.releases list

rollback: setup ## Serve an earlier release again, once it is verified: RELEASE=20261122T075412Z-1cb70ff0
	@$(BIN)/python -m orchestration.cli.releases rollback

diff: setup ## Show which figures differ between two releases (FROM=..., TO=..., OUT=diff.csv)
	@$(BIN)/python -m orchestration.cli.releases diff

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
	@$(BIN)/python scripts/audit.py

ui: setup ## Open the Dagster UI on 127.0.0.1 (PORT=3000); Ctrl-C stops it
	@exec $(BIN)/python -m orchestration.cli.ui --port $(PORT)

import: setup ## Bring in a publisher's workbook or CSV: FILE=papi.xlsx INDEX=PAPI YEAR=2025 (asks for the rest)
	@$(BIN)/python -m orchestration.cli.import_table

register: setup ## Register a raw file in raw/manifest.csv: FILE=papi/2025.csv PUBLISHER="..."
	@$(BIN)/python -m orchestration.ingest.manifest

dictionary: setup ## Write docs/data_dictionary.md anew from the dbt project
	@$(BIN)/python -m orchestration.cli.dictionary

lock: ## Resolve the pins of pyproject.toml into requirements/ (needs uv)
	uv pip compile --quiet pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --no-strip-extras -o requirements/run.txt
	uv pip compile --quiet pyproject.toml --extra dev -c requirements/run.txt --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --no-strip-extras --no-emit-package pip -o requirements/dev.txt

clean: ## Remove the environment and the build file; releases stay
	rm -rf $(VENV) data/warehouse data/dbt data/quality
