from collections.abc import Iterator

from policies.aws.document_shape import departures
from policies.aws.iam import DOCUMENTS
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every
from policies.core.known_stacks import KNOWN_STACKS
from policies.identity.shared.edits import clear_document, patch_document, patch_first_statement, repeat_statement_id
from policies.identity.shared.example_system import trusts

ROLE, ROLE_POLICY = "aws_iam_role", "aws_iam_role_policy"
RIGHT = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "${aws_sqs_queue.queue.arn}"}


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
    given = {f"{ROLE_POLICY}.right": {"policy": {"Version": "2012-10-17", "Statement": [RIGHT]}}}
    violating = {
        "is missing": clear_document,
        "has no statements": patch_document({"Statement": []}),
        "has one statement, and no list": patch_document({"Statement": RIGHT}),
        "has a statement that is a text": patch_document({"Statement": ["Allow"]}),
        "has another version": patch_document({"Version": "2008-10-17"}),
        "has an unknown element": patch_document({"statement": []}),
        "lets IAM fill in a variable": patch_document({"Id": "$${aws:username}"}),
        "has a directive of a template": patch_document({"Id": "%{if true}a%{endif}"}),
        "repeats an id": repeat_statement_id,
        "has an id of several words": patch_first_statement({"Sid": "any thing"}),
        "has an id that is no text": patch_first_statement({"Sid": 1}),
        "has an unknown element in a statement": patch_first_statement({"Comment": "any"}),
        "has an effect in another case": patch_first_statement({"Effect": "allow"}),
        "excepts actions": patch_first_statement({"Action": None, "NotAction": "iam:PassRole"}),
        "excepts principals": patch_first_statement({"Principal": None, "NotPrincipal": "*"}),
        "names nobody": at_every(ROLE, patch_first_statement({"Principal": None})),
        "names nobody of a kind": patch_first_statement({"Principal": {"Service": []}}),
        "has a principal without a kind": at_every(
            ROLE, patch_first_statement({"Principal": {"Service": None, "Federated": None}})
        ),
        "names a service without its kind": patch_first_statement({"Principal": "lambda.amazonaws.com"}),
        "trusts whom another provider vouches for": patch_first_statement({"Principal": {"Federated": "example.com"}}),
        "names a principal that is a number": patch_first_statement(
            {"Principal": {"Service": ["lambda.amazonaws.com", 1]}}
        ),
        "names a resource in a trust": at_every(ROLE, patch_first_statement({"Resource": "*"})),
        "names no action": patch_first_statement({"Action": None}),
        "names a number beside an action": patch_first_statement({"Action": ["sts:AssumeRole", 1]}),
        "allows every action": patch_first_statement({"Action": "*"}),
        "allows every action of every service": patch_first_statement({"Action": "?*:*"}),
        "masks a letter": patch_first_statement({"Action": "sts:A?sumeRole"}),
        "masks a service": patch_first_statement({"Action": "st?:AssumeRole"}),
        "grants on nothing": at_every(ROLE_POLICY, patch_first_statement({"Resource": None})),
        "grants on an empty text": at_every(ROLE_POLICY, patch_first_statement({"Resource": ""})),
        "grants on a number": at_every(ROLE_POLICY, patch_first_statement({"Resource": ["*", 1]})),
        "grants to somebody": at_every(ROLE_POLICY, patch_first_statement({"Principal": "*"})),
        "has a condition that is a text": patch_first_statement({"Condition": "always"}),
        "needs no key": patch_first_statement({"Condition": {"StringEqualsIfExists": {"a:b": "c"}}}),
        "has an operator without a test": patch_first_statement({"Condition": {"StringLike": {}}}),
        "has an operator with a text": patch_first_statement({"Condition": {"StringEquals": "aws:A"}}),
        "tests what is no key": patch_first_statement({"Condition": {"StringEquals": {"A": "b"}}}),
        "tests against a number": patch_first_statement({"Condition": {"StringEquals": {"aws:A": ["b", 1]}}}),
        "tests nothing": patch_first_statement({"Condition": {"StringEquals": {"aws:A": []}}}),
        "allows what is less than a number": patch_first_statement({"Condition": {"NumericLessThan": {"aws:A": "1"}}}),
        "tests a key twice": patch_first_statement({"Condition": {"Bool": {"aws:A": "a", "AWS:a": "b"}}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for attribute in DOCUMENTS[resource.type]:
            yield from departures(resource.get(attribute), resource.type)
