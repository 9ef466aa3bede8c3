# Plank's commands; `make help` lists them. Everything they install goes into .venv.

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset demo-congress setup test test-long faults check format bench load clean

PORT ?= 8000
WORKERS ?= 2
PY := .venv/bin/python
PYTEST := $(PY) -m pytest -n $(WORKERS) --dist worksteal
PIP := $(PY) -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes

# Python keeps what it compiled, whatever the caller's environment says: the suite starts many processes.
export PYTHONDONTWRITEBYTECODE :=

# Settings that stand for production, so that `check --deploy` looks at what will run there.
LIKE_PRODUCTION := PLANK_SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') PLANK_HOSTS=congress.example.org

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo demo-reset demo-congress: export PLANK_DEMO = 1
DEMO = exec $(PY) -m platform_app.demo --port "$(PORT)" --draft "$(DRAFT)"  # exec: Ctrl-C then ends in silence

demo: .venv/run.stamp ## run a sample congress on http://127.0.0.1:8000 (PORT=8001, DRAFT=path/to/a/text)
	@$(DEMO)

demo-reset: .venv/run.stamp ## the same, from the beginning: what was done in the demo is deleted
	@$(DEMO) --reset

demo-congress: export PLANK_DATABASE_URL = sqlite:///.plank/congress.sqlite3
demo-congress: .venv/run.stamp ## the sample on the floor: 40 delegates come and vote beside you (SEED=2 PACE=10), each time anew
	@mkdir -p .plank
	@exec $(PY) -m platform_app.demo --port "$(PORT)" --reset --congress --seed "$(or $(SEED),1)" --pace "$(or $(PACE),30)"

setup: .venv/dev.stamp ## install what tests and checks need

test: setup ## run the whole suite: engine, SQLite, PostgreSQL, a worker, a browser
	@$(PY) -m tests.needs
	@exec $(PY) -m tests.halves $(WORKERS) -m "not long"

test-long: setup ## run what takes longer: thousands of rounds, big texts
	@$(PY) -m tests.needs
	@status=0; $(PYTEST) -m long || status=1; \
	$(PYTEST) -m "hypothesis and not long" --hypothesis-profile=long tests/text || status=1; \
	PLANK_TEST_DATABASE=postgres $(PYTEST) -m long || status=1; exit $$status

faults: setup ## put the promises to the test for long: a row each (BREAK=R4 breaks one, and it must be seen)
	@exec $(PY) -m faults --break "$(BREAK)"

check: setup ## look at format, lint, types, import rules, templates, migrations, deployment
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djlint --lint --quiet amendments
	PLANK_DATABASE_URL=sqlite:///.plank/check.sqlite3 $(PY) manage.py makemigrations --check --dry-run
	@echo "manage.py check --deploy"; $(LIKE_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m pytest -q tests/architecture

format: setup ## format the code
	.venv/bin/ruff check --fix --quiet .
	.venv/bin/ruff format .

bench: setup ## measure the text engine and print a table
	@$(PY) -m bench

load: setup ## put a hall's load on a site of its own, or a demo here (ADDRESS=http://127.0.0.1:8000 SCREENS=1000 BALLOTS=1000)
	@exec $(PY) -m load $(ADDRESS) --screens $(or $(SCREENS),1000) --ballots $(or $(BALLOTS),1000)

clean: ## delete the demo's data, what was built and what was installed
	rm -rf .venv .plank static_built plank.sqlite3 plank.sqlite3-wal plank.sqlite3-shm

.venv/run.stamp: requirements/run.txt | .venv/bin/python
	@echo "Installing what Plank needs (half a minute, once) ..."
	@$(PIP) -r requirements/run.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt | .venv/bin/python
	@echo "Installing what the tests need (a minute, once) ..."
	@$(PIP) -r requirements/dev.txt
	@touch $@

.venv/bin/python:
	@sh requirements/make-venv
