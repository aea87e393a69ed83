"""What stands on the screen during a round."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace

from ave_cli.cli.quiz_round import Running
from ave_cli.errors import AveError, Unfinished
from ave_cli.quiz import game as quiz_game
from ave_cli.quiz.game import Choose, Go, RoundScreen
from ave_cli.render import plain
from ave_cli.report import Block, Items, Paragraph, Report, Tone
from ave_cli.safe_text import one_line
from ave_cli.terminal import streams
from ave_cli.terminal.prompt import PromptAction, QuizPrompt
from ave_cli.text import quiz as quiz_text
from ave_cli.views import quiz

_ROOM = 6
"""Rows for what can be typed, what was wrong, and the line to type on."""


class Board:
    """The screen, cleared for every page; or line by line, where it cannot be drawn anew."""

    def __init__(self, *, redraws: bool) -> None:
        self._redraws = redraws

    def parts(self, page: Report, below: int = _ROOM) -> tuple[Report, ...]:
        """The page in parts that fit on the screen, with this many rows left below."""
        if not self._redraws:
            return (page,)
        from ave_cli.render import rich_terminal

        return rich_terminal.screens(
            page, streams.board(rich_terminal.COLUMNS), max(shutil.get_terminal_size().lines - below, 3)
        )

    def show(self, page: Report, keys: str, problem: str = "") -> None:
        """One part with what can be typed under it; line by line, a problem does not repeat the page."""
        if not self._redraws and problem:
            streams.complain(problem)
            return
        under: list[Block] = [Paragraph(""), *([Paragraph(problem, Tone.STRONG)] if problem else []), Paragraph(keys)]
        self._draw(replace(page, blocks=(*page.blocks, *under)), clear=True)

    def say(self, page: Report) -> None:
        """A page under what stands there already."""
        streams.complain("")
        self._draw(page, clear=False)

    def _draw(self, page: Report, *, clear: bool) -> None:
        if not self._redraws:
            streams.complain("\n".join(("", *plain.plain_lines(page))) if clear else "\n".join(plain.plain_lines(page)))
            return
        from ave_cli.render import rich_terminal

        console = streams.board(rich_terminal.COLUMNS)
        if clear:
            console.clear()
        rich_terminal.draw_board(page, console, shutil.get_terminal_size().lines - 2 if clear else 0)


_CHOOSING = 14
"""Rows that a question with its letters usually takes."""
_TYPING = (RoundScreen.OPTIONS, RoundScreen.TYPED)


def play_alone(running: Running, prompt: QuizPrompt, board: Board) -> None:
    """One question after the other, each explained as soon as it is answered.

    Raises:
        Unfinished: the person stopped.
    """
    keys = quiz_text.KEYS_ALONE if prompt.redraws else quiz_text.KEYS_ALONE_PLAIN
    while running.now.screen is not RoundScreen.END:
        question = running.game.questions[running.now.place]
        _read(quiz.answer_page(running.game, running.now), prompt, board, wait=False)
        letters = [(option.key, option.text) for option in question.options]
        reply = prompt.letter(question.text, letters, keys, quiz_text.HELP_ALONE)
        if reply is PromptAction.STOP:
            raise Unfinished(quiz_text.NOT_KEPT)
        if isinstance(reply, PromptAction):
            problem = running.undo()
            if problem:
                prompt.tell(problem)
            continue
        running.enter(Choose(letters={1: reply}))
        _read(quiz.mark_options(question, reply), prompt, board, wait=True)


def _read(page: Report, prompt: QuizPrompt, board: Board, *, wait: bool) -> None:
    """Show a page that stays; where a part of it would leave the screen unread, each part waits for Enter."""
    parts = board.parts(page, below=6 if wait else _CHOOSING)
    for part in parts:
        board.say(part)
        if prompt.redraws and (wait or len(parts) > 1):
            prompt.tell("")
    if prompt.redraws and not wait:
        streams.complain("")


def play_workshop(running: Running, prompt: QuizPrompt, board: Board, *, will_write: bool) -> None:
    """One thing on the screen at a time, as the host goes on, until the host is done with the end.

    Raises:
        Unfinished: the host stopped.
    """
    host = _Host(running, board, saved=will_write)
    while not host.is_done:
        host.show()
        reply = prompt.line(quiz_text.LINE)
        line = "u" if reply is PromptAction.BACK else "s" if isinstance(reply, PromptAction) else reply.lower()
        if line == "s":
            raise Unfinished(quiz_text.NOT_KEPT)
        host.take(line)


class _Host:
    """What the host sees and types."""

    def __init__(self, running: Running, board: Board, *, saved: bool) -> None:
        self.is_done = False
        self._running = running
        self._board = board
        self._saved = saved
        self._problem = ""
        self._helping = False
        self._turn()

    def show(self) -> None:
        """Show what the host must see now."""
        last = self._part + 1 == len(self._parts)
        keys = (
            quiz_text.BACK_TO_ROUND
            if last and self._helping
            else f"{self._keys() if last else quiz_text.MORE}\n{quiz_text.KEYS_MORE}"
        )
        self._board.show(self._parts[self._part], keys, self._problem)
        self._problem = ""

    def take(self, line: str) -> None:
        """Do what the host typed; what is wrong with it is shown next."""
        if line == "" and self._part + 1 < len(self._parts):
            self._part += 1
        elif self._helping:
            self._turn()
        elif line == "?":
            self._helping = True
            self._open(_help())
        elif line == "u":
            self._problem = self._running.undo()
            self._turn()
        elif self._running.now.screen is RoundScreen.END:
            self._at_end(line)
        else:
            self._go_on(line)

    def _go_on(self, line: str) -> None:
        now = self._running.now
        if line == "":
            self._running.enter(Go())
            self._turn()
        elif now.screen not in _TYPING:
            self._problem = quiz_text.ONLY_ENTER
        else:
            read = quiz_game.read_letters(line, self._running.game.teams, self._letters())
            if isinstance(read, str):
                self._problem = read
            else:
                self._running.enter(Choose(letters=read))
                self._turn()

    def _at_end(self, line: str) -> None:
        if line == "":
            self.is_done = True
        elif line == "b" and not self._saved:
            self._save()
        else:
            self._problem = quiz_text.ONLY_AT_END

    def _save(self) -> None:
        try:
            path = self._running.write_beside_notes()
        except AveError as error:
            self._problem = f"{error.message} {error.hint}"
            return
        self._saved = True
        self._problem = quiz_text.written(one_line(str(path)))

    def _turn(self) -> None:
        """Open the page that belongs to where the round is now."""
        self._helping = False
        self._open(quiz.round_screen(self._running.game, self._running.now))

    def _open(self, page: Report) -> None:
        self._parts = self._board.parts(page)
        self._part = 0

    def _letters(self) -> Sequence[str]:
        return [option.key for option in self._running.game.questions[self._running.now.place].options]

    def _keys(self) -> str:
        """What Enter does here, and what can be typed."""
        now, game = self._running.now, self._running.game
        if now.screen is RoundScreen.OPTIONS:
            return quiz_text.type_answers(game.teams, self._letters())
        if now.screen is RoundScreen.TYPED:
            silent = [team for team in range(1, game.teams + 1) if team not in now.typed]
            return quiz_text.silent_teams(silent) if silent else quiz_text.TYPED_RIGHT
        if now.screen is RoundScreen.END:
            return quiz_text.AT_END_SAVED if self._saved else quiz_text.AT_END
        if now.screen is RoundScreen.SCORE and now.place + 1 == len(game.questions):
            return quiz_text.TO_END
        return quiz_text.NEXT[now.screen.value]


def _help() -> Report:
    title, *lines = quiz_text.HELP_TEAMS
    return Report(title=title, blocks=(Items(tuple(lines)),))
