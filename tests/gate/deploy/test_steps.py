"""What is applied, and what the ledger says of it, whatever becomes of the apply."""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from gate.cli import deploy_steps
from gate.cli.command import gate
from gate.cli.deploy_options import Options
from gate.deploy import applying
from gate.deploy.bound import Bound
from gate.deploy.changes import changes
from gate.deploy.planning import Planned, by_stack
from gate.deploy.prepared import Prepared
from gate.deploy.recorded import Ledger
from gate.deploy.refused import CannotDeploy, Refused
from gate.deploy.target import Target
from gate.deploy.terraform import Terraform
from gate.ledger.append import Keys
from gate.ledger.store import store_at
from gate.model import Verdict
from gate.moment import now
from gate.plan.held import Held
from gate.plan.judged import Judged
from gate.provenance.attestation import Statement
from gate.provenance.attested import Attested
from gate.provenance.digests import digests
from gate.provenance.envelope import unchecked
from gate.provenance.keys import new_key, public_of
from gate.provenance.tree_state import TreeState
from gate.words import KINDS

KEY = new_key()
COMMIT = "a" * 40


def statement(changed: Mapping[str, str], subjects: Mapping[str, str] | None = None) -> Statement:
    """Of an open gate, and of a tree in which these files differ from its commit."""
    subjects = subjects or {"stacks/account/cdk.tf.json": "1" * 64}
    counts = {kind: 1 if kind == KINDS[0] else 0 for kind in KINDS}
    return Statement(Attested(subjects, {}, {}, TreeState(COMMIT, changed)), now(), Verdict.OPEN, counts)


class Applied:
    """Stands for Terraform: what was applied, what happens meanwhile, and whether it fails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stacks: list[str] = []
        self.fails = False
        self.verdict = Verdict.OPEN
        self.left: tuple[str, ...] = ()
        self.ended: tuple[str, ...] = ()
        self.does: Mapping[str, int] = {"account": 0, "fraud-detection": 1}
        self.meanwhile: Callable[[], object] = lambda: None
        self.days: list[date] = []
        self.looked: list[str] = []
        self.judged: list[str] = []
        self.files: dict[str, Mapping[str, str]] = {}
        self.file = b"{}"
        self.attested = statement({}).attested
        self.planned_at = "2026-11-28T05:00:00Z"

    def bound(self, _: object, __: object, today: date) -> Bound:
        """Of the plans that are there."""
        self.days.append(today)
        plans = {stack: hashlib.sha256((self.folder / f"{stack}.plan").read_bytes()).hexdigest() for stack in self.does}
        attestation = statement({}).text().encode()
        return Bound(Prepared(plans, "c" * 64, "1" * 12, self.planned_at, {}), attestation)

    def judge(self, moment: str) -> SimpleNamespace:
        self.judged.append(moment)
        return SimpleNamespace(verdict=self.verdict, attested=self.attested, services={}, assessments=(), waivers=())

    def planned(self) -> Iterator[Planned]:
        for stack, count in self.does.items():
            judged = Judged(stack, self.file, b"")
            folder, files = self.folder / "work" / stack, self.files.get(stack, {})
            actions = {"create": count} if count else {"no change": 9}
            held = Held((), (), actions, changes=f"{count:064}", ended=self.ended)
            yield Planned(judged, files, self.folder / f"{stack}.plan", Terraform(folder, {}), held)

    def apply(self, planned: Planned) -> None:
        self.stacks.append(planned.judged.stack)
        self.meanwhile()
        if self.fails:
            raise CannotDeploy("terraform apply did not end it")

    def verify(self, *words: object) -> None:
        self.looked.append(str(words[-1]))
        if self.left:
            raise Refused(*self.left)


@pytest.fixture
def applied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Applied:
    state = Applied(tmp_path)
    monkeypatch.setattr(deploy_steps, "read_bound", state.bound)
    monkeypatch.setattr(applying, "compared", lambda *_: state.planned())
    monkeypatch.setattr(applying, "applied", state.apply)
    monkeypatch.setattr(applying, "verify", state.verify)
    monkeypatch.setattr(deploy_steps, "judged_afresh", state.judge)
    (tmp_path / "ledger").mkdir()
    for each in state.does:
        (tmp_path / f"{each}.plan").write_text(f"the plan of {each}")
        (tmp_path / "work" / each).mkdir(parents=True)
        (tmp_path / "work" / each / "cdk.tf.json").write_text("{}")
        state.files[each] = digests(tmp_path / "work" / each)
    return state


PRODUCTION = Target(Path(), {"TF_VAR_account_id": "1" * 12})


def options(folder: Path, known: str | None = None, target: Target = PRODUCTION, head: str = "") -> Options:
    there = replace(target, folder=folder)
    ledger = Ledger(store_at(str(folder / "ledger")), Keys(KEY, [public_of(KEY)]), there, head)
    return Options(there, KEY, ledger, known)


def events(folder: Path) -> list[str]:
    """What the ledger says has happened."""
    held = [options(folder).ledger.store.read().files[name] for name in sorted(entries(folder))]
    said = [unchecked(each.decode()) for each in held]
    return ["verified" if '"event":"verified"' in each else "applied" for each in said]


def entries(folder: Path) -> list[str]:
    return [path.name for path in (folder / "ledger").iterdir()]


def deploy(
    folder: Path, approved: Callable[[], object] = lambda: None, known: str | None = None, *, just_planned: bool = True
) -> None:
    """`approved` happens while somebody approves."""

    def approver(_: object) -> str:
        approved()
        return "Ada"

    deploy_steps.apply_plans(options(folder, known), approver, just_planned=just_planned)


def heads(folder: Path) -> list[str]:
    """The digest of each entry."""
    return [hashlib.sha256((folder / "ledger" / name).read_bytes()).hexdigest() for name in sorted(entries(folder))]


def test_only_what_changes_is_applied_and_both_steps_are_recorded(applied: Applied, tmp_path: Path) -> None:
    deploy(tmp_path)
    assert applied.stacks == ["fraud-detection"]
    assert events(tmp_path) == ["applied", "verified"]


def test_what_is_destroyed_or_replaced_is_named_before_somebody_approves(
    applied: Applied, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    applied.ended, seen = ("replace: aws_lambda_function.a",), list[str]()
    deploy(tmp_path, lambda: seen.append(capsys.readouterr().out), just_planned=False)
    assert applied.ended[0] in seen[0].splitlines()


def test_an_apply_that_fails_is_recorded_as_applied(applied: Applied, tmp_path: Path) -> None:
    applied.fails = True
    with pytest.raises(CannotDeploy, match="did not end it"):
        deploy(tmp_path)
    assert events(tmp_path) == ["applied"]


def not_verified(applied: Applied, folder: Path) -> None:
    """Leaves an apply behind that ended half way."""
    applied.fails = True
    with pytest.raises(CannotDeploy, match="did not end it"):
        deploy(folder)


def test_what_was_applied_and_is_there_is_verified_by_the_next_deploy(applied: Applied, tmp_path: Path) -> None:
    not_verified(applied, tmp_path)
    applied.does = {"account": 0, "fraud-detection": 0}
    applied.planned_at = "2099-01-01T00:00:00Z"
    deploy(tmp_path)
    assert events(tmp_path) == ["applied", "verified"]
    deploy(tmp_path)
    assert events(tmp_path) == ["applied", "verified"]


@pytest.mark.parametrize(
    ("other", "place"),
    [
        (Target(Path(), {"TF_VAR_account_id": "2" * 12}), "account 222222222222"),
        (Target(Path(), {"TF_VAR_account_id": "1" * 12}, {"endpoints": []}), "account 111111111111 of a local AWS"),
    ],
)
def test_a_deploy_to_another_account_verifies_nothing_and_adds_nothing(
    applied: Applied, tmp_path: Path, other: Target, place: str
) -> None:
    not_verified(applied, tmp_path)
    for does in (0, 1):
        applied.does = {"account": 0, "fraud-detection": does}
        applied.planned_at = "2099-01-01T00:00:00Z"
        with pytest.raises(CannotDeploy, match=f"ledger: is of account 111111111111, and this deploy goes to {place}"):
            deploy_steps.apply_plans(options(tmp_path, target=other), lambda _: "Ada", just_planned=True)
    assert (applied.stacks, events(tmp_path)) == (["fraud-detection"], ["applied"])


def test_each_entry_says_to_which_account(applied: Applied, tmp_path: Path) -> None:
    deploy(tmp_path)
    for entry in (unchecked(path.read_text()) for path in (tmp_path / "ledger").iterdir()):
        assert '"account":"111111111111"' in entry
        assert '"local":false' in entry


def test_nothing_goes_behind_a_ledger_without_the_head_that_was_kept(applied: Applied, tmp_path: Path) -> None:
    deploy(tmp_path)
    first, last = heads(tmp_path)
    for kept in (first, last):
        deploy_steps.apply_plans(options(tmp_path, head=kept), lambda _: "Ada", just_planned=True)
    shutil.rmtree(tmp_path / "ledger")
    (tmp_path / "ledger").mkdir()
    with pytest.raises(
        CannotDeploy, match=r"the head that was kept is no entry's, and there is no entry.*nothing was applied"
    ):
        deploy_steps.apply_plans(options(tmp_path, head=last), lambda _: "Ada", just_planned=True)
    assert (len(applied.stacks), entries(tmp_path)) == (3, [])


@pytest.mark.parametrize("given", [True, False])
def test_a_ledger_that_is_cut_off_while_somebody_approves_gets_no_entry(
    applied: Applied, tmp_path: Path, given: bool
) -> None:
    deploy(tmp_path)
    last = heads(tmp_path)[-1] if given else ""

    def approver(_: object) -> str:
        (tmp_path / "ledger/000002.dsse.json").unlink()
        return "Mallory"

    with pytest.raises(CannotDeploy, match="the head that was kept is no entry's"):
        deploy_steps.apply_plans(options(tmp_path, head=last), approver, just_planned=True)
    assert (len(applied.stacks), events(tmp_path)) == (1, ["applied"])


def test_whoever_begins_a_ledger_is_told_first(
    applied: Applied, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy(tmp_path, just_planned=False)
    first, *_ = capsys.readouterr().out.splitlines()
    assert first == (
        f"{tmp_path / 'ledger'}: has no entry, and a deploy begins a new ledger; if there was one, stop here, "
        "and give the head that was kept with --head"
    )
    deploy(tmp_path, just_planned=False)
    assert "begins a new ledger" not in capsys.readouterr().out


def test_whoever_was_told_while_planning_that_a_ledger_begins_is_not_told_again(
    applied: Applied, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy(tmp_path)
    assert "begins a new ledger" not in capsys.readouterr().out


def test_planning_says_first_that_a_ledger_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ledger").mkdir()

    def closed(_: object) -> None:
        raise Refused("the gate is not open")

    monkeypatch.setattr(deploy_steps, "judged_open", closed)
    with pytest.raises(Refused, match="not open"):
        deploy_steps.make_plans(options(tmp_path))
    assert capsys.readouterr().out.startswith(f"{tmp_path / 'ledger'}: has no entry, and a deploy begins")


@pytest.mark.parametrize("head", ["sha256:12", "x", " "])
def test_a_head_that_is_none_is_refused_and_nothing_is_planned(head: str) -> None:
    done = CliRunner().invoke(gate, ["deploy", "--key", "any.pem", "--head", head])
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(r"--head: .*: is no digest; .*; nothing was planned\n", done.stderr)


def test_a_plan_of_before_the_apply_verifies_nothing(applied: Applied, tmp_path: Path) -> None:
    not_verified(applied, tmp_path)
    applied.does = {"account": 0, "fraud-detection": 0}
    deploy(tmp_path)
    assert events(tmp_path) == ["applied"]


def test_a_plan_of_another_file_verifies_nothing(applied: Applied, tmp_path: Path) -> None:
    not_verified(applied, tmp_path)
    applied.does = {"account": 0, "fraud-detection": 0}
    applied.planned_at, applied.file = "2099-01-01T00:00:00Z", b'{"resource": {}}'
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


def test_what_was_planned_anew_while_it_was_being_approved_is_not_applied(applied: Applied, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="it was planned anew while it was being approved"):
        deploy(tmp_path, lambda: (tmp_path / "account.plan").write_text("another plan"))
    assert (applied.stacks, entries(tmp_path)) == ([], [])


@pytest.mark.parametrize("name", ["fraud-detection.plan", "work/fraud-detection/cdk.tf.json"])
def test_what_is_exchanged_while_the_stack_before_it_is_applied_is_not_applied(
    applied: Applied, tmp_path: Path, name: str
) -> None:
    applied.does = {"account": 1, "fraud-detection": 1}
    applied.meanwhile = lambda: (tmp_path / name).write_text("exchanged")
    with pytest.raises(Refused, match=r"is not the plan that was attested|is not as it was judged"):
        deploy(tmp_path)
    assert (applied.stacks, events(tmp_path)) == (["account"], ["applied"])


def test_what_is_approved_on_the_next_day_is_judged_by_that_day(
    applied: Applied, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(["2026-11-28T23:50:00Z", "2026-11-29T08:00:00Z"])
    monkeypatch.setattr(deploy_steps, "now", lambda: next(moments))
    deploy(tmp_path)
    assert applied.days == [date(2026, 11, 28), date(2026, 11, 29)]
    assert applied.judged == ["2026-11-29T08:00:00Z"]


def test_where_nothing_is_to_do_nobody_is_asked(applied: Applied, tmp_path: Path) -> None:
    applied.does = dict.fromkeys(applied.does, 0)
    deploy(tmp_path, lambda: pytest.fail("somebody was asked"))
    assert (applied.stacks, entries(tmp_path)) == ([], [])


def test_a_plan_of_earlier_that_changes_nothing_is_no_look_at_what_is_there(applied: Applied, tmp_path: Path) -> None:
    not_verified(applied, tmp_path)
    applied.does = dict.fromkeys(applied.does, 0)
    applied.planned_at, applied.left = "2099-01-01T00:00:00Z", ("not as it was planned: x",)
    with pytest.raises(Refused, match="not as it was planned"):
        deploy(tmp_path, just_planned=False)
    assert events(tmp_path) == ["applied"]
    applied.left = ()
    deploy(tmp_path, just_planned=False)
    assert events(tmp_path) == ["applied", "verified"]


def test_without_an_entry_in_the_ledger_nothing_is_applied(
    applied: Applied, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(*_: object) -> None:
        raise CannotDeploy("the ledger has no entry of it: the bucket does not answer")

    monkeypatch.setattr(Ledger, "add", add)
    with pytest.raises(CannotDeploy, match="the ledger has no entry of it"):
        deploy(tmp_path)
    assert applied.stacks == []


def test_an_apply_that_ends_with_the_process_is_recorded(applied: Applied, tmp_path: Path) -> None:
    def killed() -> None:
        assert events(tmp_path) == ["applied"]
        raise SystemExit

    applied.meanwhile = killed
    with pytest.raises(SystemExit):
        deploy(tmp_path)
    assert events(tmp_path) == ["applied"]


def test_what_judges_otherwise_while_it_is_being_approved_is_not_applied(applied: Applied, tmp_path: Path) -> None:
    applied.attested = statement({}, {"stacks/account/cdk.tf.json": "2" * 64}).attested
    with pytest.raises(Refused, match=r"stacks/account/cdk\.tf\.json: its bytes are not the attested ones; run"):
        deploy(tmp_path)
    assert (applied.stacks, entries(tmp_path)) == ([], [])


def test_what_would_change_what_nobody_looked_at_is_not_applied(applied: Applied, tmp_path: Path) -> None:
    seen = changes(by_stack(applied.planned()))
    applied.does = {"account": 0, "fraud-detection": 2}
    with pytest.raises(Refused, match=f"it would not change what was approved, {seen}, but sha256:"):
        deploy(tmp_path, lambda: pytest.fail("somebody was asked"), seen)
    assert (applied.stacks, entries(tmp_path)) == ([], [])


def test_what_would_change_what_was_approved_is_applied(applied: Applied, tmp_path: Path) -> None:
    deploy(tmp_path, known=changes(by_stack(applied.planned())))
    assert applied.stacks == ["fraud-detection"]


def test_where_nothing_is_left_of_what_was_approved_there_is_nothing_to_do(applied: Applied, tmp_path: Path) -> None:
    seen = changes(by_stack(applied.planned()))
    applied.does = dict.fromkeys(applied.does, 0)
    deploy(tmp_path, lambda: pytest.fail("somebody was asked"), seen)
    assert (applied.stacks, entries(tmp_path)) == ([], [])


@pytest.mark.parametrize("written", ["", "sha256:", "a" * 64, f"sha256:{'a' * 63}", f"sha256:{'A' * 64}"])
def test_changes_that_are_no_digest_are_refused_and_nothing_is_planned(written: str) -> None:
    done = CliRunner().invoke(gate, ["deploy", "--key", "any.pem", "--changes", written])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("--changes: is no digest")
