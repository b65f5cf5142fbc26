"""The same judged bytes are planned for two accounts, and nothing of one deployment meets the other.

Needs the terraform command and the AWS provider in a folder of this machine; without either, these tests are skipped
and say what is missing.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from gate.deploy.backend import bucket
from gate.provenance.digests import digests
from live.deployment import VARIABLES
from live.missing import Missing
from live.terraform import IN_THE_FOLDER, OFFLINE, Terraform
from policies.core.known_stacks import ACCOUNT, DEPLOYED, KNOWN_STACKS, SYSTEM

# One worker runs these, since a plan takes half a minute.
pytestmark = pytest.mark.xdist_group("terraform")

ACCOUNTS = {"production": "1" * 12, "staging": "2" * 12}
OVERRIDE = "offline_override.tf.json"


@dataclass(frozen=True)
class Deployed:
    """A stack in the copy that one deployment has of the judged folder."""

    folder: Path
    terraform: Terraform

    @property
    def judged(self) -> Mapping[str, str]:
        """The digests of what was judged, without what Terraform keeps and what lets it plan without a network."""
        own = (".terraform/", OVERRIDE)
        return {name: digest for name, digest in digests(self.folder).items() if not name.startswith(own)}


@pytest.fixture(scope="module")
def deployed(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Deployed]:
    """Both stacks, set up as the guide says, for each deployment."""
    root, stacks = tmp_path_factory.mktemp("deployments"), synthesized.parents[1]
    each = product(ACCOUNTS, KNOWN_STACKS)
    return {(name, part): _set_up(stacks / part, root, name, part) for name, part in each}


def _set_up(judged: Path, root: Path, name: str, part: str) -> Deployed:
    folder = Path(shutil.copytree(judged, root / name / part))
    provider = {**OFFLINE, "access_key": "none", "secret_key": "none"}
    (folder / OVERRIDE).write_text(json.dumps({"provider": {"aws": provider}, "terraform": IN_THE_FOLDER}))
    (root / f"{name}.tfvars.json").write_text(json.dumps({"account_id": ACCOUNTS[name]}))
    try:
        terraform = Terraform(folder, scratch=root, variables=VARIABLES)
    except Missing as missing:
        pytest.skip(f"NOT TESTED: {missing}")
    terraform("init", "-input=false", "-no-color")
    return Deployed(folder, terraform)


def planned(part: Deployed, variables: Path) -> str:
    """What a plan says, as JSON."""
    part.terraform("plan", "-input=false", "-no-color", "-lock=false", f"-var-file={variables}", "-out=../saved.tfplan")
    return part.terraform("show", "-json", "../saved.tfplan")


# Each deployment and each stack once: whose account it is comes from the variables, whatever the stack.
@pytest.mark.parametrize(("name", "part"), [("staging", SYSTEM), ("production", ACCOUNT)])
def test_each_deployment_plans_the_judged_bytes_for_its_own_account(
    name: str, part: str, deployed: dict[tuple[str, str], Deployed], synthesized: Path
) -> None:
    one, judged = deployed[name, part], digests(synthesized.parents[1] / part)
    assert one.judged == judged
    plan = planned(one, one.folder.parents[1] / f"{name}.tfvars.json")
    assert json.loads(plan)["variables"]["account_id"]["value"] == ACCOUNTS[name]
    assert f":{ACCOUNTS[name]}:" in plan
    assert not any(account in plan for other, account in ACCOUNTS.items() if other != name)
    assert one.judged == judged


def test_each_stack_of_each_deployment_has_a_state_of_its_own(synthesized: Path) -> None:
    """The bucket is that of the account, and the key in it that of the stack."""
    places = []
    for account, stack in product(ACCOUNTS.values(), DEPLOYED):
        file = json.loads((synthesized.parents[1] / stack / "cdk.tf.json").read_bytes())
        settings = file["terraform"]["backend"]["s3"]
        assert "bucket" not in settings
        places.append((bucket({"TF_VAR_account_id": account}), settings["key"]))
    assert len({*places}) == len(places)
    assert {name for name, _ in places} == {f"fraud-detection-state-{account}" for account in ACCOUNTS.values()}
