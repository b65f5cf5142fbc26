from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE
from policies.core.recorded_calls import RECORD, recorded
from policies.source_code.shared.aws_calls import unreadable_clients, unrecorded
from policies.source_code.shared.each_module import in_each
from policies.source_code.shared.example import CALLING, CLIENT, adds, bundle
from policies.source_code.shared.modules import modules


class CodeCallsOnlyWhatWasRecorded(Policy):
    """Every call of AWS that a function's code can make is one that it was seen to make, and is on record.

    The grants follow the record. A call in a branch that no test drives is on no record: it fails where the role may
    not, and does harm where it may. So each client is used where its operations can be read from the code.
    """

    id = "FRAUD_CODE_6"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_5.supports)
    applies_to = (BUNDLE,)
    remediation = "Remove the call, or drive it by a test, run `make calls`, and review what changed."
    waivable = False

    compliant = bundle(handler=CALLING, topic=CLIENT)
    given = {f"{RECORD}.example": {"calls": [{"action": "sns:Publish", "on": "TOPIC_ARN"}]}}
    violating = {
        "deletes the table": adds("def f(*, client):\n    client.delete_table(TableName='transactions')"),
        "reads what was not recorded": adds("def f(*, client):\n    client.get_item(TableName='transactions')"),
        "gives the client another name": adds("def f(*, client):\n    other = client\n    other.delete_table()"),
        "asks a client for its parts": adds("def f(*, client):\n    client.meta.events.register('x', f)"),
        "makes a client of any service": adds("import boto3\nboto3.client(__name__)"),
        "makes a client of workflows, by the service's own name": adds("import boto3\nboto3.client('stepfunctions')"),
        "sends calls elsewhere": adds("import boto3\nboto3.client('sns', endpoint_url='https://example.com')"),
        "uses the client that another hands out": adds("from . import topic\ntopic.client().delete_topic()"),
        "hands it to other code": adds("from . import topic\ndict(client=topic.client())['client'].delete_topic()"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        record = stack.by_address.get(f"{RECORD}.{resource.name}")
        actions = [action for action, _ in recorded(record)] if record else []
        yield from in_each(resource, unreadable_clients)
        for module in modules(resource).values():
            yield from unrecorded(module, actions)
