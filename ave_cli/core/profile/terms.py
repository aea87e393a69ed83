"""Which fixed words does a profile have?"""

from __future__ import annotations

from enum import Enum


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


class TaskKind(Enum):
    """Whether the holder of a role does something, may do it, or leaves it to others."""

    DOES = "does"
    MAY = "may"
    NEVER = "never"
