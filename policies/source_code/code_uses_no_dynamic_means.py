from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE
from policies.source_code.shared.dynamic import dynamic_means
from policies.source_code.shared.each_module import in_each
from policies.source_code.shared.example import SOURCE, adds, bundle


class CodeUsesNoDynamicMeans(Policy):
    """No module of a bundle reaches anything by dynamic means: by text, frames or the interpreter's own attributes.

    A list of imports holds only while names mean what they say. `eval` makes code of text, `getattr` an attribute of
    text, and through `__globals__` every function leads to every module.
    """

    id = "FRAUD_CODE_4"
    severity = Severity.CRITICAL
    controls = (
        controls.PCI_6_2_4.supports,
        controls.NIST_CM_7.supports,
    )
    applies_to = (BUNDLE,)
    remediation = "Write it without, or have the owners of the rules extend policies/source_code/shared/allowed.py."
    waivable = False

    compliant = bundle(handler=SOURCE)
    violating = {
        "runs text as code": adds("eval('1')"),
        "imports by a built-in function": adds("__import__('socket')"),
        "asks for an attribute by text": adds("getattr(handler, 'name')"),
        "reads its own globals": adds("globals()"),
        "opens a file": adds("open('/proc/self/environ')"),
        "reads another file": adds("from pathlib import Path\nPath('/proc/self/environ').read_text()"),
        "climbs from an object": adds("().__class__.__base__.__subclasses__()"),
        "climbs by a pattern": adds("match handler:\n    case object(__globals__=found):\n        found"),
        "climbs by a frame": adds("(x for x in ()).gi_frame.f_back"),
        "climbs by a format": adds("'{0.__globals__}'.format(handler)"),
        "makes a class out of text": adds("type('C', (), dict(__match_args__=('__globals__',)))"),
        "passes for every class": adds("register = list\nhandler.register(object)"),
        "takes any name": adds("def f(**given):\n    return given"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from in_each(resource, dynamic_means)
