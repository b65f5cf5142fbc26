"""What is pasted as it is printed: an entry of policies/checkov.toml, and the command that runs one check alone."""

from __future__ import annotations

import json
from collections.abc import Sequence


def to_report(check: str, types: Sequence[str]) -> str:
    """The line of [reports] by which a check must report on every resource of these types."""
    return f"{check} = {_toml([*types])}"


def to_title(check: str, title: str) -> str:
    """The line of [titles] by which reports name a check."""
    return f"{check} = {_toml(title)}"


def to_decline(check: str, title: str) -> str:
    """The table that declines a check. Nobody has filled it in yet, so it is refused as it stands."""
    return f'[declined.{check}]\ntitle = {_toml(title)}\nreason = ""\nowner = ""\ndate = ""'


def command(check: str) -> str:
    """Runs one check on the synthesized stacks, beside the project's own checks, without the gate."""
    scan = "checkov -d cdktf.out --framework terraform_json --external-checks-dir policies --skip-download"
    return f".venv/bin/{scan} --check {check}"


def _toml(value: str | Sequence[str]) -> str:
    """Texts and lists of texts are written alike in JSON and in TOML."""
    return json.dumps(value, ensure_ascii=False)
