"""From which level on a function talks: its environment says it."""

import importlib
import logging
from types import ModuleType

import pytest


def check_levels(handler: ModuleType) -> None:
    """The logger is the function's own, and tells what its environment asks for; without that, what was done."""
    assert handler.logger.name == handler.__package__
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOG_LEVEL", "WARNING")
        importlib.reload(handler)
        assert handler.logger.level == logging.WARNING
        patch.delenv("LOG_LEVEL")
        importlib.reload(handler)
    assert handler.logger.level == logging.INFO
