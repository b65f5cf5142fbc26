"""Where a deploy goes: the account of the person's credentials, or a local AWS that runs on this machine."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gate.deploy import backend
from gate.deploy.override import left_out, override
from gate.deploy.refused import CannotDeploy
from gate.plan.judged import Judged
from gate.synthesis import ROOT
from gate.terraform_environment import steering, steering_files

WORK = ROOT / ".deploy"
LOCAL = ROOT / ".local-aws"
RUNS = LOCAL / "aws.json"
SETTINGS = "local_override.tf.json"
# Of the person who runs it, nothing that could lead to a real account.
THEIRS = ("AWS_", "TF_")


@dataclass(frozen=True)
class Target:
    """The folder in which plans and working copies lie, and the environment in which Terraform runs.

    Of a local AWS, `provider` is how it is reached, `states` what the backend of the states must know to reach it, and
    `left_out` are the types that it has no call for. What is `lost` there, by type, it does not give back. What it must
    be `given`, an attribute by its type, AWS makes itself; it comes from `seed`.
    """

    folder: Path
    environment: Mapping[str, str]
    provider: Mapping[str, Any] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    lost: Mapping[str, Sequence[str]] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    seed: str = ""

    @property
    def is_local(self) -> bool:
        return bool(self.provider)

    @property
    def account(self) -> str:
        """The number of the account; raises CannotDeploy."""
        return backend.account(self.environment)

    @property
    def backend(self) -> tuple[str, ...]:
        """The options of `terraform init` that say where the states lie; raises CannotDeploy."""
        return tuple(backend.options(self.environment, self.states))

    def refuse_steering(self) -> None:
        """Raises CannotDeploy where something steers Terraform elsewhere; a local AWS is elsewhere."""
        steered = "" if self.is_local else steering(self.environment) or steering_files(self.environment)
        if steered:
            raise CannotDeploy(steered)

    def judged(self, stack: str, file: bytes, lock: bytes) -> Judged:
        """A stack as it is planned for this target."""
        if not self.is_local:
            return Judged(stack, file, lock)
        resources = json.loads(file)["resource"]
        values = {type_: self._values(type_, resources.get(type_, ())) for type_ in self.given}
        settings = json.dumps(override(resources, self.provider, self.left_out, values)).encode()
        addresses = frozenset(left_out(resources, self.left_out))
        lost = {type_: frozenset(names) for type_, names in self.lost.items()}
        return Judged(stack, file, lock, {SETTINGS: settings}, addresses, lost)

    def _values(self, type_: str, names: Iterable[str]) -> Mapping[str, Any]:
        """What AWS would make itself, by the names of the blocks: the same at each plan."""
        made = ((name, hashlib.sha256(f"{self.seed} {name}".encode()).hexdigest()[:40]) for name in names)
        return {name: {self.given[type_]: value} for name, value in made}


def account() -> Target:
    """The account of the person's credentials; raises CannotDeploy where something steers Terraform elsewhere."""
    target = Target(WORK, {**os.environ, **_plain()})
    target.refuse_steering()
    return target


def local() -> Target:
    """The local AWS that runs now; raises CannotDeploy."""
    try:
        runs = json.loads(RUNS.read_bytes())
        os.kill(runs["process"], 0)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(THEIRS)}
        environment = {**kept, **runs["environment"], **_plain()}
        parts = (runs["provider"], runs["states"], tuple(runs["left_out"]), runs["lost"], runs["given"], runs["seed"])
        return Target(LOCAL / "deploy", environment, *parts)
    except (OSError, ValueError, LookupError, TypeError):
        raise CannotDeploy("no local AWS runs; start one with `make local-aws` in another terminal") from None


def _plain() -> Mapping[str, str]:
    return {"TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1"}
