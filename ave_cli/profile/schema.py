"""Records of profile.toml and of what holds in every municipality, and their fixed words."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING, Literal

from ave_cli.records import record
from ave_cli.text.common import NOT_RECORDED as NOT_RECORDED
from ave_cli.text.common import in_words

if TYPE_CHECKING:
    from ave_cli.profile.companion_files import Contact, Telling
    from ave_cli.profile.conditions import Condition
    from ave_cli.profile.facts import Fact, Screen, SynonymGroup
    from ave_cli.profile.validation import Brief, Count, Day, Id, Ids, Line, Lines, Many, Pair, Prose, Removals, Text


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


class Whose(Enum):
    """Who takes a step, seen from the person who reads the advice."""

    YOU = "you"
    ROLE = "role"
    OTHER = "other"
    NOT_RECORDED = "not_recorded"


class RoleStatus(Enum):
    """What the model says about who holds a role."""

    ASSIGNED = "assigned"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not_applicable"
    NOT_RECORDED = "not_recorded"
    CONFLICTING = "conflicting"


class TransitionDirection(Enum):
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


class TaskKind(Enum):
    """Whether the holder of a role does something, may do it, or leaves it to others."""

    DOES = "does"
    MAY = "may"
    NEVER = "never"


@record
class Task:
    """One line on what the holder of a role does, may do or never does."""

    kind: TaskKind
    about: Line
    """What it is about, in a few words; the same words at two roles make them comparable."""
    text: Text
    statements: Ids = ()


@record
class Sourced:
    """A record that rests on statements of the source document."""

    id: Id
    statements: Ids = ()
    """Ids in the register of the profile, such as OSS-093."""
    origin: str = ""
    """Id of the profile that this record was written in; filled at load."""
    todo: bool = False
    """Whether its author still has to fill it in or look at it."""


@record
class Entry(Sourced):
    """A term, an actor, a working agreement or a principle, with what it means here."""

    term: Line
    synonyms: Lines = ()
    text: Text


@record
class Meeting(Sourced):
    """A form of meeting."""

    name: Line
    synonyms: Lines = ()
    held: bool = True
    text: Text


@record
class Source:
    """The document that a profile puts into data."""

    document: Text
    owner: Text
    year: Line = ""
    note: Line = ""
    todo: bool = False


@record
class Doubt:
    """The rule for doubt, and the facts that it is about."""

    rule: DoubtRule
    facts: Ids = ()
    text: Line = ""
    short: Brief = ""
    """The same in one sentence of at most 80 characters."""
    who: Line = ""
    statements: Ids = ()
    todo: bool = False


@record
class Danger:
    """Where concrete danger belongs: in a lighter phase it is an alert that says whom to consult today."""

    phase: Id | None = None
    """None only where the source does not say."""
    text: Prose = ""
    short: Brief = ""
    """The same in one sentence of at most 80 characters."""
    status: Literal["recorded", "not_recorded"] = "recorded"
    statements: Ids = ()
    todo: bool = False


@record
class Words:
    """What the method calls things; empty where it has the words of the tool."""

    method: Line = ""
    phase: Line = ""
    phases: Line = ""
    """More than one."""
    phase_article: Literal["de", "het"] = "de"
    unit: Line = ""
    """What is classified: a household, a person."""
    units: Line = ""
    unit_article: Literal["de", "het"] = "het"


@record
class Wording:
    """Other words for a shared fact."""

    question: Line = ""
    observe: Line = ""
    label: Line = ""
    tick: Line = ""
    labels: dict[Id, Line] = field(default_factory=dict)
    """What a worker reads for an option; options that are not here keep their words."""


@record
class Phase(Sourced):
    """One phase of the model; `share` is the part of the population, as the source gives it."""

    label: Line
    title: Line
    start: Prose = ""
    status: Literal["recorded", "not_recorded"] = "recorded"
    """Whether the source says when a household is in this phase."""
    share: Line = ""
    share_note: Line = ""


@record
class Criterion(Sourced):
    """One criterion: a condition with an effect."""

    phase: Id
    phase_to: Id | None = None
    """The heaviest phase, where the source names several and does not say which; filled at load."""
    effect: Effect
    modality: Modality
    text: Line
    when: Condition
    note: Line = ""
    when_missing: Line = ""
    """Of a criterion to scale down: what to do as long as it is not met."""
    when_missing_short: Brief = ""


@record
class Role(Sourced):
    """A role that the model knows."""

    title: Line
    person: Line = ""
    """What its holder is called; empty where the model has no word for it."""
    text: Text
    max_holders: Count | None = None
    appointed: Id | None = None
    """The yes/no fact that says that somebody holds this role already."""
    tasks: Many[Task] = ()
    """What its holder does, may do and never does; empty where the source says nothing of it."""


@record
class Holder:
    """A function that holds a role, for the whole case or for a part of it."""

    name: Line
    scope: Line = ""


@record
class Assignment(Sourced):
    """Who holds a role in some phases, under a condition; the first that holds counts, `adds` come on top."""

    role: Id
    phases: Ids
    when: Condition | None = None
    status: RoleStatus = RoleStatus.ASSIGNED
    holders: Many[Holder] = ()
    adds: bool = False
    modality: Modality = Modality.IS
    """Whether the holder may be added, is the holder, or must be there."""
    appointed_in: Line = ""
    note: Line = ""


@record
class RoleRule(Sourced):
    """Whether two roles may be in one hand; without phases it holds in all."""

    roles: Pair
    rule: Literal["separate", "prefer_separate", "may_coincide", "not_recorded"]
    phases: Ids = ()
    when: Condition | None = None
    text: Text


@record
class Transition(Sourced):
    """A move from one phase to another, or within one: what it takes and who does what."""

    direction: TransitionDirection
    from_: Id | None = None
    """None: from any phase, also from none."""
    to: Id | None = None
    """None: the source does not say where to."""
    criteria: Ids = ()
    needs: Literal["all", "any"] = "all"
    requires: Condition | None = None
    """What must hold besides: while it does not, the move is blocked, and while it is not known, it is not known."""
    requires_text: Line = ""
    modality: Modality | None = None
    """None: the source does not say how strongly."""
    requested_by: Line = ""
    contact_first: Line = ""
    decided_by: Line = ""
    decided_short: Brief = ""
    """Who decides, in one sentence of at most 80 characters."""
    formal_act: Line = ""
    informed: Line = ""
    handover: Line = ""
    disagreement: Line = ""
    deadline: Line = ""
    note: Line = ""


@record
class Step(Sourced):
    """A next step."""

    kind: StepKind
    modality: Modality = Modality.IS
    phases: Ids
    when: Condition | None = None
    transitions: Ids = ()
    """Only when one of these moves is being made; empty: always."""
    unless: Condition | None = None
    """What makes the step needless; while that is not known, `check` is said instead of the text."""
    urgent: bool = False
    """It cannot wait: it stands before all steps that can."""
    safety: bool = False
    """It is about the safety of people."""
    talks: bool = False
    """It is a talk with the inhabitant or the family: where there is a suspicion, alone and after advice."""
    text: Text
    short: Brief = ""
    """The same in one sentence of at most 80 characters."""
    check: Line = ""
    """Find out whether it is needed, and then do it."""
    check_short: Brief = ""
    whose: Whose | None = None
    who: Line = ""
    contact: Line = ""
    deadline: Line = ""


@record
class SourceConflict(Sourced):
    """A place where the source contradicts itself; `chosen` numbers the reading that is modelled, from 1."""

    about: Line
    question: Line
    readings: Lines
    chosen: Count
    why: Line = ""
    phases: Ids = ()
    when: Condition | None = None
    in_result: bool = True
    """False: it is about the document and about no household, and is only explained."""
    note: Line = ""


@record
class NotRecorded(Sourced):
    """Something that the source does not record or left unfinished."""

    about: Line
    text: Text
    phases: Ids = ()
    when: Condition | None = None
    undecided: Ids = ()
    """Moves of which the source names nobody who decides."""


@record
class PosterStyle:
    """How a poster of this model looks; what is not here is as for every model."""

    roles: Ids = ()
    """The roles that stand on it, in this order; else the first ones of the model."""
    colour: Line = ""
    """Of the bars, as `#rrggbb`."""
    fill_in: Lines = ()
    """What stands before each line to fill in under 'Wie bel ik?', where the model has no contacts."""


@record
class Profile:
    """The model of one municipality or region, with its gaps and contradictions; `date` is its last check, ISO."""

    kind: Literal["profile"]
    format: Literal[1]
    id: Id
    title: Line
    version: Line
    date: Day
    status: Literal["concept", "vastgesteld"] | None = None
    adopted_by: Line = ""
    adopted_on: Day | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None
    extends: Line | None = None
    """Id or path of the profile that this one is built on."""
    base_title: Line = ""
    """Title of that profile; filled at load."""
    base_checked: bool = False
    """Whether what comes from that profile has been held against the source of this one."""
    remove: Removals = ()
    ask: Ids
    words: Words | None = None
    source: Source
    doubt: Doubt
    danger: Danger
    wording: dict[Id, Wording] = field(default_factory=dict)
    define: dict[Id, Condition] = field(default_factory=dict)
    facts: Many[Fact] = ()
    screens: Many[Screen] = ()
    tellings: Many[Telling] = ()
    """How the answers to its own facts are told in a story."""
    phases: Many[Phase]
    criteria: Many[Criterion]
    roles: Many[Role]
    assignments: Many[Assignment]
    role_rules: Many[RoleRule] = ()
    transitions: Many[Transition] = ()
    steps: Many[Step] = ()
    conflicts: Many[SourceConflict] = ()
    gaps: Many[NotRecorded] = ()
    glossary: Many[Entry] = ()
    actors: Many[Entry] = ()
    agreements: Many[Entry] = ()
    principles: Many[Entry] = ()
    meetings: Many[Meeting] = ()
    contacts: Many[Contact] = ()
    """Local numbers, beside the national ones."""
    synonyms: Many[SynonymGroup] = ()
    """Words of this document and of its people, beside those of the vocabulary."""
    poster: PosterStyle | None = None
    said: dict[Id, Line] = field(default_factory=dict)
    """The condition of an assignment in a few words, by its id, as it stands before a name: 'bij kinderen'."""

    def say(self, text: str) -> str:
        """A sentence of the tool in the words of this model for its method, its phases and whom it classifies."""
        return text if self.words is None else in_words(text, vars(self.words))


NATIONAL_ORIGIN = "landelijk"
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
