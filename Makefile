# make graph and make test are the two commands; make help lists the others.
PYTHON ?= python3
SHARED ?= ../shared
MINILM ?= minilm
MPNET ?=
RUN ?= build/language
OUT ?= out

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV := uv==0.13.9
COMPILE := $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --quiet

# The gazetteer's sources compile against ICU; without it, the test that compares with them is skipped.
HAVE_ICU := $(shell pkg-config --exists icu-i18n 2>/dev/null && command -v c++ 2>/dev/null)
# SPARQL engines in JavaScript; without npm, the tests that compare with them are skipped.
HAVE_NPM := $(shell command -v npm 2>/dev/null)
NODE_PACKAGES := tests/js/node_modules/.package-lock.json
TEST_SETUP := $(VENV)/dev.stamp $(if $(HAVE_ICU),$(VENV)/gazetteer.stamp) $(if $(HAVE_NPM),$(NODE_PACKAGES))

.DELETE_ON_ERROR:
.PHONY: help graph test lint score evaluate-language train lock clean

help: ## list the commands
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

graph: $(VENV)/graph.stamp ## build the bundled corpus into out/: graph.ttl, graph.html, summary
	$(BIN)/kg build corpus/articles -o $(OUT) --prune

test: lint ## check style and types, run every test and notebook
	$(BIN)/python -m pytest -n 2 --dist loadfile --nbmake --nbmake-timeout=600 tests notebooks

lint: $(TEST_SETUP) ## check style and types only
	$(BIN)/ruff check .
	$(BIN)/mypy --strict kg

score: $(VENV)/graph.stamp ## measure extraction against gold and write docs/quality.md
	$(BIN)/python -m kg.score --shared $(SHARED)

evaluate-language: $(VENV)/graph.stamp ## score the language pipeline on held-back treebanks and names
	@if [ -d "$(SHARED)/data/treebanks" ]; then \
		$(BIN)/python -m kg.language.training.evaluate --data "$(SHARED)/data" && \
		$(BIN)/python -m tests.extract.names_report; \
	else echo "skipped: there are no treebanks in $(SHARED)/data; name their place with SHARED=DIR" >&2; fi

# Checkpoints go to RUN; what ships changes only by the two commands named at the end. With MPNET, a larger network is
# trained first and teaches the small one.
TRAIN := $(BIN)/python -m kg.language.training.train --data "$(SHARED)/data"
train: $(VENV)/graph.stamp ## train the language pipeline anew (extra "train"; MINILM=DIR MPNET=DIR SHARED=DIR RUN=DIR)
	@for module in torch onnx safetensors; do \
		$(BIN)/python -c "import $$module" 2>/dev/null || { \
			echo "$$module is missing: $(BIN)/python -m pip install -e '.[train]'" >&2; exit 1; }; done
	@[ -f "$(MINILM)/model.safetensors" ] && [ -f "$(MINILM)/tokenizer.json" ] || { \
		echo "$(MINILM) lacks model.safetensors or tokenizer.json of all-MiniLM-L6-v2; name its place with MINILM=DIR" >&2; \
		exit 1; }
	@[ -d "$(SHARED)/data/treebanks" ] || { echo "there are no treebanks in $(SHARED)/data" >&2; exit 1; }
	@[ -z "$(MPNET)" ] || [ -f "$(MPNET)/model.safetensors" ] || { \
		echo "$(MPNET) lacks model.safetensors of all-mpnet-base-v2" >&2; exit 1; }
	$(if $(MPNET),$(TRAIN) --base "$(MPNET)" --tokenizer "$(MINILM)/tokenizer.json" --out "$(RUN)/teacher" \
		--epochs 3 --news 0 --rate 8e-5 --head-rate 1e-3 --workers 1 --threads 2)
	$(if $(MPNET),$(BIN)/python -m kg.language.training.teach --teacher "$(RUN)/teacher" --data "$(SHARED)/data" \
		--tokenizer "$(MINILM)/tokenizer.json" --out "$(RUN)/taught")
	$(TRAIN) --base "$(MINILM)" --out "$(RUN)" $(if $(MPNET),--taught "$(RUN)/taught" --news 5000)
	@echo "next: $(BIN)/python -m kg.language.training.export --run $(RUN) --base $(MINILM) --data $(SHARED)/data" \
		"--out $(RUN)/network, then $(BIN)/python -m kg.language.training.package --network $(RUN)/network" >&2

lock: $(VENV)/made.stamp ## resolve the dependencies anew
	$(INSTALL) $(UV)
	$(COMPILE) --upgrade -o requirements.lock
	$(COMPILE) --upgrade -c requirements.lock --extra dev --extra notebooks -o requirements-dev.lock
	$(COMPILE) --upgrade -c requirements-dev.lock --extra gazetteer -o requirements-gazetteer.lock

clean: ## remove the environment, the output and every cache
	rm -rf $(VENV) $(OUT) build tests/js/node_modules *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
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

$(NODE_PACKAGES): tests/js/package-lock.json tests/js/package.json tests/js/.npmrc
	cd tests/js && npm ci --silent
	@touch $@
