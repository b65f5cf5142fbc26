"""A page as a real browser has it, once its script has run."""

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

from tests.processes import PATIENCE

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Without a word to anybody outside; what the page says on its console is logged.
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--enable-logging=stderr", "--log-level=0"),
)


def dom(page: Path, user: Path, end: str = "") -> str:
    """What the page is in the end, at an address that ends like this; its console stays empty.

    `user` is an empty folder for the browser.
    """
    assert BROWSER
    command = [BROWSER, *OPTIONS, f"--user-data-dir={user}", "--dump-dom", f"{page.as_uri()}{end}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)
    assert "CONSOLE" not in done.stderr
    return done.stdout


def words(html: str) -> str:
    """Its text, in one line."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def rows(html: str) -> list[str]:
    """The text of each row of its tables."""
    return [words(row) for row in re.findall(r"<tr\b.*?</tr>", html, re.DOTALL)]


def item(html: str, summary: str) -> str:
    """What unfolds below the last summary that has just this text; the folded parts within it are left in."""
    found = [
        part for part in html.split('<details class="item"') if words(part[part.find(">") + 1 :]).startswith(summary)
    ]
    assert found, summary
    return found[-1]
