"""A way to type commands, for every test of one."""

from __future__ import annotations

import pytest

from ave_cli.__main__ import run
from tests.cli.command import Ave, Done


@pytest.fixture
def ave(capsys: pytest.CaptureFixture[str]) -> Ave:
    """Type a command and see its exit code and its two streams."""

    def typed(*words: str) -> Done:
        code = run([word for word in words if word])
        out, err = capsys.readouterr()
        return Done(int(code), out, err)

    return typed
