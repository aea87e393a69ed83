"""A way to type commands, for every test of one."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import walk_packages

import pytest

import ave_cli
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


@pytest.fixture
def thinking_fails(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Make every assessment raise an error; what imports it is loaded first, else it would keep the one that fails."""
    for module in walk_packages(ave_cli.__path__, "ave_cli."):
        import_module(module.name)

    def broken(error: BaseException) -> None:
        def fail(*_rest: object) -> None:
            raise error

        monkeypatch.setattr("ave_cli.engine.assessment.assess", fail)

    return broken
