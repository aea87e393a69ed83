"""Drafts of questions, their sources and their level."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from ave_cli.engine.phases import classify, danger_facts
from ave_cli.engine.roles import RoleHolding
from ave_cli.profile import (
    DENIED,
    Answers,
    Condition,
    Fact,
    Gap,
    Gate,
    Leaf,
    Modality,
    Role,
    RoleStatus,
    Ruleset,
    Value,
    evaluate,
    fits,
    record,
)
from ave_cli.quiz.households import count_sentences, written_household
from ave_cli.quiz.material import (
    ROLE,
    Choice,
    Group,
    Household,
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
    everywhere: str = ""
    """Who says what is right, where that holds in every municipality and stands in no model."""
    also: tuple[ModelBundle, ...] = ()
    """Other models whose statements count too."""
    household: Household | None = None
    news: Mapping[str, Value | Gap] = field(default_factory=dict)
    """What changes according to the question itself."""
    known: tuple[str, ...] = ()
    """Facts that decide too, and of which the story does not tell the answer: the question tells it."""
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
    found = () if draft.everywhere else statements(context.own, *draft.rests_on)
    shown = make_options(f"{seed} {draft.id}", draft.right, draft.wrong)
    story = _story(context, draft.household)
    if not (found or draft.everywhere) or shown is None or story is None or len(shown) < draft.fewest:
        return None
    more = [statement for other in draft.also for statement in statements(other, *draft.rests_on)]
    house, ruleset = draft.household, context.own.ruleset
    known = tell_household(ruleset, house.answers, draft.known) if house is not None else ""
    told = house.answers.extended(draft.news) if house is not None else None
    return QuizQuestion(
        id=draft.id,
        kind=draft.kind,
        level=draft.level(),
        profile=context.own.id,
        story=story,
        invented=house is not None and (house.is_derived or not house.story),
        text=" ".join((*((quiz_questions_text.also_known(known),) if known else ()), draft.text)),
        options=shown,
        explanation=" ".join((draft.explanation, *_danger(ruleset, told))),
        statements=found,
        sources=(quiz_questions_text.everywhere(draft.everywhere),)
        if draft.everywhere
        else statement_places((context.own, *draft.also), (*found, *more)),
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


Drafter = Callable[[str, Household], QuestionDraft | None]
"""The question of one kind about a household, by the id of the question."""
_MOST_KNOWN = 3
"""So many facts at most are told beside a story on which what is right depends."""


def as_told(draw: Drafter, ident: str, household: Household, news: Collection[str] = ()) -> QuestionDraft | None:
    """The question for somebody who knows only what the story tells; None where that is not enough.

    What is right may depend on a few answers that the story does not tell: those are told in the question.

    Args:
        draw: the kind of question.
        ident: id of the question.
        household: all that is known about the household.
        news: facts of which the question itself tells the answer.
    """
    full = draw(ident, household)
    untold = [fact for fact in household.untold if fact in household.answers.given and fact not in news]
    if full is None or not untold:
        return full

    def known_without(facts: Collection[str]) -> QuestionDraft | None:
        found = draw(ident, household.without(facts))
        same = found is not None and (found.text, found.right.text) == (full.text, full.right.text)
        return found if same else None

    needed: list[str] = []
    told = known_without(untold)
    if told is None:
        needed = [fact for fact in untold if known_without((fact,)) is None]
        told = known_without([fact for fact in untold if fact not in needed]) if needed else None
    if told is None or len(needed) > _MOST_KNOWN:
        return None
    known = tuple(dict.fromkeys((*told.known, *needed)))
    return replace(told, known=known, level=full.level, household=full.household)


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
    return text if _FEWEST_TOLD <= count_sentences(text) <= _MOST_TOLD else None


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


def left_out(ruleset: Ruleset, answers: Answers, facts: Iterable[str]) -> tuple[str, ...]:
    """Those of these facts that say that something is not there: a story may leave them out."""
    known = without_phase(ruleset, answers)
    return tuple(
        fact for fact in dict.fromkeys(facts) if fact in known and is_absence(ruleset.facts[fact], known[fact])
    )


HARD, MIDDLE, EASY = 3, 2, 1


def of_points(points: int) -> int:
    """1 for none, 2 for one point, 3 for more."""
    return min(HARD, EASY + points)


_WEIGHT = 3
"""A boundary that is near, or another model that says otherwise, counts as so many facts."""
_USUAL = (4, 6)
"""What is more than easy, and more than middle, in a model without written households."""
_GROUP = 3
"""So many households at least are needed to say what is easy or hard among them."""


def of_household(context: QuestionContext, answers: Answers) -> int:
    """1 to 3: the easy, the middle and the hard third of the households of this model in the same phase.

    A household is the harder, the more facts in it play, the nearer the boundary, the more models say otherwise.
    """
    own = context.own
    points = difficulty(own, answers) + _WEIGHT * len(says_otherwise(context, answers))
    row = _scales(own).get(_group(own, answers), ())
    row = row if len(row) >= _GROUP else _scales(own)[None]
    bounds = [row[len(row) * third // HARD] for third in (1, 2)] if row else _USUAL
    return EASY + sum(points > bound for bound in bounds)


def difficulty(own: ModelBundle, answers: Answers) -> int:
    """How many facts play that a story tells of; a boundary that is one answer away counts as a few."""
    facts, plays = own.ruleset.facts, own.playing
    told = sum(fact in plays and not is_absence(facts[fact], value) for fact, value in answers.given.items())
    return told + _WEIGHT * is_near(own, answers)


def is_near(own: ModelBundle, answers: Answers) -> bool:
    """Whether one other answer makes the phase heavier.

    Towards a lighter phase it is nearly always one answer, as each ground is needed: that makes nothing harder.
    """
    ruleset, edits = own.ruleset, _Edits(own.ruleset.names, answers)
    rank = own.reading(answers).interval.at_least
    heavier = (one for one in ruleset.entry_criteria if ruleset.rank(one.phase) > rank)
    return any(edits.evaluate_named(one.id)[0] <= 1 for one in heavier)


_Cost = tuple[int, int]
"""How many answers have to be others before a condition holds, and before it does not."""


class _Edits:
    """How far one household is from a condition, in answers."""

    def __init__(self, names: Mapping[str, Condition], answers: Answers) -> None:
        self._names, self._answers = names, answers
        self._done: dict[str, _Cost] = {}

    def on_comparison(self, leaf: Leaf) -> _Cost:
        value = self._answers.value(leaf.fact)
        return (0, 1) if not isinstance(value, Gap) and fits(leaf, value) else (1, 0)

    def evaluate_named(self, name: str) -> _Cost:
        if name not in self._done:
            self._done[name] = evaluate(self._names[name], self)
        return self._done[name]

    def negation(self, inner: _Cost) -> _Cost:
        return inner[1], inner[0]

    def conjunction(self, inner: Sequence[_Cost]) -> _Cost:
        return sum(one for one, _ in inner), min((two for _, two in inner), default=_FAR)

    def disjunction(self, inner: Sequence[_Cost]) -> _Cost:
        return min((one for one, _ in inner), default=_FAR), sum(two for _, two in inner)


_FAR = 99


def _group(own: ModelBundle, answers: Answers) -> Group:
    """The phase that the household is in, or on its way down from."""
    here, current = own.reading(answers).interval.at_least, own.ruleset.current(answers)
    down = current is not None and own.ruleset.rank(current) > here
    return down, own.ruleset.rank(current) if current is not None and down else here


def occurring(own: ModelBundle) -> frozenset[int]:
    """The ranks of the phases that some written household is clearly in."""
    return frozenset(group[1] for group in _scales(own) if group is not None and not group[0])


def _scales(own: ModelBundle) -> dict[Group | None, list[int]]:
    """How hard the written households are whose phase is clear, from low to high: of each phase, and of all."""
    if not own.scales:
        for case in own.cases:
            house = written_household(own, case.id)
            if house is not None and clear_phase(own, house.answers) is not None:
                points = difficulty(own, house.answers)
                for group in (None, _group(own, house.answers)):
                    own.scales.setdefault(group, []).append(points)
        own.scales.setdefault(None, [])
        for row in own.scales.values():
            row.sort()
    return own.scales


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


def clear_holding(own: ModelBundle, answers: Answers, role: Role, phase: str) -> RoleHolding | None:
    """Who holds the role; None where that is open, not recorded, or contested in the source."""
    reading = own.reading(answers)
    if ROLE + role.id in reading.contested(phase):
        return None
    holding = next(one for one in reading.roles(phase) if one.role.id == role.id)
    return holding if is_clear(holding) else None


def is_clear(holding: RoleHolding) -> bool:
    """Whether it says who has the role, or that nobody has to: not who may have it, nor what is still open."""
    named = holding.status is RoleStatus.ASSIGNED and bool(holding.holders or holding.appointed_in)
    settled = named or holding.status is RoleStatus.NOT_APPLICABLE
    free = holding.modality is Modality.MAY and not holding.appointed
    return settled and not free and not holding.possible and not holding.depends_on


def is_disputed(ruleset: Ruleset, statements: tuple[str, ...]) -> bool:
    """Whether a contradiction in the source is about one of these statements."""
    return bool({ident for conflict in ruleset.profile.conflicts for ident in conflict.statements} & {*statements})


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
