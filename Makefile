PYTHON ?= python3
BIN := .venv/bin

.PHONY: gate test lint live emulator picture screenshot calls overlaps hooks bench lock clean help
.DEFAULT_GOAL := help

help: ## Show these targets.
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sort | sed 's/:.*##/\t/' | expand -t 12

gate: .venv/installed ## Synthesize the stack and judge it: 0 open, 1 closed, 2 could not judge.
	@$(BIN)/gate

# Without the summary of CI's job: what the tests plant for the gate to find is not the job's own report.
test: .venv/installed emulator lint ## Run every test.
	@env -u GITHUB_STEP_SUMMARY $(BIN)/pytest -n auto --dist loadgroup

live: .venv/installed emulator ## Deploy the judged stack to a local AWS, send it transactions, and show what became of each.
	@$(BIN)/python -m live

# In an environment of its own: the functions run there, and Checkov holds this one's boto3 far behind.
emulator: .venv/emulator/installed ## Install the local AWS.

.venv/emulator/installed: live/emulator.lock .venv/installed
	@echo "setting up .venv/emulator from live/emulator.lock, once"
	@$(PYTHON) -m venv --clear .venv/emulator
	@.venv/emulator/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r live/emulator.lock
	@touch $@

lint: .venv/installed ## Check style, types, hooks and workflows.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/zizmor --offline --no-progress --quiet .github
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
	@$(BIN)/pre-commit validate-config
	@PRE_COMMIT_HOME=.venv/pre-commit $(BIN)/pre-commit run --all-files detect-secrets

# From the judged file: where the gate is closed, there is none.
picture: .venv/installed ## Draw the system on AWS anew, from the judged file into docs/system.svg.
	@$(BIN)/gate
	@$(BIN)/python -m diagram cdktf.out/stacks/fraud-detection/cdk.tf.json docs/system.svg

# The user's folder is a new one, so that nothing of the user's own browser is read or kept.
screenshot: .venv/installed ## Show the first screen of the report in docs/report.png (needs Chromium).
	@browser=$$(command -v chromium || command -v chromium-browser || command -v google-chrome) || \
	  { echo "make: Chromium is not on the PATH; install Debian's package chromium, or Google Chrome" >&2; exit 2; }; \
	$(BIN)/gate && profile=$$(mktemp -d) && trap 'rm -rf "$$profile"' EXIT && \
	"$$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-sync \
	  --disable-background-networking --disable-component-update --user-data-dir="$$profile" --window-size=1200,1250 \
	  --screenshot=docs/report.png "file://$(CURDIR)/reports/report.html" 2>/dev/null

# In one process, since a record is made of all the tests together.
calls: .venv/installed ## Record anew what each function calls, into lambdas/*/calls.json.
	@$(BIN)/python -m pytest -q -p no:xdist -p no:cacheprovider tests/lambdas --calls=lambdas

overlaps: .venv/installed ## Record anew which other policies notice each policy's violating examples.
	@$(BIN)/python -m tests.policies.overlaps

hooks: .venv/installed ## Install the pre-commit hooks into this clone.
	@$(BIN)/pre-commit install

# The stamp comes last: an interrupted set-up is done again from the start.
.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "make: Python 3.11 or newer is needed; name one with: make PYTHON=python3.11")'
	@echo "setting up .venv from requirements.lock, once; this takes about a minute"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

bench: .venv/installed ## Time the gate, as ratios in one run; about a minute and a half.
	@$(BIN)/gate --fresh >/dev/null
	@$(BIN)/python -m bench

lock: ## Pin every package anew, with hashes and without an index (needs uv).
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate live/emulator.in --output-file live/emulator.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header training/requirements.in --output-file training/requirements.lock

clean: ## Remove all that the other targets made.
	rm -rf .venv cdktf.out reports .gate-cache.json .pytest_cache .ruff_cache .mypy_cache .hypothesis
