"""What the environment tells Terraform: values of variables are fine, arguments and other folders are refused."""

import os
from pathlib import Path

import pytest

from gate.terraform_environment import settings, steering, steering_files

REFUSED = (
    *("TF_CLI_ARGS", "TF_CLI_ARGS_apply", "TF_CLI_ARGS_init", "TF_DATA_DIR", "TF_WORKSPACE", "TF_REATTACH_PROVIDERS"),
    *("TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE", "TF_SKIP_PROVIDER_VERIFY", "TF_DISABLE_PLUGIN_TLS"),
    *("TF_AWS_DEFAULT_TAGS_owner", "TF_CLOUD_HOSTNAME", "TF_HTTP_ADDRESS", "TF_WHATEVER_COMES"),
    *("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SSM", "TERRAFORM_BINARY_NAME", "AWS_S3_ENDPOINT", "AWS_SSE_CUSTOMER_KEY"),
)
ALLOWED = (
    *("TF_VAR_alert_email", "TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG", "TF_PLUGIN_CACHE_DIR", "TF_LOG", "TF_LOG_PATH"),
    *("TF_INPUT", "TF_IN_AUTOMATION", "TF_TOKEN_registry_example_com", "AWS_PROFILE", "CDKTF_OUTDIR"),
)


@pytest.mark.parametrize("name", REFUSED)
def test_what_steers_terraform_past_the_judged_file_is_refused_by_name_and_not_by_value(name: str) -> None:
    assert steering({name: "secret"}) == f"{name}: steers Terraform past the judged file; unset {name}"
    assert steering({name: ""}) == ""


def test_all_of_it_is_one_line() -> None:
    line = steering(dict.fromkeys(("TF_WORKSPACE", "TF_CLI_ARGS", *ALLOWED), "x"))
    assert line == "TF_CLI_ARGS, TF_WORKSPACE: steer Terraform past the judged file; unset TF_CLI_ARGS TF_WORKSPACE"


@pytest.mark.parametrize("name", ALLOWED)
def test_what_gives_values_or_says_what_to_show_is_allowed(name: str) -> None:
    assert steering({name: "x"}) == ""


@pytest.mark.parametrize("name", ["TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG", "TF_PLUGIN_CACHE_DIR"])
def test_what_says_where_providers_come_from_is_named(name: str, tmp_path: Path) -> None:
    assert f"is said by {name}=/etc/x, which nobody judged" in settings({name: "/etc/x", "HOME": str(tmp_path)})


def test_the_settings_in_the_home_are_named_where_no_others_are(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    assert settings(home) == ""
    (tmp_path / ".terraformrc").touch()
    assert str(tmp_path / ".terraformrc") in settings(home)
    assert ".terraformrc" not in settings({**home, "TF_CLI_CONFIG_FILE": "/etc/x"})


def test_whatever_else_terraform_reads_unasked_is_named(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_DATA_DIRS": str(tmp_path / "shared")}
    own = tmp_path / ".terraform.d"
    own.mkdir()
    (own / "credentials.tfrc.json").touch()
    assert settings(home) == ""
    (own / "mirror.tfrc").touch()
    folders = [own, tmp_path / ".local/share/terraform", tmp_path / "shared" / "terraform"]
    for folder in folders:
        (folder / "plugins").mkdir(parents=True)
    said = ", ".join(map(str, (own / "mirror.tfrc", *(folder / "plugins" for folder in folders))))
    assert settings(home) == f"; where Terraform's providers come from is said by {said}, which nobody judged"


@pytest.mark.parametrize(
    ("name", "place", "text"),
    [
        ("", ".terraformrc", 'provider_installation {\n  dev_overrides {\n    "hashicorp/aws" = "/tmp"\n  }\n}\n'),
        ("TF_CLI_CONFIG_FILE", "own.tfrc", "provider_installation { dev_overrides {} }"),
        ("TERRAFORM_CONFIG", "own.tfrc", '{"provider_installation": [{"dev_overrides": {}}]}'),
        ("", ".terraform.d/more.tfrc", "provider_installation { dev_overrides {} }"),
        ("", ".aws/config", "[default]\nendpoint_url = http://127.0.0.1:9\n"),
        ("AWS_CONFIG_FILE", "config", "[services all]\ns3 =\n  endpoint_url = http://127.0.0.1:9\n"),
        ("", ".aws/credentials", "[default]\nendpoint_url = http://127.0.0.1:9\n"),
        ("AWS_SHARED_CREDENTIALS_FILE", "own", "[default]\nendpoint_url = http://127.0.0.1:9\n"),
        ("", ".aws/config", "[default]\nEndpoint_URL = http://127.0.0.1:9\n"),
        # To Go its small letter is an i, and to Python an i and a dot.
        ("", ".aws/config", "[default]\nendpo\u0130nt_url = http://127.0.0.1:9\n"),
        ("", ".aws/config", b"\xff\n[default]\nendpoint_url = http://127.0.0.1:9\n"),
        ("", ".terraform.d/credentials.tfrc.json", '{"provider_installation": [{"dev_overrides": {}}]}'),
    ],
)
def test_a_file_that_leads_past_the_lock_or_past_aws_is_refused_by_name(
    name: str, place: str, text: str | bytes, tmp_path: Path
) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    environment = {"HOME": str(tmp_path), "XDG_DATA_DIRS": "", **({name: str(path)} if name else {})}
    path.write_text("[default]\nregion = us-east-1\n")
    assert steering_files(environment) == ""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    word = "dev_overrides" if "tfrc" in place or "terraform" in place else "endpoint_url"
    assert steering_files(environment) == f"{path}: {word}: steers Terraform past the judged file; take it out"


def test_a_file_that_nobody_reads_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / ".terraformrc").write_text("provider_installation { dev_overrides {} }")
    (tmp_path / "plain").touch()
    environment = {"HOME": str(tmp_path), "XDG_DATA_DIRS": "", "TF_CLI_CONFIG_FILE": str(tmp_path / "plain")}
    assert steering_files(environment) == ""


@pytest.mark.parametrize(
    "text",
    ['provider_installation { "dev\\u005foverrides" {} }', '{"provider_installation": {"dev\\u005foverrides": {}}}'],
)
def test_settings_with_a_backslash_which_may_spell_anything_are_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "own.tfrc").write_text(text)
    environment = {"HOME": str(tmp_path), "TF_CLI_CONFIG_FILE": str(tmp_path / "own.tfrc")}
    assert steering_files(environment) == (
        f"{tmp_path / 'own.tfrc'}: \\: steers Terraform past the judged file; take it out"
    )


@pytest.mark.parametrize(
    "name", ["TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "HOME"]
)
@pytest.mark.parametrize("value", ["own", "../own", "~/own"])
def test_a_path_that_leads_elsewhere_from_another_folder_is_refused(name: str, value: str, tmp_path: Path) -> None:
    assert steering_files({"HOME": str(tmp_path), name: value}) == (
        f"{name}: is no absolute path, and leads elsewhere from the folder in which Terraform runs; set it to one"
    )


@pytest.mark.parametrize("environment", [{}, {"HOME": ""}])
def test_without_a_home_nobody_knows_what_terraform_reads(environment: dict[str, str]) -> None:
    assert steering_files(environment).startswith("HOME: is no absolute path, ")


def test_what_may_hold_something_else_when_it_is_read_again_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    environment = {"HOME": str(tmp_path), "AWS_CONFIG_FILE": str(pipe)}
    assert steering_files(environment) == f"{pipe}: is no regular file; name one"
    assert steering_files(environment | {"AWS_CONFIG_FILE": os.devnull}) == ""
