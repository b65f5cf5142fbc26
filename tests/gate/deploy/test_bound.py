"""Plans go with one attestation: that of the run that judged them, of a clean tree, and of what is there now."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from gate.cli import before_planning, deploy_steps
from gate.cli.deploy_options import Options
from gate.deploy import applying, planning
from gate.deploy import bound as binding
from gate.deploy.bound import Bound, bind, read_bound
from gate.deploy.planning import Planned
from gate.deploy.prepared import Prepared
from gate.deploy.recorded import Ledger
from gate.deploy.refused import CannotDeploy, Refused
from gate.deploy.target import Target
from gate.deploy.terraform import Terraform
from gate.deploy.working_copy import BACKEND, backend
from gate.ledger.append import Keys
from gate.ledger.store import store_at
from gate.model import Assessment, Finding, Outcome
from gate.moment import day, now
from gate.plan.held import Held
from gate.plan.judged import Judged
from gate.provenance.attested import Attested
from gate.provenance.keys import new_key, public_of
from gate.provenance.tree_state import TreeState
from gate.reports.attestation import statement
from gate.reports.evidence import Evidence
from policies.core.deployed_folder import LOCK

KEY = new_key()
MOMENT = now()
TODAY = day(MOMENT)
ACCOUNT = Judged("account", b"{}", b"lock")
SUBJECTS = {"stacks/account/cdk.tf.json": "1" * 64}


def evidence(changed: Mapping[str, str], moment: str = MOMENT) -> Evidence:
    """Of an open gate, and of a tree in which these files differ from its commit."""
    assessments = (Assessment("cdk.tf.json", "", (Finding("a", "A", "p", Outcome.PASS),)),)
    return Evidence(moment, assessments, (), (), Attested(SUBJECTS, {}, {}, TreeState("a" * 40, changed)))


def attestation(of: Evidence) -> bytes:
    return statement(of, {"report.html": "2" * 64}).text().encode()


CLEAN, CHANGED = evidence({}), evidence({"policies/waivers.toml": "3" * 64})


def target(folder: Path, account: str = "1" * 12) -> Target:
    return Target(folder, {"TF_VAR_account_id": account, "HOME": str(folder), "XDG_DATA_DIRS": ""})


def planned(folder: Path) -> Planned:
    plan = folder / "account.plan"
    plan.write_bytes(b"a plan")
    files = {".terraform/terraform.tfstate": "4" * 64}
    return Planned(Judged("account", b"{}", b""), files, plan, Terraform(folder, {}), Held((), (), {"create": 1}))


def bound(folder: Path, of: Evidence, monkeypatch: pytest.MonkeyPatch, there: Evidence | None = None) -> Bound:
    """Binds a plan to the attestation of one run, and reads it back; what is there now is the same if not said."""
    bind([planned(folder)], attestation(of), target(folder), MOMENT, KEY)
    monkeypatch.setattr(binding, "of_output", lambda _: (there or of).attested)
    return read_bound(target(folder), public_of(KEY), TODAY)


def test_what_was_bound_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = bound(tmp_path, CLEAN, monkeypatch)
    assert (found.attestation, found.attested) == (attestation(CLEAN), CLEAN.attested)
    assert found.prepared.backends == {"account": "4" * 64}


def test_what_was_judged_in_a_tree_that_is_not_its_commit_is_not_applied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match=r"is of a tree that is not clean: .* 1 file differs from it: policies/waivers"):
        bound(tmp_path, CHANGED, monkeypatch)


def test_what_is_there_must_be_what_was_attested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match=r"^policies/waivers\.toml: differs from the commit now, and did not then; run"):
        bound(tmp_path, CLEAN, monkeypatch, CHANGED)


def test_plans_for_another_account_are_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bound(tmp_path, CLEAN, monkeypatch)
    with pytest.raises(Refused, match="is for another account than TF_VAR_account_id says"):
        read_bound(target(tmp_path, "2" * 12), public_of(KEY), TODAY)


def test_another_attestation_than_the_plans_were_made_by_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound(tmp_path, CLEAN, monkeypatch)
    (tmp_path / "attestation.json").write_bytes(attestation(CHANGED))
    with pytest.raises(Refused, match="is not the attestation that the plans were made by"):
        read_bound(target(tmp_path), public_of(KEY), TODAY)


def test_what_steers_terraform_only_once_it_was_planned_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound(tmp_path, CLEAN, monkeypatch)
    (tmp_path / ".terraformrc").write_text("provider_installation { dev_overrides {} }")
    with pytest.raises(CannotDeploy, match="dev_overrides: steers Terraform past the judged file"):
        read_bound(target(tmp_path), public_of(KEY), TODAY)


class Planning:
    """`make_plans`, with a run of the gate that writes its attestation here."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.path = folder, folder / "attestation.json"
        (folder / "deploy").mkdir()
        (folder / "ledger").mkdir()
        self.meanwhile: Callable[[], object] = lambda: None
        monkeypatch.setattr(before_planning, "REPORTS", folder)
        monkeypatch.setattr(deploy_steps, "judged_open", self.judged)
        monkeypatch.setattr(deploy_steps, "preflight", lambda _: None)
        monkeypatch.setattr(planning, "plans", self.plans)
        self.written = CLEAN

    def judged(self, _: object) -> Evidence:
        self.path.write_bytes(attestation(self.written))
        return CLEAN

    def plans(self, _: object, attested: Mapping[str, str], __: date) -> Iterator[Planned]:
        assert attested == SUBJECTS
        self.meanwhile()
        yield planned(self.folder / "deploy")

    def make(self) -> bytes:
        there = target(self.folder / "deploy")
        ledger = Ledger(store_at(str(self.folder / "ledger")), Keys(KEY, [public_of(KEY)]), there)
        deploy_steps.make_plans(Options(there, KEY, ledger))
        return (self.folder / "deploy" / "attestation.json").read_bytes()


def test_plans_are_bound_to_what_was_judged_whatever_is_judged_while_it_is_planned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Planning(tmp_path, monkeypatch)
    run.meanwhile = lambda: run.path.write_bytes(attestation(CHANGED))
    assert run.make() == attestation(CLEAN)


@pytest.mark.parametrize("other", [CHANGED, evidence({}, "2026-11-01T05:00:00Z")])
def test_the_attestation_of_another_run_is_not_taken(
    other: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Planning(tmp_path, monkeypatch)
    run.written = other
    with pytest.raises(Refused, match=r"attestation\.json: is of another run of the gate, which ended meanwhile"):
        run.make()


@pytest.fixture
def applying_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working copy of the account's stack, which is the only one, is compared in full and planned in no way."""
    folder = tmp_path / "stacks" / "account"
    (folder / ".terraform").mkdir(parents=True)
    (folder / BACKEND).write_bytes(b"where the state lies")
    (folder / "cdk.tf.json").write_bytes(ACCOUNT.file)
    (folder / LOCK).write_bytes(ACCOUNT.lock)
    monkeypatch.setattr(applying, "ORDER", ("account",))
    monkeypatch.setattr(applying, "judged_by", lambda _: None)
    monkeypatch.setattr(applying, "judged_stack", lambda *_: (ACCOUNT, tmp_path / "cdktf.out", folder))
    monkeypatch.setattr(applying, "held", lambda *_: Held((), (), {}))
    monkeypatch.setattr(Terraform, "quietly", lambda *_: pytest.fail("Terraform was started"))
    return folder


def compared(folder: Path) -> Planned:
    (folder.parents[1] / "account.plan").write_bytes(b"a plan")
    subjects = {f"stacks/account/{name}": of(data) for name, data in (("cdk.tf.json", b"{}"), (LOCK, b"lock"))}
    attested = statement(Evidence(MOMENT, CLEAN.assessments, (), (), Attested(subjects, {}, {})), {}).text().encode()
    prepared = Prepared({"account": of(b"a plan")}, of(attested), "1" * 12, MOMENT, {"account": backend(folder)})
    (found,) = applying.compared(target(folder.parents[1]), Bound(prepared, attested), TODAY)
    return found


def of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_what_is_planned_in_is_compared_with_what_was_attested(applying_account: Path) -> None:
    assert compared(applying_account).judged == ACCOUNT
    (applying_account / "x.auto.tfvars").touch()
    with pytest.raises(Refused, match=r"x\.auto\.tfvars: is not as it was judged"):
        compared(applying_account)


def test_nothing_is_looked_at_by_a_state_that_lies_elsewhere(applying_account: Path) -> None:
    stack = compared(applying_account)
    (applying_account / BACKEND).write_bytes(b"another bucket")
    with pytest.raises(Refused) as refused:
        applying.verify(target(applying_account.parents[1]), [stack], TODAY, "applied, not verified")
    assert refused.value.lines == (
        f"applied, not verified: {applying_account / BACKEND}: is not as it was judged, or written for it; plan again",
    )
