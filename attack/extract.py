"""The extract of the provider's schema, made through the Terraform of this machine: `python -m attack schema`."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from live.terraform import Terraform

SOURCE = "registry.terraform.io/hashicorp/aws"


def asked(version: str) -> Mapping[str, Any]:
    """What Terraform says of this version of the AWS provider; raises Missing and TerraformFailed."""
    needed = {"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": version}}}}
    with tempfile.TemporaryDirectory(prefix="schema-") as scratch:
        folder = Path(scratch)
        (folder / "main.tf.json").write_text(json.dumps(needed), encoding="utf-8")
        terraform = Terraform(folder, scratch=folder, variables={})
        terraform("init", "-input=false", "-no-color")
        said = json.loads(terraform("providers", "schema", "-json"))
    return dict(said["provider_schemas"][SOURCE])


def extract(said: Mapping[str, Any], version: str, types: Iterable[str]) -> dict[str, Any]:
    """Of all that Terraform says, the blocks of these types that it knows, and the names of the others."""
    resources = said["resource_schemas"]
    kept, names = sorted(resources.keys() & {*types}), dict[str, str]()
    for type_ in kept:
        _add(type_, resources[type_]["block"], names)
    return {
        "version": version,
        "other_types": sorted(resources.keys() - {*kept}),
        "data_sources": sorted(said["data_source_schemas"]),
        "blocks": {name: json.loads(text) for text, name in sorted(names.items(), key=lambda each: each[1])},
    }


def _add(name: str, block: Mapping[str, Any], names: dict[str, str]) -> str:
    """The name under which a block stands in the extract; equal ones, of which firewalls have thousands, stand once."""
    attributes, nested = block.get("attributes", {}), block.get("block_types", {})
    written = {
        "arguments": {
            argument: [attribute.get("type", "dynamic"), int(attribute.get("required", False))]
            for argument, attribute in sorted(attributes.items())
            if attribute.get("required") or attribute.get("optional")
        },
        "nested": {
            inner: [one["nesting_mode"], int(one.get("min_items", 0) > 0), _add(f"{name}.{inner}", one["block"], names)]
            for inner, one in sorted(nested.items())
        },
    }
    # A type stands under its own name, even where a block of another one is its equal.
    text = json.dumps(written if "." in name else {"type": name, **written}, sort_keys=True)
    return names.setdefault(text, name)


def written(extracted: Mapping[str, Any]) -> str:
    """The extract as JSON, a line for each block and each list of names."""
    blocks = ",\n".join(f"    {json.dumps(key)}: {json.dumps(block)}" for key, block in extracted["blocks"].items())
    rest = ",\n".join(f"  {json.dumps(key)}: {json.dumps(extracted[key])}" for key in extracted if key != "blocks")
    return f'{{\n{rest},\n  "blocks": {{\n{blocks}\n  }}\n}}\n'
