"""A lock is read whole or not at all: each package with its version, its hashes and who asks for it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.sbom.lock import NotLocked, Package, packages, text

ROOT = Path(__file__).resolve().parents[3]
ONE, TWO = "1" * 64, "2" * 64
LOCK = f"""\
click==8.5.1 \\
    --hash=sha256:{ONE} \\
    --hash=sha256:{TWO}
    # via
    #   fraud-detection (pyproject.toml)
    #   checkov
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:{ONE}
    # via click
"""


def test_a_package_has_its_version_its_hashes_its_marker_and_who_asks() -> None:
    assert packages(LOCK) == (
        Package("click", "8.5.1", "", (ONE, TWO), ("fraud-detection (pyproject.toml)", "checkov")),
        Package("colorama", "0.4.6", "sys_platform == 'win32'", (ONE,), ("click",)),
    )


@pytest.mark.parametrize("lock", sorted(ROOT.glob("**/requirements*.lock")), ids=lambda path: path.name)
def test_of_a_real_lock_nothing_is_left_out(lock: Path) -> None:
    content = lock.read_text(encoding="utf-8")
    found = packages(content)
    assert [f"{package.name}=={package.version}" for package in found] == re.findall(
        r"^\S+==\S+", content, re.MULTILINE
    )
    assert [digest for package in found for digest in package.digests] == re.findall(r"sha256:(\w+)", content)


@pytest.mark.parametrize("lock", sorted(ROOT.glob("**/requirements*.lock")), ids=lambda path: path.name)
def test_a_real_lock_is_written_once_more_in_the_same_bytes(lock: Path) -> None:
    """So its digest tells whether somebody lists all packages of it, and no other."""
    written = lock.read_text(encoding="utf-8")
    assert text(reversed(packages(written))) == written


@pytest.mark.parametrize(
    ("edited", "place"),
    [
        ("", "holds no package"),
        (LOCK.replace("click==8.5.1", "click>=8.5.1"), "line 1"),
        (LOCK.replace("colorama==0.4.6", "colorama"), "line 7"),
        (LOCK.replace(f"    --hash=sha256:{ONE}\n", ""), "line 7: colorama has no hash"),
        (LOCK.replace(TWO, TWO[1:]), "line 3"),
        (LOCK.replace("sha256", "md5"), "line 2"),
        ("--extra-index-url https://example.com\n" + LOCK, "line 1"),
        (LOCK + "-e ../elsewhere\n", "line 10"),
    ],
)
def test_what_is_no_pin_with_a_hash_is_refused_with_its_line(edited: str, place: str) -> None:
    with pytest.raises(NotLocked) as refused:
        packages(edited)
    assert str(refused.value).startswith(place)
    assert "make lock" in str(refused.value)
    assert "\n" not in str(refused.value)


@given(text=st.text(alphabet="ab=.;\\ \n#-:1", max_size=80))
def test_any_text_is_a_lock_or_refused(text: str) -> None:
    try:
        found = packages(text)
    except NotLocked:
        return
    assert all(package.digests for package in found)
