# Every target makes its own .venv from the lock files; nothing needs to be installed by hand.
# PYTHON=… chooses an interpreter, PORT=… the port of `make serve`. SITEURL=… and SITENAME=… reach pelicanconf.py, since
# make hands on what stands on its command line: make site SITEURL=https://facts.example.net
# ALLOW_REMOVAL=1 lets `make site` take away claims that the output has.
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
FACTCHECK := $(BIN)/python -m factcheck
OLD_PYTHON := Python 3.11 or newer is needed and none was found: install it, or name one with PYTHON=/path/to/python3.

.DEFAULT_GOAL := help
.PHONY: help serve site check audit offline hash ready seed suggest new quote fix correct capture import links links-external clean
.DELETE_ON_ERROR:

help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(VENV)/.site ## Build the site, serve it on http://127.0.0.1:8000/; a saved change shows in the browser by itself
	@$(FACTCHECK) serve --port $(PORT) $(ARGS)

site: $(VENV)/.site ## Build the site into output/ (which stays as it was if anything is wrong)
	@$(FACTCHECK) build $(if $(ALLOW_REMOVAL),--allow-removal) $(ARGS)

check: $(VENV)/.site ## Check seeds and content, change nothing; with AGAINST=origin/main also that no change is silent
	@$(FACTCHECK) check $(if $(AGAINST),--against '$(AGAINST)') $(ARGS)

audit: $(VENV)/.site ## Compare the built pages, data and links with the content, write nothing
	@$(FACTCHECK) audit $(ARGS)

offline: $(VENV)/.site ## Build the site and copy it for reading from a disk or a zip: make offline ARGS=FOLDER
	@$(FACTCHECK) build && $(FACTCHECK) offline $(ARGS)

hash: $(VENV)/.site ## Print the hash of the built site; ARGS=--list: that of each of its files
	@$(FACTCHECK) hash $(ARGS)

# Where the generator's own tests lie beside the content, they are part of it.
ready: links ## All that must pass before the site is published: build, links, audit and, where they are, the tests
	@$(FACTCHECK) audit
	@$(if $(wildcard tests/conftest.py),$(MAKE) --no-print-directory test)

seed: $(VENV)/.web ## Store an article and describe it, from a text, page or PDF: make seed ARGS='FILE|URL --slug NAME'
	@$(FACTCHECK) seed $(or $(ARGS),--help)

suggest: $(VENV)/.site ## List sentences worth checking that have no claim yet: make suggest ARGS='ARTICLE --write'
	@$(FACTCHECK) suggest $(or $(ARGS),--help)

new: $(VENV)/.site ## Make a draft of a claim, its quote proved already: make new ARGS='ARTICLE "words of the article"'
	@$(FACTCHECK) new $(or $(ARGS),--help)

quote: $(VENV)/.site ## Print words of an article or a source as YAML to paste: make quote ARGS='ARTICLE|SOURCE "words"'
	@$(FACTCHECK) quote $(or $(ARGS),--help)

fix: $(VENV)/.site ## Repair quotes and the order of keys, after showing what would change
	@$(FACTCHECK) fix $(ARGS)

correct: $(VENV)/.site ## Tell readers of a change of a published claim: make correct ARGS='ARTICLE/CLAIM KIND "what, and why"'
	@$(FACTCHECK) correct $(or $(ARGS),--help)

capture: $(VENV)/.web ## Turn a page, PDF or text into a source file: make capture ARGS='FILE|URL --source NAME --quote "…"'
	@$(FACTCHECK) capture $(or $(ARGS),--help)

import: $(VENV)/.web ## Turn the ClaimReview of a page or file into drafts of claims: make import ARGS='FILE|URL --article NAME'
	@$(FACTCHECK) import $(or $(ARGS),--help)

links: $(VENV)/.web ## Build the site and crawl it: every link and anchor of its own must lead somewhere
	@$(FACTCHECK) build && $(FACTCHECK) links $(ARGS)

links-external: $(VENV)/.web ## Ask every address on the web once, look for every quote, write links.json (needs a network)
	@$(FACTCHECK) links --external $(ARGS)

clean: ## Remove what can be made again: .venv, output, offline and caches
	rm -rf $(VENV) build output offline .factcheck-cache .factcheck-output-previous .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# $(call install,LOCK FILE): uv where it is installed, else pip; both refuse a package whose hash differs. pip first
# brings itself up to date: 23.2, which Python 3.11.7 has, cannot resolve `coverage[toml]` from a lock file.
# No package runs a script of its own at installation: wheels only, but for those that docs/dependencies.md lists.
FROM_SOURCE := --no-binary rcssmin
WHEELS := --only-binary :all: $(if $(filter-out Linux,$(shell uname -s)),$(FROM_SOURCE))
define install
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python --require-hashes $(WHEELS) -r $(1) && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-pip.txt && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes $(WHEELS) -r $(1) && \
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

# For what reads pages and PDFs of others, or crawls.
$(VENV)/.web: requirements-web.txt pyproject.toml | $(BIN)/python
	$(call install,requirements-web.txt)
	@touch $(VENV)/.site

# What develops the generator; a site that was made with `factcheck init` has no such file.
-include tools/develop.mk
