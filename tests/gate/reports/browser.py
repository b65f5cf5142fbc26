"""A page in a real browser, as a person has it: with a mouse, a keyboard and a screen of a given size.

Chromium is driven by its DevTools protocol, https://chromedevtools.github.io/devtools-protocol/: JSON messages that end
with a zero byte.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from tests.gate.reports.dom import words
from tests.gate.reports.screens import DESK, Screen
from tests.processes import until

Answer = dict[str, object]
# The code of a key that has a name, and what it writes.
KEYS = {"Enter": (13, "\r"), "Escape": (27, ""), "Tab": (9, "")}


# What a click may change: where it leads, how far down, and what is unfolded.
SHOWN = "[location.href, scrollY, document.body.innerText.length].join()"
# Each text that lies on the screen, with nothing that is folded or hidden.
SEEN = """(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange(), seen = [];
    while (texts.nextNode()) {
        const holder = texts.currentNode.parentElement;
        range.selectNode(texts.currentNode);
        const { top, bottom, width } = range.getBoundingClientRect();
        if (width && top >= 0 && bottom <= innerHeight && holder.checkVisibility()) seen.push(texts.currentNode.data);
    }
    return seen.join(" ");
})()"""


@dataclass
class Browser:
    """One page, which the tests share; what it says on its console is kept."""

    commands: BinaryIO
    answers: BinaryIO
    said: list[str] = field(default_factory=list)
    session: str = ""
    number: int = 0
    loads: int = 0

    def call(self, method: str, **parameters: object) -> Answer:
        self.number += 1
        sent = {"id": self.number, "method": method, "params": parameters}
        self.commands.write(json.dumps(sent | ({"sessionId": self.session} if self.session else {})).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return cast("Answer", answer["result"])

    def attach(self) -> None:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = str(self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def show(self, page: Path, end: str = "", screen: Screen = DESK, *, script: bool = True) -> None:
        """Loads a page anew, at an address that ends like this."""
        self.look(screen, script=script)
        self.call("Page.navigate", url="about:blank")
        self.visit(page.as_uri() + end)
        self.wait("document.readyState === 'complete' && location.protocol === 'file:'")

    def visit(self, address: str) -> None:
        """Goes to an address, and waits until it is there."""
        self.follow(lambda: self.call("Page.navigate", url=address))

    def follow(self, act: Callable[[], object]) -> None:
        """Does what leads to another page, and waits until that is there."""
        before = self.loads
        act()
        while self.loads == before:
            self._next()

    def look(self, screen: Screen, *, script: bool = True) -> None:
        """Whoever looks has this screen from now on."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if screen.dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        size = {"width": screen.width, "height": screen.height}
        self.call("Emulation.setDeviceMetricsOverride", **size, deviceScaleFactor=1, mobile=False)

    def ask(self, expression: str) -> object:
        """The value of an expression of JavaScript, once it is there."""
        parameters = {"expression": expression, "awaitPromise": True, "returnByValue": True, "userGesture": True}
        answer = self.call("Runtime.evaluate", **parameters)
        assert "exceptionDetails" not in answer, answer
        return cast("Answer", answer["result"]).get("value")

    def seen(self) -> str:
        """The words on the screen, in one line."""
        return words(str(self.ask(SEEN)))

    def wait(self, condition: str) -> None:
        assert until(lambda: bool(self.ask(condition))), condition

    def click(self, selector: str) -> None:
        """Where the first such element is seen, which must be in sight."""
        found = f"document.querySelector({json.dumps(selector)})"
        self.ask(f"{found}.scrollIntoView({{block: 'center'}})")
        box = self.ask(f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({found}.getClientRects()[0])")
        x, y = cast("list[float]", box)
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        self._settle()

    def _settle(self) -> None:
        """Waits until nothing changes: the event of a new address comes after the click."""
        before, now = None, self.ask(SHOWN)
        while before != now:
            time.sleep(0.05)
            before, now = now, self.ask(SHOWN)

    def press(self, *keys: str) -> None:
        """Keys by name, or a text letter by letter."""
        for key in keys:
            for name in (key,) if key in KEYS else key:
                code, text = KEYS.get(name, (0, name))
                self.call("Input.dispatchKeyEvent", type="keyDown", key=name, windowsVirtualKeyCode=code, text=text)
                self.call("Input.dispatchKeyEvent", type="keyUp", key=name, windowsVirtualKeyCode=code)

    def _next(self) -> Answer:
        heard = bytearray()
        while (byte := self.answers.read(1)) != b"\0":
            assert byte, "the browser has ended"
            heard += byte
        answer = cast("Answer", json.loads(heard))
        if answer.get("method") in {"Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"}:
            self.said.append(heard.decode())
        self.loads += answer.get("method") == "Page.loadEventFired"
        return answer
