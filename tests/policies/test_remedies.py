"""What a finding advises can be followed by whoever reads it in a terminal: the files that it names are there."""

import re
from pathlib import Path

import pytest

from policies.core.policy import Policy
from policies.core.rulebook import rulebook

ROOT = Path(__file__).resolve().parents[2]
FILE = re.compile(r"\b(?:policies|stacks|lambdas)/[A-Za-z0-9_./]*[A-Za-z0-9_]")
# To whoever reads a terminal, the file of the policy is somewhere else.
AS_IF_IN_THE_FILE = re.compile(r"\bhere\b|\bthis (?:list|policy|file)\b")


@pytest.mark.parametrize("policy", rulebook(), ids=lambda policy: policy.id)
def test_a_remedy_names_files_that_are_there_and_none_as_if_it_were_open(policy: Policy) -> None:
    assert not AS_IF_IN_THE_FILE.search(policy.remediation)
    for path in FILE.findall(policy.remediation):
        assert (ROOT / path).exists(), path
