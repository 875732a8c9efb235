# Everything that a person or CI runs. `make` alone lists it.
# Needs a make (GNU, 3.81 or later), a shell and a Python of 3.11 or later; nothing else by hand.

# The first of these that is a whole Python of 3.11 or later makes the environment; make PYTHON=… chooses.
PYTHON ?= python3.14 python3.13 python3.12 python3.11 python3 python

VENV  := .venv
PY    := $(VENV)/bin/python
BRIEF := $(VENV)/bin/brief

# How problems are written: as annotations where GitHub reads them, else for people.
FORMAT ?= $(if $(GITHUB_ACTIONS),github,text)
# Anything more for the command: make check ARGS="--help", make test PYTEST_ARGS="-k dates -x".
ARGS ?=
# The revision that this branch is compared with: problems on changed lines come first.
BASE ?=
PYTEST_ARGS ?=
LOCK_ARGS ?=
FUZZ_ARGS ?=
# What `make pythons` builds with, as far as it is here.
PYTHONS ?= python3.11 python3.12 python3.13 python3.14 $(wildcard $(HOME)/.pyenv/versions/3.1[1-4]*/bin/python)

# MkDocs' and Material's notices about a successor say nothing about this site.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site serve check diff verify check-evidence self-test schema check-schema links sources \
        sources-recall sources-publish test pythons fuzz lint types tests bench format check-workflows lock audit canary clean environment environment-dev

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

site: environment ## build the site into site/
	@$(BRIEF) build $(ARGS)

serve: environment ## show the site on this computer, and again at each change
	@$(BRIEF) serve $(ARGS)

check: environment ## check the records; ARGS="--help" tells more
	@$(BRIEF) check $(if $(filter-out text,$(FORMAT)),--format $(FORMAT)) $(if $(BASE),--since '$(BASE)') $(ARGS)

diff: environment ## tell what this branch changes, in words and as .cache/review.html
	@mkdir -p .cache
	@$(BRIEF) diff --html .cache/review.html $(ARGS) $(if $(BASE),'$(BASE)') \
	  $(if $(GITHUB_STEP_SUMMARY),--format markdown >>'$(GITHUB_STEP_SUMMARY)')

schema: environment ## write data/schema/ anew from the models and the records
	@$(BRIEF) schema $(ARGS)

check-schema: schema ## see whether what is committed in data/schema/ is what the records give
	@git diff --exit-code --stat -- data/schema \
	  || { echo 'check-schema: commit what `make schema` wrote' >&2; exit 1; }

links: environment ## check every link of the built site in site/
	@$(BRIEF) links $(if $(filter-out text,$(FORMAT)),--format $(FORMAT)) $(ARGS)

sources: environment ## ask whether the sources still answer; takes minutes, and a net
	@$(BRIEF) links --external $(ARGS)

sources-recall: # what the one issue on GitHub remembers of earlier weeks; needs gh
	@.ci/sources recall

sources-publish: # write what `make sources` found into that issue; needs gh
	@.ci/sources publish

verify: environment ## find every cite in the full texts at texts/ or BRIEF_TEXTS
	@$(BRIEF) verify $(ARGS)

check-evidence: environment ## verify with the full texts, and hold what is committed against it
	@$(BRIEF) verify --strict $(ARGS)
	@git diff --exit-code --stat -- data/evidence

self-test: environment ## plant faults in the small briefing of the tests, and count what is caught
	@$(BRIEF) check --self-test $(ARGS)

pythons: environment-dev ## build with every Python of 3.11 to 3.14 that is here, and compare the bytes
	@for python in $(PYTHONS); do \
	  version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  $(PY) -m uv venv --quiet --allow-existing --python "$$python" .cache/pythons/$$version \
	    && $(PY) -m uv pip install --quiet --python .cache/pythons/$$version --require-hashes \
	       -r requirements.txt || exit 1; \
	done
	@$(PY) -m pytest -q tests/test_reproducible.py

fuzz: environment-dev ## throw a million inputs at the reader, dates, locators; FUZZ_ARGS="--inputs 100000"
	@$(PY) -m tests.fuzz.run $(FUZZ_ARGS)

test: lint types tests ## all that CI runs; pytest comes last

lint: environment-dev
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --quiet --check . \
	  || { echo 'lint: some files are not laid out as ruff does it; `make format` does it' >&2; exit 1; }
	@echo 'lint: fine'

types: environment-dev
	@$(PY) -m mypy --no-error-summary
	@echo 'types: fine'

# The tests of one file run in one process, as they share what is dear to make.
tests: environment-dev
	@$(PY) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

bench: environment-dev ## measure it beside other ways; BENCH_SIZES="1000 5000" chooses, ARGS=--write keeps it
	@$(PY) -m tests.bench $(ARGS)

format: environment-dev ## lay the code out, and mend what ruff can mend
	@$(PY) -m ruff check --quiet --fix . ; $(PY) -m ruff format .

check-workflows: environment-dev ## check the workflows: structure, and known faults of safety
	@$(VENV)/bin/zizmor --quiet --offline --no-progress --format $(if $(GITHUB_ACTIONS),github,plain) .
	@$(PY) -m check_jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(PY) -m check_jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	@$(PY) -m check_jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	@$(PY) -m check_jsonschema --builtin-schema vendor.github-issue-forms \
	  $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))

# The run-time lock takes its versions from the other, so that one environment serves both.
# What is locked stays locked: LOCK_ARGS=--upgrade takes what is newest.
COMPILE = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
          --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(LOCK_ARGS)
lock: environment-dev ## write the locks anew from pyproject.toml; LOCK_ARGS=--upgrade renews
	@$(COMPILE) --group dev --output-file requirements-dev.txt pyproject.toml >/dev/null
	@$(COMPILE) --constraints requirements-dev.txt --output-file requirements.txt pyproject.toml >/dev/null
	@$(COMPILE) --group audit --output-file requirements-audit.txt >/dev/null
	@echo 'lock: requirements.txt, requirements-dev.txt and requirements-audit.txt follow pyproject.toml'

# It asks a public list of known faults. Where that cannot be asked, it fails: nothing was audited.
audit: environment-dev ## look the locked packages up among known faults; asks the net
	@$(PY) -m uv venv --quiet --allow-existing .cache/audit
	@$(PY) -m uv pip sync --quiet --python .cache/audit --require-hashes requirements-audit.txt
	@.cache/audit/bin/python -m pip_audit --strict --disable-pip --require-hashes --progress-spinner off \
	  -r requirements-dev.txt && .cache/audit/bin/python -m pip_audit --strict --disable-pip --require-hashes \
	  --progress-spinner off -r requirements-audit.txt \
	  || { echo 'audit: a known fault, or the list could not be asked; see above' >&2; exit 1; }

# ProperDocs runs what was written for MkDocs once its own replacement is imported; the pages may
# differ in the name of the program that made them, and in nothing else.
canary: environment-dev ## build with the newest packages, then with ProperDocs in the place of MkDocs
	@$(PY) -m uv venv --quiet --clear .cache/canary
	@$(PY) -m uv pip install --quiet --python .cache/canary --upgrade -r pyproject.toml properdocs
	@.cache/canary/bin/python -m macros build
	@rm -rf .cache/canary-site && cp -R site .cache/canary-site
	@$(PY) -m uv pip uninstall --quiet --python .cache/canary mkdocs
	@.cache/canary/bin/python -c 'import properdocs.replacement, sys; from macros.cli import main; sys.exit(main(["build"]))'
	@diff -r -q -I 'name="generator"' .cache/canary-site site
	@.cache/canary/bin/python -m macros links
	@echo 'canary: the newest packages build the site, and ProperDocs builds the same one'

clean: ## remove what was made, but for .venv and texts
	@rm -rf site site.* .site* .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
	@find . -path ./$(VENV) -prune -o -type d -name __pycache__ -exec rm -rf {} +
	@echo 'clean: done'

environment:
	@$(call environment_from,requirements.txt,requirements.txt)

environment-dev:
	@$(call environment_from,requirements-dev.txt,requirements-dev.txt requirements.txt)

# $(call environment_from,LOCK,SATISFIED): have .venv hold what LOCK pins, and so what SATISFIED pin.
#
# A stamp for each lock holds the lock's checksum and Python's version; while both are right, nothing
# is done. The stamps go before anything is changed and come back last, and `unfinished` stands in
# between: an environment that was left half-way is made afresh, one made by hand is completed.
# `brief` is a few lines of shell, since an installed script would need a build of this package.
define environment_from
set -eu; \
stamp() { echo "$$(cksum <"$$1") $$2"; }; \
version=$$($(PY) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || :); \
if [ -n "$$version" ] && [ "$$(cat $(VENV)/$(1).stamp 2>/dev/null)" = "$$(stamp $(1) "$$version")" ]; \
then exit 0; fi; \
if [ -e $(VENV)/unfinished ] \
  || ! $(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
  found=; bare=; \
  for python in $(PYTHON); do \
    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
    "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || { bare=$$python; continue; }; \
    found=$$python; break; \
  done; \
  if [ -z "$$found" ] && [ -n "$$bare" ]; then \
    echo "environment: $$bare cannot make environments; on Debian and Ubuntu, apt install python3-venv" >&2; exit 1; \
  elif [ -z "$$found" ]; then \
    echo "environment: no Python of 3.11 or later among $(PYTHON); install one, or name it: make PYTHON=/its/path" >&2; exit 1; \
  fi; \
  echo "environment: $$("$$found" --version) ($$found), new in $(VENV)"; \
  rm -rf $(VENV)/bin $(VENV); mkdir $(VENV); : >$(VENV)/unfinished; \
  "$$found" -m venv $(VENV); \
fi; \
: >$(VENV)/unfinished; rm -f $(VENV)/*.stamp; \
echo "environment: installing the $$(grep -c '==' $(1)) packages of $(1)"; \
$(PY) -m pip install -qq --no-input --only-binary :all: --require-hashes -r $(1); \
printf '%s\n' '#!/bin/sh' \
  'root=$$(CDPATH= cd -- "$$(dirname -- "$$0")/../.." && pwd) || exit' \
  'export PYTHONPATH="$$root$${PYTHONPATH:+:$$PYTHONPATH}"' \
  'exec "$$root/$(PY)" -m macros "$$@"' >$(BRIEF); \
chmod +x $(BRIEF); \
version=$$($(PY) -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
for lock in $(2); do stamp "$$lock" "$$version" >"$(VENV)/$$lock.stamp"; done; \
rm $(VENV)/unfinished
endef
