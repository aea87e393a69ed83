"""How do answers become a result on the screen?"""

from __future__ import annotations

from pathlib import Path

from ave_cli.cli.choose import default, named, tell_default
from ave_cli.cli.options import TriageOptions
from ave_cli.cli.triage_result import Household, checked, loaded, show
from ave_cli.engine.answers_file import KIND, read_answers, read_frame
from ave_cli.engine.assessment import assess
from ave_cli.storage import library
from ave_cli.storage.safe_write import is_free
from ave_cli.storage.toml_files import source_name
from ave_cli.terminal import streams
from ave_cli.text import triage as triage_text


def run(options: TriageOptions) -> None:
    """One triage: from a file, an example or questions to the result in the form that was asked for.

    Raises:
        TargetExists: a page is asked for under a name that something has already; nothing is asked or shown.
    """
    path = is_free(Path(options.html)) if options.html is not None else None
    if options.answers is not None:
        household = _from_file(options, Path(options.answers))
    elif options.example:
        household = _example(options)
    else:
        from ave_cli.cli.triage_talk import talk_through

        talk_through(options)
        return
    assessment = assess(household.model, household.answers)
    show(assessment, household, options.form)
    if options.save is None and path is None:
        return
    from ave_cli.cli.after import fit_to_write, save

    case = fit_to_write(household.case)
    if options.save is not None:
        save(assessment, Path(options.save), case=case, decision="", why="", review_on="")
    if path is not None:
        from ave_cli.cli.takeaway import save_result

        save_result(assessment, library.load_statements(household.name), case, path)


def _from_file(options: TriageOptions, path: Path) -> Household:
    file, wrong = read_frame(library.read_raw(path, KIND))
    name = named(options.profile, file.profile)
    model = loaded(name or default(), options)
    answers, problems = read_answers(model, file.answers, options.current_phase or file.current_phase)
    if wrong or problems:
        raise library.broken(source_name(path), (*wrong, *problems))
    if name is None:
        tell_default(model.profile.title)
    return Household(name=name or default(), model=model, answers=answers, case=file.case)


def _example(options: TriageOptions) -> Household:
    name = named(options.profile)
    model = loaded(name or default(), options)
    first = library.load_cases(name or default()).cases[0]
    answers = checked(model, first.answers, options.current_phase or first.current_phase, first.id)
    if name is None:
        tell_default(model.profile.title)
    streams.complain(f"{triage_text.other_cases(first.title)}\n{first.story}")
    return Household(name=name or default(), model=model, answers=answers)
