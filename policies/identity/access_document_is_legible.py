from collections.abc import Iterator

from policies.aws.iam import DOCUMENTS
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.identity.shared import document_readers as readers
from policies.identity.shared.document_shape import oddities
from policies.identity.shared.edits import document, no_document, repeated, statement
from policies.identity.shared.system import trusts


class AccessDocumentIsLegible(Policy):
    """Every policy document of IAM is there and has one plain shape, with nothing in it that we do not read.

    All but some actions, a condition that holds without its key: so written, access would escape the other policies.
    """

    id = "FRAUD_IAM_1"
    severity = Severity.CRITICAL
    waivable = False
    controls = (controls.NIST_AC_3.supports, controls.PCI_7_2_1.supports)
    applies_to = tuple(DOCUMENTS)
    remediation = "Write the document with stacks.document.policy: plain statements of Effect, Action and Resource."

    compliant = {"assume_role_policy": trusts("lambda.amazonaws.com")}
    odd = {
        "is missing": (no_document(), readers.NO_DOCUMENT),
        "has no statements": (document({"Statement": []}), readers.NO_DOCUMENT),
        "has another version": (document({"Version": "2008-10-17"}), ()),
        "has an unknown element": (document({"statement": []}), ()),
        "lets IAM fill in a variable": (document({"Id": "$${aws:username}"}), ("FRAUD_FILE_1",)),
        "repeats an id": (repeated, (readers.TRUST,)),
        "has an effect in another case": (statement({"Effect": "allow"}), readers.ODD_EFFECT),
        "excepts actions": (statement({"Action": None, "NotAction": "iam:PassRole"}), readers.NO_ACTION),
        "excepts principals": (statement({"Principal": None, "NotPrincipal": "*"}), readers.ODD_PRINCIPAL),
        "masks a letter": (statement({"Action": "sts:A?sumeRole"}), readers.ODD_ACTION),
        "needs no key": (statement({"Condition": {"StringEqualsIfExists": {"a:b": "c"}}}), readers.ODD_CONDITION),
        "tests nothing": (statement({"Condition": {"StringEquals": {"aws:A": []}}}), readers.ODD_CONDITION),
        "tests a key twice": (statement({"Condition": {"Bool": {"aws:A": "a", "AWS:a": "b"}}}), readers.ODD_CONDITION),
    }
    violating = {name: edit for name, (edit, _) in odd.items()}
    also = {name: noticed for name, (_, noticed) in odd.items()}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for attribute in DOCUMENTS[resource.type]:
            yield from oddities(resource.get(attribute), resource.type)
