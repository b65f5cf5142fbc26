"""An edit that adds a function with everything that a function has, but a policy that says what it may do."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from policies.core.deployed_folder import BUNDLE, FOLDER, SOURCE
from policies.core.examples import Address, Draft, named_edit
from policies.core.recorded_calls import RECORD, source_digest
from policies.requirements import VALIDATOR

FUNCTION, DASHBOARD = "aws_lambda_function", "aws_cloudwatch_dashboard"
NEW = "transaction-approver"
_PACKAGES = VALIDATOR.replace("-", "_"), NEW.replace("-", "_")
_CODE = {
    "lambdas/__init__.py": "",
    f"{_PACKAGES[1]}/__init__.py": "",
    f"{_PACKAGES[1]}/handler.py": "def handler(event, context):\n    return None\n",
}
_MEMBERS = {name: sha256(code.encode()).hexdigest() for name, code in _CODE.items()}


@named_edit(f"adds a function {NEW} with code, record, role, grants, logs and alarms like those of {VALIDATOR}")
def add_function(draft: Draft, at: Address) -> None:
    for type_, name in [address for address in draft if VALIDATOR in address[1]]:
        draft[(type_, _renamed(name))] = _renamed(draft[(type_, name)])
    for function in draft.of(FUNCTION, function_name=NEW):
        draft[function]["environment"] = {"variables": {"LOG_LEVEL": "INFO"}}
    for dashboard in draft.of(DASHBOARD):
        widgets = draft[dashboard]["dashboard_body"]["widgets"]
        widgets += [_renamed(each) for each in widgets if VALIDATOR in json.dumps(each)]
    for folder in draft.of(FOLDER):
        entries = draft[folder]["entries"]
        entries += [_renamed(each) for each in entries if VALIDATOR in each["path"]]
    if (BUNDLE, NEW) in draft:
        members = {name: {"sha256": digest, "source": _CODE[name]} for name, digest in _MEMBERS.items()}
        draft[(BUNDLE, NEW)]["members"] = members
        draft[(SOURCE, NEW)] = {"members": _MEMBERS}
        draft[(RECORD, NEW)] = {"source": source_digest(_MEMBERS), "calls": []}


def _renamed(value: Any) -> Any:
    """The value with the new function's name wherever that of the other stands."""
    text = json.dumps(value).replace(VALIDATOR, NEW).replace(*_PACKAGES)
    return json.loads(text)
