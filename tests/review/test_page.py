"""The page: who gets in, what other pages and hostile merchants can do, and what an analyst does."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from live.aws import Aws
from review.web.security import HEADERS
from tests.review.conftest import BY_RISK, counters, stored
from tests.review.served import Served, serving

pytestmark = pytest.mark.xdist_group("review")
CLAIM, FRAUD = ({"id": "t-1", "action": action} for action in ("claim", "fraud"))
ELSEWHERE = "http://evil.example"


@pytest.fixture
def closed(aws: Aws, tmp_path: Path) -> Iterator[Served]:
    with serving(aws, tmp_path / "views") as served:
        yield served


@pytest.fixture(scope="module")
def entered(local: Aws, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(local, tmp_path_factory.mktemp("page") / "views") as served:
        assert served.enter().status == 303
        yield served


@pytest.fixture
def page(entered: Served, aws: Aws) -> Served:
    """One page for all of these tests, on tables of each one's own."""
    assert aws
    return entered


def test_it_listens_on_the_loopback_alone_and_the_token_opens_it_once(closed: Served) -> None:
    assert closed.host.startswith("127.0.0.1:")
    assert closed.ask("/").status == 403
    entered = closed.enter()
    assert (entered.status, entered.headers["Location"]) == (303, "/")
    flags = {part.strip() for part in entered.headers["Set-Cookie"].split(";")[1:]}
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= flags
    assert closed.ask("/").status == 200
    mine, closed.cookie = closed.cookie, {}
    assert closed.enter().status == 403
    closed.cookie = mine
    assert closed.ask("/").status == 200


@pytest.mark.parametrize("given", ["", "x", "%00", "%C3%A9"])
def test_another_token_opens_nothing(closed: Served, given: str) -> None:
    assert closed.ask(f"/?token={given}").status == 403
    assert closed.ask("/", {"Cookie": "review_session="}).status == 403


def test_each_answer_forbids_scripts_of_others_frames_and_keeping(page: Served) -> None:
    for path in ("/", "/case?id=t-1", "/case?id=none", "/nothing", "/style.css", "/keys.js"):
        answer = page.ask(path)
        assert HEADERS.items() <= answer.headers.items(), path
        assert "<script>" not in answer.text
        assert "style=" not in answer.text
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert HEADERS["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_rebound_name_and_another_site_are_refused_though_the_cookie_comes_along(
    page: Served, headers: dict[str, str]
) -> None:
    assert page.ask("/", headers).status == 403
    assert page.ask("/case?id=t-1", headers).status == 403


@pytest.mark.parametrize("origin", [ELSEWHERE, "null", "", "http://127.0.0.1", "http://localhost:1"])
def test_what_another_page_posts_changes_nothing(page: Served, aws: Aws, origin: str) -> None:
    before = stored(aws, "t-1")
    assert page.ask("/case", {"Origin": origin}, CLAIM).status == 403
    assert stored(aws, "t-1") == before


def test_what_a_merchant_calls_itself_is_text(page: Served) -> None:
    shown = page.ask("/case?id=t-1").text
    assert "<script>alert" not in shown
    assert escape("</td><script>alert(1)</script>") in shown
    assert "{{ 7*7 }}" in shown
    assert not {"\x1b", "\u202e"} & {*shown}


@pytest.mark.parametrize("name", ["", "<script>alert(1)</script>", "x" * 3000, "../..", "%0d%0aSet-Cookie:a=b"])
def test_an_id_that_nobody_has_is_refused_and_not_repeated(page: Served, name: str) -> None:
    answer = page.ask(f"/case?id={name.replace('<', '%3C')}")
    assert answer.status == 409
    assert "alert(1)" not in answer.text
    assert "a=b" not in str(answer.headers)


def test_the_list_shows_what_waits_by_risk_and_names_nobody_s_token(page: Served) -> None:
    shown = page.ask("/").text
    places = [shown.index(f'href="/case?id={name}"') for name in BY_RISK]
    assert places == sorted(places)
    assert "5 waiting, the oldest for 4 h" in shown
    assert "tok_first" not in shown + page.ask("/case?id=t-1").text


def test_a_case_is_claimed_and_decided_by_the_page_s_own_forms(page: Served, aws: Aws) -> None:
    refused = page.ask("/case", form=FRAUD)
    assert (refused.status, "claim it first" in refused.text) == (409, True)
    claimed = page.ask("/case", form=CLAIM)
    assert (claimed.status, claimed.headers["Location"]) == (303, "/case?id=t-1")
    assert "Genuine" in page.ask("/case?id=t-1").text
    decided = page.ask("/case", form=FRAUD)
    assert decided.headers["Location"] == "/?id=t-1&decided=fraud"
    assert stored(aws, "t-1")["reported"] == "fraud"
    assert sum(counters(aws).values()) == 2


@pytest.mark.parametrize("form", [{}, {"id": "t-1"}, {"id": "t-1", "action": "delete"}, {"action": "x" * 9000}])
def test_a_form_that_the_page_does_not_have_is_refused(page: Served, form: dict[str, str]) -> None:
    assert page.ask("/case", form=form).status in (400, 413)


def test_each_look_at_a_case_is_kept(closed: Served, tmp_path: Path) -> None:
    closed.enter()
    closed.ask("/")
    closed.ask("/case?id=t-1")
    closed.ask("/case?id=t-2")
    lines = (tmp_path / "views").read_text().splitlines()
    assert ["t-1" in lines[0], "t-2" in lines[1], len(lines)] == [True, True, 2]
