"""How does the list of models become a page?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ave_cli.core.profile.beside import Statement
from ave_cli.core.profile.model import Model
from ave_cli.core.report import Cell, Report, Table, Tone
from ave_cli.words import profiles as say

Known = tuple[Model, Mapping[str, Statement]]
"""A model and its register."""


def modelled(register: Mapping[str, Statement]) -> int:
    """How many statements of a register stand in the model."""
    return sum(1 for one in register.values() if not one.not_modelled)


def listed(models: Sequence[Known], used: str | None) -> Report:
    """Every model with its phases, its document and how much of it is modelled; the one in use is marked."""
    rows = tuple(
        (
            Cell(model.profile.id, Tone.STRONG, note=say.IN_USE if model.profile.id == used else ""),
            Cell(model.profile.title),
            Cell(", ".join(phase.label for phase in model.profile.phases)),
            Cell(model.profile.source.document, note=say.counted(modelled(register), len(register))),
        )
        for model, register in models
    )
    return Report(say.TITLE, (Table(say.CAPTION, (say.NAME, say.TITLED, say.PHASES, say.DOCUMENT), rows),))
