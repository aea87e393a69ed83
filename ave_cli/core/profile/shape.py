"""What may stand in the files of a profile?"""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, StrictBool

from ave_cli.core.conditions import Condition
from ave_cli.core.facts import Fact
from ave_cli.core.records import Id, Ids, Line, Lines, Record, Sourced, Text

PhaseId = Id
"""A phase id of the profile; compared by rank (place in `phases`), never by its letters."""

_T = TypeVar("_T")
_Named = Annotated[_T, Field(strict=False)]
"""An enum value written as its text in TOML."""
_Many = Annotated[tuple[_T, ...], Field(strict=False)]


class Effect(Enum):
    """What a criterion that is met does."""

    ENTER = "enter"
    WITHIN = "within"
    INFORM = "inform"
    LEAVE = "leave"
    SUPPORTS = "supports"


class Modality(Enum):
    """How strongly the source puts it."""

    MAY = "kan"
    IS = "wordt"
    MUST = "moet"


class RoleStatus(Enum):
    """What the model says about who holds a role."""

    ASSIGNED = "assigned"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not_applicable"
    NOT_RECORDED = "not_recorded"
    CONFLICTING = "conflicting"


class Direction(Enum):
    """Which way a move goes."""

    UP = "up"
    DOWN = "down"
    WITHIN = "within"


class DoubtRule(Enum):
    """What the source says to do in doubt."""

    ESCALATE = "escalate"
    CONSULT = "consult"
    COORDINATE = "coordinate"
    LOWEST = "lowest"
    NONE = "none"
    NOT_RECORDED = "not_recorded"


class StepKind(Enum):
    """What sort of next step; in the order in which steps are taken when nothing else decides."""

    ACUTE = "acuut"
    ESCALATE = "opschalen"
    DE_ESCALATE = "afschalen"
    BRING_IN = "inschakelen"
    INFORM = "informeren"
    CONSULT = "overleggen"
    ASK_ADVICE = "advies_vragen"
    REPORT = "melden"
    WRITE_DOWN = "vastleggen"
    FIND_OUT = "uitzoeken"
    MONITOR = "monitoren"


class Source(Record):
    """The document that a profile puts into data."""

    document: Text
    owner: Text
    year: Line = ""
    note: Line = ""


class Doubt(Record):
    """The rule for doubt, and the facts that it is about."""

    rule: _Named[DoubtRule]
    facts: Ids = ()
    text: Line = ""
    who: Line = ""
    statements: Ids = ()


class Danger(Record):
    """Where concrete danger belongs: in a lighter phase it is an alert."""

    phase: PhaseId
    text: Text
    """Whom to consult today, as the model has it."""
    statements: Ids = ()


class Wording(Record):
    """Other words for a shared question."""

    question: Line = ""
    observe: Line = ""


class Phase(Sourced):
    """One phase of the model."""

    label: Line
    title: Line
    start: Text
    """The starting situation."""
    share: Line = ""
    """Which part of the population, as the source gives it; empty where it gives none."""
    share_note: Line = ""


class Criterion(Sourced):
    """One criterion: a condition with an effect."""

    phase: PhaseId
    effect: _Named[Effect]
    modality: _Named[Modality]
    text: Line
    when: Condition
    note: Line = ""


class Role(Sourced):
    """A role that the model knows."""

    title: Line
    person: Line = ""
    """What its holder is called; empty where the model has no word for it."""
    text: Text
    max_holders: Annotated[int, Field(ge=1)] | None = None


class Holder(Record):
    """A function that holds a role, for the whole case or for a part of it."""

    name: Line
    scope: Line = ""


class Assignment(Sourced):
    """Who holds a role in some phases, under a condition; the first of a list that holds counts."""

    role: Id
    phases: Ids
    when: Condition | None = None
    status: _Named[RoleStatus] = RoleStatus.ASSIGNED
    holders: _Many[Holder] = ()
    adds: StrictBool = False
    """These holders come on top of the ones found."""
    appointed_in: Line = ""
    """The meeting or body where the holder is agreed."""
    note: Line = ""


class RoleRule(Sourced):
    """Whether two roles may be in one hand."""

    roles: Ids
    rule: Literal["separate", "prefer_separate", "may_coincide"]
    phases: Ids = ()
    """Empty: every phase."""
    when: Condition | None = None
    text: Text


class Transition(Sourced):
    """A move from one phase to another, or within one: what it takes and who does what."""

    direction: _Named[Direction]
    from_: PhaseId | None = Field(default=None, alias="from")
    """None: from any phase, also from none."""
    to: PhaseId | None = None
    """None: the source does not say where to."""
    criteria: Ids = ()
    needs: Literal["all", "any"] = "all"
    modality: _Named[Modality] = Modality.MAY
    requested_by: Line = ""
    contact_first: Line = ""
    decided_by: Line = ""
    formal_act: Line = ""
    informed: Line = ""
    handover: Line = ""
    disagreement: Line = ""
    deadline: Line = ""
    note: Line = ""


class Step(Sourced):
    """A next step."""

    kind: _Named[StepKind]
    modality: _Named[Modality] = Modality.IS
    phases: Ids
    when: Condition | None = None
    transitions: Ids = ()
    """Only when one of these moves is being made; empty: always."""
    urgent: StrictBool = False
    text: Text
    who: Line = ""
    contact: Line = ""
    deadline: Line = ""


class Conflict(Sourced):
    """A place where the source contradicts itself, and the reading that is modelled."""

    about: Line
    question: Line
    readings: Lines
    chosen: Annotated[int, Field(ge=1)]
    """Number of the reading that is modelled, from 1."""
    why: Line = ""
    phases: Ids = ()
    when: Condition | None = None
    note: Line = ""


class NotRecorded(Sourced):
    """Something that the source does not record or left unfinished."""

    about: Line
    text: Text
    phases: Ids = ()
    when: Condition | None = None


class Entry(Sourced):
    """A term with its meaning here."""

    term: Line
    synonyms: Lines = ()
    text: Text


class Meeting(Sourced):
    """A form of meeting."""

    name: Line
    synonyms: Lines = ()
    held: StrictBool = True
    text: Text


class Profile(Record):
    """The model of one municipality or region, with its gaps and contradictions."""

    kind: Literal["profile"]
    format: Literal[1]
    id: Id
    title: Line
    version: Line
    date: Line
    """When this content was last checked, ISO date."""
    extends: Id | None = None
    remove: Ids = ()
    ask: Ids
    source: Source
    doubt: Doubt
    danger: Danger
    wording: dict[Id, Wording] = {}
    define: dict[Id, Condition] = {}
    facts: _Many[Fact] = ()
    phases: _Many[Phase]
    criteria: _Many[Criterion]
    roles: _Many[Role]
    assignments: _Many[Assignment]
    role_rules: _Many[RoleRule] = ()
    transitions: _Many[Transition] = ()
    steps: _Many[Step] = ()
    conflicts: _Many[Conflict] = ()
    gaps: _Many[NotRecorded] = ()
    glossary: _Many[Entry] = ()
    meetings: _Many[Meeting] = ()


class Statement(Record):
    """One statement of the source in our own words."""

    id: Id
    section: Line
    kind: Line
    text: Text
    note: Line = ""
    not_modelled: Line = ""


class Statements(Record):
    """The register of a profile."""

    kind: Literal["statements"]
    format: Literal[1]
    profile: Id
    statements: _Many[Statement]


class Expectation(Record):
    """What a case must come out as."""

    at_least: PhaseId
    at_most: PhaseId
    advised: PhaseId | None = None
    direction: Literal["up", "same", "down", "unclear"] | None = None
    met: Ids = ()
    not_met: Ids = ()
    unknown: Ids = ()
    roles: dict[Id, Line] = {}
    steps: Lines = ()
    alerts: Ids = ()
    conflicts: Ids = ()


class Case(Record):
    """An invented household with the expected outcome."""

    id: Id
    title: Line
    story: Text
    current_phase: PhaseId | None = None
    answers: dict[Id, Any]
    expect: Expectation


class Cases(Record):
    """The cases of a profile."""

    kind: Literal["cases"]
    format: Literal[1]
    profile: Id
    cases: _Many[Case]


class Contact(Record):
    """A national number that the tool shows; its own line, out of no model."""

    id: Id
    name: Line
    number: Line
    when: Line
    source: Line
    acute: StrictBool
    """Shown at once when there is acute danger."""
    order: int
    note: Line


class Contacts(Record):
    """The national numbers."""

    kind: Literal["contacts"]
    format: Literal[1]
    contacts: _Many[Contact]


class Shipped(Record):
    """A profile that ships."""

    id: Id
    title: Line
    """The same as in the profile; here so that a choice can be offered without reading them all."""


class Index(Record):
    """Which profiles ship, in the order in which they are offered, and which one counts without a choice."""

    kind: Literal["index"]
    format: Literal[1]
    profiles: _Many[Shipped]
    default: Id

    def ids(self) -> tuple[str, ...]:
        """The ids of the profiles that ship."""
        return tuple(one.id for one in self.profiles)
