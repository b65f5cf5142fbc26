"""Every reader of bytes that others wrote: by which target it is fuzzed, or why by none."""

from __future__ import annotations

from collections.abc import Mapping

from fuzzing.target import Target

# The packages that are instrumented: those that read.
PACKAGES = ("policies", "gate", "lambdas", "redrive", "review", "training", "backtest", "commands")

VALIDATOR, ANALYZER, DRAIN = "lambdas.transaction_validator", "lambdas.fraud_analyzer", "lambdas.transaction_drain"

# The synthesized file, and what lies beside it.
OF_THE_STACK = (
    Target("strict_json", "json", ("policies.core.strict_json:loads",)),
    Target("stack_file", "json", ("policies.core.stack:Stack.load", "policies.core.documents:decoded")),
    Target("expressions", "lines", ("policies.core.expressions:references",)),
    Target("recorded_calls", "json", ("policies.core.recorded_calls:blocks",)),
    Target("bundle", "archive", ("policies.core.packed:members", "policies.core.bundle:contents")),
    Target("judged_bundle", "lines", ("policies.source_code.shared.modules:modules",)),
    Target("folder", "json", ("policies.core.deployed_folder:blocks", "gate.output:refuse_foreign")),
)
HANDED_OVER_WITH_IT = ("gate.exports.deploys:misfits", "gate.sbom.misfits:misfits")
# What is signed, and reports that are read back.
OF_THE_EVIDENCE = (
    Target("attestation", "json", ("gate.provenance.attestation:read", "gate.provenance.verification:mismatches")),
    Target("envelope", "json", ("gate.provenance.envelope:opened", "gate.provenance.envelope:unchecked")),
    Target("keys", "lines", ("gate.provenance.envelope:opened", "gate.provenance.envelope:signer")),
    Target(
        "evidence",
        "archive",
        (
            "gate.exports.handed_over:handed_over",
            "gate.exports.archive:unpacked",
            "gate.exports.attestations:misfits",
            "gate.exports.bundle:exported",
            *HANDED_OVER_WITH_IT,
        ),
        24_000,
    ),
    Target("ledger_entry", "json", ("gate.ledger.reading:read", "gate.ledger.verified:chained")),
    Target("sealed", "lines", ("gate.sealed:read",)),
    Target("saved_plan", "archive", ("gate.plan.saved:SavedPlan.read",)),
    Target("shown_plan", "json", ("gate.plan.shown:read", "gate.plan.held:hold")),
)
# What the gate goes by.
OF_THE_RULEBOOK = (
    Target("waivers", "lines", ("gate.waivers.load:load_waivers", "gate.plan.losses:load_allowances")),
    Target("asked", "lines", ("gate.asked.load:load_asked", "gate.asked.scope:load_scope", "gate.strict_toml:content")),
    Target("checkov_toml", "lines", ("gate.engines.checkov.built_ins:BuiltIns.load",)),
    Target("attack_record", "json", ("gate.asked.attack:load_attack",)),
    Target("compared", "lines", ("gate.compare.meaning:same_but_for_comments", "gate.compare.bodies:as_written")),
    Target("deployment", "json", ("gate.deployments:deployments",)),
    Target("variables", "lines", ("gate.preflight.variable_files:given", "gate.preflight.variables:variables")),
)
# What the functions are given.
OF_THE_FUNCTIONS = (
    Target("transaction", "json", (f"{VALIDATOR}.validation:validate",)),
    Target("rates_file", "json", (f"{VALIDATOR}.rates:read",)),
    Target("rules_file", "json", (f"{ANALYZER}.rules:read",)),
    Target("model_file", "json", (f"{ANALYZER}.model_file:parsed", f"{ANALYZER}.shadow:scored")),
    Target("analyzer_event", "json", (f"{ANALYZER}.transaction:from_event", f"{ANALYZER}.history:read")),
    Target("endpoint", "json", (f"{ANALYZER}.endpoint:scorer", f"{ANALYZER}.endpoint:ask")),
    Target("drain_message", "json", (f"{DRAIN}.messages:read",)),
    Target("batch", "json", (f"{DRAIN}.batch:judged",)),
    Target("notification", "json", ("lambdas.notification_sender.message:messages",)),
)
# What the commands for people read.
OF_THE_COMMANDS = (
    Target("dead_letter", "json", ("redrive.letters:read", "redrive.exact_json:loads")),
    Target("payment_row", "json", ("review.payment:read", "review.case:case")),
    Target("announcement", "json", ("review.announcement:announced",)),
    Target("export_lines", "lines", ("training.rows:rows", "backtest.files:payments", "training.shadow:scored")),
    Target("csv_payments", "lines", ("backtest.csv_file:payments", "training.transactions:payments")),
    Target("data_frame", "bytes", ("training.frames:frame",)),
)
TARGETS = (*OF_THE_STACK, *OF_THE_EVIDENCE, *OF_THE_RULEBOOK, *OF_THE_FUNCTIONS, *OF_THE_COMMANDS)
BY_NAME: Mapping[str, Target] = {target.name: target for target in TARGETS}
