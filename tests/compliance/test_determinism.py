"""The file depends on our code and on nothing else: not on the machine, the user or the hour that synthesized it.

Two syntheses that differ cannot be compared, and a review of one says nothing of the other. How a file is laid out
does not matter: it is judged by what it says.
"""

import re
from base64 import b64decode
from binascii import Error
from pathlib import PurePosixPath

from policies.core.known_stacks import KNOWN_STACKS
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.text import working_text

STACKS = KNOWN_STACKS
MACHINE = re.compile(
    r"(?<![\w.${}-])/(?:home|Users|root|tmp|private|var|opt|mnt|builds?|workspaces?)/|\b[A-Za-z]:\\[A-Za-z]|file:/"
)
# The day of AWS's policy language is no day of ours.
LANGUAGES = ("2012-10-17", "2008-10-17")
HOUR = re.compile(r"\b20\d\d-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d)?|\b1[6-9]\d{8}(?:\d{3})?\b")


def test_no_path_of_a_machine_is_in_the_file(stack: Stack) -> None:
    for each in stack.resources:
        found = MACHINE.search(working_text(each))
        assert found is None, f"{each.place} names a folder of the machine that synthesized it"


def test_no_hour_of_the_synthesis_is_in_the_file(stack: Stack) -> None:
    for each in stack.resources:
        found = [hour for hour in HOUR.findall(working_text(each)) if hour not in LANGUAGES]
        assert found == [], f"{each.place} names a time"


def test_each_bundle_lies_beside_the_file(stack: Stack) -> None:
    for each in stack.of("aws_lambda_function"):
        path = PurePosixPath(str(each.get("filename")))
        assert not path.is_absolute(), f"{each.place} takes its code from a folder of a machine"
        assert ".." not in path.parts, f"{each.place} takes its code from outside the synthesized folder"


def test_each_bundle_is_named_by_the_digest_of_its_content(stack: Stack) -> None:
    for each in stack.of("aws_lambda_function"):
        assert is_sha256(each), f"{each.place} does not say by a digest which code it runs"


def test_two_functions_do_not_share_a_bundle(stack: Stack) -> None:
    bundles = [each.get("filename") for each in stack.of("aws_lambda_function")]
    assert len(set(bundles)) == len(bundles), "two functions run the same bundle"


def is_sha256(function: Resource) -> bool:
    try:
        return len(b64decode(str(function.get("source_code_hash")), validate=True)) == 32
    except (Error, ValueError):
        return False
