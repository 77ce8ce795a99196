# Each target does all the set-up it needs on a machine with Python 3.11-3.15 and make.
AGREEMENT ?= kainuu-ict
YEAR ?= 2023
# The first Python that runs and is of a version the lock file is made for; `make PYTHON=... report` overrides.
# Debian's python3 lacks ensurepip, and so cannot make an environment, until python3-venv is installed.
IN_RANGE = import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 15))
PYTHON ?= $(shell for p in python3 python3.15 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c "$(IN_RANGE)" >/dev/null 2>&1 && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := .benchmark-venv
CHECKERS := .checkers-venv
LOCKS := requirements.lock requirements-dev.lock benchmarks/peers.lock tests/pdf/checkers.lock
BROWSER := tests/browser/node_modules/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DELETE_ON_ERROR:
.PHONY: help env report reproduce test quick lab desk desk-benchmark preview-benchmark desk-cases site lint benchmark identification second thousand nation kills same-bytes old-and-new fuzz known-code lock audit clean

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

env: $(READY)  ## the environment in .venv, from requirements-dev.lock

$(READY): requirements-dev.lock pyproject.toml
	@"$(PYTHON)" -c "$(IN_RANGE)" >/dev/null 2>&1 || { echo "analyysi needs Python 3.11 to 3.15 with venv (on Debian: python3-venv), and '$(PYTHON)' is not that. Install one, or name it: make PYTHON=/path/to/python $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Making the environment in $(VENV) (once, a minute or two) ..."
	@"$(PYTHON)" -m venv --clear $(VENV)
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

report: $(READY)  ## the main job: AGREEMENT=kainuu-ict YEAR=2023 OPTIONS="--municipality Paltamo --format html,pdf"
	@$(BIN)/analyysi report $(AGREEMENT) $(YEAR) $(OPTIONS)

reproduce: $(READY)  ## every published year once more, to the cent and to the byte
	@$(BIN)/analyysi reproduce $(OPTIONS)

# The browser tests need Node.js and Chromium; without them they are skipped and say so.
$(BROWSER): tests/browser/package-lock.json
	@if command -v npm >/dev/null 2>&1; then \
		cd tests/browser && npm ci --ignore-scripts --no-audit --no-fund --silent && touch node_modules/.ready; \
	else echo "npm is not installed: the browser tests will be skipped."; fi

# Two checkers of PDF/UA, and no dependency of the project: what they bring along is large.
$(CHECKERS)/.ready: tests/pdf/checkers.lock | $(READY)
	@"$(PYTHON)" -m venv --clear $(CHECKERS)
	@if $(CHECKERS)/bin/python -m pip --disable-pip-version-check -qq install --no-deps --require-hashes -r tests/pdf/checkers.lock; \
	then touch $@; else echo "The PDF checkers could not be installed: their tests will be skipped."; fi

test: $(READY) $(BROWSER) $(CHECKERS)/.ready  ## every test
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

quick: $(READY) lint  ## lint, docstring examples and the tests that are not slow, with few random cases
	@$(BIN)/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder -m "not slow" --hypothesis-profile quick

lab: $(READY)  ## JupyterLab in Finnish, on your own copies of the notebooks in omat/
	@$(BIN)/analyysi lab $(OPTIONS)

# The desk in one file needs its runtime as a package of data: made here for a clone, and built as a wheel for others.
desk_parts/node_modules/.ready: desk_parts/package-lock.json
	@cd desk_parts && npm ci --ignore-scripts --no-audit --no-fund --silent && touch node_modules/.ready

desk: $(READY) desk_parts/node_modules/.ready  ## the parts of `analyysi desk-file`, for this checkout, and their wheel in dist/ (needs Node.js; a minute)
	@$(BIN)/python desk_parts/make.py
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist desk_parts/
	@$(PIP) install --no-deps --no-index --force-reinstall dist/analyysi_desk_parts-*.whl

desk-cases: $(READY)  ## a thousand random cases in a desk file, in Chromium, Firefox and WebKit, against the program (ten minutes; after make desk)
	@DESK_CASES=1000 $(BIN)/python -m pytest -q -s -n 0 tests/desk_file/test_random_cases.py

site: $(READY)  ## the documentation site in site/, without a network (a minute): OPTIONS="--without-reports" for a second
	@PYTHONPATH=docs $(BIN)/python -m website.build $(OPTIONS)

desk-benchmark: $(READY)  ## the desk in one file in each browser that is here, written into docs/performance.md (a few minutes, on a quiet machine): OPTIONS="--runs 5"
	@PYTHONPATH=tests $(BIN)/python benchmarks/desk_file.py $(OPTIONS)

preview-benchmark: $(READY) $(BROWSER)  ## from saving a file to the new page in Chromium, written into docs/performance.md (two minutes, on a quiet machine): OPTIONS="--rounds 5"
	@PYTHONPATH=tests $(BIN)/python benchmarks/preview.py $(OPTIONS)

lint: $(READY)  ## ruff and mypy
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

# What the project is compared with, and no dependency of it. The allocation itself needs the standard library only.
$(PEERS)/.ready: benchmarks/peers.lock | $(READY)
	@"$(PYTHON)" -m venv --clear $(PEERS)
	@$(PEERS)/bin/python -m pip --disable-pip-version-check -qq install --no-deps --require-hashes -r benchmarks/peers.lock
	@touch $@

benchmark: $(READY) $(PEERS)/.ready  ## ours and the peers side by side, written into docs/performance.md (half an hour, on a quiet machine; the last, the preview, needs Chromium and Node.js)
	@$(BIN)/python benchmarks/reports.py $(OPTIONS)
	@$(BIN)/python benchmarks/payers_and_seats.py
	@$(BIN)/python benchmarks/where_seconds_go.py
	@$(BIN)/python benchmarks/commands.py
	@$(BIN)/python benchmarks/growth.py
	@$(BIN)/python benchmarks/allocation.py
	@$(BIN)/python benchmarks/pull_cells.py
	@PYTHONPATH=src $(PEERS)/bin/python benchmarks/peers.py
	@$(MAKE) --no-print-directory preview-benchmark OPTIONS=

identification: $(READY)  ## how often the search for a rule is right, written into docs/methods.md (five minutes): OPTIONS="--tables 200"
	@PYTHONPATH=tests $(BIN)/python benchmarks/identification.py $(OPTIONS)

second: $(READY)  ## every method, step and rounding rule by a second implementation on 30 000 random cases (a few minutes)
	@$(BIN)/python benchmarks/second_implementation.py --write $(OPTIONS)

thousand: $(READY)  ## a thousand reports, three kills, every byte compared with one-by-one runs (20 minutes)
	@$(BIN)/python benchmarks/thousand.py $(OPTIONS)

nation: $(READY)  ## the report of one agreement of all municipalities for each of them, in Finnish and Swedish: seconds and memory (a few minutes)
	@$(BIN)/python benchmarks/nation.py $(OPTIONS)

kills: $(READY)  ## every writing command killed, and on a full and a protected disk, at each operation (an hour): OPTIONS="--step 20"
	@$(BIN)/python benchmarks/kills.py $(OPTIONS)

same-bytes: $(READY)  ## every paper made by revision OLD and by this checkout, and the files that differ: OLD=7100ae0 OPTIONS="--few"
	@$(BIN)/python benchmarks/same_bytes.py $(OLD) $(OPTIONS)

old-and-new: $(READY)  ## how long revision OLD and this checkout take, run in turns: OLD=7100ae0 OPTIONS="--rounds 5"
	@$(BIN)/python benchmarks/old_and_new.py $(OLD) $(OPTIONS)

known-code: $(READY)  ## before a release: its program onto the list of code that may run from archives: NAME="release 0.2.0"
	@$(BIN)/python -m analyysi.archive.known_code "$(NAME)"

fuzz: $(READY)  ## changed inputs for every reader of what comes from outside, with counts: OPTIONS="--inputs 200000 --seed 1"
	@PYTHONPATH=tests $(BIN)/python -m fuzz.campaign $(OPTIONS)

# All that anybody needs is resolved first; what a user needs is then of the same versions.
# The extra desk-file is built here, of the same checkout (make desk): no index is asked for it.
EXTRAS := cluster dev editable editions lab
COMPILE = .lock-venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" pyproject.toml
lock:  ## renew requirements-dev.lock and requirements.lock from pyproject.toml
	@"$(PYTHON)" -m venv --clear .lock-venv
	@.lock-venv/bin/python -m pip --disable-pip-version-check --quiet install uv
	@$(COMPILE) $(EXTRAS:%=--extra %) -o requirements-dev.lock
	@$(COMPILE) --extra editable --constraints requirements-dev.lock -o requirements.lock
	@rm -rf .lock-venv

# By hand, before a release: it asks a database of advisories over the network. --strict, since a library that the
# database does not know, or that could not be asked for, is otherwise passed over and the answer is "none found".
audit:  ## every locked library against the published advisories of faults (needs the network)
	@"$(PYTHON)" -m venv --clear .audit-venv
	@.audit-venv/bin/python -m pip --disable-pip-version-check --quiet install pip-audit
	@for lock in $(LOCKS); do echo "$$lock"; .audit-venv/bin/pip-audit --strict --require-hashes --disable-pip \
		--progress-spinner off --requirement $$lock $(OPTIONS) || exit 1; done
	@rm -rf .audit-venv

clean:  ## what was made: environment, caches, working reports
	@rm -rf $(VENV) $(PEERS) $(CHECKERS) tests/browser/node_modules desk_parts/node_modules desk_parts/analyysi_desk_parts .mypy_cache .pytest_cache .ruff_cache .hypothesis site
	@find reports -mindepth 2 -maxdepth 2 -type d ! -name published -exec rm -rf {} +
