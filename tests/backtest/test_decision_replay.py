"""Two commits decide the same payments, each by its own code, and what changes is told with its reasons."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backtest import decision_replay
from backtest.commits import NO_AWS, built, decided_by
from backtest.comparison import Comparison, compared
from backtest.decision_replay import between, replay
from backtest.replay import Decided, replayed
from tests.backtest.made import DAY, exported, paid, written
from tests.backtest.test_replay import SHIPPED
from tests.gate.compare.scratch import Repository
from tests.test_help import assert_shows_an_example_and_the_exit_status

REGULAR = [paid(number, number * DAY // 10, 30.0 + number % 3) for number in range(100)]
ABROAD = paid(200, 10 * DAY, 31.0, country="TH", terminal="till-2")
LARGE = [paid(300 + number, (12 + number) * DAY, amount) for number, amount in enumerate((3900.0, 4500.0, 5100.0))]
PAYMENTS = [*REGULAR, ABROAD, *LARGE]
TRAVEL, FAR = '{"kilometers_per_hour": 1000}', '{"kilometers_per_hour": 100000}'
HANDLER = "lambdas/fraud_analyzer/handler.py"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """`base`, then another number in the rules, another one in the stack, and code that does not answer."""
    found = Repository(tmp_path_factory.mktemp("commits"))
    found.replace("lambdas/fraud_analyzer/rules.json", TRAVEL, FAR)
    found.commit("far")
    found.replace("stacks/settings.py", "review_threshold: int = 5_000", "review_threshold: int = 4_000")
    found.commit("lower")
    found.replace(HANDLER, "    loaded, seconds = ", '    raise RuntimeError("no")\n    loaded, seconds = ')
    found.commit("broken")
    found.replace(HANDLER, '"no"', '",".join(sorted(name for name in os.environ if name.startswith("AWS_")))')
    found.commit("curious")
    found.replace("stacks/app.py", "import", "import no_such_module\nimport")
    found.commit("unbuilt")
    return found


@pytest.mark.long
def test_a_commit_decides_by_its_handler_as_the_backtest_does(repository: Repository) -> None:
    with built("base", repository.root) as commit:
        assert decided_by(commit, PAYMENTS, 7) == list(replayed(PAYMENTS, SHIPPED.decide, delay=7))


@pytest.mark.long
def test_another_number_in_the_rules_changes_just_the_decision_that_it_is_about(
    repository: Repository, tmp_path: Path
) -> None:
    found = between([written(tmp_path, PAYMENTS)], ("base", "far"), 7, repository.root)
    ((payment, (before, after)),) = found.changed
    assert payment == ABROAD
    assert (before.decision, before.reasons) == ("review", ("impossible_travel",))
    assert (after.decision, after.reasons) == ("approve", ())
    assert found.sides[0].name.startswith("base (")


@pytest.mark.long
def test_another_number_in_the_stack_reaches_the_analyzer_by_its_environment(
    repository: Repository, tmp_path: Path
) -> None:
    found = between([exported(tmp_path, PAYMENTS)], ("far", "lower"), 7, repository.root)
    reasons = {
        payment.id: {*pair[1].reasons} - {*pair[0].reasons} for payment, pair in zip(PAYMENTS, found.pairs, strict=True)
    }
    assert {name: new for name, new in reasons.items() if "amount_above_review_threshold" in new}.keys() == {"t-301"}


@pytest.mark.long
@pytest.mark.parametrize(
    ("commit", "reason"),
    [
        ("broken", "broken: its analyzer could not be run: RuntimeError: no; see if that commit's tests pass"),
        ("unbuilt", "unbuilt: stacks: did not synthesize: "),
        ("none", "none: is no commit that is here; "),
    ],
)
def test_a_commit_that_cannot_decide_is_told_in_one_line(
    repository: Repository, tmp_path: Path, commit: str, reason: str
) -> None:
    with pytest.raises(ValueError, match="; ") as failure:
        between([written(tmp_path, PAYMENTS[:1])], ("base", commit), 7, repository.root)
    assert str(failure.value).startswith(reason)
    assert "\n" not in str(failure.value)


@pytest.mark.long
def test_no_credentials_reach_the_code_of_a_commit(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "none")
    with built("curious", repository.root) as commit, pytest.raises(ValueError, match="RuntimeError: AWS_") as failure:
        decided_by(commit, PAYMENTS[:1], 7)
    assert {*re.findall(r"AWS_\w+", str(failure.value))} == NO_AWS.keys()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Decided], list[Decided]], Result]:
    """The command, where the commits have decided so."""

    def ran(before: list[Decided], after: list[Decided]) -> Result:
        found: Comparison = compared(PAYMENTS[: len(before)], ("x", "y"), list(zip(before, after, strict=True)), 5000)
        monkeypatch.setattr(decision_replay, "between", lambda *_: found)
        return CliRunner().invoke(replay, ["a.csv", "--before", "x", "--show", "1"])

    return ran


Run = Callable[[list[Decided], list[Decided]], Result]
APPROVED, REVIEWED = Decided("approve", 0.1, ()), Decided("review", 0.1, ("impossible_travel",))


def test_the_status_is_0_where_no_decision_changes(run: Run) -> None:
    done = run([APPROVED, REVIEWED], [APPROVED, REVIEWED._replace(reasons=("model_amount",))])
    assert done.exit_code == 0
    assert done.stdout.endswith("0 of 2 decisions change; 1 more keep theirs for other reasons\n")


def test_the_status_is_1_where_some_change_and_the_first_are_listed_with_their_reasons(run: Run) -> None:
    done = run([APPROVED, APPROVED], [REVIEWED, REVIEWED])
    assert done.exit_code == 1
    assert "impossible_travel (2)" in done.stdout
    assert "t-0" in done.stdout
    assert "t-1" not in done.stdout
    assert "1 more; list them with --show 2" in done.stdout


def test_the_help_shows_examples_and_the_exit_status_in_80_columns() -> None:
    shown = CliRunner(env={"COLUMNS": "80"}).invoke(replay, ["--help"]).stdout
    assert_shows_an_example_and_the_exit_status(shown)


def test_the_status_is_2_where_it_cannot_be_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(replay, [str(tmp_path / "a.csv"), "--before", "no-such-commit"])
    assert done.stderr.startswith("Error: no-such-commit: is no commit that is here; ")
