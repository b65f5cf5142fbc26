"""`gate history`: it verifies first, then answers; what it cannot know, it says."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gate.cli.command import gate
from gate.ledger.append import Keys, append
from gate.ledger.folder import folder_store
from gate.ledger.verified import chained
from gate.provenance.envelope import signed
from tests.gate.ledger.made import OURS, SIGNING, THEIRS, deploy, steps
from tests.gate.test_terminal import ESCAPE, shown

AFTER = Keys(THEIRS.private, [THEIRS.public, OURS.public])
STEPS = [replace(step, deploy=replace(step.deploy, approver="Ada ::error::")) for step in steps(3, [3])]


@pytest.fixture
def heads(tmp_path: Path) -> list[str]:
    """A ledger of three deploys, the last of them not verified, and its head after each entry; two public keys."""
    (tmp_path / "ledger").mkdir()
    (tmp_path / "gate.pub.pem").write_bytes(OURS.public)
    (tmp_path / "other.pub.pem").write_bytes(THEIRS.public)
    (tmp_path / "both.pub.pem").write_bytes(OURS.public + THEIRS.public)
    return [append(folder_store(tmp_path / "ledger"), step, SIGNING).head for step in STEPS]


@pytest.fixture
def asked(heads: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert len(heads) == 5
    monkeypatch.chdir(tmp_path)
    return tmp_path / "ledger"


def history(*words: str) -> Result:
    return CliRunner().invoke(gate, ["history", "--ledger", "ledger", *words])


def test_each_deploy_is_a_line(asked: Path, heads: list[str]) -> None:
    done = history("--key", "gate.pub.pem", "--head", f"sha256:{heads[-1]}")
    assert done.exit_code == 0
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [(row[0], row[2]) for row in rows] == [("1", "verified"), ("3", "verified"), ("5", "applied, not verified")]
    assert rows[0][1:] == [
        *("2026-11-01T10:00:00Z", "verified", "000000000000", "Ada ::error::", "0"),
        "fraud-detection creates 3, updates 1",
    ]
    verified = f"verified: 5 entries of ledger, account 111111111111, head sha256:{heads[-1]}, signed by gate.pub.pem\n"
    assert done.stderr == verified


def test_what_was_not_given_is_said(asked: Path, heads: list[str]) -> None:
    plain = history().stderr.splitlines()
    assert plain[0] == f"verified: 5 entries of ledger, account 111111111111, head sha256:{heads[-1]}"
    assert plain[1:] == [
        "nobody's signature was checked; give the public key with --key",
        "nobody would notice that the newest entries were removed; give the head that was kept with --head",
    ]
    assert history("--key", "gate.pub.pem", "--head", heads[1]).stderr.splitlines()[1:] == [
        "the head that was kept is that of entry 2: nobody would notice the removal of a later one"
    ]


def test_a_chain_that_was_cut_off_is_named_by_its_head_alone(asked: Path, heads: list[str]) -> None:
    (asked / "000005.dsse.json").unlink()
    assert history("--key", "gate.pub.pem").exit_code == 0
    done = history("--key", "gate.pub.pem", "--head", heads[-1])
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout.startswith(f"sha256:{heads[-1]}: the head that was kept is no entry's, and the chain ends with")


def test_a_chain_that_does_not_hold_answers_nothing(asked: Path) -> None:
    (asked / "notes\x1b.txt").write_text("")
    (asked / "000002.dsse.json").unlink()
    done = history("--key", "gate.pub.pem")
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        r"notes\x1b.txt: is no entry of the ledger; move it away",
        "000002.dsse.json: missing, and 000003.dsse.json comes after; compare the ledger with a copy of it",
    ]
    broken = history("--json", "--key", "gate.pub.pem")
    assert broken.exit_code == 1
    assert len(json.loads(broken.stdout)["faults"]) == 2


def test_an_entry_by_another_key_is_named(asked: Path) -> None:
    done = history("--key", "other.pub.pem")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 5
    assert history("--key", "other.pub.pem", "--old-key", "gate.pub.pem").exit_code == 0


def test_a_key_of_earlier_entries_is_told_apart_from_the_one_that_signs_now(asked: Path) -> None:
    for words in (
        ("--key", "gate.pub.pem", "--old-key", "other.pub.pem"),
        ("--key", "gate.pub.pem", "--old-key", "both.pub.pem"),
    ):
        assert history(*words).exit_code == 0
    append(folder_store(asked), replace(steps(4)[6], time="2026-11-04T10:00:00Z"), AFTER)
    assert history("--key", "other.pub.pem", "--old-key", "gate.pub.pem").exit_code == 0
    done = history("--key", "gate.pub.pem", "--old-key", "other.pub.pem")
    assert (done.exit_code, len(done.stdout.splitlines())) == (1, 1)
    assert done.stdout.startswith("000006.dsse.json: is signed by a key that is old (--old-key), and 000001.dsse.json")


def test_an_entry_of_a_time_still_to_come_is_named(asked: Path) -> None:
    files = sorted(asked.iterdir())
    chain = chained(folder_store(asked).read(), [OURS.public])
    entry = replace(STEPS[0], time="2999-01-01T00:00:00Z").after(chain)
    (asked / "000006.dsse.json").write_text(signed(entry.text(), OURS.private))
    done = history("--key", "gate.pub.pem")
    assert (done.exit_code, len(files)) == (1, 5)
    assert done.stdout.startswith("000006.dsse.json: is of 2999-01-01T00:00:00Z, which is later than now, ")


def test_a_whole_ledger_says_of_which_account_it_is(asked: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    for step in STEPS:
        elsewhere = replace(step, deploy=replace(step.deploy, account="2" * 12, is_local=True))
        append(folder_store(tmp_path / "other"), elsewhere, SIGNING)
    done = history("--ledger", "other", "--key", "gate.pub.pem")
    assert done.stderr.startswith("verified: 5 entries of other, account 222222222222 of a local AWS, head sha256:")
    said = json.loads(history("--ledger", "other", "--json").stdout)
    assert (said["account"], said["local"]) == ("2" * 12, True)
    assert (said["deploys"][0]["account"], said["deploys"][0]["local"]) == ("2" * 12, True)


def test_since_when_a_control_passes(asked: Path) -> None:
    done = history("--key", "gate.pub.pem", "--control", "PCI DSS 10.3.2")
    begun = "(entry 1, verified at 2026-11-01T10:05:00Z, commit 000000000000, approved by Ada ::error::)"
    newest = "(entry 5, applied, not verified, commit 000000000000, approved by Ada ::error::)"
    assert done.stdout.splitlines() == [
        "PCI DSS 4.0.1 10.3.2: passes without interruption since the deploy of 2026-11-01T10:00:00Z " + begun,
        "  satisfied at first: the deploy of 2026-11-01T10:00:00Z " + begun,
        "  nobody has verified that what was judged is what runs now: the deploy of 2026-11-03T10:00:00Z " + newest,
    ]
    gap = history("--key", "gate.pub.pem", "--control", "PCI DSS 10.5.1").stdout
    assert gap.startswith("PCI DSS 4.0.1 10.5.1: does not pass: gap since the deploy of 2026-11-01T10:00:00Z")


@pytest.fixture
def failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger of three deploys, of which the second, not verified, is the first at which a control passes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ledger").mkdir()
    for step in steps(3, [2]):
        number = int(step.deploy.commit, 16)
        controls = {"PCI DSS 4.0.1 10.5.1": "gap" if number == 1 else "satisfied"}
        append(folder_store(tmp_path / "ledger"), replace(step, deploy=deploy(number, controls)), SIGNING)


@pytest.mark.usefixtures("failed")
def test_a_control_passes_since_no_deploy_that_nobody_verified() -> None:
    lines = history("--control", "10.5.1").stdout.splitlines()
    assert lines[0].startswith(
        "PCI DSS 4.0.1 10.5.1: passes without interruption since the deploy of 2026-11-03T10:00:00Z (entry 4, verified"
    )
    assert lines[1].startswith(
        "  judged to pass before that too, but nobody has verified it: since the deploy of 2026-11-02T10:00:00Z "
        "(entry 3, applied, not verified"
    )
    said = json.loads(history("--control", "10.5.1", "--json").stdout)
    assert (said["passes_since"]["entry"], said["judged_to_pass_since"]["entry"]) == (4, 3)


@pytest.mark.usefixtures("failed")
def test_a_control_that_passes_in_what_nobody_verified_is_not_said_to_pass(tmp_path: Path) -> None:
    for number in (4, 5):
        (tmp_path / f"ledger/00000{number}.dsse.json").unlink()
    line, *_ = history("--control", "10.5.1").stdout.splitlines()
    assert line.startswith(
        "PCI DSS 4.0.1 10.5.1: judged to pass, but nobody has verified it: since the deploy of 2026-11-02T10"
    )
    said = json.loads(history("--control", "10.5.1", "--json").stdout)
    assert (said["passes_since"], said["judged_to_pass_since"]["entry"]) == (None, 3)


def test_what_was_deployed_on_a_day(asked: Path) -> None:
    before, found = history("--on", "2026-11-03").stdout.splitlines()
    assert before.startswith("when 2026-11-03 began: the deploy of 2026-11-02T10:00:00Z (entry 3, verified at")
    assert found.startswith("on 2026-11-03: the deploy of 2026-11-03T10:00:00Z (entry 5, applied, not verified")
    assert found.endswith("approved by Ada ::error::)")
    assert history("--on", "2026-10-01").stdout.splitlines() == [
        "when 2026-10-01 began: nothing was deployed",
        "on 2026-10-01: no deploy",
    ]


def test_each_answer_is_one_object_for_machines(asked: Path, heads: list[str]) -> None:
    every = json.loads(history("--json").stdout)
    assert (every["entries"], every["head"], len(every["notes"])) == (5, f"sha256:{heads[-1]}", 2)
    assert [each["state"] for each in every["deploys"]] == ["verified", "verified", "applied, not verified"]
    control = json.loads(history("--json", "--control", "10.3.2").stdout)
    assert (control["control"], control["passes_since"]["entry"]) == ("PCI DSS 4.0.1 10.3.2", 1)
    day = json.loads(history("--json", "--on", "2026-11-02").stdout)
    assert (day["before"]["entry"], [each["entry"] for each in day["deploys"]]) == (1, [3])


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--control", "PCI DSS 9.9"], "PCI DSS 9.9: no entry names this control; see the names"),
        (["--control", "x 1", "--on", "2026-11-02"], "--control, --on: are two questions"),
        (["--head", "sha256:12"], "--head: sha256:12: is no digest"),
        (["--head", ""], "--head: : is no digest"),
        (["--key", "gate.pub.pem", "--key", "other.pub.pem"], "--key: is the one key that signs now; give the earlier"),
        (
            ["--key", "both.pub.pem"],
            "both.pub.pem: holds 2 keys, and --key is the one that signs now; give",
        ),
        (["--old-key", "gate.pub.pem"], "--old-key: is of earlier entries; name the key that signs now with --key"),
        (["--key", "none.pem"], "none.pem: No such file or directory"),
        (["--key", "ledger/000001.dsse.json"], "ledger/000001.dsse.json: holds something else than public keys in PEM"),
        (["--ledger", "none"], "none: No such file or directory; name the ledger with --ledger"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(asked: Path, words: list[str], reason: str) -> None:
    done = history(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(reason)
    assert line.endswith("nothing was answered")


def test_an_empty_ledger_says_that_it_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ledger").mkdir()
    done = history()
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("verified: 0 entries of ledger")
    assert history("--head", "1" * 64).exit_code == 1


@pytest.mark.parametrize(("environment", "colored"), [({"TERM": "xterm"}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_columns_and_colour_unless_nobody_wants_it(
    asked: Path, environment: dict[str, str], colored: bool
) -> None:
    words = ["history", "--ledger", str(asked)]
    program = f"import sys; sys.argv[1:] = {words!r}; from gate.__main__ import main; main()"
    heading, *lines = shown(program, **({"TERM": "xterm"} | environment)).splitlines()
    plain = [re.sub("\x1b[^m]*m", "", line) for line in lines]
    for name, cell in (("applied at", "2026-11-01T10:00:00Z"), ("state", "verified"), ("plans", "fraud-detection")):
        assert plain[0].find(cell) == heading.find(name)
    assert [ESCAPE in line for line in lines[:3]] == [False, False, colored]
