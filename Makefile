# Two commands: `make demo` shows Crosswire at work, `make test` tests it. The rest is for those who change it.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
REV ?= main
CORPUS ?= tests/data/gold/dev

.PHONY: demo up test check bench changes ablation soak lock clean

$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Crosswire needs Python 3.11 to 3.13; name one: make PYTHON=python3.12 demo"; exit 1; }
	@echo "Installing into $(VENV) (once; about a minute)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

demo: $(VENV)/installed ## everything on this machine, fed by the sample newsroom
	$(BIN)/crosswire up --sample --data data/sample

up: $(VENV)/installed ## everything on this machine, on your own feeds
	$(BIN)/crosswire up

test: $(VENV)/installed ## all tests, two files at a time where there are two cores; with Docker, those on containers too
	$(BIN)/pytest -q -n logical --maxprocesses 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/installed ## types, style, imports, generated files, known flaws of dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m crosswire_schemas.generate --check
	$(BIN)/python -m tests.audit

bench: $(VENV)/installed ## quality and speed on published data (DATA=folder)
	$(BIN)/python -m tests.bench $(DATA)

changes: $(VENV)/installed ## which claims and events of a corpus this tree gives otherwise than a revision (REV=main CORPUS=folder)
	$(BIN)/python -m tests.bench.changes $(REV) $(CORPUS)

ablation: $(VENV)/installed ## what each verb of extraction adds to each row of the own gold set
	$(BIN)/python -m tests.bench.ablation

soak: $(VENV)/installed ## the tests that take long: faults and load, on containers where there is Docker
	$(BIN)/pytest -q -m soak

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --no-header pyproject.toml

lock: ## write both lock files anew from pyproject.toml; the second is the image's
	$(LOCK) --all-extras -o requirements.lock
	$(LOCK) --extra services -o deploy/requirements.lock

clean:
	rm -rf $(VENV) data/sample
