"""Failures that a user can act on, and their exit codes."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes that scripts rely on; an outcome of a triage is never one of them."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    UNFINISHED = 3
    INVALID_INPUT = 4
    TARGET_EXISTS = 5
    NO_TERMINAL = 6
    CANNOT_WRITE = 7
    BUG = 70
    HANG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


class AveError(Exception):
    """A failure that a user can act on: Dutch words that say what is wrong, where, and what to do."""

    code = ExitCode.BUG

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        """What the user can do about it; empty where the message says it."""


class UsageError(AveError):
    """An option or argument is wrong, or nothing is known by that name."""

    code = ExitCode.USAGE


class InvalidInput(AveError):
    """A profile, an answers file or a note is not what it should be; lists every problem at once."""

    code = ExitCode.INVALID_INPUT

    def __init__(self, message: str, problems: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint)
        self.problems = problems
        """One line each: path in the file, what is wrong, what was probably meant."""


class NoTerminal(AveError):
    """There is nobody to ask and no answers were given."""

    code = ExitCode.NO_TERMINAL


class Unfinished(AveError):
    """The interview stopped before its end."""

    code = ExitCode.UNFINISHED


class TargetExists(AveError):
    """Something stands where a new file or folder should come; nothing was written."""

    code = ExitCode.TARGET_EXISTS

    def __init__(self, message: str, hint: str = "", *, left_behind: bool = False) -> None:
        super().__init__(message, hint)
        self.left_behind = left_behind
        """A temporary file with the same text could not be removed, and the hint says where it is."""


class CannotWrite(AveError):
    """The disk is full, may not be written to, or fails; no half file is left under the wanted name."""

    code = ExitCode.CANNOT_WRITE


class Ended(BaseException):
    """The system ended the program; unwinds like Ctrl-C, so that the screen is put back and a draft stays."""

    def __init__(self, signal: int) -> None:
        super().__init__(signal)
        self.code = 128 + signal
