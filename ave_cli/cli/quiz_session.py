"""A round of the quiz with people: how it begins, survives and ends."""

from __future__ import annotations

import os
from pathlib import Path

from ave_cli.cli import quiz_round
from ave_cli.cli.drafts import choose_prompt
from ave_cli.cli.emit import Output, show_page
from ave_cli.cli.model_choice import chosen_name, offered, tell_default_name
from ave_cli.cli.options import QuizOptions
from ave_cli.cli.quiz_round import Running
from ave_cli.cli.quiz_screen import Board
from ave_cli.errors import AveError, Ended, NoTerminal, TargetExists, Unfinished
from ave_cli.profile.ruleset import Ruleset
from ave_cli.quiz.game import Impossible, Round, read_entry, replay_round, start_round
from ave_cli.quiz.question import QuizQuestion
from ave_cli.safe_text import one_line
from ave_cli.storage import quiz_rounds
from ave_cli.storage.quiz_rounds import Journal, SavedRound
from ave_cli.terminal import streams
from ave_cli.terminal.prompt import PromptAction, QuizPrompt
from ave_cli.terminal.streams import end_in_order
from ave_cli.text import problems as problems_text
from ave_cli.text import quiz as quiz_text


def play(options: QuizOptions) -> None:
    """Play a round to its end, and show how it went.

    Raises:
        NoTerminal: there is nobody to play with.
        TargetExists: something has the name of the file for the results.
        Unfinished, KeyboardInterrupt, Ended: it stopped; what was played is kept.
    """
    if not options.may_ask or not (options.output.line_by_line or streams.can_ask()):
        raise NoTerminal(quiz_text.NO_TERMINAL, quiz_text.NO_TERMINAL_HINT)
    if options.results is not None and os.path.lexists(options.results):
        raise TargetExists(problems_text.exists(one_line(options.results)), problems_text.OTHER_NAME)
    prompt = choose_prompt(line_by_line=options.output.line_by_line)
    with end_in_order():
        running = _begin(options, prompt)
        _to_the_end(running, prompt, options)
        _finish(running, options)


def _to_the_end(running: Running, prompt: QuizPrompt, options: QuizOptions) -> None:
    from ave_cli.cli.quiz_screen import play_alone, play_workshop

    board = Board(redraws=prompt.redraws)
    where = quiz_text.NOT_KEPT
    try:
        if running.game.alone:
            play_alone(running, prompt, board)
        else:
            play_workshop(running, prompt, board, will_write=options.results is not None)
    except (Unfinished, KeyboardInterrupt, Ended) as stop:
        where = quiz_text.KEPT if running.journal.is_kept else quiz_text.NOT_KEPT
        running.journal.close()
        if not isinstance(stop, Unfinished):
            streams.complain(f"\n{where}")
            raise
        if not running.entered and not streams.can_ask():
            raise NoTerminal(quiz_text.NO_TERMINAL, quiz_text.NO_TERMINAL_HINT) from None
        raise Unfinished(quiz_text.stopped(where)) from None


def _finish(running: Running, options: QuizOptions) -> None:
    """Show how it went, write it where that was asked for, and throw the journal away."""
    show_page(running.end(), line_by_line=options.output.line_by_line)
    if options.results is not None:
        try:
            streams.complain(quiz_text.written(one_line(str(running.write(Path(options.results))))))
        except AveError as error:
            running.journal.close()
            raise type(error)(error.message, quiz_text.ROUND_LEFT if running.journal.is_kept else error.hint) from None
    running.journal.discard()


def _begin(options: QuizOptions, prompt: QuizPrompt) -> Running:
    if options.resume:
        return _resume(quiz_rounds.newest_round(), prompt)
    found = _offer(prompt) if streams.can_ask() else None
    if found is not None:
        return _resume(found, prompt)
    running = _new(chosen_name(options.profile) or _which(prompt), options)
    about = quiz_round.about_round(running.ruleset, len(running.game.questions))
    prompt.tell(f"{about}\n{quiz_text.begins(running.journal.setup.seed)}")
    return running


def _new(name: str, options: QuizOptions) -> Running:
    streams.complain(quiz_text.MAKING)
    setup, ruleset, questions = quiz_round.make_round(name, options)
    game = _game(questions, ruleset, setup.teams)
    return Running(game=game, history=start_round(game), journal=Journal(setup), ruleset=ruleset)


def _game(questions: tuple[QuizQuestion, ...], ruleset: Ruleset, teams: int) -> Round:
    profile = ruleset.profile
    return Round(questions=questions, model=f"{profile.title} {profile.version}", teams=teams)


def _which(prompt: QuizPrompt) -> str:
    if streams.can_ask():
        return prompt.model(offered())
    return tell_default_name()


def _offer(prompt: QuizPrompt) -> SavedRound | None:
    """Offer to go on with what was not finished; nothing: begin anew."""
    one = next((one for one in quiz_rounds.find_rounds() if one.setup is not None and not one.busy), None)
    if one is None or one.setup is None:
        return None
    when = one.modified.astimezone().strftime("%d-%m-%Y %H:%M")
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
        ruleset, questions = quiz_round.remake_round(setup)
        if questions is None:
            return _anew(journal, prompt)
        game = _game(questions, ruleset, setup.teams)
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
    )
    running = _new(setup.profile, options)
    journal.discard()
    return running
