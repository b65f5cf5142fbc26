"""What decodes bytes and is fuzzed by no target, each with the reason; a test finds what is neither here nor fuzzed."""

from __future__ import annotations

from collections.abc import Mapping

OWN = "reads what this project itself has written or tracks"
CHILD = "reads what a program said that the project itself has started"
AWS = "reads what AWS answers to its own call, over TLS"
LIVE = "plays AWS on the loopback, with what the project itself sends"

# By `package`, `package.module` or `package.module:function`; of a module's own level, its name ends with a colon.
EXEMPT: Mapping[str, str] = {
    "attack": OWN,
    "backtest.commits": CHILD,
    "backtest.decider": CHILD,
    "backtest.single_changes": OWN,
    "bench": OWN,
    "capacity": OWN,
    "fuzzing": "is the fuzzing itself",
    "gate.asked.attributes:arguments": OWN,
    "gate.deploy": OWN,
    "gate.engines.checkov.parsing": "asks of a file that our judge has read whether it may be read faster",
    "gate.engines.pytest.declared": OWN,
    "gate.engines.pytest.runner": CHILD,
    "gate.origin": "words the address of a remote for a report, and decides nothing",
    "gate.own_rules:": OWN,
    "gate.preflight.machine": CHILD,
    "gate.provenance.keys": "reads the keys that the person who signs names, each once it is known to be one",
    "gate.reports.constructions": OWN,
    "gate.reports.oscal_catalog:": OWN,
    "gate.sbom.bundles:imported": OWN,
    "lambdas.fraud_analyzer.countries": OWN,
    "lambdas.transaction_validator.tables:": OWN,
    "live": LIVE,
    "policies.account.shared.edits": OWN,
    "policies.delivery.shared.example": OWN,
    "policies.api.shared.answers": "reads a template within a policy, where whatever it raises closes the gate",
    "policies.aws.escalation:": OWN,
    "policies.aws.deploy_rights:": OWN,
    "policies.aws.provider_calls": OWN,
    "policies.aws.provider_rights:": OWN,
    "policies.core.function_sources": OWN,
    "policies.firewall.shared.examples": OWN,
    "policies.identity.shared.new_function_edits": OWN,
    "policies.source_code.shared.syntax": OWN,
    "redrive.system": AWS,
    "reference": "reads the tables of installed packages, which are locked by their hashes",
    "stacks": OWN,
    "successor": "reads what this project itself synthesizes, by either library, and its own table",
    "teardown": CHILD,
    "training.files": OWN,
}
# What AWS reads in our place, and so no function of the project.
ELSEWHERE: Mapping[str, str] = {
    "POST /report": "API Gateway holds its body to a model, and the workflow reads it: stacks/report_workflow.py",
    "GET /transaction/{transaction_id}": "API Gateway and the workflow read the receipt: stacks/parts.py",
    "the pages of the review": "aiohttp reads the request; the values are texts, and fuzzed as such in payment_row",
}
