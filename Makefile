# `make` lists the targets. Works with any POSIX sh and GNU make 4.3.

PORT ?= 8000
SIZE ?= 100000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
TEMPLATES := cms search matching marketplace
# All that need nothing but the site itself; analysis.py reads a corpus that does not ship.
BENCHMARKS := $(filter-out benchmarks/analysis.py,$(wildcard benchmarks/*.py))
# Looked up only when a target needs it: the first Python on this machine that is a 3.11.
PYTHON ?= $(shell for python in python3.11 python3 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$python && break; done)
# A server's settings need a server's environment; this one is made up for the check and forgotten.
DEPLOYED := DJANGO_SETTINGS_MODULE=marketplace.settings.production ALLOWED_HOSTS=estuary.example.org \
	DATABASE_URL=sqlite://:memory: SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')

# The site on PostgreSQL, Elasticsearch and a worker, with a folder of its own for what it writes.
SERVED := env ESTUARY_VAR=$(CURDIR)/var/services TASKS=workers $(BIN)/python -m tests.services run --

# $(call stage,NAME,COMMAND): say what runs, and what it was that stopped.
stage = @echo "== $(1)"; { $(2); } || { echo "== Stopped: $(1) failed" >&2; exit 1; }

.PHONY: help run services test lint checks evaluate bench bench-search messages lock clean environment environment-dev

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: environment ## Set up whatever is missing, then serve at http://127.0.0.1:8000 (PORT=8001, SERVICES=1 for real servers)
	@exec $(if $(SERVICES),$(SERVED)) $(MANAGE) setup_site --sample-accounts $(if $(SERVICES),--worker) --serve 127.0.0.1:$(PORT)

services: environment ## Start Elasticsearch and PostgreSQL for development, without Docker; Ctrl-C stops them
	@exec $(BIN)/python -m tests.services up

test: lint checks ## Everything that must hold: linters, contracts, migrations, deployment check, all tests (TESTS=tests/cms for some)
	$(call stage,tests,$(BIN)/python -m pytest -n 2 --dist loadgroup $(TESTS))
	$(call stage,tests on PostgreSQL,$(BIN)/python -m tests.services postgres --optional -- \
		$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not services and not browser" $(TESTS))

lint: environment-dev ## Only the linters: ruff, mypy, import contracts, templates
	$(call stage,ruff check,$(BIN)/python -m ruff check .)
	$(call stage,ruff format,$(BIN)/python -m ruff format --check .)
	$(call stage,mypy,$(BIN)/python -m mypy)
	$(call stage,import contracts,$(BIN)/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()')
	$(call stage,templates,$(BIN)/python -m djlint --lint --quiet $(TEMPLATES))

checks: environment-dev
	@$(MANAGE) compile_catalogues
	$(call stage,migrations,DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run)
	$(call stage,deployment check,$(DEPLOYED) $(MANAGE) check --deploy --fail-level WARNING)

evaluate: environment ## Judge the matcher against the graded needs in data/
	@$(MANAGE) setup_site
	@$(MANAGE) evaluate_matcher

bench: environment-dev ## Measure speed and memory (takes minutes)
	@$(MANAGE) setup_site
	@for script in $(BENCHMARKS); do echo "== $$script"; PYTHONPATH=. $(BIN)/python "$$script" || exit 1; done

bench-search: environment-dev ## Measure search on a real Elasticsearch with SIZE made-up technologies (100000: half an hour)
	@$(BIN)/python -m benchmarks.region --size $(SIZE)

messages: environment ## Collect new strings into the message catalogues (needs gettext) and compile them
	@command -v xgettext >/dev/null || { echo "make messages needs gettext: apt-get install gettext" >&2; exit 1; }
	@$(MANAGE) makemessages --all --no-wrap --add-location file --ignore .venv --ignore tests --ignore benchmarks
	@$(MANAGE) compile_catalogues

lock: environment ## Pin new versions from pyproject.toml into requirements*.txt
	@test -x .venv/lock/bin/pip-compile || { $(BIN)/python -m venv .venv/lock && .venv/lock/bin/pip install -q pip-tools; }
	@$(BIN)/python -c 'print("Resolving; this takes two minutes")'
	@$(LOCK) --extra semantic --extra production --output-file requirements.txt pyproject.toml
	@$(LOCK) --all-extras --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

LOCK := .venv/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --annotation-style line --no-header \
	--no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

clean: ## Remove all that was made here: environment, database, index, caches
	@rm -rf .venv var staticfiles .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find cms search matching marketplace tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
	@find cms -name '*.mo' -delete

environment:
	@test -n "$(PYTHON)" || { echo "Estuary needs Python 3.11, and found none as python3.11 or python3." >&2; exit 1; }
	@$(PYTHON) -m marketplace.environment requirements.txt

environment-dev:
	@test -n "$(PYTHON)" || { echo "Estuary needs Python 3.11, and found none as python3.11 or python3." >&2; exit 1; }
	@$(PYTHON) -m marketplace.environment requirements-dev.txt
