"""What is judged is what is deployed: whatever lies in the folder beside it, or is not what it says, is named."""

import base64
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from gate.deployed import CannotRead, Deployed, sources
from gate.engines.judge import by_policies
from gate.model import Finding, Outcome
from gate.synthesis import ROOT
from policies.core import snapshot
from policies.core.deployed_folder import LOCK, TYPES
from policies.core.function_sources import Sources
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable

STACK = "fraud-detection"
Attack = Callable[[Path], None]


@pytest.fixture
def output(synthesized: Path, tmp_path: Path) -> Path:
    """A copy of a synthesis, which can be tampered with."""
    return Path(shutil.copytree(synthesized.parents[2], tmp_path / "cdktf.out"))


def violations(deployed: Deployed, stack: str) -> Iterator[Finding]:
    """All that the policies on the folder do not let pass."""
    data = deployed.file(stack)
    assert data is not None
    judged = Stack.load(data, blocks(files()))
    policies = [policy for policy in rulebook() if set(policy.applies_to) & set(TYPES)]
    for finding in by_policies(judged.beside(deployed.blocks(stack, judged)), policies):
        if finding.outcome is not Outcome.PASS:
            yield finding


def named(output: Path) -> str:
    """What does not pass, a line each."""
    found = violations(Deployed.read(output, sources(ROOT)), STACK)
    return "\n".join(f"{finding.policy} {finding.place}: {finding.details}" for finding in found)


def test_a_synthesis_as_it_is_passes(output: Path) -> None:
    assert named(output) == ""


def add(path: str, text: str = "{}") -> Attack:
    def attack(output: Path) -> None:
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_text(text)

    attack.__name__ = f"add {path}"
    return attack


def add_folder(path: str) -> Attack:
    def attack(output: Path) -> None:
        (output / path).mkdir(parents=True)

    attack.__name__ = f"add folder {path}"
    return attack


def add_pipe(output: Path) -> None:
    os.mkfifo(output / "stacks" / STACK / "pipe")


def put_a_pipe_in_a_bundles_place(output: Path) -> None:
    bundle = output / "stacks" / STACK / "assets" / "fraud-analyzer.zip"
    bundle.unlink()
    os.mkfifo(bundle)


def put_a_link_in_a_bundles_place(output: Path) -> None:
    bundle = output / "stacks" / STACK / "assets" / "fraud-analyzer.zip"
    bundle.rename(output.parent / "elsewhere.zip")
    bundle.symlink_to(output.parent / "elsewhere.zip")


def put_a_link_in_the_place_of_the_bundles_folder(output: Path) -> None:
    assets = output / "stacks" / STACK / "assets"
    assets.rename(output.parent / "elsewhere")
    assets.symlink_to(output.parent / "elsewhere")


def remove_the_manifest(output: Path) -> None:
    (output / "manifest.json").unlink()


def remove_a_bundle(output: Path) -> None:
    (output / "stacks" / STACK / "assets" / "fraud-analyzer.zip").unlink()


def remove_the_lock(output: Path) -> None:
    (output / "stacks" / STACK / LOCK).unlink()


def let_in_another_program(output: Path) -> None:
    lock = output / "stacks" / STACK / LOCK
    lock.write_text(lock.read_text().replace("  hashes = [\n", f'  hashes = [\n    "h1:{"A" * 43}=",\n'))


@pytest.mark.parametrize("attack", [remove_the_lock, let_in_another_program], ids=lambda attack: attack.__name__)
def test_a_lock_that_lets_in_another_provider_is_named(attack: Attack, output: Path) -> None:
    attack(output)
    assert "FRAUD_FOLDER_9 stacks/fraud-detection: has a .terraform.lock.hcl that is not of hashicorp/aws" in named(
        output
    )


@pytest.mark.parametrize(
    ("attack", "name"),
    [
        (add(f"stacks/{STACK}/extra_override.tf.json"), "extra_override.tf.json"),
        (add(f"stacks/{STACK}/override.tf.json"), "override.tf.json"),
        (add(f"stacks/{STACK}/extra.tf.json"), "extra.tf.json"),
        (add(f"stacks/{STACK}/extra.tf", ""), "extra.tf"),
        (add(f"stacks/{STACK}/extra.tofu", ""), "extra.tofu"),
        (add(f"stacks/{STACK}/terraform.tfvars", ""), "terraform.tfvars"),
        (add(f"stacks/{STACK}/x.auto.tfvars.json"), "x.auto.tfvars.json"),
        (add(f"stacks/{STACK}/metadata.json"), "metadata.json"),
        (add(f"stacks/{STACK}/.terraformrc", ""), ".terraformrc"),
        (add(f"stacks/{STACK}/.terraform/modules/modules.json"), ".terraform/modules/modules.json"),
        (add(f"stacks/{STACK}/assets/other.zip", ""), "assets/other.zip"),
        (add("terraform.tfvars", ""), "terraform.tfvars"),
        (add("stacks/other/cdk.tf.json"), "stacks/other/cdk.tf.json"),
        (add_folder(f"stacks/{STACK}/empty"), "empty"),
        (add_folder(".hidden"), ".hidden"),
        (add_pipe, "pipe (other)"),
        (put_a_pipe_in_a_bundles_place, "fraud-analyzer.zip, which is no file (other)"),
        (put_a_link_in_a_bundles_place, "fraud-analyzer.zip, which is no file (link)"),
        (put_a_link_in_the_place_of_the_bundles_folder, "assets, which is no folder (link)"),
        (remove_the_manifest, "lacks manifest.json"),
        (remove_a_bundle, "lacks stacks/fraud-detection/assets/fraud-analyzer.zip"),
        (remove_the_lock, "lacks stacks/fraud-detection/.terraform.lock.hcl"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_whatever_lies_beside_the_stack_is_named(attack: Attack, name: str, output: Path) -> None:
    attack(output)
    assert any(line.startswith("FRAUD_FOLDER_1 ") and name in line for line in named(output).splitlines())


def edit_the_manifest(old: str, new: str) -> Attack:
    def attack(output: Path) -> None:
        manifest = output / "manifest.json"
        text = manifest.read_text()
        assert old in text
        manifest.write_text(text.replace(old, new, 1))

    attack.__name__ = f"{old} -> {new}"
    return attack


@pytest.mark.parametrize(
    "attack",
    [
        edit_the_manifest(f'"workingDirectory": "stacks/{STACK}"', '"workingDirectory": "../evil"'),
        edit_the_manifest(f"stacks/{STACK}/cdk.tf.json", "stacks/other/cdk.tf.json"),
        edit_the_manifest(f"stacks/{STACK}/metadata.json", "/etc/passwd"),
        edit_the_manifest(f'"name": "{STACK}"', '"name": "other"'),
        edit_the_manifest(f'"constructPath": "{STACK}"', '"constructPath": "other"'),
        edit_the_manifest('"dependencies": [', '"dependencies": ["other"'),
        edit_the_manifest('"annotations": [', '"annotations": [{"level": "@cdktf/error"}'),
        edit_the_manifest('"stacks": {', '"stacks": {"other": {},'),
        # The last of two equal keys is the one that CDKTF's command line reads.
        edit_the_manifest(f'"name": "{STACK}"', f'"name": "{STACK}", "workingDirectory": "../evil"'),
        edit_the_manifest('"version": "0.21.0"', '"version": "0.21.0", "more": 1'),
        edit_the_manifest('"version": "0.21.0"', '"version": 1'),
        edit_the_manifest('"version"', ""),
        add("manifest.json", "[]"),
    ],
    ids=lambda each: each.__name__,
)
def test_a_manifest_that_points_elsewhere_is_named(attack: Attack, output: Path) -> None:
    attack(output)
    assert "FRAUD_FOLDER_2 stacks/fraud-detection: has " in named(output)


def repack(change: Callable[[dict[str, bytes]], None], *, honest: bool = True) -> Attack:
    """Packs the analyzer's bundle anew with a change, as stacks/bundle.py would; `honest` states its digest."""

    def attack(output: Path) -> None:
        file = output / "stacks" / STACK / "cdk.tf.json"
        bundle = file.parent / "assets" / "fraud-analyzer.zip"
        before = digest(bundle)
        with zipfile.ZipFile(bundle) as archive:
            content = {name: archive.read(name) for name in archive.namelist()}
        change(content)
        with zipfile.ZipFile(bundle, "w") as archive:
            for name, data in sorted(content.items()):
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.create_system, entry.external_attr = 3, 0o100644 << 16
                archive.writestr(entry, data)
        if honest:
            file.write_text(file.read_text().replace(before, digest(bundle)))

    attack.__name__ = getattr(change, "__name__", "")
    return attack


def digest(bundle: Path) -> str:
    return base64.b64encode(sha256(bundle.read_bytes()).digest()).decode()


def add_a_module(content: dict[str, bytes]) -> None:
    content["lambdas/shared/more.py"] = b"import os\n"


def add_a_module_that_shadows_boto3(content: dict[str, bytes]) -> None:
    content["boto3.py"] = b""


def drop_a_module(content: dict[str, bytes]) -> None:
    del content["fraud_analyzer/history.py"]


def change_a_byte(content: dict[str, bytes]) -> None:
    content["fraud_analyzer/scoring.py"] += b"\n"


def change_the_model(content: dict[str, bytes]) -> None:
    content["fraud_analyzer/model.json"] += b" "


def pack_the_recorded_calls(content: dict[str, bytes]) -> None:
    content["fraud_analyzer/calls.json"] = (ROOT / "lambdas" / "fraud_analyzer" / "calls.json").read_bytes()


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (add_a_module, "holds lambdas/shared/more.py"),
        (add_a_module_that_shadows_boto3, "holds boto3.py"),
        (drop_a_module, "lacks fraud_analyzer/history.py"),
        (change_a_byte, "holds fraud_analyzer/scoring.py with other bytes"),
        (change_the_model, "holds fraud_analyzer/model.json with other bytes"),
        (pack_the_recorded_calls, "holds fraud_analyzer/calls.json"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_packer_that_was_tampered_with_is_named_by_what_it_packed(
    change: Callable[[dict[str, bytes]], None], name: str, output: Path
) -> None:
    repack(change)(output)
    assert f"FRAUD_FOLDER_3 stacks/fraud-detection/assets/fraud-analyzer.zip: {name}" in named(output)


def test_a_bundle_is_held_to_its_sources_and_not_to_the_code_that_packs(output: Path, tmp_path: Path) -> None:
    lambdas = Path(shutil.copytree(ROOT / "lambdas", tmp_path / "lambdas"))
    (lambdas / "fraud_analyzer" / "scoring.py").write_bytes(b"# changed since\n")
    found = violations(Deployed.read(output, Sources.read(lambdas)), STACK)
    assert "fraud_analyzer/scoring.py" in "".join(finding.details for finding in found)


def test_a_file_that_git_does_not_track_is_no_source(output: Path) -> None:
    """As where somebody puts a module into lambdas/, which is packed, and never commits it."""
    tracked = {f"lambdas/{path.relative_to(ROOT / 'lambdas').as_posix()}" for path in ROOT.glob("lambdas/**/*.*")}
    tracked -= {"lambdas/fraud_analyzer/history.py"}
    held = Sources.read(ROOT / "lambdas", tracked)
    found = {finding.policy: finding.details for finding in violations(Deployed.read(output, held), STACK)}
    assert found["FRAUD_FOLDER_3"] == "holds fraud_analyzer/history.py, no tracked source of the function"


def state_the_digest_of_another_bundle(output: Path) -> None:
    file = output / "stacks" / STACK / "cdk.tf.json"
    one, other = (digest(file.parent / "assets" / f"{name}.zip") for name in ("fraud-analyzer", "notification-sender"))
    file.write_text(file.read_text().replace(one, other))


def state_some_digest(output: Path) -> None:
    file = output / "stacks" / STACK / "cdk.tf.json"
    file.write_text(re.sub(r'("source_code_hash": ")[^"]+', rf"\g<1>{'A' * 43}=", file.read_text()))


@pytest.mark.parametrize(
    "attack", [state_the_digest_of_another_bundle, state_some_digest, repack(change_a_byte, honest=False)]
)
def test_a_function_that_states_the_digest_of_other_bytes_is_named(attack: Attack, output: Path) -> None:
    attack(output)
    assert "FRAUD_FOLDER_5 stacks/fraud-detection/assets/fraud-analyzer.zip: has the digest" in named(output)


def test_a_handler_that_no_bundle_defines_is_named(output: Path) -> None:
    file = output / "stacks" / STACK / "cdk.tf.json"
    file.write_text(file.read_text().replace("fraud_analyzer.handler.handler", "fraud_analyzer.handler.other"))
    assert "FRAUD_FOLDER_6 stacks/fraud-detection/assets/fraud-analyzer.zip" in named(output)


def test_a_bundle_that_cannot_be_read_in_one_way_is_named(output: Path) -> None:
    bundle = output / "stacks" / STACK / "assets" / "fraud-analyzer.zip"
    bundle.write_bytes(b"#!/bin/sh\n" + bundle.read_bytes())
    assert "FRAUD_FOLDER_3 stacks/fraud-detection/assets/fraud-analyzer.zip: holds something beside" in named(output)


def test_what_only_another_stack_holds_is_judged_with_neither(output: Path) -> None:
    shutil.copytree(output / "stacks" / STACK, output / "stacks" / "other")
    for stack in (STACK, "other"):
        found = violations(Deployed.read(output, sources(ROOT)), stack)
        assert "FRAUD_FOLDER_1" in {finding.policy for finding in found}


def test_a_folder_that_is_a_link_missing_or_too_large_cannot_be_read(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (output.parent / "link").symlink_to(output)
    for folder in (output.parent / "link", output.parent / "missing"):
        with pytest.raises(CannotRead, match=f"{folder.name}: cannot be read"):
            Deployed.read(folder, sources(ROOT))
    monkeypatch.setattr(snapshot, "LARGEST", 1_000)
    with pytest.raises(CannotRead, match="is larger than"):
        Deployed.read(output, sources(ROOT))


def test_folders_that_are_nested_without_end_cannot_be_read(output: Path) -> None:
    (output / "stacks" / STACK / "/".join(30 * ["d"])).mkdir(parents=True)
    with pytest.raises(CannotRead, match="holds more than 20 folders, one in the other: stacks/fraud-detection/d/d"):
        Deployed.read(output, sources(ROOT))


def test_a_file_that_is_no_file_of_a_stack_cannot_be_read(output: Path) -> None:
    (output / "stacks" / STACK / "cdk.tf.json").write_text(json.dumps([]))
    with pytest.raises(Unreadable, match="not a synthesized Terraform file"):
        list(violations(Deployed.read(output, sources(ROOT)), STACK))
