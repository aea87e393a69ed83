"""A round on the screen: how it begins, is played, survives and ends."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from ave_cli.cli.drafts import choose_prompt
from ave_cli.cli.emit import Output, show_page
from ave_cli.cli.options import QuizOptions, chosen_journey, chosen_name, offered, tell_default_name
from ave_cli.cli.quiz_round import (
    Running,
    about_round,
    command_line,
    make_round,
    quotes_no_other,
    remake_round,
)
from ave_cli.engine.journey import walk_journey
from ave_cli.errors import AveError, CannotWrite, Ended, NoTerminal, TargetExists, Unfinished, UsageError
from ave_cli.profile import Ruleset
from ave_cli.quiz import game as quiz_game
from ave_cli.quiz.game import (
    Choose,
    Go,
    Impossible,
    Round,
    RoundScreen,
    read_entry,
    replay_round,
    start_round,
)
from ave_cli.quiz.material import QuizQuestion
from ave_cli.render import plain
from ave_cli.report import Block, Items, Paragraph, Report, Tone, with_texts
from ave_cli.safe_text import one_line
from ave_cli.storage import quiz_rounds
from ave_cli.storage.folders import local, typed_path
from ave_cli.storage.quiz_rounds import Journal, SavedRound, Setup
from ave_cli.terminal import streams
from ave_cli.terminal.prompt import PromptAction, QuizPrompt, Resized
from ave_cli.terminal.streams import end_in_order
from ave_cli.text import problems as problems_text
from ave_cli.text import quiz as quiz_text
from ave_cli.views import quiz
from ave_cli.wording.journey import look_back

_ROOM = 6
"""Rows for what can be typed, what was wrong, and the line to type on."""


class Board:
    """The screen, cleared for every page; or line by line, where it cannot be drawn anew."""

    def __init__(self, *, redraws: bool, said: Callable[[str], str] | None = None) -> None:
        self._redraws = redraws
        self._said = said

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

    def clear(self) -> None:
        """Take away what stands there, where the screen can be drawn anew."""
        if self._redraws:
            from ave_cli.render import rich_terminal

            streams.board(rich_terminal.COLUMNS).clear()

    def _draw(self, page: Report, *, clear: bool) -> None:
        page = page if self._said is None else with_texts(page, self._said)
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
        _read(quiz.story_page(running.game, running.now), prompt, board, wait=False)
        letters = [(option.key, option.text) for option in question.options]
        reply = prompt.letter(question.text, letters, keys, quiz_text.HELP_ALONE)
        if reply is PromptAction.STOP:
            raise Unfinished(quiz_text.NOT_KEPT)
        if isinstance(reply, Resized):
            board.clear()
            continue
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
        if isinstance(reply, Resized):
            host.fit()
            continue
        line = "u" if reply is PromptAction.BACK else "q" if isinstance(reply, PromptAction) else reply.lower()
        if line == "q":
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
        self._page = Report("", ())
        self._parts: tuple[Report, ...] = ()
        self._part = 0
        self._aside = False
        self._turn()

    def show(self) -> None:
        """Show what the host must see now."""
        last = self._part + 1 == len(self._parts)
        split = len(self._parts) > 1 and self._running.now.screen in _TYPING
        keys = (
            quiz_text.BACK_TO_ROUND
            if last and self._aside
            else f"{self._keys() if last else quiz_text.MORE}\n{quiz_text.KEYS_STORY if split else quiz_text.KEYS_MORE}"
        )
        self._board.show(self._parts[self._part], keys, self._problem)
        self._problem = ""

    def fit(self) -> None:
        """Fit what is shown to a screen that got another size."""
        part, problem = self._part, self._problem
        if self._aside:
            self._open(self._page)
        else:
            self._turn()
        self._part, self._problem = min(part, len(self._parts) - 1), problem

    def take(self, line: str) -> None:
        """Do what the host typed; what is wrong with it is shown next."""
        if line == "" and self._part + 1 < len(self._parts):
            self._part += 1
        elif self._aside:
            self._turn()
        elif line in ("?", "s"):
            self._aside = True
            running = self._running
            self._open(_help() if line == "?" else quiz.score_page(running.game, running.now))
        elif line == "v":
            self._part = 0
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
        """Open the page that belongs to where the round is now; a story that does not fit comes before its question."""
        self._aside = False
        game, now = self._running.game, self._running.now
        self._open(quiz.round_screen(game, now))
        if now.screen in _TYPING and len(self._parts) > 1:
            question = self._board.parts(quiz.choice_page(game, now))
            self._parts = (*self._board.parts(quiz.story_page(game, now)), *question)
            self._part = len(self._parts) - len(question) if now.screen is RoundScreen.TYPED else 0

    def _open(self, page: Report) -> None:
        self._page = page
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
            return quiz_text.silent_teams([team for team in range(1, game.teams + 1) if team not in now.typed])
        if now.screen is RoundScreen.END:
            return quiz_text.AT_END_SAVED if self._saved else quiz_text.AT_END
        if now.screen is RoundScreen.EXPLANATION and now.place + 1 == len(game.questions):
            return quiz_text.TO_END
        return quiz_text.NEXT[now.screen.value]


def _help() -> Report:
    title, *lines = quiz_text.HELP_TEAMS
    return Report(title=title, blocks=(Items(tuple(lines)),))


def play(options: QuizOptions) -> None:
    """Play a round to its end, and show how it went.

    Raises:
        NoTerminal: there is nobody to play with.
        TargetExists: something has the name of the file for the results.
        Unfinished, KeyboardInterrupt, Ended: it stopped; what was played is kept.
    """
    if not options.may_ask or not (options.output.line_by_line or streams.can_ask()):
        raise NoTerminal(quiz_text.NO_TERMINAL, quiz_text.NO_TERMINAL_HINT)
    if options.results is not None and os.path.lexists(typed_path(options.results)):
        raise TargetExists(problems_text.exists(one_line(options.results)), problems_text.OTHER_NAME)
    prompt = choose_prompt(line_by_line=options.output.line_by_line)
    with end_in_order():
        running = _begin(options, prompt)
        _to_the_end(running, prompt, options)
        _finish(running, options)


def _in_its_words(running: Running, text: str) -> str:
    """A text in the words of the model, where the question that is on the screen quotes no other."""
    now = running.game.questions[running.now.place : running.now.place + 1]
    return running.ruleset.profile.say(text) if quotes_no_other(now) else text


def _to_the_end(running: Running, prompt: QuizPrompt, options: QuizOptions) -> None:
    board = Board(redraws=prompt.redraws, said=partial(_in_its_words, running))
    where = quiz_text.NOT_KEPT
    try:
        if running.game.alone:
            play_alone(running, prompt, board)
        else:
            play_workshop(running, prompt, board, will_write=options.results is not None)
    except (Unfinished, KeyboardInterrupt, Ended) as stop:
        where = _kept(running.journal)
        running.journal.close()
        if not isinstance(stop, Unfinished):
            streams.complain(f"\n{where}")
            raise
        if not running.entered and not streams.can_ask():
            raise NoTerminal(quiz_text.NO_TERMINAL, quiz_text.NO_TERMINAL_HINT) from None
        raise Unfinished(quiz_text.stopped(where)) from None


def _kept(journal: Journal) -> str:
    """What is on disk of a round that stopped."""
    if not journal.is_kept:
        return quiz_text.NOT_KEPT
    return quiz_text.KEPT if journal.is_whole else quiz_text.KEPT_IN_PART


def _finish(running: Running, options: QuizOptions) -> None:
    """Show how it went, write it where that was asked for, and throw the journal away."""
    show_page(running.end(), line_by_line=options.output.line_by_line)
    if options.results is not None:
        try:
            streams.complain(quiz_text.written(one_line(str(running.write(typed_path(options.results))))))
        except AveError as error:
            left = running.journal.is_kept and running.journal.is_whole
            running.journal.close()
            hint = quiz_text.ROUND_LEFT if left else error.hint
            raise type(error)(error.message, hint) from None
    running.journal.discard()


def _begin(options: QuizOptions, prompt: QuizPrompt) -> Running:
    if options.resume:
        return _resume(quiz_rounds.newest_round(), prompt)
    found = _offer(prompt) if streams.can_ask() else None
    if found is not None:
        return _resume(found, prompt)
    running = _new(chosen_name(options.profile) or _which(prompt), options)
    about = about_round(running.ruleset, len(running.game.questions))
    setup = running.journal.setup
    command = command_line(setup)
    begins = quiz_text.ONLY_MISTAKES if setup.again else quiz_text.begins(setup.seed, command)
    told = [quiz_text.AS_TOLD] if any(one.story for one in running.game.questions) else []
    prompt.tell("\n".join((about, quiz_text.again(command) if setup.journey else begins, *told)))
    return running


def _new(name: str, options: QuizOptions) -> Running:
    streams.complain(quiz_text.MAKING)
    setup, ruleset, questions = make_round(name, options)
    game = _game(questions, ruleset, setup)
    return Running(game=game, history=start_round(), journal=Journal(setup), ruleset=ruleset)


def _game(questions: tuple[QuizQuestion, ...], ruleset: Ruleset, setup: Setup) -> Round:
    profile, road = ruleset.profile, tuple[str, ...]()
    if setup.journey:
        _, journey = chosen_journey(setup.journey, setup.profile)
        road = look_back(walk_journey(ruleset, journey))
    model = f"{profile.title} {profile.version}"
    return Round(questions=questions, model=model, teams=setup.teams, road=road)


def _which(prompt: QuizPrompt) -> str:
    if streams.can_ask():
        return prompt.model(offered())
    return tell_default_name()


def _offer(prompt: QuizPrompt) -> SavedRound | None:
    """Offer to go on with what was not finished; nothing: begin anew."""
    try:
        every = quiz_rounds.find_rounds()
    except (UsageError, CannotWrite) as error:  # a round can be played, and what is not kept of it is told
        streams.complain(error.message)
        return None
    one = next((one for one in every if one.setup is not None and not one.busy), None)
    if one is None or one.setup is None:
        return None
    when = local(one.modified).strftime("%d-%m-%Y %H:%M")
    title = quiz_text.unfinished(one.setup.title, one.setup.seed, when)
    reply = prompt.choose(title, [quiz_text.GO_ON, quiz_text.ANEW, quiz_text.THROW_AWAY])
    if isinstance(reply, PromptAction):
        raise Unfinished(quiz_text.NOTHING_DONE)
    if reply == 2:
        quiz_rounds.remove_round(one)
    return one if reply == 0 else None


def _resume(saved: SavedRound, prompt: QuizPrompt) -> Running:
    """Go on with a round; what no longer has the same questions is begun anew, if that is wanted.

    Raises:
        UsageError: another window plays it, or its model is gone.
        InvalidInput: it cannot be read.
        Unfinished: the person leaves it.
    """
    journal, entries, damaged = quiz_rounds.reopen_round(saved)
    setup = journal.setup
    streams.complain(quiz_text.MAKING)
    try:
        ruleset, questions = remake_round(setup)
        if questions is None:
            return _anew(journal, prompt)
        game = _game(questions, ruleset, setup)
        history = replay_round(game, map(read_entry, entries))
    except Impossible:
        journal.close()
        raise quiz_rounds.unreadable_round(saved.path) from None
    except BaseException:
        journal.close()
        raise
    if damaged:
        prompt.tell(quiz_text.DAMAGED)
    streams.complain(quiz_text.going_on(setup.title, setup.seed, history[-1].place + 1))
    return Running(game=game, history=history, journal=journal, ruleset=ruleset)


def _anew(journal: Journal, prompt: QuizPrompt) -> Running:
    if prompt.choose(quiz_text.CHANGED, [quiz_text.BEGIN_AGAIN, quiz_text.LEAVE_IT]) != 0:
        raise Unfinished(quiz_text.NOTHING_DONE)
    setup = journal.setup
    options = QuizOptions(
        profile=setup.profile,
        seed=setup.seed,
        count=setup.count,
        kinds=tuple(setup.kinds),
        level=setup.level,
        teams=setup.teams,
        output=Output(),
        may_ask=True,
        resume=False,
        sheet=None,
        results=None,
        journey=setup.journey or None,
        case=setup.case or None,
        cases=setup.cases or None,
        written=setup.written,
        again=tuple(setup.again),
    )
    running = _new(setup.profile, options)
    journal.discard()
    return running
