"""How long clients of AWS wait: a call that hangs ends while the function still has time to say so."""

from botocore.config import Config


def waiting(milliseconds: int) -> Config:
    """Return a client's configuration: so long to connect, and so long again to be answered.

    It tries once. A second attempt would come after up to a second, and wait as long again: the function has no time
    for that. The workflow has, and tries the whole function again.
    """
    seconds = milliseconds / 1000
    return Config(connect_timeout=seconds, read_timeout=seconds, retries={"total_max_attempts": 1, "mode": "standard"})
