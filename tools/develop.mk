# Tests and checks of the generator; Makefile includes this. JOBS=… says how many tests run at a time.
JOBS ?= $(shell getconf _NPROCESSORS_ONLN)
.PHONY: test crash audit-pages lint format schema lock

test: $(VENV)/.dev ## Run all tests
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(ARGS)

crash: $(VENV)/.dev ## Kill, starve and pair hundreds of builds, and build in 60 environments (a quarter of an hour)
	@FACTCHECK_THOROUGH=1 $(BIN)/python -m pytest -n $(JOBS) --dist loadfile \
	  tests/site/test_swap.py tests/site/test_crash.py tests/site/test_environments.py $(ARGS)

audit-pages: $(VENV)/.dev node_modules/.package-lock.json ## Build the site and let Lighthouse judge it (needs Node.js, npm and Chromium)
	@$(FACTCHECK) build && $(BIN)/python tools/audit-pages.py $(ARGS)

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
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
	@$(BIN)/$(LOCK) pyproject.toml --group install --extra capture --extra links -c requirements-dev.txt \
	  -o requirements-web.txt

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(BIN)/python
	$(call install,requirements-dev.txt)
	@touch $(VENV)/.site $(VENV)/.web
