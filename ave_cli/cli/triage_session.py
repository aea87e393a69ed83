"""A triage with a person who answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ave_cli.cli import drafts
from ave_cli.cli.emit import OutputFormat
from ave_cli.cli.model_choice import chosen_name, tell_default_name
from ave_cli.cli.options import TriageOptions
from ave_cli.cli.triage_result import Result, load_chosen, read_checked_answers
from ave_cli.errors import NoTerminal
from ave_cli.profile.facts import Gate
from ave_cli.profile.ruleset import Ruleset
from ave_cli.storage import library
from ave_cli.terminal import streams
from ave_cli.terminal.prompt import Given, Prompt
from ave_cli.terminal.streams import end_in_order
from ave_cli.text import cli as cli_text

if TYPE_CHECKING:
    from ave_cli.notes.note import Note


def run_session(options: TriageOptions) -> None:
    """Ask, show the result, and do with it what the person wants.

    Raises:
        NoTerminal: there is nobody to ask.
    """
    name = chosen_name(options.profile)
    if name is not None:
        load_chosen(name, options)
    if not options.may_ask or not (options.output.line_by_line or streams.can_ask()):
        raise NoTerminal(cli_text.NO_TERMINAL, cli_text.NO_TERMINAL_HINT)
    prompt = drafts.choose_prompt(line_by_line=options.output.line_by_line)
    with end_in_order():
        _talk_and_show(options, name, prompt)


def _talk_and_show(options: TriageOptions, name: str | None, prompt: Prompt) -> None:
    session = _talk(options, name, prompt)
    result = Result(options=options, session=session, prompt=prompt)
    if streams.can_ask() and options.output.format in (OutputFormat.TABLES, OutputFormat.PLAIN):
        result.offer_menu()
    else:
        result.finish()


def _talk(options: TriageOptions, name: str | None, prompt: Prompt) -> drafts.Session:
    if options.resume:
        return drafts.resume_interview(prompt, drafts.newest_draft())
    note = _read_note(options.note) if options.note is not None else None
    if note is None and streams.can_ask() and options.keep_draft:
        found = drafts.offer_draft(prompt)
        if found is not None:
            return drafts.resume_interview(prompt, found)
    if name is None:
        name = note[1].profile.id if note is not None else _which(prompt)
    return drafts.start_interview(_plan(options, name, note, prompt), prompt, keep_draft=options.keep_draft)


def _which(prompt: Prompt) -> str:
    if not streams.can_ask():
        return tell_default_name()
    name = prompt.model([(profile.id, profile.title) for profile in library.index().profiles])
    drafts.remember_offered(prompt, name)
    return name


def _plan(options: TriageOptions, name: str, note: tuple[str, Note] | None, prompt: Prompt) -> drafts.Plan:
    ruleset = load_chosen(name, options)
    if note is None:
        start = read_checked_answers(ruleset, {}, options.current_phase, cli_text.CURRENT_PHASE_OPTION)
        return drafts.Plan(name=name, ruleset=ruleset, start=start, proposals={})
    from ave_cli.notes.comparison import opening_lines

    follows, earlier = note
    current, offered = _from_note(earlier, ruleset)
    start = read_checked_answers(ruleset, {}, options.current_phase or current, cli_text.CURRENT_PHASE_OPTION)
    prompt.tell("\n".join(opening_lines(earlier, ruleset, ruleset.current(start))))
    return drafts.Plan(
        name=name,
        ruleset=ruleset,
        start=start,
        proposals=offered,
        since=earlier.day,
        case=earlier.case,
        follows=follows,
    )


def _read_note(name: str) -> tuple[str, Note]:
    """A note with the name of its file."""
    from ave_cli.storage import notes

    path = notes.find_note(name)
    return path.name, notes.read_note_file(path)


def _from_note(note: Note, ruleset: Ruleset) -> tuple[str | None, Given]:
    """The phase that a note leaves the household in, and its other answers to be confirmed."""
    from ave_cli.notes.note import current_phase, proposals

    offered = dict(proposals(note, ruleset))
    offered.pop(ruleset.gate(Gate.PHASE) or "", None)
    return current_phase(note, ruleset), offered
