"""Which attributes a check of Checkov's evaluated, by paths that a reader finds in the file."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.engines.checkov.evaluated import attributes
from policies.core.resources import Resource
from policies.core.strict_json import Frozen, freeze

PYTHON, GRAPH = "CKV_AWS_1", "CKV2_AWS_1"


def resource(**values: object) -> Resource:
    frozen = freeze(values)
    assert isinstance(frozen, Frozen)
    return Resource("aws_wafv2_web_acl", "firewall", frozen)


ACL = resource(
    name="firewall",
    rule=[{"name": "a"}, {"name": "b", "override_action": {"none": {}}}],
    logging=[{"mode": "Active"}],
    policy={"Statement": [{"Effect": "Allow"}]},
    tags={"a.b": "c"},
)


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("name", "name"),
        ("name/[0]", "name"),
        ("logging/[0]/mode", "logging.mode"),
        ("logging/mode", "logging.mode"),
        ("rule/[1]/override_action/[0]/none", "rule[1].override_action.none"),
        ("rule/[7]/name", "rule"),
        ("rule/*/name", "rule"),
        ("rule/name", "rule"),
        ("policy/[0]/Statement", "policy.Statement"),
        ("policy/Statement[?(@/Effect == Allow)]/Action[*]", "policy"),
        ("tags/a.b", "tags"),
    ],
)
def test_the_path_is_that_of_the_file(key: str, path: str) -> None:
    assert attributes(PYTHON, [key], ACL) == (path,)


@pytest.mark.parametrize(
    ("check", "keys", "paths"),
    [
        (PYTHON, ["name", "rules", "activated_rule"], ("name",)),
        (PYTHON, ["rules", "activated_rule"], ("activated_rule", "rules")),
        (PYTHON, ["name", "name/[0]"], ("name",)),
        (PYTHON, [], ()),
        (GRAPH, ["resource_type"], ()),
        # It may be an attribute of the resource that this one is connected with.
        (GRAPH, ["endpoint_configuration/types", "resource_type"], ()),
        (GRAPH, ["resource_type", "logging/mode"], ("logging.mode",)),
    ],
)
def test_what_is_set_says_more_than_what_is_not(check: str, keys: Sequence[str], paths: tuple[str, ...]) -> None:
    assert attributes(check, keys, ACL) == paths


@given(keys=st.lists(st.text() | st.lists(st.sampled_from(["rule", "[0]", "*", "", "none"])).map("/".join)))
def test_whatever_checkov_names_has_paths(keys: list[str]) -> None:
    assert all(attributes(PYTHON, keys, ACL))


@pytest.mark.parametrize("keys", [None, "name", [None, 7, ["x"]], {"name": 1}])
def test_what_is_no_list_of_texts_names_nothing(keys: object) -> None:
    assert attributes(PYTHON, keys, ACL) == ()
