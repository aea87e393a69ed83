"""What is a finding, and for which households does a model explain itself?"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from ave_cli.profile.facts import Answers
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Model
from ave_cli.profile.schema import Conflict, NotRecorded


class Kind(Enum):
    """What is wrong or missing; the value stands in the JSON."""

    SHAPE = "shape"
    ABOUT = "about"
    STATEMENT_UNKNOWN = "statement_unknown"
    STATEMENT_UNUSED = "statement_unused"
    STATEMENT_EXCUSED = "statement_excused"
    NO_SOURCE = "no_source"
    NOT_PROVED = "not_proved"
    PHASE_UNREACHABLE = "phase_unreachable"
    CRITERION_NEVER = "criterion_never"
    CRITERION_ALWAYS = "criterion_always"
    CRITERION_SWALLOWED = "criterion_swallowed"
    RULE_NEVER = "rule_never"
    WORSE_LIGHTER = "worse_lighter"
    DANGER_UNSEEN = "danger_unseen"
    LIGHTEST_UNEXPLAINED = "lightest_unexplained"
    FACT_IDLE = "fact_idle"
    ROLE_MISSING = "role_missing"
    DECIDER_MISSING = "decider_missing"
    CASE = "case"


@record
class Finding:
    """One thing that is wrong with a model, or missing from it."""

    kind: Kind
    where: str
    """The place in the file."""
    text: str
    example: Answers | None = None
    """A household for which it goes wrong, with every answer that matters; None where no household shows it."""


def explanations(model: Model) -> Iterator[Conflict | NotRecorded]:
    """What a model says of its own accord about some households.

    A contradiction of the source, or something that it does not record, explains an outcome only for the households
    that its condition picks out.
    """
    yield from (one for one in model.profile.conflicts if one.when is not None)
    yield from (one for one in model.profile.gaps if one.when is not None)
