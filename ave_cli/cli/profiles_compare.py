"""How do two to five models become a comparison, with a household or without?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ave_cli.cli import output
from ave_cli.cli.options import Form
from ave_cli.compare import json_result
from ave_cli.compare.models import names as names_of
from ave_cli.engine.json_result import Plain
from ave_cli.errors import UsageError
from ave_cli.profile.companion_files import Difference as Between
from ave_cli.profile.ruleset import Model
from ave_cli.report import Report
from ave_cli.storage import library
from ave_cli.storage.toml_files import source_name
from ave_cli.text import compare as compare_text

_AT_MOST = 5


def run(names: Sequence[str], answers: str | None, form: Form) -> None:
    """Compare and print; with JSON one document and nothing else.

    Raises:
        UsageError: too few models, too many, one of them twice, or one that is not known.
        InvalidInput: a model is not right, or the answers fit none of the models; lists every problem.
    """
    models = _models(names)
    known = json_result.between(models, library.load_between().conflicts)
    document, page = _models_only(models, known) if answers is None else _household(models, Path(answers), known)
    if form is Form.JSON:
        output.show_json(document)
    elif form is Form.MARKDOWN:
        output.show_markdown(page)
    else:
        output.show_page(page, plain=form is Form.PLAIN)


def _models(names: Sequence[str]) -> list[Model]:
    if len(names) < 2:
        raise UsageError(compare_text.HOW_FEW)
    if len(names) > _AT_MOST:
        raise UsageError(compare_text.HOW_MANY_AT_MOST)
    models = [library.load(name) for name in names]
    seen: set[str] = set()
    for model in models:
        if model.hash in seen:
            raise UsageError(compare_text.twice(model.profile.title))
        seen.add(model.hash)
    return models


def _models_only(models: Sequence[Model], known: Sequence[Between]) -> tuple[Plain, Report]:
    from ave_cli.compare.models import side_by_side
    from ave_cli.views.compare import models_compared

    points = side_by_side(models)
    return json_result.side_by_side(models, points, known), models_compared(models, points, known)


def _household(models: Sequence[Model], path: Path, known: Sequence[Between]) -> tuple[Plain, Report]:
    from ave_cli.compare.household import differences, read
    from ave_cli.engine.answers_file import KIND, read_frame
    from ave_cli.views.compare import household_compared

    file, wrong = read_frame(library.read_raw(path, KIND))
    household, problems = read(models, file.answers, file.current_phase)
    if wrong or problems:
        raise library.broken(source_name(path), (*wrong, *problems))
    found = differences(household.assessments)
    return json_result.of_household(household, names_of(models), found, known), household_compared(
        household, found, known
    )
