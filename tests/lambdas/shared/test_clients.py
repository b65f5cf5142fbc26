"""A call of AWS that hangs is given up while the function still has time to say so."""

from lambdas.shared.clients import waiting


def test_a_client_waits_so_long_to_connect_and_for_an_answer_and_tries_once() -> None:
    limits = waiting(1_500)
    assert (limits.connect_timeout, limits.read_timeout) == (1.5, 1.5)
    assert limits.retries == {"total_max_attempts": 1, "mode": "standard"}
