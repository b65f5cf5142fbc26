"""What a deployment may say of itself: the account that it goes to, in `deployments/<name>.tfvars.json`.

Terraform gets the file by -var-file. All else that is deployed is judged once and is the same in each account, so there
is no number that a deployment has for itself. Contacts and secrets are given by whoever deploys, and never tracked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from gate.model import Finding, Outcome
from gate.own_rules import DEPLOYMENT, OWN_RULES
from gate.regular_file import read
from policies.core import strict_json
from policies.core.strict_json import Json

FOLDER, ACCOUNT_ID = "deployments", "account_id"
NAME = re.compile(r"[a-z][a-z0-9-]*\.tfvars\.json")
ACCOUNT = re.compile(r"[0-9]{12}")


class SaysMore(ValueError):
    """A file says something else than one account; the message says what, in words, and repeats no value."""


def deployments(root: Path) -> Iterator[Finding]:
    """A failure for each file that names no account, or more than that, or the account of one before it."""
    known: dict[str, str] = {}
    for name in _names(root / FOLDER):
        try:
            account = _account(root / FOLDER / name)
        except SaysMore as error:
            yield _finding(name, str(error))
            continue
        first = known.setdefault(account, name)
        if first != name:
            yield _finding(name, f"goes to the account of {first}, where all names are taken")


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _account(file: Path) -> str:
    """The account that a file names; raises SaysMore."""
    if not NAME.fullmatch(file.name):
        raise SaysMore("has not the name of a deployment, such as staging.tfvars.json")
    content = _content(file)
    if not isinstance(content, Mapping) or ACCOUNT_ID not in content:
        raise SaysMore(f"names no {ACCOUNT_ID}")
    if more := sorted(content.keys() - {ACCOUNT_ID}):
        raise SaysMore(f"says {', '.join(more)} beside {ACCOUNT_ID}")
    account = content[ACCOUNT_ID]
    if not isinstance(account, str) or not ACCOUNT.fullmatch(account):
        raise SaysMore(f"has an {ACCOUNT_ID} that is no text of twelve digits")
    return account


def _content(file: Path) -> Json:
    try:
        return strict_json.loads(read(file).decode())
    except OSError as error:
        raise SaysMore(f"{error.strerror}") from None
    except (UnicodeDecodeError, strict_json.NotJson, RecursionError):
        raise SaysMore("is not plain JSON") from None


def _finding(name: str, details: str) -> Finding:
    return Finding("gate", DEPLOYMENT, f"{FOLDER}/{name}", Outcome.FAIL, details, OWN_RULES[DEPLOYMENT].remediation)
