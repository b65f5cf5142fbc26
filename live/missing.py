"""What this machine lacks."""


class Missing(RuntimeError):
    """Something is not to be had here without which the stack cannot run; the message is one line, with the remedy."""
