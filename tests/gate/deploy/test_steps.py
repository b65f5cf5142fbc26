"""What is applied, and what the ledger says of it, whatever becomes of the apply."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gate.cli import deploy_steps
from gate.cli.deploy_options import Options
from gate.deploy import applying
from gate.deploy.planning import Planned
from gate.deploy.prepared import Prepared
from gate.deploy.recorded import Ledger
from gate.deploy.refused import CannotDeploy, Refused
from gate.deploy.target import Target
from gate.deploy.terraform import Terraform
from gate.ledger.append import Keys
from gate.ledger.store import store_at
from gate.model import Verdict
from gate.plan.held import Held
from gate.plan.judged import Judged
from gate.provenance.attested import Attested
from gate.provenance.envelope import unchecked
from gate.provenance.keys import new_key, public_of
from gate.provenance.tree_state import TreeState

KEY = new_key()
COMMIT = "a" * 40


class Applied:
    """Stands for Terraform: what was applied, and whether the next one fails."""

    def __init__(self) -> None:
        self.stacks: list[str] = []
        self.fails = False
        self.verdict = Verdict.OPEN
        self.left: tuple[str, ...] = ()


@pytest.fixture
def applied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Applied:
    state = Applied()
    bound = Prepared({"account": "1" * 64, "fraud-detection": "2" * 64}, "c" * 64, "2026-11-28T05:00:00Z")

    def apply(planned: Planned) -> None:
        state.stacks.append(planned.judged.stack)
        if state.fails:
            raise CannotDeploy("terraform apply did not end it")

    def looked_at(*_: Any) -> None:
        if state.left:
            raise Refused(*state.left)

    attested = Attested({}, {}, {}, TreeState(COMMIT))
    evidence = SimpleNamespace(attested=attested, services={}, assessments=(), waivers=())
    monkeypatch.setattr(applying, "bound", lambda *_: (None, bound))
    monkeypatch.setattr(applying, "unchanged", lambda *_: iter(plans(tmp_path)))
    monkeypatch.setattr(applying, "applied", apply)
    monkeypatch.setattr(applying, "looked_at", looked_at)
    monkeypatch.setattr(
        deploy_steps, "judged_afresh", lambda _: SimpleNamespace(verdict=state.verdict, **vars(evidence))
    )
    (tmp_path / "attestation.json").write_text("{}")
    (tmp_path / "ledger").mkdir()
    return state


def plans(folder: Path) -> list[Planned]:
    """Nothing to do for the account, and one resource to create in the system."""
    actions = {"account": {"no change": 9}, "fraud-detection": {"create": 1}}
    return [
        Planned(Judged(stack, b"{}", b""), folder, folder / "p", Held((), (), done), Terraform(folder, {}))
        for stack, done in actions.items()
    ]


def options(folder: Path) -> Options:
    ledger = Ledger(store_at(str(folder / "ledger")), Keys(KEY, [public_of(KEY)]))
    return Options(Target(folder, {}), KEY, ledger)


def events(folder: Path) -> list[str]:
    """What the ledger says has happened."""
    held = [options(folder).ledger.store.read().files[name] for name in sorted(entries(folder))]
    said = [unchecked(each.decode()) for each in held]
    return ["verified" if '"event":"verified"' in each else "applied" for each in said]


def entries(folder: Path) -> list[str]:
    return [path.name for path in (folder / "ledger").iterdir()]


def deploy(folder: Path) -> None:
    deploy_steps.apply_plans(options(folder), lambda _: "Ada")


def test_only_what_changes_is_applied_and_both_steps_are_recorded(applied: Applied, tmp_path: Path) -> None:
    deploy(tmp_path)
    assert applied.stacks == ["fraud-detection"]
    assert events(tmp_path) == ["applied", "verified"]


def test_an_apply_that_fails_is_recorded_as_applied(applied: Applied, tmp_path: Path) -> None:
    applied.fails = True
    with pytest.raises(CannotDeploy, match="did not end it"):
        deploy(tmp_path)
    assert events(tmp_path) == ["applied"]


def test_what_is_not_as_judged_afterwards_is_not_verified(applied: Applied, tmp_path: Path) -> None:
    applied.left = ("applied, not verified: x",)
    with pytest.raises(Refused):
        deploy(tmp_path)
    assert events(tmp_path) == ["applied"]


def test_a_gate_that_has_closed_since_applies_nothing(applied: Applied, tmp_path: Path) -> None:
    applied.verdict = Verdict.CLOSED
    with pytest.raises(Refused, match="the gate has closed since it was planned"):
        deploy(tmp_path)
    assert (applied.stacks, entries(tmp_path)) == ([], [])
