"""A question to a model, as it is asked on the command line."""

from __future__ import annotations

import functools

from ave_cli.cli.emit import Medium, Output
from ave_cli.cli.explain import ExplainOptions, answer_of
from ave_cli.report import Report
from ave_cli.storage import library

load = functools.cache(library.load)


def asked_page(model: str, what: str) -> Report:
    """What a screen shows of a question in short."""
    asked = ExplainOptions(profile=model, what=what, compare=None, paper="A4", output=Output())
    return answer_of(model, load(model), asked).page(Medium.SCREEN)
