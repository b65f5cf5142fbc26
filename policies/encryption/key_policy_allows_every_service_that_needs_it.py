from collections.abc import Iterator

from policies.aws.key_examples import alias_of
from policies.aws.key_policies import ADMINISTRATION, users
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import DEPLOYED
from policies.encryption.shared.key_admission import admits
from policies.encryption.shared.key_policy_edits import EVENTS, LOOKS, patch_services, remove_services
from policies.encryption.shared.key_request_examples import BESIDE, KEPT_OUT, publish
from policies.encryption.shared.key_requests import requests
from policies.requirements import REGION

OTHER = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/other"
CONTEXT = "kms:EncryptionContext:aws:logs:arn"
BRACKETS = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-grou[p]:*"


class KeyPolicyAllowsEveryServiceThatNeedsIt(Policy):
    """Every key's policy lets in each service that this stack makes use it, for the thing that it uses it on.

    A service that may not use the key reports it nowhere: log lines, events and alarms are dropped. A condition on what
    AWS does not send with the call, such as the account that an event comes from, keeps the service out.
    """

    id = "FRAUD_ENCRYPTION_17"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_12.supports,)
    stacks = DEPLOYED
    applies_to = ("aws_kms_key",)
    claims = ("policy",)
    remediation = "Add the service in stacks/keys.py, with the statement of stacks/key_users.py that is made for it."

    compliant = {
        "policy": {
            "Statement": [
                ADMINISTRATION,
                {**LOOKS, "Condition": {"ArnEquals": LOOKS["Condition"]["StringEquals"]}},
                {**EVENTS, "Action": "kms:GenerateDataKey"},
                {**EVENTS, "Action": "kms:Decrypt", "Condition": {"StringLike": EVENTS["Condition"]["StringEquals"]}},
            ]
        }
    }
    given = {**alias_of("messages"), **BESIDE}
    violating = {
        "keeps them out": remove_services,
        **KEPT_OUT,
        "keeps out an alarm that rings": publish("alarm_actions"),
        "keeps out an alarm that is over": publish("ok_actions"),
        "keeps out an alarm that knows nothing": publish("insufficient_data_actions"),
        "lets them in for something else": patch_services({"Condition": {"ArnEquals": {"aws:SourceArn": OTHER}}}),
        "names them by a set": patch_services({"Condition": {"ArnLike": {CONTEXT: BRACKETS}}}),
        "asks for what AWS does not send": patch_services(
            {"Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}}}
        ),
        "lets them use another key": patch_services({"Resource": f"arn:aws:kms:{REGION}:111122223333:key/example"}),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return any(requests(resource, stack))

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        allowed = users(resource.get("policy"))
        for request in requests(resource, stack):
            if not any(admits(statement, request) for statement in allowed):
                yield f"does not let {request.service} call {request.action} for {request.purpose}"
