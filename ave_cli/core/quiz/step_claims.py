"""What can be said, truly or not, about who takes a step and in which phase it belongs?"""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.core.quiz import levels
from ave_cli.core.quiz.alike import alike, overlap
from ave_cli.core.quiz.claims import Claim, Saying, contradicted, disputed, told
from ave_cli.core.quiz.material import STEP, TRANSITION, Material
from ave_cli.profile.schema import Step
from ave_cli.text import quiz_questions as quiz_questions_text

_LONG_STEP = 110
_SAME = 0.4
"""From this share of common words on, two steps say nearly the same."""


def step_claims(own: Material) -> tuple[Claim, ...]:
    """Every claim about a step that nothing in the source contradicts."""
    sayings = (*_takers(own), *_places(own))
    made = (one for saying in sayings for one in told(own, saying))
    return tuple(one for one in made if one.statements and not disputed(own.model, one.statements))


def _steps(own: Material) -> Iterator[Step]:
    for one in own.model.profile.steps:
        about = (STEP + one.id, *(TRANSITION + each for each in one.transitions))
        if (
            len(one.text) <= _LONG_STEP
            and not quiz_questions_text.about_source(one.text)
            and not any(contradicted(own.model, each) for each in about)
        ):
            yield one


def _takers(own: Material) -> Iterator[Saying]:
    named = [
        one
        for one in _steps(own)
        if one.who and quiz_questions_text.is_name(one.who) and not overlap(one.text, one.who)
    ]
    for one in named:
        others = dict.fromkeys(each.who for each in named if not _may_be(one, each.who))
        untrue = tuple((quiz_questions_text.claim_takes(one.text, who), levels.MIDDLE) for who in others)
        text = quiz_questions_text.claim_takes(one.text, one.who)
        yield Saying(about=f"takes.{one.id}", text=text, statements=one.statements, untrue=untrue)


def _may_be(step: Step, who: str) -> bool:
    """Whether somebody may well be meant by the one who takes this step, or is named in it."""
    return alike(step.who, who) or (bool(step.contact) and alike(step.contact, who)) or overlap(step.text, who) > 0


def _places(own: Material) -> Iterator[Saying]:
    """In which phases a step belongs; it is untrue of a lighter phase that has no step that says nearly the same.

    Of a heavier phase a step of a lighter one may still make sense, so that nobody would call it untrue.
    """
    phases, rank = own.model.profile.phases, own.model.rank
    for one in _steps(own):
        if len(one.phases) == len(phases) or any(phase.label in one.text for phase in phases):
            continue
        near: dict[str, int] = {}
        for phase in phases[: min(rank(each) for each in one.phases)]:
            there = [each for each in own.model.profile.steps if phase.id in each.phases]
            if not any(overlap(each.text, one.text) >= _SAME for each in there):
                near[phase.label] = min(abs(rank(phase.id) - rank(each)) for each in one.phases)
        text = quiz_questions_text.claim_belongs(one.text, [own.label(each) for each in one.phases])
        untrue = tuple(
            (quiz_questions_text.claim_belongs(one.text, [label]), levels.of_distance(away))
            for label, away in near.items()
        )
        yield Saying(about=f"belongs.{one.id}", text=text, statements=one.statements, untrue=untrue)
