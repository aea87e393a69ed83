"""Questions and their options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from string import ascii_uppercase

from ave_cli.profile.facts import Gap, Value
from ave_cli.profile.records import record
from ave_cli.quiz.material import number, shuffle


class QuestionKind(Enum):
    """What a question is about; the value is what is typed behind `--kind` and stands in the JSON."""

    PHASE = "phase"
    """A household: which phase, and which criterion makes it so."""
    ROLE = "role"
    """A household and its phase: who holds a role."""
    DOWN = "down"
    """A household in a phase: may it go down, and what is still missing."""
    STEP = "step"
    """A household: what is the first next step, and who takes it."""
    STATEMENT = "statement"
    """True or not: a statement about a role, a limit or a deadline."""
    COMPARE = "compare"
    """One household in two models: what differs, and why."""
    CHANGE = "change"
    """A household: which single other answer would change the phase."""
    TASK = "task"
    """What the holder of a role does, may do and never does."""
    HANDOVER = "handover"
    """A moment of a klantreis: who hands a role over to whom."""
    DECIDE = "decide"
    """A moment of a klantreis: who decides about the move."""
    FIND_OUT = "find_out"
    """A moment of a klantreis: what is still to be found out."""


OF_JOURNEY = (QuestionKind.HANDOVER, QuestionKind.DECIDE, QuestionKind.FIND_OUT)
"""Kinds that only a moment of a klantreis asks."""
OF_ROUND = tuple(kind for kind in QuestionKind if kind not in OF_JOURNEY)
"""Kinds that a round can ask."""
WITHOUT_STORY = (QuestionKind.STATEMENT, QuestionKind.TASK)
"""Kinds that are about no household."""


@record
class Option:
    """One answer to choose from."""

    key: str
    """A letter, from A."""
    text: str
    right: bool
    why: str
    """Why it is right, or why it is not; never empty."""


@record
class QuizQuestion:
    """One question with exactly one right option, and everything that a screen or a sheet shows of it."""

    id: str
    """The same for the same question, also after questions were added; made of what it is about."""
    kind: QuestionKind
    level: int
    """1 to 3: 3 is nearest to a boundary."""
    profile: str
    """Id of the model under which the answer is right."""
    story: str
    """The household in plain Dutch; empty where the question is not about one."""
    invented: bool
    """Whether the story was put together by the tool instead of written by a person."""
    text: str
    options: tuple[Option, ...]
    """Two to five, in the order in which they are shown; exactly one is right and no text stands there twice."""
    explanation: str
    """What decides it, in plain Dutch."""
    statements: tuple[str, ...]
    """Ids in the register of the model that it rests on; never empty."""
    sources: tuple[str, ...]
    """Document, section and statement id in words, one line each."""
    answers: Mapping[str, Value | Gap]
    """The household; empty where the question is not about one."""
    current_phase: str | None = None
    case: str | None = None
    """Id of the written case that the story is of; None where it is of none."""
    moment: str = ""
    """The moment of a klantreis that it belongs to, by number and title; empty where it belongs to none."""
    before: tuple[str, ...] = ()
    """What was answered at earlier moments, in a few lines."""

    @property
    def written(self) -> bool:
        """Whether its story was written by a person."""
        return bool(self.story) and not self.invented

    @property
    def right(self) -> Option:
        """The option that is right."""
        return next(option for option in self.options if option.right)


@record
class Choice:
    """Something to choose from, before it has a letter."""

    text: str
    why: str


MOST_WRONG = 3


def make_options(
    ident: str, right: Choice, wrong: Iterable[Choice], *, rank: int | None = None, always: Choice | None = None
) -> tuple[Option, ...] | None:
    """The right choice among the wrong ones, in an order that follows from the id; None where no wrong one is left.

    A text that stands there already is left out.

    Args:
        ident: id of the question, with the name of the round.
        right: the right choice.
        wrong: the wrong ones, those that are best to offer first.
        rank: so many options have to be shorter than the right one, counted round; None where that does not matter.
        always: a wrong one that stands there whatever else does.
    """
    fixed = (always,) if always is not None else ()
    taken = {one.text for one in (right, *fixed)}
    rest = {one.text: one for one in reversed(tuple(wrong)) if one.text not in taken}
    some, most = tuple(reversed(rest.values())), MOST_WRONG - len(fixed)
    kept = some[:most] if rank is None else _evenly(ident, right, some, fixed, rank)
    if kept is None or not (kept or fixed):
        return None
    mixed = shuffle((right, *fixed, *kept), lambda one: one.text, ident)
    return tuple(
        Option(key=key, text=one.text, right=one is right, why=one.why)
        for key, one in zip(ascii_uppercase, mixed, strict=False)
    )


def _evenly(
    ident: str, right: Choice, wrong: Sequence[Choice], fixed: Sequence[Choice], rank: int
) -> tuple[Choice, ...] | None:
    """Those nearest to the right one in length, as many of them shorter as the rank says; None where there are not."""
    size, count = _size(ident, right), min(MOST_WRONG - len(fixed), len(wrong))
    near = sorted(wrong, key=lambda one: (abs(len(one.text) - len(right.text)), _size(ident, one)))
    shorter = [one for one in near if _size(ident, one) < size]
    longer = [one for one in near if _size(ident, one) > size]
    below = rank % (count + len(fixed) + 1) - sum(_size(ident, one) < size for one in fixed)
    if below < 0 or len(shorter) < below or not 0 <= count - below <= len(longer):
        return None
    return (*shorter[:below], *longer[: count - below])


def _size(ident: str, one: Choice) -> tuple[int, int]:
    """How long a choice looks; of two that are as long one is taken for the shorter, whichever the id says."""
    return len(one.text), number(ident, one.text)
