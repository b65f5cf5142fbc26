"""The functions in the environment that the stack gives them, as if Lambda had just started them."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

Environment = Mapping[str, str]


def environments(stack: Mapping[str, Any]) -> Mapping[str, Environment]:
    """Each function's environment by the function's name; a reference to a parameter is the parameter's name."""
    resources = stack["resource"]
    names = {f"${{aws_ssm_parameter.{key}.name}}": each["name"] for key, each in resources["aws_ssm_parameter"].items()}
    return {
        function["function_name"]: {
            name: names.get(value, value) for name, value in function["environment"]["variables"].items()
        }
        for function in resources["aws_lambda_function"].values()
    }


@contextmanager
def started(*environments: Environment) -> Iterator[None]:
    """These variables are set, and nothing is left of an earlier environment, nor is anything of this one later."""
    with pytest.MonkeyPatch.context() as patch:
        for environment in environments:
            for name, value in environment.items():
                patch.setenv(name, value)
        forget()
        yield
        forget()


def forget() -> None:
    """Begins a new environment of Lambda's: nothing is left of the clients and values of an earlier one."""
    for name, module in list(sys.modules.items()):
        if name.startswith("lambdas."):
            for each in vars(module).values():
                getattr(each, "cache_clear", lambda: None)()
