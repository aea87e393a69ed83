"""What may stand in the files beside a profile: its register, its cases, numbers, differences, the list of profiles?"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal

from ave_cli.core.records import record

if TYPE_CHECKING:
    from ave_cli.core.kinds import Id, Ids, Line, Lines, Many, Text


@record
class Statement:
    """One statement of the source in our own words."""

    id: Id
    section: Line
    kind: Line
    text: Text
    note: Line = ""
    not_modelled: Line = ""


@record
class Statements:
    """The register of a profile."""

    kind: Literal["statements"]
    format: Literal[1]
    profile: Id
    statements: Many[Statement]


@record
class Expectation:
    """What a case must come out as."""

    at_least: Id
    at_most: Id
    advised: Id | None = None
    direction: Literal["up", "same", "down", "unclear"] | None = None
    met: Ids = ()
    not_met: Ids = ()
    unknown: Ids = ()
    roles: dict[Id, Line] = field(default_factory=dict)
    steps: Lines = ()
    alerts: Ids = ()
    conflicts: Ids = ()


@record
class Case:
    """An invented household with the expected outcome."""

    id: Id
    title: Line
    story: Text
    current_phase: Id | None = None
    answers: dict[Id, Any]
    expect: Expectation


@record
class Cases:
    """The cases of a profile."""

    kind: Literal["cases"]
    format: Literal[1]
    profile: Id
    cases: Many[Case]


@record
class Contact:
    """A national number that the tool shows; its own line, out of no model."""

    id: Id
    name: Line
    number: Line
    when: Line
    source: Line
    acute: bool
    """Shown at once when there is acute danger."""
    order: int
    note: Line


@record
class Contacts:
    """The national numbers."""

    kind: Literal["contacts"]
    format: Literal[1]
    contacts: Many[Contact]


@record
class Side:
    """What one model says about a question on which the documents differ."""

    profile: Id
    text: Text
    statements: Ids


@record
class Difference:
    """A question on which the documents of two or more models differ; a model without a side is silent."""

    id: Id
    question: Line
    reading: Line
    """How the tool deals with it."""
    why: Line = ""
    sides: Many[Side]


@record
class Between:
    """Where the documents differ from each other."""

    kind: Literal["between"]
    format: Literal[1]
    conflicts: Many[Difference]


@record
class Shipped:
    """A profile that ships."""

    id: Id
    title: Line
    """The same as in the profile; here so that a choice can be offered without reading them all."""


@record
class Index:
    """Which profiles ship, in the order in which they are offered, and which one counts without a choice."""

    kind: Literal["index"]
    format: Literal[1]
    profiles: Many[Shipped]
    default: Id

    def ids(self) -> tuple[str, ...]:
        """The ids of the profiles that ship."""
        return tuple(one.id for one in self.profiles)
