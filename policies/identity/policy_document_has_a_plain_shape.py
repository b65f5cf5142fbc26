from collections.abc import Iterator

from policies.aws.document_shape import departures
from policies.aws.iam import DOCUMENTS
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.known_stacks import KNOWN_STACKS
from policies.identity.shared.edits import clear_document, patch_document, patch_first_statement, repeat_statement_id
from policies.identity.shared.example_system import trusts


class PolicyDocumentHasAPlainShape(Policy):
    """Every policy document of IAM is there and has one plain shape, with nothing in it that we do not read.

    The other policies read the plain shape alone. They would miss access that is written in another form, such as
    NotAction, or a condition that holds without its key.
    """

    id = "FRAUD_IAM_1"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_3.supports, controls.PCI_7_2_1.supports)
    stacks = KNOWN_STACKS
    applies_to = tuple(DOCUMENTS)
    remediation = "Write the document with stacks.document.policy: plain statements of Effect, Action and Resource."

    compliant = {"assume_role_policy": trusts("lambda.amazonaws.com")}
    violating = {
        "is missing": clear_document,
        "has no statements": patch_document({"Statement": []}),
        "has another version": patch_document({"Version": "2008-10-17"}),
        "has an unknown element": patch_document({"statement": []}),
        "lets IAM fill in a variable": patch_document({"Id": "$${aws:username}"}),
        "repeats an id": repeat_statement_id,
        "has an effect in another case": patch_first_statement({"Effect": "allow"}),
        "excepts actions": patch_first_statement({"Action": None, "NotAction": "iam:PassRole"}),
        "excepts principals": patch_first_statement({"Principal": None, "NotPrincipal": "*"}),
        "masks a letter": patch_first_statement({"Action": "sts:A?sumeRole"}),
        "needs no key": patch_first_statement({"Condition": {"StringEqualsIfExists": {"a:b": "c"}}}),
        "tests nothing": patch_first_statement({"Condition": {"StringEquals": {"aws:A": []}}}),
        "tests a key twice": patch_first_statement({"Condition": {"Bool": {"aws:A": "a", "AWS:a": "b"}}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for attribute in DOCUMENTS[resource.type]:
            yield from departures(resource.get(attribute), resource.type)
