# Tests and checks of the generator; Makefile includes this. JOBS=… says how many tests run at a time.
JOBS ?= $(shell getconf _NPROCESSORS_ONLN)
.PHONY: test crash mutate fuzz sbom bench bench-links scaling profile audit-pages lint format schema lock wheels

test: $(VENV)/.dev ## Run all tests
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

crash: $(VENV)/.dev ## Kill, starve and pair hundreds of builds, and build in 60 environments (a quarter of an hour)
	@FACTCHECK_THOROUGH=1 $(BIN)/python -m pytest -n $(JOBS) --dist loadfile \
	  tests/site/test_swap.py tests/site/test_crash.py tests/site/test_environments.py $(ARGS)

mutate: $(VENV)/.dev ## Change the code in a thousand places: do its tests notice? make mutate MODULE=core/anchoring (minutes)
	@nice -n 19 $(BIN)/python tools/mutate.py $(MODULE)

# SECONDS for all targets together; ARGS="url prose" chooses. What is found is kept in build/fuzz/ and tried first next time.
SECONDS ?= 60
fuzz: $(VENV)/.dev ## Look for texts that break a reader, the sanitiser or the check of addresses: make fuzz SECONDS=60
	@PYTHONPATH=plugins:tests $(BIN)/python -m fuzz $(SECONDS) $(ARGS)

sbom: $(VENV)/.dev ## Write build/sbom.json: the packages of a release with hashes and licences (CycloneDX)
	@$(BIN)/python tools/sbom.py $(or $(ARGS),build/sbom.json)

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

scaling: $(VENV)/.dev ## Build sites in one piece and in 8 shards, compare, renew docs/scaling.md: make scaling SIZES="1000 10000"
	@$(BIN)/python -m benchmarks scaling $(SIZES) $(ARGS)

profile: $(VENV)/.dev ## Where the time of a build goes: make profile SIZES=1000 ARGS="--command audit"
	@$(BIN)/python -m benchmarks profile $(firstword $(SIZES)) $(ARGS)

# What is compared with, in a folder of its own; no step downloads anything that is not in a lock file.
build/bench/tools/.installed: benchmarks/requirements.txt benchmarks/package.json benchmarks/package-lock.json | $(BIN)/python
	@mkdir -p build/bench/tools && cp benchmarks/package.json benchmarks/package-lock.json build/bench/tools/
	@$(BIN)/python -m venv build/bench/tools/venv
	@build/bench/tools/venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r benchmarks/requirements.txt
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
	@$(BIN)/$(LOCK) pyproject.toml --group install --extra capture --extra links -c requirements-dev.txt \
	  -o requirements-web.txt
	@$(BIN)/$(LOCK) --upgrade benchmarks/requirements.in -o benchmarks/requirements.txt
	@$(MAKE) --no-print-directory wheels

# Asks for each platform that the README names whether every locked package has a wheel; installs nothing.
PLATFORMS := x86_64-manylinux_2_28 aarch64-manylinux_2_28 aarch64-apple-darwin x86_64-pc-windows-msvc
wheels: $(VENV)/.dev
	@for platform in $(PLATFORMS); do for python in 3.11 3.13; do \
	  case $$platform in *linux*) source= ;; *) source='$(FROM_SOURCE)' ;; esac; \
	  $(BIN)/uv pip install --quiet --dry-run --no-deps --target build/wheels --only-binary :all: $$source \
	    --python-platform $$platform --python-version $$python -r requirements-dev.txt || exit 1; \
	done; done

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(BIN)/python
	$(call install,requirements-dev.txt)
	@touch $(VENV)/.site $(VENV)/.web
