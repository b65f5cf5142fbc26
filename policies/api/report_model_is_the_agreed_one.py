from collections.abc import Iterator

from policies.api.shared.report_model import SCHEMA, is_report
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.equality import same
from policies.core.examples import append, remove
from policies.requirements import REPORT_MODEL


class ReportModelIsTheAgreedOne(Policy):
    """A report holds a transaction's id, a verdict of two words and, if the caller has them, a reference and a code.

    Who reports follows from the key, never from the body. A note in free text would bring names and card numbers into
    a table that is kept.
    """

    id = "FRAUD_API_62"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    claims = ("schema",)
    remediation = "Let stacks.schema.report and policies/api/shared/report_model.py say the same."

    compliant = {"name": REPORT_MODEL, "schema": SCHEMA}
    violating = {
        "takes a note": {"schema": {"properties": {"note": {"type": "string"}}}},
        "lets the body say who reports": {"schema": {"properties": {"reported_by": {"type": "string"}}}},
        "takes any verdict": {"schema": {"properties": {"verdict": {"pattern": "^[a-z]+$"}}}},
        "takes a reference without an end": {"schema": {"properties": {"reference": {"pattern": "^.*$"}}}},
        "takes any code": {"schema": {"properties": {"code": {"pattern": "^.+$"}}}},
        "takes more fields": {"schema": {"additionalProperties": True}},
        "needs no verdict": remove("schema", "required", -1),
        "needs a reference": append("schema", "required", item="reference"),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return is_report(resource)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not same(resource.get("schema"), SCHEMA):
            yield "does not describe a report by the fields and patterns that were agreed"
