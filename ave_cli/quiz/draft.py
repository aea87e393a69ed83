"""Drafts of questions, their sources and their level."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field

from ave_cli.engine.classification import classify, danger_facts
from ave_cli.engine.roles import RoleHolding
from ave_cli.profile import DENIED, Answers, Fact, FactKind, Gap, Gate, Role, RoleStatus, Ruleset, Value, fits, record
from ave_cli.quiz.households import Household
from ave_cli.quiz.material import (
    ROLE,
    Choice,
    ModelBundle,
    QuestionContext,
    QuestionKind,
    QuizQuestion,
    make_options,
)
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
    level: Callable[[], int]
    """Counted only when it is asked for: it takes longer than all the rest."""
    text: str
    right: Choice
    wrong: tuple[Choice, ...]
    explanation: str
    rests_on: tuple[Iterable[str], ...]
    """Groups of statement ids, the most telling first."""
    also: tuple[ModelBundle, ...] = ()
    """Other models whose statements count too."""
    household: Household | None = None
    news: Mapping[str, Value | Gap] = field(default_factory=dict)
    """What changes according to the question itself."""
    fewest: int = 3
    """How many options there have to be."""
    filled: bool = False
    """Whether one more wrong option may stand there that is right nowhere, where there would be only one."""


def finish(context: QuestionContext, draft: QuestionDraft, seed: str = "") -> QuizQuestion | None:
    """The question, or None: no source, no story, or nothing else to choose.

    The seed decides the order of the options: the same question stands otherwise in another round.

    Args:
        context: what the questions of a round are made with.
        draft: the question.
        seed: the name of the round.
    """
    found = statements(context.own, *draft.rests_on)
    shown = make_options(f"{seed} {draft.id}", draft.right, draft.wrong)
    story = _story(context, draft.household)
    if not found or shown is None or story is None or len(shown) < draft.fewest:
        return None
    more = [statement for other in draft.also for statement in statements(other, *draft.rests_on)]
    house, ruleset = draft.household, context.own.ruleset
    told = house.answers.extended(draft.news) if house is not None else None
    return QuizQuestion(
        id=draft.id,
        kind=draft.kind,
        level=draft.level(),
        profile=context.own.id,
        story=story,
        invented=house is not None and (house.is_derived or not house.story),
        text=draft.text,
        options=shown,
        explanation=" ".join((draft.explanation, *_danger(ruleset, told))),
        statements=found,
        sources=statement_places((context.own, *draft.also), (*found, *more)),
        answers=without_phase(ruleset, house.answers) if house else {},
        current_phase=ruleset.current(house.answers) if house else None,
        case=house.id if house is not None and house.story and house.is_case else None,
        news=draft.news,
    )


def _danger(ruleset: Ruleset, answers: Answers | None) -> Iterator[str]:
    """What must be said of any household in danger, whatever is asked about it."""
    if answers is None:
        return
    gate = ruleset.gate(Gate.ACUTE)
    if gate and answers.value(gate) is not False and answers.answered(gate):
        yield from (quiz_questions_text.first_of_all(contact.when) for contact in ruleset.contacts[:1] if contact.acute)
    danger, rank = ruleset.profile.danger, classify(ruleset, ruleset.read(answers)).at_least
    if danger_facts(ruleset, answers) and rank < ruleset.danger_rank:
        yield triage_text.danger_without_phase(ruleset.phase(rank).label, danger.text)


_SENTENCE = re.compile(r"[.!?](?=\s|$)")
_FEWEST_TOLD, _MOST_TOLD = 3, 5
"""Sentences of an invented story: what is not there is not told, and a list of troubles is no story."""


def _story(context: QuestionContext, household: Household | None) -> str | None:
    if household is None:
        return ""
    if household.story:
        return household.story
    if context.tell is None:
        return None
    ruleset = context.own.ruleset
    known = without_phase(ruleset, household.answers)
    told = {fact: value for fact, value in known.items() if not is_absence(ruleset.facts[fact], value)}
    text = context.tell(ruleset, Answers(given=told))
    return text if _FEWEST_TOLD <= len(_SENTENCE.findall(text)) <= _MOST_TOLD else None


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


def is_absence(fact: Fact, value: Value | Gap) -> bool:
    """Whether an answer says that something is not there: that a story does not tell of its own accord."""
    if isinstance(value, Gap):
        return False
    scale = fact.worse if isinstance(fact.worse, tuple) else None
    return value in (False, (), DENIED) or (scale is not None and isinstance(value, str) and value not in scale)


def leaves_out(ruleset: Ruleset, household: Household, facts: Iterable[str]) -> bool:
    """Whether something that decides may not be told in the story: that something is not there."""
    answers = household.answers
    return any(is_absence(ruleset.facts[fact], answers.value(fact)) for fact in facts)


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


_MANY = 3
"""From so many facts on that decide together, a household takes reading."""


def of_household(context: QuestionContext, answers: Answers, facts: Iterable[str]) -> int:
    """1 to 3, a point for each: a boundary one answer away, many facts that decide, a model that says otherwise."""
    near = is_near(context.own, answers)
    return max(EASY, near + (len(set(facts)) >= _MANY) + bool(says_otherwise(context, answers)))


def is_near(own: ModelBundle, answers: Answers) -> bool:
    """Whether one other answer makes the phase heavier; in the heaviest phase, whether one makes it another.

    Towards a lighter phase it is nearly always one answer, as each ground is needed: that makes nothing harder.
    """
    before = own.reading(answers).interval
    heaviest = before.at_most == len(own.ruleset.profile.phases) - 1
    for change in differ(own, answers):
        after = classify(own.ruleset, own.ruleset.read(answers.extended(dict([change]))))
        if after != before if heaviest else after.at_most > before.at_most:
            return True
    return False


def says_otherwise(context: QuestionContext, answers: Answers) -> tuple[ModelBundle, ...]:
    """The other models that put these answers in a phase that they call otherwise."""
    rank = clear_phase(context.own, answers)
    if rank is None:
        return ()
    label, found = context.own.ruleset.phase(rank).label, []
    for other in context.others:
        there = clear_phase(other, other.placed(answers))
        if there is not None and not is_finer(other.ruleset.phase(there).label, label):
            found.append(other)
    return tuple(found)


def is_finer(one: str, other: str) -> bool:
    """Whether two labels are the same phase, as far as one ladder has finer steps than the other."""
    return one.startswith(other) or other.startswith(one)


def differ(own: ModelBundle, answers: Answers) -> tuple[Change, ...]:
    """The changes of which a criterion can see something, one of those that are the same to all criteria."""
    found: dict[tuple[str, tuple[bool, ...]], Change] = {}
    for fact, value in changes(own, answers):
        now, seen = answers.value(fact), tuple(fits(leaf, value) for leaf in own.deciding[fact])
        if not isinstance(now, Gap) and seen != tuple(fits(leaf, now) for leaf in own.deciding[fact]):
            found.setdefault((fact, seen), (fact, value))
    return tuple(found.values())


def of_distance(ranks: int) -> int:
    """3 for one phase away or none, 2 for two, else 1: from where a wrong option would be right."""
    return max(EASY, HARD + 1 - max(1, ranks))


def clear_phase(own: ModelBundle, answers: Answers) -> int | None:
    """The rank of the one phase that the answers leave, unless the source contradicts itself about it here."""
    return own.reading(answers).clear_phase


def clear_advice(own: ModelBundle, answers: Answers) -> int | None:
    """The same, unless the household is in a heavier phase now: what is advised then hangs on going down."""
    rank, current = clear_phase(own, answers), own.ruleset.current(answers)
    return None if rank is None or (current is not None and own.ruleset.rank(current) > rank) else rank


def is_held_clearly(own: ModelBundle, answers: Answers, role: Role, phase: str) -> RoleHolding | None:
    """Who holds the role; None where that is open, not recorded, or contested in the source."""
    reading = own.reading(answers)
    if ROLE + role.id in reading.contested(phase):
        return None
    holding = next(one for one in reading.roles(phase) if one.role.id == role.id)
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
