"""Run the program: turn a failure into words on stderr and an exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import NoReturn

from ave_cli.errors import AveError, CannotWrite, Ended, ExitCode, InvalidInput
from ave_cli.terminal import streams
from ave_cli.terminal.streams import complain, prepare_streams

_FULL = {errno.ENOSPC, errno.EFBIG, errno.EROFS, errno.EBADF, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""What the system says when a result cannot be written, or not there."""


def main() -> NoReturn:
    """The console script `ave`."""
    # A short run makes few cycles; looking for them while everything is loaded costs a tenth of the start.
    gc.set_threshold(200_000)
    # What other programs hang onto the checker has no part in a check of ours, and breaks none.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    code = run(sys.argv[1:])
    # Nothing is left that must be closed, so Python need not look for cycles once more before the process goes.
    gc.freeze()
    sys.exit(code)


def run(args: list[str]) -> int:
    """Run one command and give its exit code; nothing rises out of it, and no signal leaves half a file."""
    closed = sys.stdout is None
    with prepare_streams():
        return _no_room() if closed else _run_to_end(args)


def _run_to_end(args: list[str]) -> int:
    try:
        with streams.end_in_order():
            code = _run_guarded(args)
    except Ended as ended:  # it came while we were reporting
        code = ended.code
    unread = streams.stdout_fails()
    # who ended us while the screen was going away gets what was due, whatever failed on the way out
    code = streams.ended_with() or code
    return ExitCode.CANNOT_WRITE if unread and code == ExitCode.DONE else code


def _run_guarded(args: list[str]) -> int:
    try:
        return _command(args)
    except AveError as error:
        return _report(error)
    except KeyboardInterrupt:
        return _report_interruption()
    except Ended as ended:
        _report_interruption()
        return ended.code
    except OSError as error:
        # Who reads our output went away: that is how a pipe ends, and Python must not complain about it on exit.
        if streams.reader_went_away(error):
            streams.silence(sys.stdout)
            return ExitCode.DONE
        return _no_room() if streams.stdout_fails() or error.errno in _FULL else _bug(error)
    except Exception as error:
        return _bug(error)


def _command(args: list[str]) -> int:
    if args[:1] == ["_complete"]:
        # A shell waits for a key: what reads a command line is not loaded for it.
        from ave_cli.cli.completion import fitting
        from ave_cli.terminal.streams import out

        out("\n".join(fitting(args[1:])))
        return ExitCode.DONE
    from ave_cli.cli.app import app, usage_error

    if args[:1] == ["help"]:
        args = [*args[1:], "--help"]
    try:
        code = app(args=args, prog_name="ave", standalone_mode=False)
    except SystemExit as stop:
        # typer ends the program by itself when a pipe was closed
        raise (stop.__context__ or stop) from None
    except Exception as error:
        translated = usage_error(error)
        if translated is None:
            raise
        raise translated from None
    if code == ExitCode.INTERRUPTED:
        # typer takes Ctrl-C for itself and says nothing
        raise KeyboardInterrupt
    return code if isinstance(code, int) else ExitCode.DONE


def _report(error: AveError) -> int:
    complain(error.message)
    if isinstance(error, InvalidInput):
        for problem in error.problems:
            complain(f"- {problem}")
    if error.hint:
        complain(error.hint)
    return error.code


def _no_room() -> int:
    from ave_cli.text import problems as problems_text

    return _report(CannotWrite(problems_text.NO_ROOM))


def _report_interruption() -> int:
    from ave_cli.text import cli as cli_text

    complain(f"\n{cli_text.INTERRUPTED}")
    return ExitCode.INTERRUPTED


def _bug(error: Exception) -> int:
    """Say where it broke, without the message and the values: they can hold answers."""
    if (ended := streams.ended_with()) is not None:
        return ended  # the screen went away under a library
    import traceback

    from ave_cli.text import cli as cli_text

    complain("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
    complain(f"{cli_text.BUG}\n{cli_text.REPORT_BUG}")
    return ExitCode.BUG


if __name__ == "__main__":
    main()
