"""Where the states of an account lie: in the bucket that `terraform init` is told, by the number of the account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gate.deploy.refused import CannotDeploy
from gate.synthesis import OUTPUT
from policies.core.deployed_folder import STACKS
from policies.core.known_stacks import DELIVERY, SYSTEM

VARIABLE = "TF_VAR_account_id"
ACCOUNT = re.compile(r"\d{12}", re.ASCII)
MISSING = re.compile(r'S3 bucket "(?P<bucket>[^"]+)" does not exist')
LOCKED = "Error acquiring the state lock"
# Of what Terraform says of the lock, one a line.
FACT = re.compile(r"^\s*(?P<name>ID|Path|Operation|Who|Created):\s+(?P<value>\S.*?)\s*$", re.MULTILINE)
# Whoever can write the bucket can write these, and they become part of a command.
HELD, ID = re.compile(r"(?P<bucket>[a-z0-9.-]+)/"), re.compile(r"[0-9A-Fa-f-]+")


def account(environment: Mapping[str, str]) -> str:
    """The number of the account that the variables name; raises CannotDeploy."""
    number = environment.get(VARIABLE, "")
    if not ACCOUNT.fullmatch(number):
        raise CannotDeploy(
            f"{VARIABLE}: is not the twelve digits of an account; set it to those of the one that you deploy to"
        )
    return number


def bucket(environment: Mapping[str, str]) -> str:
    """The bucket of the account that the variables name; raises CannotDeploy."""
    return f"{SYSTEM}-state-{account(environment)}"


def options(environment: Mapping[str, str], settings: Mapping[str, str]) -> Iterator[str]:
    """What `terraform init` is told of the backend, beside what the judged file says of it; raises CannotDeploy."""
    for name, value in {"bucket": bucket(environment), **settings}.items():
        yield f"-backend-config={name}={value}"


def explained(stack: str, said: str) -> str:
    """What Terraform said of a state that it cannot have, in one line with its remedy; empty where it said no such."""
    if missing := MISSING.search(said):
        return (
            f"{stack}: there is no bucket {missing['bucket']} for its state; deploy the stack {DELIVERY} first, "
            f"in that account"
        )
    if LOCKED not in said:
        return ""
    fact = {each["name"]: each["value"] for each in FACT.finditer(said)}
    named = HELD.match(fact.get("Path", ""))
    place = named["bucket"] if named else f"{SYSTEM}-state-${VARIABLE}"
    lock = fact.get("ID", "") if ID.fullmatch(fact.get("ID", "")) else "ID"
    terraform = f"terraform -chdir={OUTPUT.name}/{STACKS}/{stack}"
    holder = f"{fact.get('Who', 'somebody')} since {fact.get('Created', 'a time that it does not say')}"
    return (
        f"{stack}: its state is locked by {holder}; wait until that has ended; only if nobody is applying it any more, "
        f"run `make gate && {terraform} init -lockfile=readonly -backend-config=bucket={place} && "
        f"{terraform} force-unlock {lock}` in a checkout"
    )
