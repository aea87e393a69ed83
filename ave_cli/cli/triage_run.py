"""How do answers become a result on the screen?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ave_cli.cli.choose import default, named, tell_default
from ave_cli.cli.triage import Form, Wishes
from ave_cli.core.answers_file import KIND, read_answers, read_frame
from ave_cli.core.assess import Assessment, assess
from ave_cli.core.facts import Answers
from ave_cli.core.profile.model import Model
from ave_cli.errors import NoTerminal, UsageError
from ave_cli.shell import library, terminal
from ave_cli.shell.asking import Prompt
from ave_cli.shell.files import source_name
from ave_cli.words import help as say
from ave_cli.words import screens as say_screen


@dataclass(frozen=True, kw_only=True)
class Household:
    """What is known, under which model."""

    name: str
    """How the model was named: an id or a path."""
    model: Model
    answers: Answers
    case: str = ""


def run(wishes: Wishes) -> None:
    """One triage: from a file, an example or questions to the result in the form that was asked for."""
    if wishes.answers is not None:
        household = _from_file(wishes, Path(wishes.answers))
    elif wishes.example:
        household = _example(wishes)
    else:
        household = _asked(wishes)
    show(assess(household.model, household.answers), household, wishes.form)


def _loaded(name: str, wishes: Wishes) -> Model:
    model = library.load(name)
    if wishes.current_phase is not None and wishes.current_phase not in model.ranks:
        raise UsageError(say.no_phase(wishes.current_phase, model.ranks))
    return model


def _from_file(wishes: Wishes, path: Path) -> Household:
    file, wrong = read_frame(library.read_raw(path, KIND))
    name = named(wishes.profile, file.profile)
    model = _loaded(name or default(), wishes)
    answers, problems = read_answers(model, file.answers, wishes.current_phase or file.current_phase)
    if wrong or problems:
        raise library.broken(source_name(path), (*wrong, *problems))
    if name is None:
        tell_default(model.profile.title)
    return Household(name=name or default(), model=model, answers=answers, case=file.case)


def _example(wishes: Wishes) -> Household:
    name = named(wishes.profile)
    model = _loaded(name or default(), wishes)
    first = library.load_cases(name or default()).cases[0]
    answers = _checked(model, first.answers, wishes.current_phase or first.current_phase, first.id)
    if name is None:
        tell_default(model.profile.title)
    terminal.complain(f"{say_screen.other_cases(first.title)}\n{first.story}")
    return Household(name=name or default(), model=model, answers=answers)


def _checked(model: Model, raw: dict[str, object], current: str | None, name: str) -> Answers:
    answers, problems = read_answers(model, raw, current)
    if problems:
        raise library.broken(name, problems)
    return answers


def _asked(wishes: Wishes) -> Household:
    name = named(wishes.profile)
    model = _loaded(name, wishes) if name else None
    if not wishes.may_ask or not (wishes.line_by_line or terminal.can_ask()):
        raise NoTerminal(say.NO_TERMINAL, say.NO_TERMINAL_HINT)
    from ave_cli.shell.interview import interview
    from ave_cli.shell.prompts.plain import PlainPrompt

    prompt = PlainPrompt()
    if name is None or model is None:
        name = _which(prompt)
        model = _loaded(name, wishes)
        if not terminal.can_ask():
            tell_default(model.profile.title)
    start = _checked(model, {}, wishes.current_phase, say.CURRENT_PHASE_OPTION)
    return Household(name=name, model=model, answers=interview(model, start, prompt))


def _which(prompt: Prompt) -> str:
    if not terminal.can_ask():
        return default()
    return prompt.model([(one.id, one.title) for one in library.index().profiles])


def show(assessment: Assessment, household: Household, form: Form) -> None:
    """Print the result on stdout; with JSON one document and nothing else."""
    if form is Form.JSON:
        import json

        from ave_cli.core.export import result

        terminal.out(json.dumps(result(assessment), ensure_ascii=True, indent=2))
        return
    from ave_cli.shell.views.triage.page import page

    register = library.load_statements(household.name)
    if form is Form.MARKDOWN:
        from ave_cli.shell.draw import markdown

        terminal.out(markdown.text(page(assessment, register, household.case, short_first=True)).rstrip("\n"))
    elif form is Form.PLAIN or terminal.is_dumb():
        from ave_cli.shell.draw import plain

        lines = plain.lines(page(assessment, register, household.case), terminal.width_of_result())
        terminal.out("\n".join(lines))
    else:
        from ave_cli.shell.draw import rich_

        rich_.draw(page(assessment, register, household.case), terminal.console())
