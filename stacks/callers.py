"""All who may call the API: the clients, and who reports on their transactions."""

from cdktf import TerraformOutput, TerraformStack

from stacks.api import Api
from stacks.client import Client
from stacks.reports import Reporter
from stacks.settings import Settings


class Callers:
    """Each has a key of its own; `clients` are the ids of theirs, and `reporters` says whose keys are of whom."""

    def __init__(self, stack: TerraformStack, *, settings: Settings) -> None:
        names = (*settings.clients, *(name for name, _, _ in settings.reporting))
        self._stack = stack
        self._keys = {name: Client(stack, name, settings=settings) for name in names}
        self.clients = [self._keys[name].key_id for name in settings.clients]
        self.reporters = [
            Reporter(key=self._keys[name].key_id, kind=kind, client=self._keys[client].key_id)
            for name, client, kind in settings.reporting
        ]

    def let_in(self, api: Api) -> None:
        """Open the API to all of them, and name each key."""
        for name, client in self._keys.items():
            client.let_in(api)
            TerraformOutput(
                self._stack,
                f"api_key_id_{name.replace('-', '_')}",
                value=client.key_id,
                description=f"Names the key of {name}; it is not the key",
            )
