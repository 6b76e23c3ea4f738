# `make demo` and `make test` install what is missing first; see README.md.

SHELL := bash
BIN := .venv/bin
SOURCES := src tests benchmarks samples docs models
PYTEST_WORKERS ?= 2

.PHONY: demo test setup lint types unit bench degradation lock schema rules tables clean

demo: setup
	@$(BIN)/circular-parser parse samples -o out --format table
	@echo "The records are in out/, one JSON file a document."

test: lint types unit

setup:
	@.ci/setup

lint: setup
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: setup
	$(BIN)/mypy

unit: setup
	@.ci/setup --browser
	$(BIN)/pytest -q -n $(PYTEST_WORKERS)

bench: setup
	$(BIN)/python benchmarks/speed.py

# Where reading breaks as pages get worse; takes long.
degradation: setup
	$(BIN)/python benchmarks/degradation.py

# Resolves the newest releases that pyproject.toml allows; needs the network.
lock: setup
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile pyproject.toml --no-config --universal --python-version 3.11 \
		--all-extras --generate-hashes \
		--no-emit-index-url --no-header --quiet --upgrade -o requirements.lock

# Publishes the schema after a change of the models; raise SCHEMA_VERSION with it.
schema: setup
	$(BIN)/circular-parser schema > docs/circular.schema.json

# Publishes the rules with their examples after a change of either.
rules: setup
	PYTHONPATH=tests $(BIN)/python docs/make_rules.py > docs/rules.md

# Publishes the columns of the tables after a change of the models.
tables: setup
	$(BIN)/python docs/make_tables.py > docs/tables.md

clean:
	rm -rf .venv out build dist .mypy_cache .pytest_cache .ruff_cache
