"""Questions about what a statement says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ave_cli.engine.roles import RoleHolding
from ave_cli.profile import (
    Answers,
    Criterion,
    Effect,
    Ref,
    Role,
    Ruleset,
    Step,
    Transition,
    TransitionDirection,
    Truth,
    record,
)
from ave_cli.quiz import draft
from ave_cli.quiz.draft import QuestionDraft, clear_holding, holder_names, show_holding
from ave_cli.quiz.households import satisfy
from ave_cli.quiz.material import (
    CRITERION,
    PHASE,
    ROLE,
    STEP,
    TRANSITION,
    Choice,
    ModelBundle,
    QuestionContext,
    QuestionKind,
    SeededChoice,
    any_name_alike,
    names_are_alike,
    overlap,
    shuffle,
)
from ave_cli.text import quiz_questions as quiz_questions_text

_NOTHING = Answers(given={})
_TRIES = 3
_MOST_FALSE = 1
"""So many untrue versions of one thing at most: as many as true ones."""
_MOST_TRUE = 2
"""So many true claims at most for each untrue one."""
_LONG_NAME = 100
_RELATED, _UNRELATED = 2, 3
"""How many phases away a holder of another role counts, where the two are easily confused and where not."""


@record
class Claim:
    """Something to say about the model, with what the model says itself."""

    id: str
    about: str
    """What it is about: of one thing there is a true version and there are untrue ones."""
    true: bool
    text: str
    really: str
    """The same where it is true."""
    statements: tuple[str, ...]
    level: int


@record
class Saying:
    """One thing that the model says, before it is told truly or not."""

    about: str
    text: str
    statements: tuple[str, ...]
    untrue: tuple[tuple[str, int], ...]
    """What is certainly not so, each with its level."""


def tell_claim(own: ModelBundle, saying: Saying) -> Iterator[Claim]:
    """The true version and at most one untrue one; which one follows from what it is about.

    The true one is as hard as the untrue one that is nearest to it.
    """
    level = max((hard for _, hard in saying.untrue), default=draft.EASY)
    yield Claim(
        id=f"{saying.about}.true",
        about=saying.about,
        true=True,
        text=saying.text,
        really=saying.text,
        statements=saying.statements,
        level=level,
    )
    wrong = {text: hard for text, hard in saying.untrue if text != saying.text}
    for turn, text in enumerate(shuffle(wrong, str, own.id, saying.about)[:_MOST_FALSE]):
        yield Claim(
            id=f"{saying.about}.not.{turn}",
            about=saying.about,
            true=False,
            text=text,
            really=saying.text,
            statements=saying.statements,
            level=wrong[text],
        )


def claims_of(own: ModelBundle) -> tuple[Claim, ...]:
    """Every claim about this model that nothing in its source contradicts."""
    sayings = (*_roles(own), *_deciders(own), *_grounds(own), *_conditions(own), *_hands(own))
    made = (one for saying in sayings for one in tell_claim(own, saying))
    return _undisputed(own, made)


def _undisputed(own: ModelBundle, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Those that nothing contests; of what has no untrue version only so many that true is no better guess."""
    found = [one for one in claims if one.statements and not draft.is_disputed(own.ruleset, one.statements)]
    doubted = {one.about for one in found if not one.true}
    lone = shuffle((one.id for one in found if one.about not in doubted), str, own.id)
    kept = {*lone[: len(doubted) * (_MOST_TRUE - 1)]}
    return tuple(one for one in found if one.about in doubted or one.id in kept)


def is_contradicted(ruleset: Ruleset, about: str, phase: str | None = None) -> bool:
    """Whether the source contradicts itself about this, for whatever household."""
    return any(
        conflict.about == about and (phase is None or not conflict.phases or phase in conflict.phases)
        for conflict in ruleset.profile.conflicts
    )


def _roles(own: ModelBundle) -> Iterator[Saying]:
    """Who has a role in a phase, where no answer can change that."""
    ruleset = own.ruleset
    for role in ruleset.profile.roles:
        holding = {phase.id: clear_holding(own, _NOTHING, role, phase.id) for phase in ruleset.profile.phases}
        clear = {
            phase: one
            for phase, one in holding.items()
            if one is not None and _is_named(one) and not is_contradicted(ruleset, ROLE + role.id, phase)
        }
        for phase, one in clear.items():
            if len(show_holding(one)) <= _LONG_NAME:
                untrue = tuple(_other_holders(own, one, phase, clear))
                text = _role_text(own.ruleset.label(phase), one, one)
                yield Saying(about=f"role.{role.id}.{phase}", text=text, statements=one.statements, untrue=untrue)


def _is_named(holding: RoleHolding) -> bool:
    """Whether it names somebody: other parties are nobody without the ones that they are other than."""
    return bool(holder_names(holding)) and all(map(quiz_questions_text.says_who, holder_names(holding)))


def _role_text(label: str, of: RoleHolding, holding: RoleHolding) -> str:
    if not holding.holders and of.role.person:
        return quiz_questions_text.claim_agreed(label, of.role.title, quiz_questions_text.either(holding.appointed_in))
    return quiz_questions_text.claim_role(label, of.role.title, of.role.person, show_holding(holding))


def _other_holders(
    own: ModelBundle, holding: RoleHolding, phase: str, clear: dict[str, RoleHolding]
) -> Iterator[tuple[str, int]]:
    """Holders that are not right here: of the same role in another phase, or of another role in this one."""
    ruleset, rank = own.ruleset, own.ruleset.rank
    near = [(one, abs(rank(other) - rank(phase))) for other, one in clear.items() if other != phase]
    rest = [clear_holding(own, _NOTHING, role, phase) for role in ruleset.profile.roles if role.id != holding.role.id]
    named = [one for one in rest if one is not None and _is_named(one)]
    row = [*near, *((one, _RELATED if _easily_confused(one.role, holding.role) else _UNRELATED) for one in named)]
    for one, away in row:
        if (
            one.holders
            and len(show_holding(one)) <= _LONG_NAME
            and not any_name_alike(holder_names(one), holder_names(holding))
        ):
            yield _role_text(own.ruleset.label(phase), holding, one), draft.of_distance(away)


def _easily_confused(one: Role, other: Role) -> bool:
    """Whether one of two roles is a person's, or their names share a word."""
    return bool(one.person or other.person) or overlap(one.title, other.title) > 0


def _moves(own: ModelBundle) -> Iterator[Transition]:
    for transition in own.ruleset.profile.transitions:
        if (
            transition.from_
            and transition.to
            and transition.from_ != transition.to
            and not is_contradicted(own.ruleset, TRANSITION + transition.id)
        ):
            yield transition


def _ends(own: ModelBundle, move: Transition) -> tuple[str, str]:
    return own.ruleset.label(move.from_ or ""), own.ruleset.label(move.to or "")


def _deciders(own: ModelBundle) -> Iterator[Saying]:
    short = [
        transition for transition in _moves(own) if transition.decided_by and len(transition.decided_by) < _LONG_NAME
    ]
    named = [one for one in short if quiz_questions_text.stands_alone(one.decided_by)]
    for one in named:
        others = [each.decided_by for each in named if not names_are_alike(each.decided_by, one.decided_by)]
        untrue = tuple((quiz_questions_text.claim_decides(*_ends(own, one), each), draft.HARD) for each in others)
        text = quiz_questions_text.claim_decides(*_ends(own, one), one.decided_by)
        yield Saying(about=f"decides.{one.id}", text=text, statements=one.statements, untrue=untrue)


def _grounds(own: ModelBundle) -> Iterator[Saying]:
    """What is enough for a phase, and what only counts for it; never for a heavier one."""
    phases = own.ruleset.profile.phases
    for criterion in own.ruleset.profile.criteria:
        enough, rank = criterion.effect is Effect.ENTER, own.ruleset.rank(criterion.phase)
        known = enough or (criterion.effect is Effect.SUPPORTS and _not_enough(own, criterion.id, rank))
        if not known or not quiz_questions_text.stands_alone(criterion.text) or _is_open(own, criterion):
            continue
        open_ = {
            phase
            for one in own.ruleset.profile.gaps
            if one.when is not None and one.about in (PHASE, CRITERION + criterion.id)
            for phase in one.phases
        }
        heavier = [
            other
            for other in range(rank + enough, len(phases))
            if phases[other].id not in open_ and _not_enough(own, criterion.id, other)
        ]
        untrue = tuple(
            (quiz_questions_text.claim_enough(criterion.text, phases[other].label), draft.of_distance(other - rank))
            for other in heavier
        )
        text = (quiz_questions_text.claim_enough if enough else quiz_questions_text.claim_supports)(
            criterion.text, own.ruleset.label(criterion.phase)
        )
        yield Saying(about=f"enough.{criterion.id}", text=text, statements=criterion.statements, untrue=untrue)


def _is_open(own: ModelBundle, criterion: Criterion) -> bool:
    """Whether the source contradicts itself about a criterion, leaves something of it open, or names several phases."""
    about = CRITERION + criterion.id
    left_open = any(gap.about == about for gap in own.ruleset.profile.gaps)
    return criterion.phase_to is not None or left_open or is_contradicted(own.ruleset, about)


def _not_enough(own: ModelBundle, criterion: str, rank: int) -> bool:
    """Whether there is a household for which the criterion holds and that is certainly lighter than this phase."""
    ruleset = own.ruleset
    for turn in range(_TRIES):
        stream = SeededChoice(criterion, str(rank), str(turn))
        given = satisfy(ruleset, Ref(criterion), True, {}, stream)
        for one in own.ruleset.entry_criteria:
            if given is not None and ruleset.rank(one.phase) >= rank:
                given = satisfy(ruleset, Ref(one.id), False, given, stream)
        if given is not None:
            reading = own.reading(Answers(given=given))
            if reading.evaluation.evaluate_named(criterion).truth is Truth.YES and reading.interval.at_most < rank:
                return True
    return False


def _conditions(own: ModelBundle) -> Iterator[Saying]:
    """Whether one condition for a way down is enough, or all are needed."""
    for transition in _moves(own):
        disputes = any(
            is_contradicted(own.ruleset, each) for each in (PHASE, *(CRITERION + each for each in transition.criteria))
        )
        alone = [each for each in _moves(own) if _ends(own, each) == _ends(own, transition)]
        if (
            transition.direction is not TransitionDirection.DOWN
            or len(transition.criteria) < 2
            or len(alone) > 1
            or disputes
        ):
            continue
        texts = [
            make(*_ends(own, transition), len(transition.criteria))
            for make in (quiz_questions_text.claim_every, quiz_questions_text.claim_some)
        ]
        right, wrong = texts if transition.needs == "all" else reversed(texts)
        yield Saying(
            about=f"conditions.{transition.id}",
            text=right,
            statements=transition.statements,
            untrue=((wrong, draft.MIDDLE),),
        )


def _hands(own: ModelBundle) -> Iterator[Saying]:
    """Whether two roles may be in one hand."""
    titles = {role.id: role.title for role in own.ruleset.profile.roles}
    for rule in own.ruleset.profile.role_rules:
        if rule.when is not None or any(is_contradicted(own.ruleset, ROLE + role) for role in rule.roles):
            continue
        first, second, *_ = (titles[role] for role in rule.roles)
        untrue = ((quiz_questions_text.claim_together(first, second), draft.EASY),) if rule.rule == "separate" else ()
        yield Saying(
            about=f"hands.{rule.id}",
            text=quiz_questions_text.sentence(rule.text),
            statements=rule.statements,
            untrue=untrue,
        )


def draft_statement(context: QuestionContext, ident: str, claim: Claim) -> QuestionDraft:
    """The question whether this claim is true."""
    yes = Choice(text=quiz_questions_text.TRUE, why=quiz_questions_text.true_is(claim.true))
    no = Choice(text=quiz_questions_text.FALSE, why=quiz_questions_text.false_is(not claim.true))
    return QuestionDraft(
        id=ident,
        kind=QuestionKind.STATEMENT,
        level=lambda: claim.level,
        text=quiz_questions_text.is_it_true(claim.text, context.own.title),
        right=yes if claim.true else no,
        wrong=(no if claim.true else yes,),
        explanation=quiz_questions_text.truth_explained(claim.really),
        rests_on=(claim.statements,),
        fewest=2,
    )


_LONG_STEP = 110


def step_claims(own: ModelBundle) -> tuple[Claim, ...]:
    """Every claim about a step that nothing in the source contradicts."""
    made = (one for saying in _takers(own) for one in tell_claim(own, saying))
    return _undisputed(own, made)


def _steps(own: ModelBundle) -> Iterator[Step]:
    for step in own.ruleset.profile.steps:
        about = (STEP + step.id, *(TRANSITION + each for each in step.transitions))
        if (
            len(step.text) <= _LONG_STEP
            and not quiz_questions_text.about_source(step.text)
            and not any(is_contradicted(own.ruleset, each) for each in about)
        ):
            yield step


def _takers(own: ModelBundle) -> Iterator[Saying]:
    named = [
        step
        for step in _steps(own)
        if step.who
        and quiz_questions_text.is_name(step.who)
        and not quiz_questions_text.names_reader(step.who)
        and not overlap(step.text, step.who)
    ]
    for one in named:
        others = {each.who: _distance(own.ruleset, one, each) for each in named if not _may_be(one, each.who)}
        untrue = tuple(
            (quiz_questions_text.claim_takes(one.text, who), draft.of_distance(away)) for who, away in others.items()
        )
        text = quiz_questions_text.claim_takes(one.text, one.who)
        yield Saying(about=f"takes.{one.id}", text=text, statements=one.statements, untrue=untrue)


def _distance(ruleset: Ruleset, one: Step, other: Step) -> int:
    """From how many phases away the other step is, of all the phases that both are for."""
    return max(
        (abs(ruleset.rank(here) - ruleset.rank(there)) for here in one.phases for there in other.phases), default=0
    )


def _may_be(step: Step, who: str) -> bool:
    """Whether somebody may well be meant by the one who takes this step, or is named in it."""
    return (
        names_are_alike(step.who, who)
        or (bool(step.contact) and names_are_alike(step.contact, who))
        or overlap(step.text, who) > 0
    )
