"""Which true and which provably untrue things can be said about a model, apart from any household?"""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.core.classify import classify
from ave_cli.core.conditions import Ref
from ave_cli.core.facts import Answers
from ave_cli.core.profile.model import Model
from ave_cli.core.profile.shape import Criterion, Direction, Effect, Transition
from ave_cli.core.quiz import levels
from ave_cli.core.quiz.alike import alike, any_alike
from ave_cli.core.quiz.chance import Stream, number
from ave_cli.core.quiz.material import CRITERION, PHASE, ROLE, TRANSITION, Material
from ave_cli.core.quiz.role import held_clearly, names, shown
from ave_cli.core.quiz.satisfy import satisfy
from ave_cli.core.records import record
from ave_cli.core.roles import Held
from ave_cli.core.truth import Truth
from ave_cli.words import quiz_questions as say

_NOTHING = Answers(given={})
_TRIES = 3
_SHORT, _LONG = 45, 170
"""A sentence of the register that says something by itself, and can be read in one breath."""
_LONG_NAME = 90


@record
class Claim:
    """Something to say about the model, with what the model says itself."""

    id: str
    true: bool
    text: str
    really: str
    """The same where it is true."""
    statements: tuple[str, ...]
    level: int


def claims(own: Material) -> tuple[Claim, ...]:
    """Every claim about this model, the true and the untrue ones; each follows from its id."""
    made = (*_roles(own), *_deciders(own), *_grounds(own), *_conditions(own), *_hands(own), *_register(own))
    return tuple(one for one in made if one.statements and not _disputed(own.model, one))


def _disputed(model: Model, claim: Claim) -> bool:
    """Whether it rests on a statement that a contradiction in the source is about."""
    return bool({ident for one in model.profile.conflicts for ident in one.statements} & {*claim.statements})


def _contested(model: Model, about: str, phase: str | None = None) -> bool:
    return any(
        one.about == about and (phase is None or not one.phases or phase in one.phases)
        for one in model.profile.conflicts
    )


def _untrue(own: Material, ident: str) -> bool:
    """Which of the two versions is told: three in five are not true, because the register gives true ones too."""
    return number(own.id, ident, "true or not") % 5 < 3


def _roles(own: Material) -> Iterator[Claim]:
    model = own.model
    for role in model.profile.roles:
        held = {phase.id: held_clearly(model, _NOTHING, role, phase.id) for phase in model.profile.phases}
        clear = {
            phase: one
            for phase, one in held.items()
            if one is not None and names(one) and not _contested(model, ROLE + role.id, phase)
        }
        for phase, one in clear.items():
            ident = f"role.{role.id}.{phase}"
            other = _other_holder(own, one, phase, clear, ident) if _untrue(own, ident) else None
            said = shown(other[0] if other else one)
            away = other[1] if other else len(clear)
            label = own.label(phase)
            yield Claim(
                id=ident,
                true=other is None,
                text=say.claim_role(label, role.title, role.person, said),
                really=say.claim_role(label, role.title, role.person, shown(one)),
                statements=one.statements,
                level=levels.of_distance(away),
            )


def _other_holder(own: Material, held: Held, phase: str, clear: dict[str, Held], ident: str) -> tuple[Held, int] | None:
    """A holder that is not right here, and how far away it is."""
    model, rank = own.model, own.model.rank
    near = [(one, abs(rank(other) - rank(phase))) for other, one in clear.items() if other != phase]
    rest = [held_clearly(model, _NOTHING, role, phase) for role in model.profile.roles if role.id != held.role.id]
    row = [*near, *((one, len(clear)) for one in rest if one is not None and names(one))]
    fitting = [one for one in row if not any_alike(names(one[0]), names(held))]
    return Stream(own.id, ident).pick(fitting) if fitting else None


def _moves(own: Material) -> Iterator[Transition]:
    for one in own.model.profile.transitions:
        if one.from_ and one.to and one.from_ != one.to and not _contested(own.model, TRANSITION + one.id):
            yield one


def _deciders(own: Material) -> Iterator[Claim]:
    named = [
        one for one in _moves(own) if one.decided_by and len(one.decided_by) < _LONG_NAME and ";" not in one.decided_by
    ]
    for one in named:
        ident = f"decides.{one.id}"
        others = [each for each in named if not alike(each.decided_by, one.decided_by)]
        untrue = bool(others) and _untrue(own, ident)
        said = Stream(own.id, ident).pick(others).decided_by if untrue else one.decided_by
        ends = (own.label(one.from_ or ""), own.label(one.to or ""))
        yield Claim(
            id=ident,
            true=not untrue,
            text=say.claim_decides(*ends, said),
            really=say.claim_decides(*ends, one.decided_by),
            statements=one.statements,
            level=levels.MIDDLE,
        )


def _grounds(own: Material) -> Iterator[Claim]:
    """What is enough for a phase, and what only counts for it or for a lighter one."""
    model = own.model
    phases = model.profile.phases
    for one in model.profile.criteria:
        if one.effect not in (Effect.ENTER, Effect.SUPPORTS) or _contested(model, CRITERION + one.id):
            continue
        ident, rank, enough = f"enough.{one.id}", model.rank(one.phase), one.effect is Effect.ENTER
        claimed = rank + 1 if enough else rank
        untrue = _untrue(own, ident) and claimed < len(phases) and _not_enough(own, one, claimed)
        if not untrue and not enough and not _not_enough(own, one, rank):
            continue
        really = (say.claim_enough if enough else say.claim_supports)(one.text, own.label(one.phase))
        text = say.claim_enough(one.text, phases[claimed].label) if untrue else really
        level = levels.HARD if not enough else levels.MIDDLE
        yield Claim(id=ident, true=not untrue, text=text, really=really, statements=one.statements, level=level)


def _not_enough(own: Material, criterion: Criterion, rank: int) -> bool:
    """Whether there is a household for which the criterion holds and that is certainly lighter than this phase."""
    model = own.model
    for turn in range(_TRIES):
        stream = Stream(criterion.id, str(rank), str(turn))
        given = satisfy(model, Ref(criterion.id), True, {}, stream)
        for one in own.entering:
            if given is not None and model.rank(one.phase) >= rank:
                given = satisfy(model, Ref(one.id), False, given, stream)
        if given is not None:
            reading = model.read(Answers(given=given))
            if reading.named(criterion.id).truth is Truth.YES and classify(model, reading).at_most < rank:
                return True
    return False


def _conditions(own: Material) -> Iterator[Claim]:
    """Whether one condition for a way down is enough, or all are needed."""
    for one in _moves(own):
        disputed = any(_contested(own.model, about) for about in (PHASE, *(CRITERION + each for each in one.criteria)))
        alone = [each for each in _moves(own) if (each.from_, each.to) == (one.from_, one.to)]
        if one.direction is not Direction.DOWN or len(one.criteria) < 2 or len(alone) > 1 or disputed:
            continue
        ident = f"conditions.{one.id}"
        untrue = _untrue(own, ident)
        ends = (own.label(one.from_ or ""), own.label(one.to or ""), len(one.criteria))
        right, wrong = say.claim_every(*ends), say.claim_some(*ends)
        if one.needs == "any":
            right, wrong = wrong, right
        text = wrong if untrue else right
        yield Claim(id=ident, true=not untrue, text=text, really=right, statements=one.statements, level=levels.MIDDLE)


def _hands(own: Material) -> Iterator[Claim]:
    """Whether two roles may be in one hand."""
    titles = {one.id: one.title for one in own.model.profile.roles}
    for one in own.model.profile.role_rules:
        if one.phases or one.when is not None or any(_contested(own.model, ROLE + role) for role in one.roles):
            continue
        ident = f"hands.{one.id}"
        untrue = one.rule == "separate" and _untrue(own, ident)
        first, second, *_ = (titles[role] for role in one.roles)
        text = say.claim_together(first, second) if untrue else say.sentence(one.text)
        yield Claim(id=ident, true=not untrue, text=text, really=one.text, statements=one.statements, level=levels.EASY)


def _register(own: Material) -> Iterator[Claim]:
    """Sentences of the register that a rule of the model rests on and that name a phase or who has a role."""
    profile = own.model.profile
    rules = (*profile.assignments, *profile.role_rules, *profile.transitions, *profile.steps, *profile.criteria)
    used = dict.fromkeys(ident for one in rules for ident in one.statements)
    words = [*(one.label for one in profile.phases), *(one.person for one in profile.roles if one.person)]
    for ident in used:
        one = own.register.get(ident)
        if one is None or one.not_modelled or not _SHORT <= len(one.text) <= _LONG:
            continue
        if any(word.lower() in one.text.lower() for word in words):
            yield Claim(
                id=f"register.{ident}",
                true=True,
                text=one.text,
                really=one.text,
                statements=(ident,),
                level=levels.EASY,
            )
