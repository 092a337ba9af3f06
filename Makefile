# make graph and make test are the two commands; make help lists the others.
PYTHON ?= python3
SHARED ?= ../shared
OUT ?= out

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV := uv==0.13.9
COMPILE := $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --quiet

# The gazetteer's sources compile against ICU; without it, the test that compares with them is skipped.
HAVE_ICU := $(shell pkg-config --exists icu-i18n 2>/dev/null && command -v c++ 2>/dev/null)
TEST_SETUP := $(VENV)/dev.stamp $(if $(HAVE_ICU),$(VENV)/gazetteer.stamp)

.DELETE_ON_ERROR:
.PHONY: help graph test lint score lock clean

help: ## list the commands
	@sed -nE 's/^([a-z]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 8

graph: $(VENV)/graph.stamp ## build the bundled corpus into out/: graph.ttl, graph.html, summary
	$(BIN)/kg build corpus/articles -o $(OUT) --prune

test: lint ## check style and types, run every test and notebook
	$(BIN)/python -m pytest -n 2 --dist loadfile --nbmake --nbmake-timeout=600 tests notebooks

lint: $(TEST_SETUP) ## check style and types only
	$(BIN)/ruff check .
	$(BIN)/mypy --strict kg

score: $(VENV)/graph.stamp ## measure extraction against gold and write docs/quality.md
	$(BIN)/python -m kg.score --shared $(SHARED)

lock: $(VENV)/made.stamp ## resolve the dependencies anew
	$(INSTALL) $(UV)
	$(COMPILE) --upgrade -o requirements.lock
	$(COMPILE) --upgrade -c requirements.lock --extra dev --extra notebooks -o requirements-dev.lock
	$(COMPILE) --upgrade -c requirements-dev.lock --extra gazetteer -o requirements-gazetteer.lock

clean: ## remove the environment, the output and every cache
	rm -rf $(VENV) $(OUT) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find kg tests notebooks -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/made.stamp:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11 or later" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$$($(PYTHON) --version) is too old: Python 3.11 or later is needed;" \
			"name one, for example make PYTHON=python3.12 graph" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# Hashes are checked, and the package itself is built with the locked setuptools.
$(VENV)/graph.stamp: requirements.lock pyproject.toml setup.py $(VENV)/made.stamp
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/graph.stamp
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/gazetteer.stamp: requirements-gazetteer.lock $(VENV)/dev.stamp
	$(INSTALL) --require-hashes --no-build-isolation -r requirements-gazetteer.lock
	@touch $@
