"""Every block and every attribute counts; what moved is told as moved, and never hides what it gained."""

import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from hashlib import md5
from pathlib import Path
from typing import Any

import pytest

from gate.compare.difference import Difference, Direction
from gate.compare.posture import differences
from gate.compare.state import State
from gate.reports.differences import FORMATS
from policies.aws.region import ANOTHER_REGION
from policies.core.policy import Policy
from policies.requirements import REGION

File = dict[str, Any]
Change = Callable[[File], None]
Comparing = Callable[[Change], list[Difference]]


@pytest.fixture(scope="module")
def comparing(synthesized: Path, load: Callable[[bytes], State], rules: Sequence[Policy]) -> Comparing:
    """What differs after a change of the synthesized file."""
    file = json.loads(synthesized.read_text())
    before = load(json.dumps(file).encode())

    def compared(change: Change) -> list[Difference]:
        changed = deepcopy(file)
        change(changed)
        return differences(before, load(json.dumps(changed).encode()), rules)

    return compared


def address(file: File, type_: str, path: str) -> str:
    """The name of the resource of a type at a construct path."""
    found = file["resource"][type_]
    return next(str(name) for name, body in found.items() if path in body["//"]["metadata"]["path"])


def rename(file: File, old: str, new: str) -> None:
    """Each construct below a path, and whatever refers to it, at another path; names end in a digest of the path."""
    text = json.dumps(file)
    for named in file["resource"].values():
        for name, body in named.items():
            path = body["//"]["metadata"]["path"]
            if f"/{old}/" in path:
                now = path.replace(f"/{old}/", f"/{new}/")
                text = text.replace(f'"{path}"', f'"{now}"')
                text = text.replace(name, f"{name[:-9].replace(old, new)}_{named_by(now)}")
    file.clear()
    file.update(json.loads(text))


def named_by(path: str) -> str:
    return md5(path.partition("/")[2].encode(), usedforsecurity=False).hexdigest()[:8].upper()


def set_(*keys: Any, to: Any) -> Change:
    def change(file: File) -> None:
        value: Any = file
        for key in keys[:-1]:
            value = value[key]
        value[keys[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "place", "what"),
    [
        (
            set_("variable", "alert_email", "sensitive", to=False),
            "variable.alert_email",
            "sensitive was true, and is false",
        ),
        (
            set_("variable", "alert_email", "description", to="x"),
            "variable.alert_email",
            'description was "Receives the alerts that customers get by e-mail", and is "x"',
        ),
        (
            set_("variable", "alert_email", "nullable", to=None),
            "variable.alert_email",
            "nullable was false, and is null",
        ),
        (set_("output", "secret", to={"value": "${var.alert_email}"}), "output.secret", "output is new"),
        (set_("output", "api_url", "sensitive", to=True), "output.api_url", "sensitive was not set, and is true"),
        (
            set_("provider", "aws", 0, "region", to=ANOTHER_REGION),
            "provider.aws",
            f'region was "{REGION}", and is "{ANOTHER_REGION}"',
        ),
        (
            set_("terraform", "required_providers", "aws", "version", to=">= 1"),
            "terraform.terraform",
            'required_providers.aws.version was "5.100.0", and is ">= 1"',
        ),
        (set_("//", "metadata", "stackName", to="fraud-detection"), "", ""),
        (set_("//", "note", to="x"), "terraform.terraform", '//[1].note was not set, and is "x"'),
    ],
)
def test_what_is_no_resource_is_compared_too(comparing: Comparing, change: Change, place: str, what: str) -> None:
    found = comparing(change)
    assert any(each.place == place and each.what.startswith(what) for each in found) or not (what or found)


def test_a_number_and_truth_that_python_calls_equal_are_told_apart(comparing: Comparing) -> None:
    def change(file: File) -> None:
        address_of_table = address(file, "aws_dynamodb_table", "transactions")
        file["resource"]["aws_dynamodb_table"][address_of_table]["deletion_protection_enabled"] = 1

    (found,) = [each for each in comparing(change) if "deletion_protection_enabled" in each.what]
    assert "was true, and is 1" in found.what


def test_what_only_its_writing_changes_is_told(comparing: Comparing) -> None:
    def change(file: File) -> None:
        name = address(file, "aws_iam_role_policy", "fraud-analyzer")
        policy = file["resource"]["aws_iam_role_policy"][name]
        policy["policy"] = json.dumps(json.loads(policy["policy"]), indent=1)

    (found,) = comparing(change)
    assert (found.direction, found.what) == (Direction.CHANGED, "policy is written differently")


def test_a_second_resource_at_one_construct_path_is_told(comparing: Comparing) -> None:
    def change(file: File) -> None:
        queues = file["resource"]["aws_sqs_queue"]
        queues["second"] = deepcopy(next(iter(queues.values())))

    assert any(each.what.startswith("aws_sqs_queue is new") for each in comparing(change))


def test_a_renamed_role_is_moved_and_gained_nothing(comparing: Comparing) -> None:
    found = comparing(lambda file: rename(file, "fraud-analyzer/role", "fraud-analyzer/renamed"))
    assert {each.direction for each in found} == {Direction.MOVED}
    assert [each.what for each in found] == [
        "aws_iam_role_policy moved from fraud-detection/fraud-analyzer/role/policy",
        "aws_iam_role moved from fraud-detection/fraud-analyzer/role/role",
    ]


@pytest.fixture
def grant() -> Change:
    """The analyzer's role may delete from the table as well."""

    def change(file: File) -> None:
        table = address(file, "aws_dynamodb_table", "transactions")
        policies = file["resource"]["aws_iam_role_policy"]
        # The analyzer's, not the drain's, which reads the endpoint too.
        reading = (each for each in policies.values() if "ssm:GetParameters" in each["policy"])
        policy = next(each for each in reading if "sqs:ReceiveMessage" not in each["policy"])
        document = json.loads(policy["policy"])
        document["Statement"].append(
            {"Effect": "Allow", "Action": ["dynamodb:DeleteItem"], "Resource": [f"${{aws_dynamodb_table.{table}.arn}}"]}
        )
        policy["policy"] = json.dumps(document)

    return change


def test_a_role_that_moved_and_gained_is_told_as_gained(comparing: Comparing, grant: Change) -> None:
    def change(file: File) -> None:
        rename(file, "fraud-analyzer", "scorer")
        grant(file)

    found = comparing(change)
    gained = [each for each in found if each.direction is Direction.WEAKER and " gained " in each.what]
    assert [each.what for each in gained] == [
        "the role of function fraud-analyzer gained dynamodb:DeleteItem on table transactions"
    ]
    assert any(each.what == "aws_lambda_function moved from fraud-detection/fraud-analyzer/function" for each in found)


def test_functions_that_swapped_their_roles_gained_and_lost(comparing: Comparing) -> None:
    def change(file: File) -> None:
        functions = file["resource"]["aws_lambda_function"]
        names = [
            address(file, "aws_lambda_function", f"/{name}/") for name in ("fraud-analyzer", "notification-sender")
        ]
        one, two = (functions[name] for name in names)
        one["role"], two["role"] = two["role"], one["role"]

    found = comparing(change)
    assert any("function fraud-analyzer gained sns:Publish" in each.what for each in found)
    assert {each.direction for each in found if " gained " in each.what} == {Direction.WEAKER}


def test_roles_that_swapped_their_names_are_told(comparing: Comparing) -> None:
    def change(file: File) -> None:
        roles = [address(file, "aws_iam_role", f"/{name}/") for name in ("fraud-analyzer", "notification-sender")]
        text = json.dumps(file["resource"]["aws_lambda_function"])
        text = text.replace(roles[0], "SWAP").replace(roles[1], roles[0]).replace("SWAP", roles[1])
        file["resource"]["aws_lambda_function"] = json.loads(text)

    assert any("gained" in each.what and each.direction is Direction.WEAKER for each in comparing(change))


def test_a_role_whose_user_is_another_gained_what_it_may_do(comparing: Comparing) -> None:
    """The validator runs as a new role that may do what the analyzer's could: nothing about the role itself is new."""

    def change(file: File) -> None:
        role = address(file, "aws_iam_role", "/fraud-analyzer/")
        own = address(file, "aws_iam_role", "/transaction-validator/")
        function = file["resource"]["aws_lambda_function"][
            address(file, "aws_lambda_function", "/transaction-validator/")
        ]
        function["role"] = function["role"].replace(own, role)
        text = json.dumps(file).replace(role, "taken_over_12345678")
        file.clear()
        file.update(json.loads(text))

    gained = [
        each for each in comparing(change) if "function transaction-validator gained ssm:GetParameters" in each.what
    ]
    assert gained
    assert {each.direction for each in gained} == {Direction.WEAKER}


def test_a_deny_that_is_gone_and_a_condition_that_is_gone_are_weaker(comparing: Comparing) -> None:
    def change(file: File) -> None:
        for policy in file["resource"]["aws_iam_role_policy"].values():
            document = json.loads(policy["policy"])
            for statement in document["Statement"]:
                statement.pop("Condition", None)
            policy["policy"] = json.dumps(document)

    found = comparing(change)
    assert any("gained kms:Decrypt on key configuration" in each.what for each in found)
    assert Direction.WEAKER in {each.direction for each in found}


def test_a_new_function_is_told_as_one(comparing: Comparing, grant: Change) -> None:
    def change(file: File) -> None:
        copied = deepcopy(file)
        rename(copied, "fraud-analyzer", "no-such-function")
        grant(copied)
        text = json.dumps(copied).replace('"fraud-analyzer"', '"no-such-function"')
        copied = json.loads(text)
        for type_, named in copied["resource"].items():
            for name, body in named.items():
                if "/no-such-function/" in body["//"]["metadata"]["path"]:
                    file["resource"][type_][name] = body

    found = comparing(change)
    (told,) = [each for each in found if each.what.startswith("new: no-such-function")]
    assert told.direction is Direction.WEAKER
    assert told.what.startswith(
        "new: no-such-function, may: dynamodb:DeleteItem on table transactions, kms:Decrypt on "
    )
    assert not [each for each in found if " gained " in each.what]
    assert [each for each in found if each.direction is Direction.NEW] == []


def test_a_deployments_trigger_is_told_by_what_changed_in_the_api_alone(comparing: Comparing) -> None:
    def only_the_trigger(file: File) -> None:
        (deployment,) = file["resource"]["aws_api_gateway_deployment"].values()
        deployment["triggers"]["content"] = "0" * 64

    def the_api_too(file: File) -> None:
        only_the_trigger(file)
        next(iter(file["resource"]["aws_api_gateway_model"].values()))["description"] = "x"

    assert any("triggers.content was" in each.what for each in comparing(only_the_trigger))
    assert not any("triggers" in each.what for each in comparing(the_api_too))


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_name_in_the_file_adds_no_line_and_no_cell(form: str, comparing: Comparing) -> None:
    def change(file: File) -> None:
        queues = file["resource"]["aws_sqs_queue"]
        queues["second"] = deepcopy(next(iter(queues.values())))
        queues["second"]["//"]["metadata"]["path"] = "::error::\n| x | `<b>\x1b[2J"

    changes = comparing(change)
    printed = "\n".join(FORMATS[form](changes, ""))
    assert "\x1b[2J" not in printed
    # In a table, as code.
    assert all("`" in line.partition("<b>")[0] for line in printed.splitlines() if "<b>" in line) or form == "text"
    assert not any(line.startswith(("::", "| x")) for line in printed.splitlines())


def test_of_many_differences_a_summary_shows_the_weaker_ones_first() -> None:
    changes = [Difference(Direction.CHANGED, str(number), "changed", "text") for number in range(2_000)]
    printed = list(
        FORMATS["markdown"]([Difference(Direction.WEAKER, "Makefile", "is gone", "machinery"), *changes], "")
    )
    assert "**weaker**" in printed[2]
    assert printed[-1] == "\nAnd 1,001 more, which `gate diff` prints as text."


def test_a_number_in_what_moved_stays_a_number(comparing: Comparing) -> None:
    found = comparing(lambda file: rename(file, "fraud-analyzer", "scorer"))
    assert {each.direction for each in found} == {Direction.MOVED}


def parameter(file: File) -> dict[str, Any]:
    body: dict[str, Any] = file["resource"]["aws_ssm_parameter"][address(file, "aws_ssm_parameter", "email")]
    return body


def another_key(file: File) -> None:
    body, name = parameter(file), address(file, "aws_kms_key", "logs-key")
    body["key_id"] = f"${{aws_kms_key.{name}.arn}}"


def emptied(found: Sequence[Difference]) -> list[str]:
    return [each.what for each in found if "empty value" in each.what and each.direction is Direction.WEAKER]


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (another_key, "key_id"),
        (lambda file: parameter(file).update(description="Sent to customers"), "description"),
        (lambda file: parameter(file).update(value_wo="${var.sms_template}", tier="Advanced"), "tier, value_wo"),
        (lambda file: parameter(file).pop("key_id"), "key_id"),
    ],
)
def test_a_parameter_that_changes_under_the_same_version_would_be_emptied(
    comparing: Comparing, change: Change, names: str
) -> None:
    (what,) = emptied(comparing(change))
    assert what.startswith(f"{names} changes without a new value_wo_version")

    def with_a_new_version(file: File) -> None:
        change(file)
        parameter(file)["value_wo_version"] += 1

    assert emptied(comparing(with_a_new_version)) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda file: parameter(file).update(name="/fraud-detection/another"),
        lambda file: parameter(file).update(tags={"team": "x"}),
        lambda file: parameter(file).update(lifecycle={"prevent_destroy": True}),
    ],
)
def test_what_no_update_sends_empties_no_parameter(comparing: Comparing, change: Change) -> None:
    found = comparing(change)
    assert found
    assert emptied(found) == []
