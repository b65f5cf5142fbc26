"""The letters of all dead-letter queues, read as long as there is room for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from commands.messages import Message
from redrive.letters import Letter, read
from redrive.queue import Queue


@dataclass(frozen=True, slots=True)
class Received:
    """A letter, the message that holds it, and the queue that it lies in."""

    queue: Queue
    message: Message
    letter: Letter


def received(queues: Sequence[Queue], *, room: Callable[[], int], clock: Callable[[], int]) -> Iterator[Received]:
    """Each letter once, as long as there are any and there is room; `clock` says milliseconds."""
    for queue in queues:
        while (most := room()) > 0 and (messages := queue.received(most)):
            queue.renew()
            for message in messages:
                yield Received(queue, message, read(message.body, queue=queue.name, now=clock()))
