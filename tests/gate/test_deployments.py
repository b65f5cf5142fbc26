"""A deployment says which account it goes to, and nothing else: all that is judged is the same in each."""

import json
from pathlib import Path

import pytest

from gate.deployments import deployments
from gate.model import Outcome
from gate.own_rules import DEPLOYMENT

ROOT = Path(__file__).resolve().parents[2]
STAGING, PRODUCTION = "staging.tfvars.json", "production.tfvars.json"
ONE, OTHER = "1" * 12, "2" * 12


def write(root: Path, name: str, content: object) -> None:
    folder = root / "deployments"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


def said(root: Path) -> list[tuple[str, str]]:
    """(place, details) of each finding."""
    found = list(deployments(root))
    assert all((each.policy, each.outcome) == (DEPLOYMENT, Outcome.FAIL) and each.remedy for each in found)
    return [(each.place, each.details) for each in found]


def test_the_project_itself_has_none_that_says_more() -> None:
    assert said(ROOT) == []


def test_two_accounts_may_each_have_a_deployment(tmp_path: Path) -> None:
    write(tmp_path, STAGING, {"account_id": ONE})
    write(tmp_path, PRODUCTION, {"account_id": OTHER})
    assert said(tmp_path) == []


@pytest.mark.parametrize("name", ["alert_email", "email_template", "ml_model_endpoint", "review_threshold"])
def test_whatever_else_it_says_closes_the_gate_and_its_value_is_not_repeated(name: str, tmp_path: Path) -> None:
    write(tmp_path, STAGING, {"account_id": ONE, name: "hunter2"})
    ((place, details),) = said(tmp_path)
    assert place == "deployments/staging.tfvars.json"
    assert name in details
    assert "hunter2" not in details


@pytest.mark.parametrize(
    "content",
    [
        {"account_id": "123"},
        {"account_id": 123456789012},
        {"account_id": "\u0661" * 12},
        {"account_id": f"{ONE}\n"},
        {},
        [],
        "not JSON",
        f'{{"account_id": "{OTHER}", "account_id": "{ONE}"}}',
    ],
    ids=str,
)
def test_what_names_no_account_closes_the_gate(content: object, tmp_path: Path) -> None:
    write(tmp_path, STAGING, content)
    assert len(said(tmp_path)) == 1


def test_two_deployments_to_one_account_close_the_gate(tmp_path: Path) -> None:
    write(tmp_path, PRODUCTION, {"account_id": ONE})
    write(tmp_path, STAGING, {"account_id": ONE})
    ((place, details),) = said(tmp_path)
    assert place == "deployments/staging.tfvars.json"
    assert "production.tfvars.json" in details


@pytest.mark.parametrize("name", ["staging.tfvars", "staging.auto.tfvars.json", "Staging.tfvars.json", "notes.txt"])
def test_a_file_of_another_name_closes_the_gate(name: str, tmp_path: Path) -> None:
    write(tmp_path, name, {"account_id": ONE})
    assert [place for place, _ in said(tmp_path)] == [f"deployments/{name}"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, PRODUCTION, {"account_id": ONE})
    (tmp_path / "deployments" / STAGING).symlink_to(tmp_path / "deployments" / PRODUCTION)
    assert said(tmp_path) == [("deployments/staging.tfvars.json", "is no regular file")]
