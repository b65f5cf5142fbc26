"""What the environment tells Terraform, CDKTF and the AWS provider beside the judged file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from gate.regular_file import NotRegular, read

# They give values to the file's own variables and credentials to registries, or change what is shown, and when.
HARMLESS_PREFIXES = ("TF_VAR_", "TF_TOKEN_", "TF_LOG")
HARMLESS = frozenset(
    {
        *("TF_APPEND_USER_AGENT", "TF_IGNORE", "TF_INPUT", "TF_IN_AUTOMATION", "TF_STATE_PERSIST_INTERVAL"),
        *("TF_PROVIDER_DOWNLOAD_RETRY", "TF_REGISTRY_CLIENT_TIMEOUT", "TF_REGISTRY_DISCOVERY_RETRY"),
    }
)
# They say where providers come from, which is for whoever deploys to decide; the second is an older name of the first.
NAMED = ("TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG", "TF_PLUGIN_CACHE_DIR")
# Whatever else begins so steers, and what a later version invents may do so too.
STEERING_PREFIXES = ("TF_", "AWS_ENDPOINT_URL")
# The latter are older names of where the states' backend finds AWS, and a key that it would write them with.
STEERING = (
    *("TERRAFORM_BINARY_NAME", "AWS_S3_ENDPOINT", "AWS_STS_ENDPOINT", "AWS_IAM_ENDPOINT", "AWS_DYNAMODB_ENDPOINT"),
    "AWS_SSE_CUSTOMER_KEY",
)
# What Terraform reads of the user's unasked: its settings, and folders from which it takes providers.
SETTINGS, OWN, PLUGINS = ".terraformrc", ".terraform.d", "plugins"
CREDENTIALS = "credentials.tfrc.json"
SHARED = "/usr/local/share:/usr/share"
# What must stand in no file that they read: a provider that no lock is asked about, and another server than AWS's.
OVERRIDES, ENDPOINT = "dev_overrides", "endpoint_url"
# By which Terraform lets a name be spelled in another way; and a letter whose small one is an i to Go, which reads it.
ESCAPE, DOTTED = "\\", "\u0130"
AWAY = "steers Terraform past the judged file; take it out"
ELSEWHERE = "is no absolute path, and leads elsewhere from the folder in which Terraform runs; set it to one"
AWS_FILES = (("AWS_CONFIG_FILE", ".aws/config"), ("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials"))


def steering(environment: Mapping[str, str] = os.environ) -> str:
    """One line that names each variable by which something else than the judged file is deployed; empty without one."""
    names = sorted(name for name, value in environment.items() if value and _steers(name))
    if not names:
        return ""
    verb = "steers" if len(names) == 1 else "steer"
    return f"{', '.join(names)}: {verb} Terraform past the judged file; unset {' '.join(names)}"


def steering_files(environment: Mapping[str, str] = os.environ) -> str:
    """One line that names each file by which something else is deployed, or to somebody else; empty without one."""
    places = [name for name in (*NAMED[:2], *(name for name, _ in AWS_FILES)) if environment.get(name)]
    elsewhere = [f"{name}: {ELSEWHERE}" for name in ("HOME", *places) if not environment.get(name, "").startswith("/")]
    if elsewhere:
        return "; ".join(elsewhere)
    named = [Path(environment[name]) for name in NAMED[:2] if environment.get(name)]
    settings_files = [*named, *(path for path in _unasked(environment) if path.name != PLUGINS)]
    aws_files = [Path(environment.get(name) or f"{environment['HOME']}/{place}") for name, place in AWS_FILES]
    asked = [*((path, (OVERRIDES, ESCAPE)) for path in settings_files), *((path, (ENDPOINT,)) for path in aws_files)]
    return "; ".join(f"{path}: {found}" for path, words in asked if (found := _steering_word(path, words)))


def settings(environment: Mapping[str, str] = os.environ) -> str:
    """What tells Terraform where its providers come from, as the end of a sentence; empty where nothing does."""
    named = [f"{name}={environment[name]}" for name in NAMED if environment.get(name)]
    named += [str(path) for path in _unasked(environment) if path.name != CREDENTIALS and os.path.lexists(path)]
    said = "where Terraform's providers come from is said by"
    return f"; {said} {', '.join(named)}, which nobody judged" if named else ""


def _unasked(environment: Mapping[str, str]) -> Iterator[Path]:
    home = Path(environment.get("HOME") or "/")
    if not any(environment.get(name) for name in NAMED[:2]):
        yield home / SETTINGS
        yield from sorted((home / OWN).glob("*.tfrc*"))
    yield home / OWN / PLUGINS
    data = (environment.get("XDG_DATA_HOME") or str(home / ".local/share"), environment.get("XDG_DATA_DIRS") or SHARED)
    yield from (Path(folder, "terraform", PLUGINS) for folder in ":".join(data).split(":"))


def _steering_word(path: Path, words: Iterable[str]) -> str:
    """Which of these words stands in a file, in large letters or small, with the remedy; empty where none does."""
    try:
        said = read(path, follow=True).replace(DOTTED.encode(), b"i").lower()
    except NotRegular as error:
        return "" if str(path) == os.devnull else f"{error.strerror}; name one"
    except OSError:
        return ""
    return next((f"{word}: {AWAY}" for word in words if word.encode() in said), "")


def _steers(name: str) -> bool:
    if name in HARMLESS or name in NAMED or name.startswith(HARMLESS_PREFIXES):
        return False
    return name in STEERING or name.startswith(STEERING_PREFIXES)
