"""`ave profiles`: check, new."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ave_cli.authoring.check import check_profile
from ave_cli.authoring.proofs import Finding, FindingKind
from ave_cli.authoring.starter_profile import Start, derive_profile, empty_places
from ave_cli.cli.drafts import choose_prompt
from ave_cli.cli.emit import show_page
from ave_cli.engine.answers_file import raw_answer, read_answers
from ave_cli.engine.assessment import assess
from ave_cli.errors import InvalidInput, NoTerminal, Unfinished, UsageError
from ave_cli.profile.facts import Answers
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Role
from ave_cli.report import Heading, Paragraph, Report
from ave_cli.safe_text import one_line
from ave_cli.storage import clock, library
from ave_cli.storage.safe_write import private_folder, save_new
from ave_cli.storage.starter_file import text_of
from ave_cli.terminal import streams
from ave_cli.terminal.prompt import Prompt, PromptAction
from ave_cli.text import profiles as profiles_text
from ave_cli.views import profiles
from ave_cli.views.page import printed
from ave_cli.views.profiles import Checked


def check_named(name: str) -> Checked:
    """A model by id or path, with everything that is wrong with it; one that cannot be read has only that.

    Raises:
        UsageError: nothing is known by that name.
    """
    try:
        ruleset = library.load(name, fresh=True)
        base, own = library.load_registers(name)
        cases, journeys = library.cases_of(name), library.journeys_of(name)
    except InvalidInput as error:
        found = tuple(_shape(problem) for problem in error.problems or (error.message,))
        return Checked(name=name, ruleset=None, findings=found)
    return Checked(
        name=name,
        ruleset=ruleset,
        findings=check_profile(ruleset, {**base, **own}, tuple(own), cases, journeys),
        statements=len(own),
        cases=len(cases),
        journeys=len(journeys),
    )


def _shape(problem: str) -> Finding:
    where, _, text = problem.partition(": ")
    return Finding(kind=FindingKind.SHAPE, where=where if text else "", text=text or where)


def document(found: Iterable[Checked]) -> dict[str, Any]:
    """The findings as plain data, format 1; an example is a table of answers, or null."""
    return {
        "format": 1,
        "findings": [
            {
                "profile": checked.ruleset.profile.id if checked.ruleset else checked.name,
                "kind": finding.kind.value,
                "where": finding.where,
                "text": finding.text,
                "example": {fact: raw_answer(value) for fact, value in finding.example.given.items()}
                if finding.example
                else None,
            }
            for checked in found
            for finding in checked.findings
        ],
    }


@dataclass(frozen=True, kw_only=True)
class NewOptions:
    """What was typed behind `ave profiles new`."""

    base: str
    path: str
    title: str | None
    document: str | None
    may_ask: bool
    plain: bool


def run_new(options: NewOptions) -> None:
    """Ask what is needed, write the file, check it, and walk one household through it.

    Raises:
        UsageError: there is no such base, or it extends another itself.
        NoTerminal: there is nobody to ask for the name.
        Unfinished: the person stopped; nothing is written.
        TargetExists, CannotWrite: nothing is written.
    """
    base = library.load(options.base)
    if base.profile.extends or base.profile.id not in library.index().ids():
        raise UsageError(profiles_text.ONE_LEVEL.format(one_line(options.base)))
    start = _ask_all(base, options) if options.may_ask else _ask_text(options)
    place = Path(options.path)
    if place.suffix != ".toml":
        place /= "profile.toml"
    raw = derive_profile(base, start, library.index().ids())
    private_folder(place.parent)
    saved = save_new(place, text_of(raw, options.path).encode())
    streams.complain(profiles_text.written(one_line(str(saved.path))))
    _prove(options, base)


def _ask_text(options: NewOptions) -> Start:
    name = Path(options.path).name.removesuffix(".toml") or profiles_text.NAMELESS
    return _start(options.title or name.capitalize(), options.document or "", "", "", {})


def _start(title: str, document: str, owner: str, year: str, holders: dict[tuple[str, str], tuple[str, ...]]) -> Start:
    return Start(
        title=title,
        document=document or profiles_text.NOT_FILLED_IN,
        owner=owner or title,
        year=year,
        date=clock.today().isoformat(),
        holders=holders,
    )


def _ask_all(base: Ruleset, options: NewOptions) -> Start:
    if not options.plain and not streams.can_ask():
        if options.title:
            return _ask_text(options)
        raise NoTerminal(profiles_text.NO_SCREEN, profiles_text.NO_SCREEN_HINT)
    prompt = choose_prompt(line_by_line=options.plain)
    questions: list[tuple[str, str, Callable[[str], str]]] = [
        (profiles_text.ASK_TITLE, options.title or "", lambda text: "" if text else profiles_text.NEEDS_TITLE),
        (profiles_text.ASK_DOCUMENT, options.document or "", _anything),
        (profiles_text.ASK_OWNER, "", _anything),
        (profiles_text.ASK_YEAR, "", _anything),
    ]
    title, document, owner, year = _texts(prompt, questions)
    holders: dict[tuple[str, str], tuple[str, ...]] = {}
    choice = prompt.choose(
        profiles_text.ASK_HOLDERS, [profiles_text.YES_HOLDERS, profiles_text.NO_HOLDERS], profiles_text.KEYS
    )
    if choice is PromptAction.STOP:
        raise Unfinished(profiles_text.NOTHING_WRITTEN)
    if choice == 0:
        asked = list(empty_places(base))
        texts = _texts(prompt, [(_holder_question(phase.label, role), "", _fits(role)) for phase, role in asked])
        for (phase, role), text in zip(asked, texts, strict=True):
            holders[phase.id, role.id] = _names(text)
    return _start(title, document, owner, year, holders)


def _anything(_: str) -> str:
    return ""


def _holder_question(label: str, role: Role) -> str:
    return "\n".join(
        [
            profiles_text.ask_holder(label, role.title),
            profiles_text.FUNCTION,
            *([] if role.max_holders == 1 else [profiles_text.SEVERAL]),
        ]
    )


def _fits(role: Role) -> Callable[[str], str]:
    return lambda text: profiles_text.one_only(role.title) if role.max_holders == 1 < len(_names(text)) else ""


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in (part.strip() for part in text.split(";")) if name)


def _texts(prompt: Prompt, questions: list[tuple[str, str, Callable[[str], str]]]) -> list[str]:
    """An answer to every question; back is to the one before, and what was typed there is proposed again."""
    texts = [default for _, default, _ in questions]
    place = 0
    while place < len(questions):
        question, _, problem = questions[place]
        reply = prompt.text(question, texts[place])
        if reply is PromptAction.STOP:
            raise Unfinished(profiles_text.NOTHING_WRITTEN)
        if isinstance(reply, PromptAction):
            place = max(place - 1, 0)
            continue
        if wrong := problem(reply):
            prompt.tell(wrong)
            continue
        texts[place] = reply
        place += 1
    return texts


def _prove(options: NewOptions, base: Ruleset) -> None:
    """Show what a check finds, and what becomes of the first household of the base."""
    found = check_named(options.path)
    show_page(profiles.findings_page([found]), line_by_line=options.plain)
    ruleset, cases = found.ruleset, library.cases_of(base.profile.id)
    if ruleset is None or not cases:
        return
    case = cases[0]
    answers, problems = read_answers(ruleset, case.answers, case.current_phase)
    if problems:
        answers = Answers(given={})
    result = printed(assess(ruleset, answers))
    story = (Heading(profiles_text.WALKED), Paragraph(case.story))
    show_page(Report(result.title, (*story, *result.blocks)), line_by_line=options.plain)
