"""How long clients of AWS wait: a call that hangs ends while the function still has time to say so."""

from botocore.config import Config

# The second attempt is for what fails at once. What hangs twice, the end of the function's own time cuts short.
ATTEMPTS = 2


def waiting(milliseconds: int) -> Config:
    """Return a client's configuration: so long to connect, and so long again to be answered, at each attempt."""
    seconds = milliseconds / 1000
    return Config(
        connect_timeout=seconds,
        read_timeout=seconds,
        retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
    )
