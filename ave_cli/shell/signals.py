"""What happens when the system ends the program: kill, a closed window, a lost connection?"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from ave_cli.errors import Ended

_NAMES = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""Not every system has them all."""


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Inside this, an ending by the system unwinds like Ctrl-C: the screen is put back, and a draft stays.

    Raises:
        Ended: with the number of the signal.
    """
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = {number: signal.signal(number, _end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> None:
    app = _running_prompt()
    if app is None:
        raise Ended(number)
    app.loop.call_soon_threadsafe(lambda: app.exit(exception=Ended(number)))


def _running_prompt() -> Any:
    """The prompt that owns the screen now; without one nothing of prompt_toolkit is loaded for it."""
    module = sys.modules.get("prompt_toolkit.application.current")
    app = module.get_app_or_none() if module is not None else None
    return app if app is not None and app.is_running and app.loop is not None else None
