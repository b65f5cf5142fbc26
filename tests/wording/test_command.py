"""The command shows what a customer would read, or says in one line each what is wrong, and its status says which."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commands.process import Stopped
from wording.command import wording

MAIL = "You paid $$$amount $currency at $merchant_id: $decision. Reference: $transaction_id"
SHORT = "Card payment of $$$amount: $decision ($transaction_id)"
GIVEN = {"TF_VAR_email_template": MAIL, "TF_VAR_sms_template": SHORT}


def run(*words: str, environment: dict[str, str] | None = None, read: str | None = None) -> Result:
    return CliRunner(env=environment or {}).invoke(wording, words, input=read)


def refused(result: Result) -> Sequence[str]:
    assert isinstance(result.exception, Stopped), result.output
    return str(result.exception).split("; ")


def test_good_templates_are_shown_as_a_customer_would_read_them() -> None:
    result = run(environment=GIVEN)
    assert result.exit_code == 0
    assert result.stdout == (
        f"email: {len(MAIL)} of 4,096 bytes\n"
        "  You paid $1234.50 USD at grocer-7: decline. Reference: t-20261126-0815\n"
        "sms: 103 of 160 septets at the most, with names of 8 characters: one part\n"
        "  Card payment of $1234.50: decline (t-20261126-0815)\n"
        "  And after payments that were held back:\n"
        "  Card payment of $1234.50: decline (t-20261126-0815) And 3 further payments held or declined since.\n"
    )


def test_a_file_goes_before_the_environment_and_its_last_newline_is_not_stored(tmp_path: Path) -> None:
    template = tmp_path / "sms.txt"
    template.write_text("From a file: $decision\n")
    result = run("--sms", str(template), environment=GIVEN)
    assert (result.exit_code, "  From a file: decline\n" in result.stdout) == (0, True)


def test_one_template_may_be_checked_alone_and_read_from_standard_input() -> None:
    result = run("--email", "-", environment={}, read=MAIL)
    assert (result.exit_code, "sms" in result.stdout) == (0, False)


@pytest.mark.parametrize("name", ["values.tfvars", "values.tfvars.json"])
def test_a_file_of_variables_is_read_as_preflight_reads_it(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    written = f'sms_template = "{SHORT}"\n' if name.endswith("tfvars") else json.dumps({"sms_template": SHORT})
    file.write_text(written)
    assert "sms: 103 of 160" in run("--var-file", str(file)).stdout


def test_each_fault_is_said_and_nothing_is_shown_of_a_broken_template() -> None:
    result = run(environment={"TF_VAR_email_template": "$card_token", "TF_VAR_sms_template": "ł" * 161})
    said = " ".join(refused(result))
    assert "email template: unknown placeholder $card_token" in said
    assert "sms template: line 1, column 1: 'ł' is not in the alphabet of phones" in said
    assert "sms template: takes up to" in said
    assert "email:" not in result.stdout


def test_a_template_that_is_not_there_is_an_error_of_usage(tmp_path: Path) -> None:
    assert run().exit_code == 2
    assert run("--sms", str(tmp_path / "none.txt")).exit_code == 2
    file = tmp_path / "values.tfvars"
    file.write_text('sms_template = lower("X")\n')
    result = run("--var-file", str(file))
    assert (result.exit_code, "its value is not read here" in result.output) == (2, True)


def test_a_file_that_is_no_text_is_an_error_of_usage(tmp_path: Path) -> None:
    file = tmp_path / "sms.txt"
    file.write_bytes(b"\xff\xfe")
    result = run("--sms", str(file))
    assert (result.exit_code, "is no UTF-8" in result.output) == (2, True)
