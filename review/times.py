"""Times, in words: as all commands for operators say them."""

from commands.times import ago

__all__ = ["ago"]
