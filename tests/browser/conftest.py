"""A real browser without a window: it prints, makes pictures, counts pixels, and runs a checker of accessibility."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest

from ave_cli.profile.companion_files import Cases, Statement
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import library

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe"),
)
RULES = ("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
TALLEST = 2400
"""Pixels of a picture."""
_RULE = re.compile(r"^Page +(\d+) size: +([\d.]+) x ([\d.]+)", re.MULTILINE)


def tool(name: str) -> str:
    """Where a program is; loud where it is not: a page that no browser looked at is not tested."""
    found = shutil.which(name)
    assert found is not None, f"{name} is not installed; Debian has it in chromium and poppler-utils"
    return found


@dataclass(kw_only=True)
class Browser:
    """A browser that is spoken to through a pipe, one page at a time."""

    into: IO[bytes]
    out: IO[bytes]
    target: str = ""
    session: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    count: int = 0
    heard: bytearray = field(default_factory=bytearray)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask for one thing and wait for its answer; what happens meanwhile is kept in `events`."""
        self.count += 1
        message: dict[str, Any] = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.into.write(json.dumps(message).encode() + b"\0")
        self.into.flush()
        while (answer := self._next()).get("id") != self.count:
            self.events.append(answer)
        assert "error" not in answer, (method, answer["error"])
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.heard:
            more = os.read(self.out.fileno(), 1 << 16)
            assert more, "the browser is gone"
            self.heard += more
        one, _, rest = bytes(self.heard).partition(b"\0")
        self.heard = bytearray(rest)
        message: dict[str, Any] = json.loads(one)
        return message

    def open(self, path: Path) -> None:
        """Show a file in a new page, and wait until it is there."""
        self.session = ""
        if self.target:
            self.call("Target.closeTarget", targetId=self.target)
        self.target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        while not any(one.get("method") == "Page.loadEventFired" for one in self.events):
            self.events.append(self._next())

    def run(self, script: str) -> Any:
        """What a piece of script says; it is put in by the browser, so that a page may forbid scripts."""
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def width(self, pixels: int) -> None:
        """Look at the page on a screen of this width."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=pixels, height=812, deviceScaleFactor=1, mobile=pixels < 800
        )

    def asked(self) -> list[str]:
        """Every address that the page made the browser look up."""
        return [
            one["params"]["request"]["url"] for one in self.events if one.get("method") == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the browser has to say about the page."""
        return [one["params"]["entry"]["text"] for one in self.events if one.get("method") == "Log.entryAdded"]

    def check_letters(self, smallest: float) -> None:
        """Nothing is wider than its place, and no letter is smaller than this many points."""
        parts = "[...document.querySelectorAll('h1, h2, h3, h4, p, li, th, td, .fill, caption')]"
        wide = f"{parts}.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"
        assert self.run(wide) == []
        shown = f"{parts}.filter(one => one.offsetParent)"
        sizes = f"Math.min(...{shown}.map(one => parseFloat(getComputedStyle(one).fontSize)))"
        assert self.run(sizes) * 0.75 >= smallest - 0.01

    def picture(self, path: Path) -> Path:
        """The page as a picture, from its top."""
        size = self.run("[document.documentElement.clientWidth, document.documentElement.scrollHeight]")
        clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], TALLEST), "scale": 1}
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(shot["data"]))
        return path

    def paper(self, path: Path) -> Path:
        """The page as it comes out of a printer with its usual settings: no background colours."""
        made = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        path.write_bytes(base64.b64decode(made["data"]))
        return path

    @staticmethod
    def sheets(pdf: Path) -> list[tuple[int, int]]:
        """The size of each printed sheet, in points."""
        done = subprocess.run([tool("pdfinfo"), "-l", "-1", str(pdf)], capture_output=True, text=True, check=True)
        return [(round(float(wide)), round(float(high))) for _, wide, high in _RULE.findall(done.stdout)]

    @staticmethod
    def printed(pdf: Path) -> list[str]:
        """The words on each printed sheet, in one line."""
        done = subprocess.run([tool("pdftotext"), str(pdf), "-"], capture_output=True, text=True, check=True)
        return [" ".join(one.split()) for one in done.stdout.removesuffix("\f").split("\f")]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    place = tmp_path_factory.mktemp("browser")
    (from_us, to_browser), (from_browser, to_us) = os.pipe(), os.pipe()
    # Descriptors 3 and 4 are where a browser listens and talks.
    started = f'exec "$@" 3<&{from_us} 4>&{to_us}'
    words = [tool("chromium"), *FLAGS, f"--user-data-dir={place / 'profile'}"]
    with ExitStack() as opened:
        process = subprocess.Popen(
            ["bash", "-c", started, "bash", *words],
            pass_fds=(from_us, to_us),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(place)},
        )
        os.close(from_us)
        os.close(to_us)
        into, out = (
            opened.enter_context(os.fdopen(to_browser, "wb")),
            opened.enter_context(os.fdopen(from_browser, "rb")),
        )
        one = Browser(into=into, out=out)
        yield one
        one.session = ""
        one.call("Browser.close")
        process.wait(30)


@pytest.fixture(scope="session")
def axe() -> str:
    """The checker; `.ci/run` says where it put it."""
    place = os.environ.get("AVE_AXE", "")
    assert Path(place).is_file(), "AVE_AXE must name axe.min.js of axe-core; .ci/run fetches it"
    return Path(place).read_text("utf-8")


@pytest.fixture(scope="session")
def violations(browser: Browser, axe: str) -> Callable[[], list[str]]:
    """What is wrong with the page that is open, for people who cannot see it well or at all."""

    def found() -> list[str]:
        browser.run(f"{axe};0")
        options = json.dumps(
            {
                "iframes": False,
                "runOnly": {"type": "tag", "values": RULES},
                "resultTypes": ["violations", "passes"],
                "preload": False,
            }
        )
        result = browser.run(f"axe.run(document, {options})")
        assert {"color-contrast-enhanced", "html-has-lang"} <= {one["id"] for one in result["passes"]}
        return [f"{one['id']}: {node['html'][:200]}" for one in result["violations"] for node in one["nodes"]]

    return found


@dataclass(frozen=True, kw_only=True)
class Known:
    """A shipped model with what stands beside it."""

    model: Ruleset
    register: dict[str, Statement]
    cases: Cases


@pytest.fixture(scope="session")
def known() -> Callable[[str], Known]:
    loaded: dict[str, Known] = {}

    def of(name: str) -> Known:
        if name not in loaded:
            loaded[name] = Known(
                model=library.load(name),
                register=dict(library.load_statements(name)),
                cases=library.load_cases(name),
            )
        return loaded[name]

    return of
