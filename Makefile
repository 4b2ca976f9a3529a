# Needs make and Python 3.11 or newer. Everything else is set up here, in .venv, once.

PYTHONS := python3.14 python3.13 python3.12 python3.11 python3
PYTHON ?= $(shell for python in $(PYTHONS); do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
VENV := .venv
RUN := $(VENV)/bin/python
SET_UP_TO_RUN := $(VENV)/run.stamp
SET_UP_TO_DEVELOP := $(VENV)/develop.stamp
# A lock is installed as it stands, whatever a registry offers by then: nothing is resolved anew,
# and nothing is built, since no lock names the tools of a build.
INSTALL := -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all:

.DEFAULT_GOAL := list
.PHONY: bundle shuffle printing specimens pictures reference list run test check format lint types contracts data fix bench campaign million conformance terminals paper mutation lock clean

list: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(SET_UP_TO_RUN) ## set everything up and open the training counter
	@$(RUN) -m cnss_counter training

# Four at once, even on two cores: a story at a screen waits for a part of its time. Files are
# given out in the order of tests/conftest.py, the longest first.
AT_ONCE = $(shell $(RUN) -c 'import os; print(max(4, os.cpu_count() or 1))')
test: $(SET_UP_TO_DEVELOP) ## set everything up and run the tests
	@$(RUN) -m pytest -q -n $(AT_ONCE) --dist loadfile --no-loadscope-reorder

shuffle: $(SET_UP_TO_DEVELOP) ## the tests five times in random order, on a machine kept busy (hours)
	@$(RUN) -m tools.shuffle

check: format lint types contracts data test ## the gate: everything a change has to pass

format: $(SET_UP_TO_DEVELOP)
	@$(RUN) -m ruff format --check .

lint: $(SET_UP_TO_DEVELOP)
	@$(RUN) -m ruff check .

types: $(SET_UP_TO_DEVELOP)
	@$(RUN) -m mypy

contracts: $(SET_UP_TO_DEVELOP)
	@$(VENV)/bin/lint-imports

data: $(SET_UP_TO_DEVELOP)
	@$(RUN) -m cnss_counter rules test --quiet

fix: $(SET_UP_TO_DEVELOP) ## mend what a machine can mend: layout and lint
	@$(RUN) -m ruff format .
	@$(RUN) -m ruff check --fix .

bench: $(SET_UP_TO_DEVELOP) ## measure, beside yardsticks taken in the same run (about 20 minutes)
	@$(RUN) -m benchmarks

campaign: $(SET_UP_TO_DEVELOP) ## try to lose a deposit, long: kills, power cuts, damage, hostile text (hours)
	@$(RUN) -m campaigns

million: $(SET_UP_TO_DEVELOP) ## a counter with a million requests, built once in build/, and how fast it finds
	@$(RUN) -m benchmarks million

conformance: $(SET_UP_TO_DEVELOP) ## the whole of Unicode's bidirectional tests
	@$(RUN) -m tools.conformance

terminals: $(SET_UP_TO_DEVELOP) ## one screen in each real terminal, as pictures
	@$(RUN) -m tools.terminals

paper: $(SET_UP_TO_DEVELOP) ## receipts read by a scanner's eyes: qpdf and tesseract
	@$(RUN) -m tools.ocr_check

printing: $(SET_UP_TO_DEVELOP) ## what a real CUPS says of paused queues, empty trays, dead printers (root, cupsd)
	@$(RUN) -m pytest -q tests/printing/real_cups.py

specimens: $(SET_UP_TO_DEVELOP) ## draw the receipts of the twelve clients again
	@$(RUN) -m tools.specimens

# Which Pythons the one file serves, and on which machine: make bundle SERVES=3.13 MACHINE=aarch64
SERVES := 3.11 3.12 3.13 3.14
MACHINE := x86_64
bundle: $(SET_UP_TO_DEVELOP) ## dist/: one file and wheels, for a branch without a network
	@$(RUN) -m tools.bundle --pythons $(SERVES) --machine $(MACHINE)

pictures: $(SET_UP_TO_DEVELOP) ## draw the main screens of the README again
	@$(RUN) -m tools.pictures

reference: $(SET_UP_TO_DEVELOP) ## write the page of all commands again
	@$(RUN) -m tools.reference

mutation: $(SET_UP_TO_DEVELOP) ## change the rules a little, see that a test notices
	@$(RUN) -m tools.mutation

# The lock files name versions and hashes, never an address: docs/decisions/0008.
LOCK = $(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links $(UPGRADE)

lock: ## write requirements/*.txt anew; UPGRADE=--upgrade takes newer versions
	@$(PYTHON) -m venv $(VENV)/lock
	@$(VENV)/lock/bin/python $(INSTALL) -r requirements/lock.txt
	@$(LOCK) pyproject.toml -o requirements/run.txt
	@$(LOCK) pyproject.toml requirements/develop.in -c requirements/run.txt -o requirements/develop.txt
	@$(LOCK) requirements/lock.in -o requirements/lock.txt
	@$(LOCK) requirements/old_pip.in -o requirements/old_pip.txt
	@rm -r $(VENV)/lock

$(SET_UP_TO_RUN): requirements/run.txt | $(RUN)
	@echo "Mise en place des bibliothèques (une seule fois)…"
	@$(RUN) $(INSTALL) -r $<
	@touch $@

# The tools' file holds the libraries of the other one too: one installation is enough.
# The old pip, which the tests play a fresh machine with, stays out of the way of the other.
$(SET_UP_TO_DEVELOP): requirements/develop.txt requirements/old_pip.txt | $(RUN)
	@echo "Mise en place des bibliothèques et des outils (une seule fois)…"
	@$(RUN) $(INSTALL) --upgrade --target $(VENV)/old_pip -r requirements/old_pip.txt
	@$(RUN) $(INSTALL) -r $<
	@touch $(SET_UP_TO_RUN) $@

$(RUN):
	@test -n "$(PYTHON)" || { echo "Il faut Python 3.11 ou plus récent (cherché : $(PYTHONS))." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Il manque à $(PYTHON) les modules venv et pip ; sous Debian : apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

clean: ## remove what was set up and built
	@rm -rf $(VENV) build dist mutants .coverage
