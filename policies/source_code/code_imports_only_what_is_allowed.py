from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE
from policies.source_code.shared.each_module import in_each
from policies.source_code.shared.example import SOURCE, adds, bundle, imports_beside
from policies.source_code.shared.imports import unwanted_imports


class CodeImportsOnlyWhatIsAllowed(Policy):
    """Every module of a bundle imports only what it may, and uses only what it may of that.

    Code that imports nothing of the network sends nothing away. Which module may import what is one list; raw HTTP is
    there for the one adapter of the model's endpoint, and AWS for the adapters of each service.
    """

    id = "FRAUD_CODE_3"
    severity = Severity.CRITICAL
    controls = (
        controls.PCI_6_2_4.supports,
        controls.NIST_CM_7.supports,
    )
    applies_to = (BUNDLE,)
    remediation = "Do without it, or have the owners of the rules add it to policies/source_code/shared/allowed.py."
    waivable = False

    compliant = bundle(handler=SOURCE)
    violating = {
        "sends by raw HTTP": adds("import urllib3"),
        "opens a socket": adds("from socket import socket"),
        "runs a program": adds("import os\nos.system('id')"),
        "imports by name": adds("from importlib import import_module"),
        "imports everything": adds("from json import *"),
        "reaches a module through another": adds("import json\njson.codecs.sys.modules"),
        "gives a module another name": adds("import os\nother = os"),
        "imports from outside its package": adds("from ..other import code"),
        "calls another function in its own process": imports_beside("handler", "handler"),
        "uses another function's parts": imports_beside("cards", "freeze"),
        "starts threads where nothing was reviewed": adds("from concurrent.futures import ThreadPoolExecutor"),
        "signs where no adapter is": adds("from hmac import digest"),
        "makes a client where no adapter is": adds("import boto3\nboto3.client('s3')"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from in_each(resource, unwanted_imports)
