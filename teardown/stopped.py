"""Why the way down ended before its end."""


class Stopped(RuntimeError):
    """Something is in the way; the message is one line, with the remedy. What was done stays done."""
