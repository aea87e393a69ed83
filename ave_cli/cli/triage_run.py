"""How do answers become a result on the screen?"""

from __future__ import annotations

from pathlib import Path

from ave_cli.cli.choose import chosen_by_name, default_model
from ave_cli.cli.triage import Form, Wishes
from ave_cli.core.answers_file import AnswersFile, read_answers
from ave_cli.core.assess import Assessment, assess
from ave_cli.core.facts import Answers
from ave_cli.core.profile.model import Model
from ave_cli.errors import InvalidInput, NoTerminal
from ave_cli.shell import library, terminal
from ave_cli.shell.asking import Prompt
from ave_cli.shell.files import source_name
from ave_cli.shell.safe_text import one_line
from ave_cli.words import files as say_file
from ave_cli.words import help as say
from ave_cli.words import screens as say_screen


def run(wishes: Wishes) -> None:
    """One triage: from a file, an example or questions to the result in the form that was asked for."""
    if wishes.answers is not None:
        model, answers, case = _from_file(wishes, Path(wishes.answers))
    elif wishes.example:
        model, answers, case = _example(wishes)
    else:
        model, answers = _asked(wishes)
        case = ""
    show(assess(model, answers), wishes, case)


def _from_file(wishes: Wishes, path: Path) -> tuple[Model, Answers, str]:
    file = library.read_file(path, AnswersFile, "answers")
    model = chosen_by_name(wishes.profile, file.profile) or default_model()
    answers = _checked(model, file.answers, wishes.current_phase or file.current_phase, source_name(path))
    return model, answers, file.case


def _example(wishes: Wishes) -> tuple[Model, Answers, str]:
    model = chosen_by_name(wishes.profile) or default_model()
    name = wishes.profile or model.profile.id
    first = library.load_cases(name).cases[0]
    terminal.complain(say_screen.other_cases(first.title))
    terminal.complain(first.story)
    return model, _checked(model, first.answers, wishes.current_phase or first.current_phase, first.id), ""


def _checked(model: Model, raw: dict[str, object], current: str | None, name: str) -> Answers:
    answers, problems = read_answers(model, raw, current)
    if problems:
        lines = tuple(one_line(problem) for problem in problems)
        raise InvalidInput(say_file.broken(name), lines, say_file.FIX_AND_RETRY)
    return answers


def _asked(wishes: Wishes) -> tuple[Model, Answers]:
    named = chosen_by_name(wishes.profile)
    if not wishes.may_ask or not (wishes.line_by_line or terminal.can_ask()):
        raise NoTerminal(say.NO_TERMINAL, say.NO_TERMINAL_HINT)
    from ave_cli.shell.interview import interview
    from ave_cli.shell.prompts.plain import PlainPrompt

    prompt = PlainPrompt()
    model = named or (_model_asked(prompt) if terminal.can_ask() else default_model())
    start = _checked(model, {}, wishes.current_phase, say.CURRENT_PHASE_OPTION)
    return model, interview(model, start, prompt)


def _model_asked(prompt: Prompt) -> Model:
    models = [(one.id, one.title) for one in library.index().profiles]
    return library.load(prompt.model(models))


def show(assessment: Assessment, wishes: Wishes, case: str) -> None:
    """Print the result on stdout; with JSON one document and nothing else."""
    if wishes.form is Form.JSON:
        import json

        from ave_cli.core.export import result

        terminal.out(json.dumps(result(assessment), ensure_ascii=True, indent=2))
        return
    from ave_cli.shell.views.triage import page, pasteable

    register = library.load_statements(wishes.profile or assessment.model.profile.id)
    if wishes.form is Form.MARKDOWN:
        from ave_cli.shell.draw import markdown

        terminal.out(markdown.text(pasteable(assessment, register, case)).rstrip("\n"))
    elif wishes.form is Form.PLAIN or terminal.is_dumb():
        from ave_cli.shell.draw import plain

        terminal.out("\n".join(plain.lines(page(assessment, register, case), terminal.width_of_result())))
    else:
        from ave_cli.shell.draw import rich_

        rich_.draw(page(assessment, register, case), terminal.console())
