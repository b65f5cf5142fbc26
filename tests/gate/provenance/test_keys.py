"""The public keys in a file: each of them, or a reason why it is not taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.provenance.envelope import BadKey
from gate.provenance.keys import new_key, public_keys, public_of

PRIVATE = new_key()
KEYS = [public_of(PRIVATE), public_of(new_key()), public_of(new_key())]


def test_the_keys_stand_one_after_the_other() -> None:
    assert public_keys(KEYS[0]) == KEYS[:1]
    assert public_keys(b"".join(KEYS)) == KEYS
    assert public_keys(b"\r\n\n".join(key.strip() for key in KEYS)) == KEYS


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\n", id="an empty line"),
        pytest.param(b"no key", id="text"),
        pytest.param(PRIVATE, id="a private key"),
        pytest.param(KEYS[0] + PRIVATE, id="a private key after a public one"),
        pytest.param(KEYS[0] + b"and more", id="text after a key"),
        pytest.param(b"before" + KEYS[0], id="text before a key"),
        pytest.param(KEYS[0][:-20], id="half a key"),
        pytest.param(KEYS[0] + KEYS[1][:-20], id="half a key after a whole one"),
        pytest.param(KEYS[0].replace(b"PUBLIC", b"OTHER"), id="another block"),
        pytest.param(b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", id="a block of no key"),
    ],
)
def test_a_file_that_holds_anything_else_is_none(file: bytes) -> None:
    with pytest.raises(BadKey):
        public_keys(file)


@given(st.binary(max_size=200), st.integers(0, 3))
def test_whatever_stands_in_it_the_keys_are_what_was_written_or_it_is_refused(more: bytes, number: int) -> None:
    file = b"".join(KEYS[:number]) + more
    try:
        found = public_keys(file)
    except BadKey:
        return
    assert found == KEYS[:number]
    assert not more.strip()
