# Every target makes its own .venv from the lock files; nothing needs to be installed by hand.
# PYTHON=… chooses an interpreter, PORT=… the port of `make serve`, JOBS=… how many tests run at a time.
PORT ?= 8000
JOBS ?= $(shell getconf _NPROCESSORS_ONLN)
VENV := .venv
BIN := $(VENV)/bin
FACTCHECK := $(BIN)/python -m factcheck
OLD_PYTHON := Python 3.11 or newer is needed and none was found: install it, or name one with PYTHON=/path/to/python3.

.DEFAULT_GOAL := help
.PHONY: bench bench-links profile help serve site check audit seed suggest new quote fix capture import links links-external test audit-pages lint format schema lock clean
.DELETE_ON_ERROR:

help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(VENV)/.site ## Build the site, serve it on http://127.0.0.1:8000/; a saved change shows in the browser by itself
	@$(FACTCHECK) serve --port $(PORT) $(ARGS)

site: $(VENV)/.site ## Build the site into output/ (which stays as it was if anything is wrong)
	@$(FACTCHECK) build

check: $(VENV)/.site ## Check seeds and content, write nothing
	@$(FACTCHECK) check

audit: $(VENV)/.site ## Compare the built pages, data and links with the content, write nothing
	@$(FACTCHECK) audit $(ARGS)

seed: $(VENV)/.dev ## Store an article and describe it, from a text, page or PDF: make seed ARGS='FILE|URL --slug NAME'
	@$(FACTCHECK) seed $(or $(ARGS),--help)

suggest: $(VENV)/.site ## List sentences worth checking that have no claim yet: make suggest ARGS='ARTICLE --write'
	@$(FACTCHECK) suggest $(or $(ARGS),--help)

new: $(VENV)/.site ## Make a draft of a claim, its quote proved already: make new ARGS='ARTICLE "words of the article"'
	@$(FACTCHECK) new $(or $(ARGS),--help)

quote: $(VENV)/.site ## Print words of an article or a source as YAML to paste: make quote ARGS='ARTICLE|SOURCE "words"'
	@$(FACTCHECK) quote $(or $(ARGS),--help)

fix: $(VENV)/.site ## Repair quotes and the order of keys, after showing what would change
	@$(FACTCHECK) fix $(ARGS)

capture: $(VENV)/.dev ## Turn a page, PDF or text into a source file: make capture ARGS='FILE|URL --source NAME --quote "…"'
	@$(FACTCHECK) capture $(or $(ARGS),--help)

import: $(VENV)/.dev ## Turn the ClaimReview of a page or file into drafts of claims: make import ARGS='FILE|URL --article NAME'
	@$(FACTCHECK) import $(or $(ARGS),--help)

links: $(VENV)/.dev ## Build the site and crawl it: every link and anchor of its own must lead somewhere
	@$(FACTCHECK) build && $(FACTCHECK) links $(ARGS)

links-external: $(VENV)/.dev ## Ask every address on the web once, look for every quote, write links.json (needs a network)
	@$(FACTCHECK) links --external $(ARGS)

test: $(VENV)/.dev ## Run all tests
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(ARGS)

audit-pages: $(VENV)/.dev node_modules/.package-lock.json ## Build the site and let Lighthouse judge it (needs Node.js, npm and Chromium)
	@$(FACTCHECK) build && $(BIN)/python tools/audit-pages.py $(ARGS)

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

SIZES ?= 1000 10000
ROWS ?= full,edit,verdict,watch,own,memory
RUNS ?= 5
bench: $(VENV)/.dev build/bench/tools/.installed ## Measure against Hugo, Eleventy and Pelican: make bench SIZES="1000" ROWS=full,edit RUNS=5
	@$(BIN)/python -m benchmarks run $(SIZES) --rows $(ROWS) --runs $(RUNS) $(ARGS)

bench-links: $(VENV)/.dev build/bench/tools/.installed ## Compare the audit's check of links with lychee: time, and 20 planted faults
	@$(BIN)/python -m benchmarks links $(firstword $(SIZES)) --runs $(RUNS) $(ARGS)

profile: $(VENV)/.dev ## Where the time of a build goes: make profile SIZES=1000 ARGS="--command audit"
	@$(BIN)/python -m benchmarks profile $(firstword $(SIZES)) $(ARGS)

# What is compared with, in a folder of its own; no step downloads anything that is not in a lock file.
build/bench/tools/.installed: benchmarks/requirements.txt benchmarks/package.json benchmarks/package-lock.json | $(BIN)/python
	@mkdir -p build/bench/tools && cp benchmarks/package.json benchmarks/package-lock.json build/bench/tools/
	@$(BIN)/python -m venv build/bench/tools/venv
	@build/bench/tools/venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.txt
	@if command -v npm >/dev/null 2>&1; then cd build/bench/tools && npm ci --ignore-scripts --no-audit --no-fund; \
	  else echo "Node.js is missing: Eleventy is left out." >&2; fi
	@touch $@

lint: $(VENV)/.dev ## Check style and types (ruff, mypy)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: $(VENV)/.dev ## Put the Python code into the house style
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

schema: $(VENV)/.site ## Write docs/schema/*.json from the models
	@$(FACTCHECK) schema docs/schema

LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet
lock: $(VENV)/.dev ## Renew the lock files requirements*.txt from pyproject.toml
	@$(BIN)/$(LOCK) --upgrade --group pip -o requirements-pip.txt
	@$(BIN)/$(LOCK) --upgrade pyproject.toml --group install -o requirements.txt
	@$(BIN)/$(LOCK) --upgrade pyproject.toml --group install --group dev --all-extras -c requirements.txt \
	  -o requirements-dev.txt
	@$(BIN)/$(LOCK) --upgrade benchmarks/requirements.in -o benchmarks/requirements.txt

clean: ## Remove what can be made again: .venv, output and caches
	rm -rf $(VENV) build output .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# $(call install,LOCK FILE): uv where it is installed, else pip; both refuse a package whose hash differs. pip first
# brings itself up to date: 23.2, which Python 3.11.7 has, cannot resolve `coverage[toml]` from a lock file.
define install
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-pip.txt && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $@
endef

$(BIN)/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && found=$$python && break; \
	done; \
	if [ -z "$$found" ]; then echo "$(OLD_PYTHON)" >&2; exit 1; fi; \
	echo "Making $(VENV) with $$($$found --version) (once) …"; \
	"$$found" -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "$$found cannot make a virtual environment: install its venv module (python3-venv on Debian)." >&2; exit 1; }

$(VENV)/.site: requirements.txt pyproject.toml | $(BIN)/python
	$(call install,requirements.txt)

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(BIN)/python
	$(call install,requirements-dev.txt)
	@touch $(VENV)/.site
