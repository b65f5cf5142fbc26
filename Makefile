PYTHON ?= python3
BIN := .venv/bin
# What an environment is installed from: the content of its locks, and this folder, whose path its commands hold.
digest = $(shell { pwd -P; cat $(1); } | git hash-object --stdin)
PACKAGES := gate policies stacks lambdas training backtest live commands redrive review teardown erasure bench reference openapi wording capacity attack fuzzing successor
LOCKED := $(call digest,requirements-uv.lock requirements.lock)
# Set-up compiles no bytecode, since a run imports a tenth of what is installed: the first import does, and must keep it.
# It is kept in .venv/bytecode alone (gate/bytecode.txt): none that lies in the tree is ever loaded.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: gate check test code lint live local-aws deploy down emulator picture sbom reproduce screenshot openapi calls provider-calls deploy-rights codes rates overlaps hooks bench capacity mutate mutate-code schema fuzz successor backtest train model-bench model-labels model-card lock clean help
.DEFAULT_GOAL := help

help: ## Show these targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | sed 's/:.*##/\t/' | expand -t 12

gate: .venv/installed ## Synthesize the stacks, judge them, and write reports/.
	@$(BIN)/gate

# What needs neither a synthesis nor the local AWS: the examples of each policy, what policies are written in, the functions.
CHECKED := tests/policies/test_examples.py $(filter-out %/__pycache__/,$(wildcard tests/policies/*/)) tests/lambdas

check: code ## Check style, types and contracts, and test policies and functions; within a minute.
	@$(BIN)/pytest -q -n auto --dist loadgroup $(CHECKED)

test: .venv/installed emulator .venv/mutants/locked lint ## Run every test.
	@$(BIN)/pytest -n auto --dist loadgroup

live: .venv/installed emulator ## Deploy the judged stacks to a local AWS, send it transactions, and show what became of each.
	@$(BIN)/python -m live

local-aws: .venv/installed emulator ## Run an empty local AWS until Ctrl-C, for `gate deploy --local` in another terminal.
	@$(BIN)/python -m live.local_aws

# SIGNING_KEY is a private key, and OLD_KEYS are the public ones of earlier entries, if any; LEDGER_HEAD is a head that was kept, if any.
deploy: .venv/installed ## Deploy as the workflow does: SIGNING_KEY, LEDGER, the digest of approved CHANGES, a file APPROVAL that says by whom.
	@exec sh .github/deploy.sh $(BIN)/gate

# What is said without APPLY changes nothing.
down: .venv/installed ## Say how the deployed system would be taken down; with APPLY=fraud-detection, take it down.
	@$(BIN)/python -m teardown $(if $(APPLY),--apply "$(APPLY)")

# In an environment of its own: the functions run there, and Checkov holds this one's boto3 far behind.
emulator: .venv/emulator/locked ## Install the local AWS.

code: .venv/installed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --no-logo

lint: code ## Check style, types, contracts, hooks and workflows.
	@$(BIN)/zizmor --offline --no-progress --quiet --strict-collection --persona auditor .github
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
	@$(BIN)/pre-commit validate-config
	@PRE_COMMIT_HOME=.venv/pre-commit $(BIN)/pre-commit run --all-files detect-secrets

# From the judged file: where the gate is closed, there is none.
picture: .venv/installed ## Renew docs/system.svg, the picture of the system, from the judged file.
	@$(BIN)/gate
	@$(BIN)/python -m gate.diagram cdktf.out/stacks/fraud-detection/cdk.tf.json docs/system.svg

openapi: .venv/installed ## Renew docs/openapi.json, the API as an OpenAPI document, from the judged file, and lint it.
	@$(BIN)/gate
	@$(BIN)/python -m openapi cdktf.out/stacks/fraud-detection/cdk.tf.json docs/openapi.json
	@$(BIN)/openapi-spec-validator docs/openapi.json

# As above. The bills are of the very bytes that this run attested.
sbom: .venv/installed ## Judge, and write CycloneDX bills of materials of the bundles and of the gate's packages into reports/.
	@$(BIN)/gate
	@$(BIN)/gate sbom

reproduce: .venv/installed ## Synthesize anew, and compare every file with those that were judged.
	@$(BIN)/gate reproduce

# The user's folder is a new one, so that nothing of the user's own browser is read or kept.
screenshot: .venv/installed ## Renew docs/report.png, the picture of the report (needs Chromium).
	@browser=$$(command -v chromium || command -v chromium-browser || command -v google-chrome) || \
	  { echo "make: Chromium is not on the PATH; install Debian's package chromium, or Google Chrome" >&2; exit 2; }; \
	$(BIN)/gate && profile=$$(mktemp -d) && trap 'rm -rf "$$profile"' EXIT && \
	"$$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-sync \
	  --disable-background-networking --disable-component-update --user-data-dir="$$profile" --window-size=1200,1250 \
	  --screenshot=docs/report.png "file://$(CURDIR)/reports/report.html" 2>/dev/null

# In one process, since a record is made of all the tests together.
calls: .venv/installed ## Renew lambdas/*/calls.json, the record of what each function calls.
	@$(BIN)/python -m pytest -q -p no:xdist -p no:cacheprovider tests/lambdas --calls=lambdas

# The log of the provider is read from a pipe and kept nowhere, since it holds whatever was sent.
provider-calls: .venv/installed emulator ## Renew policies/aws/provider_calls.json, what a deploy calls; ten minutes.
	@$(BIN)/python -m live calls

# A plan is tried without one right of each service, too.
deploy-rights: .venv/installed emulator ## Try the roles that plan and deploy on a local AWS, a quarter of an hour.
	@RIGHTS=all LIVE=required $(BIN)/pytest -q tests/live/test_deploy_rights.py

codes: .venv/installed ## Renew the validator's currencies and countries from the packages that keep them.
	@$(BIN)/python -m reference codes

rates: .venv/installed ## Renew the validator's exchange rates from the newest table of the package that keeps them.
	@$(BIN)/python -m reference rates

overlaps: .venv/installed ## Renew the record of which other policies notice a policy's examples.
	@$(BIN)/python -m tests.policies.overlaps

hooks: .venv/installed ## Install the pre-commit hooks into this clone.
	@$(BIN)/pre-commit install

# The project itself: its packages, each by a link, so that no other file of this folder can be imported; and `gate`.
.venv/installed: .venv/locked pyproject.toml $(wildcard gate/start.sh gate/bytecode.txt)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@rm -rf .venv/packages && mkdir .venv/packages
	@for package in $(PACKAGES); do ln -s ../../$$package .venv/packages/$$package; done
	@touch $@

# The stamp holds the digest of the locks. It goes first and comes last: an interrupted set-up is done again from the start.
ifneq ($(LOCKED),$(shell test -L .venv || cat .venv/locked 2>/dev/null))
.PHONY: .venv/locked
endif
.venv/locked:
	@test ! -L .venv || $(call stop,.venv is a link to another folder; remove it with `rm .venv` and run make again)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| $(call stop,Python 3.11 or newer is needed; name one with: make PYTHON=python3.11)
	@echo "setting up .venv from requirements.lock, once; most of the time is a download"
	@rm -f $@
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements-uv.lock \
		|| $(call stop,pip could not install requirements-uv.lock; the reason is above)
	@$(call install,requirements.lock,$(BIN)/python)
	@echo $(LOCKED) > $@

# $(call stop,REASON; REMEDY): one line without a comma, and an end.
stop = { echo 'make: $(1)' >&2; exit 1; }
# $(call install,LOCK,PYTHON)
install = $(BIN)/uv pip install --quiet --no-compile-bytecode --python $(2) --require-hashes -r $(1) \
	|| $(call stop,uv could not install $(1); the reason is above. uv does not read pip.conf: see UV_DEFAULT_INDEX and SSL_CERT_FILE)

# Environments of their own beside this one, each set up from a lock, once. The stamp is as that of .venv.
# $(call environment,NAME,LOCK,ANOTHER LOCK THAT IT DEPENDS ON,WHAT IS DONE AT THE END)
define environment
ifneq ($(call digest,$(2) $(3)),$$(shell cat .venv/$(1)/locked 2>/dev/null))
.PHONY: .venv/$(1)/locked
endif
.venv/$(1)/locked: .venv/locked
	@echo "setting up .venv/$(1) from $(2), once"
	@rm -f $$@
	@$$(BIN)/uv venv --quiet --clear --python $$(BIN)/python .venv/$(1)
	@$$(call install,$(2),.venv/$(1)/bin/python)
	@$(4)
	@echo $(call digest,$(2) $(3)) > $$@
endef
# The engine alone is installed there. All else is this environment's own, so that the very packages are fuzzed that are used.
PACKAGES_OF_THIS_ONE = .venv/fuzzing/bin/python -c 'import pathlib, sysconfig; here = pathlib.Path(sysconfig.get_path("purelib")); \
	  (here / "project.pth").write_text("/".join(["..", "..", "..", "..", *here.parts[-3:]]))'
$(eval $(call environment,emulator,live/emulator.lock))
$(eval $(call environment,training,training/requirements.lock))
$(eval $(call environment,fuzzing,fuzzing/requirements.lock,requirements.lock,$$(PACKAGES_OF_THIS_ONE)))
$(eval $(call environment,mutants,tests/mutants/requirements.lock))
$(eval $(call environment,successor,successor/requirements.lock))

bench: .venv/installed ## Time the gate and the functions; about five minutes.
	@$(BIN)/gate --fresh >/dev/null
	@$(BIN)/python -m bench

capacity: .venv/installed ## Simulate what becomes of payments by how many come a second, and renew docs/capacity.md; two minutes.
	@$(BIN)/gate >/dev/null
	@$(BIN)/python -m capacity --page

# TYPE=aws_kms_key attacks the resources of one type alone, and keeps no score.
mutate: .venv/installed ## Attack the rulebook with mutants of all stacks, and renew docs/the-attack.md; ten minutes.
	@$(BIN)/gate >/dev/null
	@$(BIN)/python -m attack $(if $(TYPE),$(foreach type,$(TYPE),--type $(type)),--keep)

schema: .venv/installed ## Renew policies/schema.json, what the AWS provider takes (needs Terraform and the provider).
	@$(BIN)/python -m attack schema

# TARGET=dead_letter fuzzes one target alone; SECONDS=60 are for all of them together.
fuzz: .venv/installed .venv/fuzzing/locked ## Fuzz whatever reads bytes that others wrote; one hour, or SECONDS.
	@$(BIN)/python -m fuzzing $(foreach target,$(TARGET),--target $(target)) $(if $(SECONDS),--seconds $(SECONDS))

successor: .venv/installed .venv/successor/locked ## Synthesize with CDK Terrain, CDKTF's fork, and compare with ours; a few seconds.
	@$(BIN)/python -m successor

# Whatever else the command takes may be given instead: make backtest TRY="--rules new-rules.json"
TRY ?= --set amount_far_above_usual.times_usual=3
backtest: .venv/installed ## Try rules or a model (TRY=...) on simulated payments, and write backtest-report/index.html.
	@$(BIN)/python -m backtest --simulate 21 --warm-up 14 $(TRY) --html backtest-report/index.html

train: .venv/training/locked ## Train the shipped fraud model again; the same versions write the same bytes.
	@.venv/training/bin/python -m training

model-bench: .venv/training/locked ## Measure the fraud model on simulated worlds, for the model card; a quarter of an hour.
	@.venv/training/bin/python -m training bench

model-labels: .venv/installed ## Simulate 60 days of labels that come soon, late or never, for the model card; the same.
	@$(BIN)/python -m training labels

model-card: .venv/installed ## Renew docs/model-card.md, the model card, from the figures that were measured.
	@$(BIN)/python -m training card

# Names of subjects, or all of them; else those whose day of the week it is.
mutate-code: .venv/installed .venv/mutants/locked ## Mutate the code (SUBJECT=queues, ALL=1, or today's share), and see what no test notices.
	@$(BIN)/python -m tests.mutants $(SUBJECT) $(if $(ALL),--all) $(if $(JSON),--json "$(JSON)")

PIN := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

# By the uv that is there, since a lock that cannot be installed is made anew too.
lock: ## Pin every package again, with hashes and without an index.
	@test -x $(BIN)/uv || $(MAKE) --no-print-directory .venv/installed
	$(PIN) --no-annotate --group uv --output-file requirements-uv.lock
	$(PIN) --extra dev pyproject.toml --output-file requirements.lock
	$(PIN) --no-annotate live/emulator.in --output-file live/emulator.lock
	$(PIN) training/requirements.in --output-file training/requirements.lock
	$(PIN) fuzzing/requirements.in --output-file fuzzing/requirements.lock
	$(PIN) --no-annotate tests/mutants/requirements.in --output-file tests/mutants/requirements.lock
	$(PIN) --no-annotate successor/requirements.in --output-file successor/requirements.lock

clean: ## Remove all that the other targets made.
	rm -rf .venv cdktf.out reports backtest-report .fuzzing .gate-cache.json .pytest_cache .ruff_cache .mypy_cache .hypothesis .attack
