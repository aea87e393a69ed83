"""How do answers become a result on the screen?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ave_cli.cli.choose import default, named, tell_default
from ave_cli.cli.output import show as show_page
from ave_cli.cli.output import show_json, show_markdown
from ave_cli.cli.triage import Form, Wishes
from ave_cli.core.answers_file import KIND, read_answers, read_frame
from ave_cli.core.assess import Assessment, assess
from ave_cli.core.facts import Answers
from ave_cli.core.profile.model import Model
from ave_cli.errors import UsageError
from ave_cli.shell import library, terminal
from ave_cli.shell.files import source_name
from ave_cli.shell.saving import is_free
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
    """One triage: from a file, an example or questions to the result in the form that was asked for.

    Raises:
        TargetExists: a page is asked for under a name that something has already; nothing is asked or shown.
    """
    path = is_free(Path(wishes.html)) if wishes.html is not None else None
    if wishes.answers is not None:
        household = _from_file(wishes, Path(wishes.answers))
    elif wishes.example:
        household = _example(wishes)
    else:
        from ave_cli.cli.triage_talk import talk_through

        talk_through(wishes)
        return
    assessment = assess(household.model, household.answers)
    show(assessment, household, wishes.form)
    if wishes.save is not None:
        from ave_cli.cli.after import save

        save(assessment, Path(wishes.save), case=household.case, decision="", why="", review_on="")
    if path is not None:
        from ave_cli.cli.takeaway import save_result

        save_result(assessment, library.load_statements(household.name), household.case, path)


def loaded(name: str, wishes: Wishes) -> Model:
    """Load a model.

    Raises:
        UsageError: nothing is known by that name, or the phase that was typed is not one of its phases.
    """
    model = library.load(name)
    if wishes.current_phase is not None and wishes.current_phase not in model.ranks:
        raise UsageError(say.no_phase(wishes.current_phase, model.ranks))
    return model


def _from_file(wishes: Wishes, path: Path) -> Household:
    file, wrong = read_frame(library.read_raw(path, KIND))
    name = named(wishes.profile, file.profile)
    model = loaded(name or default(), wishes)
    answers, problems = read_answers(model, file.answers, wishes.current_phase or file.current_phase)
    if wrong or problems:
        raise library.broken(source_name(path), (*wrong, *problems))
    if name is None:
        tell_default(model.profile.title)
    return Household(name=name or default(), model=model, answers=answers, case=file.case)


def _example(wishes: Wishes) -> Household:
    name = named(wishes.profile)
    model = loaded(name or default(), wishes)
    first = library.load_cases(name or default()).cases[0]
    answers = checked(model, first.answers, wishes.current_phase or first.current_phase, first.id)
    if name is None:
        tell_default(model.profile.title)
    terminal.complain(f"{say_screen.other_cases(first.title)}\n{first.story}")
    return Household(name=name or default(), model=model, answers=answers)


def checked(model: Model, raw: dict[str, object], current: str | None, name: str) -> Answers:
    """Read raw answers for a model.

    Raises:
        InvalidInput: with every problem at once.
    """
    answers, problems = read_answers(model, raw, current)
    if problems:
        raise library.broken(name, problems)
    return answers


def show(assessment: Assessment, household: Household, form: Form) -> None:
    """Print the result on stdout; with JSON one document and nothing else."""
    if form is Form.JSON:
        from ave_cli.core.export import result

        show_json(result(assessment))
        return
    from ave_cli.shell.views.triage.page import page

    register = library.load_statements(household.name)
    drawn = page(assessment, register, household.case, short_first=form is Form.MARKDOWN)
    if form is Form.MARKDOWN:
        show_markdown(drawn)
    else:
        show_page(drawn, plain=form is Form.PLAIN)
