"""Records of what holds in every municipality, beside each model: numbers, alerts, steps and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ave_cli.profile.records import record
from ave_cli.profile.schema import Step

if TYPE_CHECKING:
    from ave_cli.profile.companion_files import Contact
    from ave_cli.profile.conditions import Condition
    from ave_cli.profile.field_types import Brief, Id, Ids, Line, Many

ORIGIN = "landelijk"
"""Origin of everything in the file."""


@record
class NationalAlert:
    """Something that must be seen before the phase in every municipality; it never changes a phase."""

    id: Id
    when: Condition
    text: Line
    short: Brief
    contacts: Ids
    """Ids of the numbers that go with it, the most pressing first."""
    source: Line
    """Law or official source."""


@record
class NationalStep(Step):
    """A step that holds in every municipality, in every phase."""

    phases: Ids = ()
    source: Line
    """Law or official source, or that it is a point of attention of the tool."""


@record
class National:
    """What holds in every municipality; every line is marked as not from the model."""

    kind: Literal["national"]
    format: Literal[1]
    ask: Ids = ()
    """Facts that are asked with danger, under every model."""
    ask_last: Ids = ()
    """Facts that are asked at the very end."""
    suspicion: Condition | None = None
    """When talking with the inhabitant or the family is to be done alone and after advice."""
    contacts: Many[Contact]
    alerts: Many[NationalAlert] = ()
    steps: Many[NationalStep] = ()
    """Those that cannot wait stand before the steps of the model, the others behind them."""
