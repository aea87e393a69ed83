"""What the README shows is what the program shows: every screen in it is from a real run.

`python -m tests.cli.test_readme` writes them anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"
BLOCK = re.compile(r"<!-- (screen|file): (.+?) -->\n(```\w*\n)(.*?)(```)", re.DOTALL)
"""Above a block stands the command that it is the screen of, behind those that go before it, or the name of the file
that later commands read."""
NOTE = re.compile(r"ave-\d{4}-\d\d-\d\d-\d{4}-[0-9a-f]{4}|\d\d-\d\d-\d{4}")
"""What is otherwise every day: the name of a note, and a date."""


def shown(text: str, folder: Path) -> Iterator[tuple[re.Match[str], str]]:
    """Each block with what should stand in it."""
    for block in BLOCK.finditer(text):
        kind, words, _, inside, _ = block.groups()
        if kind == "file":
            (folder / words).write_text(inside, encoding="utf-8")
            yield block, inside
            continue
        for command in words.split(" && "):
            done = subprocess.run(
                [sys.executable, "-m", "ave_cli", *shlex.split(command)[1:]],
                cwd=folder,
                env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(README.parent)},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                check=True,
            )
        yield block, "".join(f"{line.rstrip()}\n" for line in done.stdout.removeprefix("\ufeff").splitlines())


def test_every_screen_in_the_readme_is_what_the_command_shows(tmp_path: Path) -> None:
    found = list(shown(README.read_text(encoding="utf-8"), tmp_path))
    assert len(found) >= 3
    for block, wanted in found:
        assert NOTE.sub("", block[4]) == NOTE.sub("", wanted), block[2]


def test_no_screen_in_the_readme_is_left_out() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(re.findall(r"^```text", text, re.MULTILINE)) == len(
        [one for one in BLOCK.findall(text) if "text" in one[2]]
    )


if __name__ == "__main__":
    readme = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as place:
        for one, new in reversed(list(shown(readme, Path(place)))):
            readme = readme[: one.start(4)] + new + readme[one.end(4) :]
    README.write_text(readme, encoding="utf-8")
