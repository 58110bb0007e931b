# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: setup demo test check score bench lock clean

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "casrec needs Python 3.11 or newer; try make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $(READY)

setup: $(READY)

demo: $(READY)  ## the main job on the shipped example: the dossier in the terminal and a page to open
	rm -rf demo && mkdir demo
	$(BIN)/casrec run examples/jableh-tartus --store sqlite:///demo/casrec.db --out demo/dossiers
	$(BIN)/casrec show Jableh --store sqlite:///demo/casrec.db
	@echo "Open demo/dossiers/index.html in a browser."

test: $(READY)  ## the whole test suite, with branch coverage
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered --cov-fail-under=90

check: $(READY)  ## lint, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

score: $(READY)  ## accuracy on the development sets in ../shared, where they are there, against the pinned floors
	$(BIN)/casrec score --check

bench: $(READY)  ## speed and memory beside peers, written to docs/performance.md (texts of ../shared, where they are there)
	$(BIN)/python -m benchmarks

lock:  ## resolve the locks anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 \
		--extra dev pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 \
		--extra dev --extra train pyproject.toml -o requirements-train.lock

clean:
	rm -rf .venv demo
