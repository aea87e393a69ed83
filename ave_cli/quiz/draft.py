"""Drafts of questions, their sources and their level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from ave_cli.engine.classification import classify, counts_here, danger_facts
from ave_cli.engine.roles import RoleHolding, resolve
from ave_cli.profile.conditions import fits
from ave_cli.profile.facts import Answers, Fact, FactKind, Gap, Gate, Value
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Ruleset
from ave_cli.profile.schema import Role, RoleStatus
from ave_cli.quiz.households import Household
from ave_cli.quiz.material import ROLE, ModelBundle, QuestionContext, contested_records
from ave_cli.quiz.question import Choice, QuestionKind, QuizQuestion, make_options
from ave_cli.text import quiz_questions as quiz_questions_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases

_MOST = 6


def statements(bundle: ModelBundle, *groups: Iterable[str]) -> tuple[str, ...]:
    """The ids of these groups that the register has, each once and not too many; empty where it has none."""
    found = dict.fromkeys(ident for group in groups for ident in group if ident in bundle.register)
    return tuple(found)[:_MOST]


def statement_places(materials: Iterable[ModelBundle], found: Iterable[str]) -> tuple[str, ...]:
    """Document, section and id of each statement, one line per section; the first material that has it counts."""
    sections: dict[tuple[str, str], list[str]] = {}
    known = tuple(materials)
    for ident in found:
        home = next((one for one in known if ident in one.register), None)
        if home is not None:
            place = (home.ruleset.profile.source.document, home.register[ident].section)
            sections.setdefault(place, []).append(ident)
    return tuple(quiz_questions_text.source(document, section, ids) for (document, section), ids in sections.items())


@record
class QuestionDraft:
    """What a kind of question thinks of; the letters, the story and the sources come later."""

    id: str
    kind: QuestionKind
    level: int
    text: str
    right: Choice
    wrong: tuple[Choice, ...]
    explanation: str
    rests_on: tuple[Iterable[str], ...]
    """Groups of statement ids, the most telling first."""
    also: tuple[ModelBundle, ...] = ()
    """Other models whose statements count too."""
    household: Household | None = None
    fewest: int = 3
    """How many options there have to be."""


def finish(context: QuestionContext, draft: QuestionDraft) -> QuizQuestion | None:
    """The question, or None: no source, no story, or nothing else to choose."""
    found = statements(context.own, *draft.rests_on)
    shown = make_options(draft.id, draft.right, draft.wrong)
    story = _story(context, draft.household)
    if not found or shown is None or story is None or len(shown) < draft.fewest:
        return None
    more = [statement for other in draft.also for statement in statements(other, *draft.rests_on)]
    house, ruleset = draft.household, context.own.ruleset
    return QuizQuestion(
        id=draft.id,
        kind=draft.kind,
        level=draft.level,
        profile=context.own.id,
        story=story,
        invented=house is not None and not house.story,
        text=draft.text,
        options=shown,
        explanation=" ".join((draft.explanation, *_danger(ruleset, house))),
        statements=found,
        sources=statement_places((context.own, *draft.also), (*found, *more)),
        answers=without_phase(ruleset, house.answers) if house else {},
        current_phase=ruleset.current(house.answers) if house else None,
        case=house.id if house is not None and house.story and house.is_case else None,
    )


def _danger(ruleset: Ruleset, household: Household | None) -> Iterator[str]:
    """What must be said of any household in danger, whatever is asked about it."""
    if household is None:
        return
    gate, answers = ruleset.gate(Gate.ACUTE), household.answers
    if gate and answers.value(gate) is not False and answers.answered(gate):
        yield from (quiz_questions_text.first_of_all(contact.when) for contact in ruleset.contacts[:1] if contact.acute)
    danger, rank = ruleset.profile.danger, classify(ruleset, ruleset.read(answers)).at_least
    if danger_facts(ruleset, answers) and rank < ruleset.rank(danger.phase):
        yield triage_text.danger_without_phase(ruleset.phase(rank).label, danger.text)


def _story(context: QuestionContext, household: Household | None) -> str | None:
    if household is None:
        return ""
    if household.story:
        return household.story
    if context.tell is None:
        return None
    ruleset = context.own.ruleset
    return context.tell(ruleset, Answers(given=without_phase(ruleset, household.answers))) or None


def without_phase(ruleset: Ruleset, answers: Answers) -> Mapping[str, Value | Gap]:
    """The answers as a story tells them: the question itself says in which phase the household is now."""
    gate = ruleset.gate(Gate.PHASE)
    return {fact: value for fact, value in answers.given.items() if fact != gate}


def tell_household(ruleset: Ruleset, answers: Answers, facts: Iterable[str]) -> str:
    """The answers to these facts in words, in the order of the facts."""
    known = without_phase(ruleset, answers)
    return quiz_questions_text.answers(
        [phrases.tell_answer(ruleset, fact, known[fact]) for fact in dict.fromkeys(facts) if fact in known]
    )


HARD, MIDDLE, EASY = 3, 2, 1
Change = tuple[str, Value]
"""A fact and another answer to it."""


def changes(own: ModelBundle, answers: Answers) -> tuple[Change, ...]:
    """Every single other answer to a fact that is known here and that the phase can depend on."""
    return tuple(
        (fact, other)
        for fact in own.deciding
        if not isinstance(value := answers.value(fact), Gap)
        for other in _others(own.ruleset.facts[fact], value)
    )


def _others(fact: Fact, value: Value) -> Iterator[Value]:
    match fact.kind:
        case FactKind.YES_NO:
            yield not value
        case FactKind.CHOICE:
            yield from (option for option in fact.options if option != value)
        case FactKind.CHOICES if isinstance(value, tuple):
            for option in fact.options:
                chosen = {*value} ^ {option}
                yield tuple(each for each in fact.options if each in chosen)
        case _:
            return


def of_phase(own: ModelBundle, answers: Answers) -> int:
    """3 when one other answer can make the phase heavier, 2 when two together can, else 1.

    Towards a lighter phase it is nearly always one answer, as each ground is needed: that makes nothing harder. Only
    in the heaviest phase, where nothing is heavier, it is what counts.
    """
    before = classify(own.ruleset, own.ruleset.read(answers))
    heaviest = before.at_most == len(own.ruleset.profile.phases) - 1

    def crosses(*made: Change) -> bool:
        after = classify(own.ruleset, own.ruleset.read(answers.extended(dict(made))))
        return after != before if heaviest else after.at_most > before.at_most

    single = differ(own, answers)
    if any(crosses(one) for one in single):
        return HARD
    pairs = ((one, other) for one, other in combinations(single, 2) if one[0] != other[0])
    return MIDDLE if any(crosses(*pair) for pair in pairs) else EASY


def differ(own: ModelBundle, answers: Answers) -> tuple[Change, ...]:
    """The changes of which a criterion can see something, one of those that are the same to all criteria."""
    found: dict[tuple[str, tuple[bool, ...]], Change] = {}
    for fact, value in changes(own, answers):
        now, seen = answers.value(fact), tuple(fits(leaf, value) for leaf in own.deciding[fact])
        if not isinstance(now, Gap) and seen != tuple(fits(leaf, now) for leaf in own.deciding[fact]):
            found.setdefault((fact, seen), (fact, value))
    return tuple(found.values())


def of_number(count: int) -> int:
    """3 for one or none, 2 for two, else 1: of conditions that are missing, or of answers that would do."""
    return max(EASY, HARD + 1 - max(1, count))


def of_distance(ranks: int) -> int:
    """3 for one phase away or none, 2 for two, else 1: from where a wrong option would be right."""
    return max(EASY, HARD + 1 - max(1, ranks))


def clear_phase(own: ModelBundle, answers: Answers) -> int | None:
    """The rank of the one phase that the answers leave, unless the source contradicts itself about it here."""
    evaluation = own.ruleset.read(answers)
    interval = classify(own.ruleset, evaluation)
    phase = own.ruleset.phase(interval.at_least).id
    if not interval.settled or any(counts_here(conflict, evaluation, phase) for conflict in own.phase_conflicts):
        return None
    return interval.at_least


def clear_advice(own: ModelBundle, answers: Answers) -> int | None:
    """The same, unless the household is in a heavier phase now: what is advised then hangs on going down."""
    rank, current = clear_phase(own, answers), own.ruleset.current(answers)
    return None if rank is None or (current is not None and own.ruleset.rank(current) > rank) else rank


def is_held_clearly(ruleset: Ruleset, answers: Answers, role: Role, phase: str) -> RoleHolding | None:
    """Who holds the role; None where that is open, not recorded, or contested in the source."""
    evaluation = ruleset.read(answers)
    if ROLE + role.id in contested_records(ruleset, evaluation, phase):
        return None
    holding = next(one for one in resolve(ruleset, evaluation, phase) if one.role.id == role.id)
    clear = holding.status is RoleStatus.NOT_APPLICABLE or (
        holding.status is RoleStatus.ASSIGNED and bool(holding.holders or holding.appointed_in)
    )
    return holding if clear and not holding.possible and not holding.depends_on else None


def show_holding(holding: RoleHolding) -> str:
    """The holder of a role as an option."""
    if holding.status is RoleStatus.NOT_APPLICABLE:
        return quiz_questions_text.NOBODY
    if not holding.holders:
        return quiz_questions_text.agreed_in(holding.appointed_in)
    return quiz_questions_text.held_by(phrases.holder_name(holder) for holder in holding.holders)


def holder_names(holding: RoleHolding) -> tuple[str, ...]:
    """The names of the holders, and of the meetings where they are chosen."""
    return (*(holder.name for holder in holding.holders), *holding.appointed_in)
