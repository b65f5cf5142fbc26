"""A UUID is found where a client has written one, and nowhere else."""

import pytest

from lambdas.shared.uuids import UUID

ONE = "018f3c1e-7a2b-4c3d-9e4f-5a6b7c8d9e0f"


@pytest.mark.parametrize("text", [ONE, ONE.upper(), f"order {ONE}, again", f"({ONE})", f"_{ONE}_"])
def test_a_uuid_is_found_in_capitals_too_and_between_other_words(text: str) -> None:
    found = UUID.search(text)
    assert found
    assert found[0].lower() == ONE


@pytest.mark.parametrize(
    "text",
    [
        f"x{ONE}",
        f"{ONE}Z",
        f"-{ONE}",
        f"{ONE}-",
        f"7{ONE}",
        ONE.replace("-4c3d", "-9c3d"),
        ONE.replace("-9e4f", "-7e4f"),
    ],
)
def test_what_goes_on_or_has_no_version_or_variant_is_none(text: str) -> None:
    assert not UUID.search(text)
