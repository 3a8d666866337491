# `make` alone lists the commands.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
APT := apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
RUN_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := chromium libatomic1 poppler-utils postgresql

# Install Debian packages that are missing.  Where that can't be done, one sentence says which;
# under CI=true that is a failure.
define need
@missing=; for p in $(1); do \
  dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; \
done; \
if [ -n "$$missing" ]; then \
  echo "Installing$$missing"; \
  ( $(SUDO) apt-get -o DPkg::Lock::Timeout=300 update -qq && \
    $(SUDO) env DEBIAN_FRONTEND=noninteractive $(APT) $$missing ) >$(VENV).log 2>&1 || { \
    echo "Could not install$$missing; without it $(2). Have it installed: apt-get install$$missing"; \
    [ "$$CI" != true ]; }; \
fi
endef

.DEFAULT_GOAL := help
.PHONY: help setup run demo test lint lock

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/run ## Make .venv with the command fairhearing in .venv/bin

run: setup ## Start on http://localhost:8000 (or PORT=) with the demonstration cases
	@$(BIN)/fairhearing run --demo

demo: setup ## Load the demonstration cases into the present data
	@$(BIN)/fairhearing migrate && $(BIN)/fairhearing demo

test: $(VENV)/test ## Run every test: on SQLite and PostgreSQL, in the shell and in a browser
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal --postgresql -m "not browser and not one_database"

lint: $(VENV)/test ## Put the code in order and check its types
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/mypy

lock: ## Compile the two lock files anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --group dev -c requirements.txt -o requirements-dev.txt

$(VENV)/run: requirements.txt pyproject.toml
	$(call need,$(shell $(PYTHON) -c 'import ensurepip' 2>/dev/null || echo python3-venv) $(RUN_PACKAGES),no PDF can be made)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; say which with PYTHON=."; exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the program needs…"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@echo '$(CURDIR)' > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/fairhearing.pth"
	@printf '#!%s\nfrom app.__main__ import main\nmain()\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/fairhearing
	@chmod +x $(BIN)/fairhearing
	@touch $@

$(VENV)/test: $(VENV)/run requirements-dev.txt
	$(call need,$(TEST_PACKAGES),the tests that use it are skipped)
	@echo "Installing what the tests need…"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
