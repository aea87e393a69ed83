"""Streams, what a screen can do, and signals."""

from __future__ import annotations

import codecs
import errno
import io
import os
import signal
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO, TypeVar

from ave_cli.errors import Ended
from ave_cli.safe_text import HANGING, NARROWEST, printable, typed_number, wrap
from ave_cli.text import common as common_text

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH_OF_FILE = 100
"""Columns of tables that go to a file or a pipe."""
_SIZES = {"COLUMNS": (NARROWEST, 500), "LINES": (5, 500)}
"""What a screen can measure; another number in the environment is no measure and does not count."""
LONGEST_LINE = 10_000
"""Characters that a person types before Enter."""
ON_WINDOWS = os.name == "nt"


_INSTEAD = {"→": "->", "–": "-", "—": "-", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"', "·": "-", "•": "-"}


@contextmanager
def prepare_streams() -> Iterator[None]:
    """Inside this no letter can stop a result, and no stream is missing.

    A screen that lacks a letter gets the nearest plain one; a stream that was closed before we began leads nowhere.
    An impossible size of the screen in the environment is not there either, for us and for the libraries.
    """
    codecs.register_error("ave", _nearest)
    with ExitStack() as opened:
        for name, value in _impossible():
            del os.environ[name]
            opened.callback(os.environ.__setitem__, name, value)
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            if getattr(sys, name) is None:
                nowhere = opened.enter_context(open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123  # no path
                opened.callback(setattr, sys, name, None)
                setattr(sys, name, nowhere)
        for stream in (sys.stdout, sys.stderr):
            _fit_alphabet(stream)
            _forgive(stream, "ave")
        _forgive(sys.stdin, "replace")
        yield


def _impossible() -> list[tuple[str, str]]:
    found = [(name, os.environ[name]) for name in (*_SIZES, "FORCE_COLOR") if name in os.environ]
    return [pair for pair in found if not _is_possible(*pair)]


def _is_possible(name: str, value: str) -> bool:
    if name == "FORCE_COLOR":
        return not _means_no(value)
    least, most = _SIZES[name]
    return (typed_number(value, most) or 0) >= least


def _means_no(value: str) -> bool:
    return value.strip().lower() in ("", "0", "false", "no")


def _fit_alphabet(stream: object) -> None:
    """On Windows a file gets UTF-8 and a pipe the alphabet of the console that reads it; what was asked for wins."""
    asked = os.environ.get("PYTHONIOENCODING") or os.environ.get("PYTHONUTF8") == "1"
    if not ON_WINDOWS or asked or not isinstance(stream, io.TextIOWrapper) or stream.isatty():
        return
    import ctypes  # noqa: PLC0415  # only Windows has such a console
    import stat  # noqa: PLC0415

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # not there for who reads this elsewhere
    with suppress(LookupError, OSError):  # what stands in for a stream leads to no file
        page = kernel.GetConsoleOutputCP() if stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode) else 0
        stream.reconfigure(encoding=codecs.lookup(f"cp{page}" if page else "utf-8").name)


def _forgive(stream: object, errors: str) -> None:
    encoding = str(getattr(stream, "encoding", None) or "").lower()
    if isinstance(stream, io.TextIOWrapper) and (errors == "replace" or not encoding.startswith("utf")):
        stream.reconfigure(errors=errors)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    plain = "".join(_INSTEAD.get(one) or _without_mark(one) for one in missing)
    return plain, error.end


def _without_mark(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"


def can_ask() -> bool:
    """Whether somebody sits at a terminal: questions go out on stderr, answers come in on stdin."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def is_terminal(stream: TextIO) -> bool:
    """Whether a person sits behind this stream; the device that leads nowhere says so too on Windows, and is none."""
    try:
        if not stream.isatty():
            return False
        return not ON_WINDOWS or _has_console_mode(stream.fileno())
    except (OSError, ValueError):
        return False


def _has_console_mode(descriptor: int) -> bool:
    import ctypes  # noqa: PLC0415  # only Windows has such a console
    from importlib import import_module  # noqa: PLC0415

    handle = import_module("msvcrt").get_osfhandle(descriptor)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009
    return bool(kernel.GetConsoleMode(ctypes.c_void_p(handle), ctypes.byref(ctypes.c_ulong())))


class Screen(NamedTuple):
    """What can be done on this screen."""

    redraws: bool
    """Whether a question can be drawn in place: somebody sits at a terminal that can."""
    draws_tables: bool
    """Whether a result can have boxes; a file can, a screen reader and a dumb terminal cannot."""


def screen(*, line_by_line: bool) -> Screen:
    """What this screen can do, given what was asked for.

    `ACCESSIBLE` (set to anything but 0, false, no or nothing) asks for lines as `--plain` does, in questions and in
    results.
    """
    redraws = _may_redraw(line_by_line=line_by_line)
    lines = _wants_lines(line_by_line=line_by_line)
    return Screen(redraws=redraws and can_ask(), draws_tables=not lines and (redraws or not is_terminal(sys.stdout)))


def _wants_lines(*, line_by_line: bool) -> bool:
    return line_by_line or not _means_no(os.environ.get("ACCESSIBLE", ""))


def _may_redraw(*, line_by_line: bool) -> bool:
    """Whether a terminal, where there is one, can be drawn in anew, and nobody asked for lines."""
    is_dumb = os.environ.get("TERM", "") in ("dumb", "unknown") and not ON_WINDOWS
    return not is_dumb and not _wants_lines(line_by_line=line_by_line)


def out(text: str) -> None:
    """A result, on stdout."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def out_exactly(text: str) -> None:
    """A piece of a file on stdout, in UTF-8 whatever the screen has and with its own line ends."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()


_T = TypeVar("_T")
Tell = Callable[[int, int], None]
"""Tells how many things are done, and how much of the whole that is."""


_WIDE, _NARROW = 76, 50
"""Columns in which progress is drawn with a bar, and in which at least the rate is told."""


@contextmanager
def progress(title: str, total: int | None, *, prints_meanwhile: bool = True) -> Iterator[Tell]:
    """What is done, how fast and how long it still takes, on stderr; nothing where nobody would see it.

    Nothing is drawn for who asked for lines, on a terminal that cannot, and between results on the same screen.

    Args:
        total: the whole; None where that is not known, and then no bar is drawn and no time is promised.
        prints_meanwhile: whether results go to stdout while this goes on.
    """
    draws = _may_redraw(line_by_line=False) and sys.stderr.isatty()
    if not draws or (prints_meanwhile and sys.stdout.isatty()):
        yield lambda _done, _part: None
        return
    from rich import progress as bars  # noqa: PLC0415  # only what takes long draws a bar

    screen_ = board(100)
    parts: list[bars.ProgressColumn] = [bars.TextColumn("{task.fields[count]}")]
    if screen_.width >= _WIDE:
        between = [bars.BarColumn(bar_width=None)] if total else []
        parts = [bars.TextColumn("{task.description}"), *between, *parts]
    parts += [bars.TimeRemainingColumn()] if total else []
    # What is printed meanwhile is the result: left alone it would be drawn above the bar instead of written.
    bar = bars.Progress(
        *parts,
        console=screen_,
        transient=True,
        expand=bool(total) and screen_.width >= _WIDE,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with bar:
        task, start = bar.add_task(title, total=total or None, count=""), time.monotonic()

        def tell(done: int, part: int) -> None:
            rate = done / max(time.monotonic() - start, 0.001) if screen_.width >= _NARROW else None
            bar.update(task, completed=part, count=common_text.pace(done, rate, ends=bool(total)))

        yield tell


def counted(title: str, things: Sequence[_T]) -> Iterator[_T]:
    """These things one by one, with a bar on stderr where somebody would see it."""
    with progress(title, len(things)) as tell:
        for place, one in enumerate(things, 1):
            yield one
            tell(place, place)


def complain(text: str, end: str = "\n") -> None:
    """A prompt, progress or a complaint, on stderr; made printable here. Where nobody can read it nothing happens."""
    with suppress(OSError, ValueError):  # what stdout cannot take was raised when it was printed
        sys.stdout.flush()
    width = width_of_questions()
    lines = (wrap(line, width, HANGING if line[:1].isspace() else 0) for line in printable(text).split("\n"))
    try:
        sys.stderr.write("\n".join(lines) + end)
        sys.stderr.flush()
    except (OSError, ValueError):
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """Let a stream lead nowhere from now on: what it still holds must not fail once more when Python ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        stream.flush()


def stdout_fails() -> bool:
    """Whether what was printed cannot be written, though somebody wants it; it is thrown away then."""
    try:
        sys.stdout.flush()
    except OSError as error:
        silence(sys.stdout)
        return not reader_went_away(error)
    except ValueError:  # closed meanwhile
        return True
    return False


def reader_went_away(error: OSError) -> bool:
    """Whether a result was not read to its end: that is how a pipe ends, and no failure. Windows says it otherwise."""
    if isinstance(error, BrokenPipeError):
        return True
    return ON_WINDOWS and error.errno == errno.EINVAL and error.filename is None and not is_terminal(sys.stdout)


def typed_line() -> str:
    """A line that was typed, with its end; empty where nothing comes any more, or nothing that a person types."""
    try:
        line = sys.stdin.readline(LONGEST_LINE)
        endless = len(line) == LONGEST_LINE and not is_terminal(sys.stdin)
    except (OSError, ValueError):  # the terminal went away
        return ""
    return "" if endless else line


def forget_typed(wait: float = 0.0) -> bool:
    """Throw away what waits to be read at a terminal; whether there was any. What comes through a pipe stays.

    Args:
        wait: seconds in which more may come.
    """
    if not is_terminal(sys.stdin):
        return False
    return _forget_console(wait) if ON_WINDOWS else _forget_tty(sys.stdin.fileno(), wait)


def _forget_tty(descriptor: int, wait: float) -> bool:
    import select  # noqa: PLC0415  # only who asks line by line needs them
    import termios  # noqa: PLC0415  # not there on Windows

    with suppress(OSError, ValueError, termios.error):  # the terminal went away
        found = bool(select.select([descriptor], [], [], wait)[0])
        termios.tcflush(descriptor, termios.TCIFLUSH)
        return found
    return False


def _forget_console(wait: float) -> bool:
    from importlib import import_module  # noqa: PLC0415

    console = import_module("msvcrt")
    time.sleep(wait)
    found = False
    while console.kbhit():
        console.getwch()
        found = True
    return found


def width_of_questions() -> int | None:
    """Columns to wrap questions at; None where they do not go to a terminal."""
    return _columns(sys.stderr)


def width_of_result() -> int | None:
    """Columns to wrap a plain result at; None where it does not go to a terminal."""
    return _columns(sys.stdout)


def _columns(stream: TextIO) -> int | None:
    if not is_terminal(stream):
        return None
    if "COLUMNS" in os.environ:
        return int(os.environ["COLUMNS"])
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return None
    return min(max(columns, NARROWEST), _SIZES["COLUMNS"][1]) if columns else None


def board(columns: int) -> Console:
    """A console on stderr for what a room looks at: at most this wide, and without colours."""
    from rich.console import Console  # noqa: PLC0415  # only what is drawn anew needs it

    width = min(columns, width_of_questions() or columns)
    return Console(stderr=True, no_color=True, markup=False, emoji=False, highlight=False, width=width)


def console() -> Console:
    """A console on stdout that takes text as it is: no markup, no emoji, no highlighting."""
    from rich.console import Console  # noqa: PLC0415  # rich takes longer to import than a JSON result takes to make

    elsewhere = int(os.environ.get("COLUMNS", _WIDTH_OF_FILE))
    width = width_of_result() if is_terminal(sys.stdout) else elsewhere
    return Console(markup=False, emoji=False, highlight=False, width=width)


_AS = {"SIGTERM": 15, "SIGHUP": 1, "SIGBREAK": 1, "SIGQUIT": 2}
"""What ends us, and the number that it counts as: Windows closes a window with a break, Ctrl-\\ is a Ctrl-C."""
_KEYS, _SHOW_CURSOR = 0, "\x1b[?25h"
"""Where keys come in, and what shows the cursor."""
_ended: list[int] = []
"""What ended us, also where something else failed on the way out."""


@contextmanager
def end_in_order() -> Iterator[None]:
    """Inside this, an ending by the system unwinds like Ctrl-C: the screen is put back, and a draft stays.

    Raises:
        Ended: with the number of the signal.
    """
    numbers = [getattr(signal, name) for name in _AS if hasattr(signal, name)]
    before: dict[int, Any] = {}
    _ended.clear()
    with suppress(ValueError):  # only the first thread is told of signals
        for number in numbers:
            if signal.getsignal(number) is not signal.SIG_IGN:  # who started us wants us to go on, as nohup does
                before[number] = signal.signal(number, _end)
        if hasattr(signal, "SIGCONT"):
            before[signal.SIGCONT] = signal.signal(signal.SIGCONT, _go_on)
    put_back = _how_to_put_back()
    try:
        yield
    finally:
        if _ended:
            put_back()
        for number, handler in before.items():
            signal.signal(number, handler)


def _how_to_put_back() -> Callable[[], None]:
    """What sets the terminal as it is now: a library that is ended halfway its own setting leaves it for keys."""
    if ON_WINDOWS or not os.isatty(_KEYS):
        return lambda: None
    import termios  # noqa: PLC0415  # not there on Windows

    now: Any = None
    with suppress(termios.error):
        now = termios.tcgetattr(_KEYS)

    def put_back() -> None:
        with suppress(OSError, ValueError, termios.error):  # the terminal went away
            # who is in the background would be stopped for it
            if now is not None and os.tcgetpgrp(_KEYS) == os.getpgrp():
                termios.tcsetattr(_KEYS, termios.TCSANOW, now)
                if _may_redraw(line_by_line=False) and is_terminal(sys.stderr):
                    sys.stderr.write(_SHOW_CURSOR)
                    sys.stderr.flush()

    return put_back


def ended_with() -> int | None:
    """The exit code of an ending by the system that has begun; None while there is none."""
    return Ended(_ended[0]).code if _ended else None


def _end(number: int, _frame: FrameType | None) -> None:
    number = _AS[signal.Signals(number).name]
    _ended.append(number)
    app = _running_prompt()
    if app is None:
        raise Ended(number)
    app.loop.call_soon_threadsafe(lambda: app.exit(exception=Ended(number)))


def _go_on(_number: int, _frame: FrameType | None) -> None:
    """After a stop the shell has set the terminal as it wants it: set it for keys again, and draw anew."""
    app = _running_prompt()

    def draw() -> None:
        app.input.raw_mode().__enter__()  # how it was before, is what the prompt itself puts back
        app.renderer.clear()
        app.invalidate()

    if app is not None:
        app.loop.call_soon_threadsafe(draw)


def _running_prompt() -> Any:
    """The prompt that owns the screen now; without one nothing of prompt_toolkit is loaded for it."""
    module = sys.modules.get("prompt_toolkit.application.current")
    app = module.get_app_or_none() if module is not None else None
    return app if app is not None and app.is_running and app.loop is not None else None
