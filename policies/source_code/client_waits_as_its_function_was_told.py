import ast
from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE
from policies.source_code.shared.aws_calls import CONFIG, made
from policies.source_code.shared.example import CALLING, CLIENT, WAITING, adds, bundle
from policies.source_code.shared.modules import modules
from policies.source_code.shared.syntax import is_text

WAITS = "waiting(timeout_ms)"
LIMITS = "Config(connect_timeout=seconds, read_timeout=seconds, retries={'total_max_attempts': 1, 'mode': 'standard'})"


class ClientWaitsAsItsFunctionWasTold(Policy):
    """Every client of AWS gives up after the time that its function was told, and does not try again by itself.

    Without limits of its own a client waits for a minute to connect, for another to be answered, and tries five times:
    its function is ended long before, and says nothing. How long a function takes at the worst is computed from this.
    """

    id = "FRAUD_CODE_9"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_6.supports,)
    applies_to = (BUNDLE,)
    remediation = "Make each client with config=waiting(timeout_ms), and let the workflow try again."
    waivable = False

    compliant = bundle(handler=CALLING, topic=CLIENT, clients=WAITING)
    violating = {
        "has no limits": adds("import boto3\ndef client():\n    return boto3.client('sns')"),
        "has limits of its own": adds("import boto3\ndef client():\n    return boto3.client('sns', config=Config())"),
        "waits for as long as it likes": adds("def client():\n    return boto3.client('sns', config=waiting(60000))"),
        "tries again": adds('Config(connect_timeout=s, read_timeout=s, retries={"total_max_attempts": 2})'),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for module in modules(resource).values():
            for call in made(module):
                if not any(keyword.arg == "config" and is_text(keyword.value, WAITS) for keyword in call.keywords):
                    yield f"{module.at(call)} makes a client that does not wait as its function was told"
            for node in module.nodes:
                if isinstance(node, ast.Call) and is_text(node.func, CONFIG) and not is_text(node, LIMITS):
                    yield f"{module.at(node)} lets clients wait otherwise, or try more than once"
