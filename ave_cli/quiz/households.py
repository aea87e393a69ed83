"""Invented households near a boundary, and answers that make conditions true or false."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import combinations

from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.phases import classify
from ave_cli.profile import (
    NO_PHASE,
    All,
    Answers,
    AnyOf,
    Condition,
    Fact,
    FactKind,
    Gap,
    Gate,
    Includes,
    Is,
    Leaf,
    News,
    Not,
    Ref,
    Ruleset,
    Threshold,
    Truth,
    Value,
    fits,
)
from ave_cli.quiz.material import (
    NONE_ODD,
    Given,
    Household,
    ModelBundle,
    Odd,
    Pair,
    QuestionContext,
    SeededChoice,
    news_text,
    reads_well,
)


def satisfy(
    ruleset: Ruleset, condition: Condition, want: bool, given: Given, stream: SeededChoice, odd: Odd = NONE_ODD
) -> Given | None:
    """The answers with those added that make the condition come out as wanted; None where that cannot be.

    Answers that are there stay as they are. Where there is a choice, the stream picks.
    """
    match condition:
        case Ref():
            return satisfy(ruleset, ruleset.names[condition.name], want, given, stream, odd)
        case Not():
            return satisfy(ruleset, condition.part, not want, given, stream, odd)
        case Threshold():
            return satisfy(ruleset, condition.written_out(), want, given, stream, odd)
        case All() | AnyOf():
            every = isinstance(condition, All) is want
            return (
                _every(ruleset, condition, want, given, stream, odd)
                if every
                else _one(ruleset, condition, want, given, stream, odd)
            )
        case _:
            return _leaf(ruleset, condition, want, given, stream, odd)


def nearly(
    ruleset: Ruleset, condition: Condition, given: Given, stream: SeededChoice, odd: Odd = NONE_ODD
) -> Given | None:
    """The answers with those added that make the condition false, and as many of its parts as possible true."""
    while isinstance(condition, Ref):
        condition = ruleset.names[condition.name]
    if not isinstance(condition, All):
        return satisfy(ruleset, condition, False, given, stream, odd)
    for part in stream.order(condition.parts):
        found = satisfy(ruleset, part, False, given, stream, odd)
        if found is None:
            continue
        for other in condition.parts:
            if other is not part:
                found = satisfy(ruleset, other, True, found, stream, odd) or found
        return found
    return None


def unlikely(
    ruleset: Ruleset, condition: Condition, given: Given, stream: SeededChoice, odd: Odd = NONE_ODD
) -> Given | None:
    """The answers with those added that make the condition false, and every part of it that can be."""
    while isinstance(condition, Ref):
        condition = ruleset.names[condition.name]
    found = satisfy(ruleset, condition, False, given, stream, odd)
    if found is None or not isinstance(condition, All):
        return found
    for part in condition.parts if stream.below(2) else ():
        found = satisfy(ruleset, part, False, found, stream, odd) or found
    return found


def _every(
    ruleset: Ruleset, one: All | AnyOf, want: bool, given: Given, stream: SeededChoice, odd: Odd
) -> Given | None:
    found: Given | None = given
    for part in one.parts:
        if found is None:
            return None
        found = satisfy(ruleset, part, want, found, stream, odd)
    return found


def _one(ruleset: Ruleset, one: All | AnyOf, want: bool, given: Given, stream: SeededChoice, odd: Odd) -> Given | None:
    for part in stream.order(one.parts):
        found = satisfy(ruleset, part, want, given, stream, odd)
        if found is not None:
            return found
    return None


def _leaf(ruleset: Ruleset, leaf: Leaf, want: bool, given: Given, stream: SeededChoice, odd: Odd) -> Given | None:
    if leaf.fact in given:
        value = given[leaf.fact]
        return given if not isinstance(value, Gap) and fits(leaf, value) is want else None
    fact = ruleset.facts[leaf.fact]
    fitting = [value for value in values(fact, leaf, stream) if fits(leaf, value) is want]
    return {**given, leaf.fact: pick_answers(fact, fitting, given, stream, odd)} if fitting else None


def pick_answers(fact: Fact, some: list[Value], given: Given, stream: SeededChoice, odd: Odd) -> Value:
    """One of these answers to a fact; where that is possible one that is not odd beside the others."""
    apart = [
        value for value in some if not odd or not any(_pair(fact.id, value, *each) in odd for each in given.items())
    ]
    return stream.pick(apart or some)


def _pair(one: str, value: Value, other: str, second: Value | Gap) -> Pair:
    mine, theirs = kind_of(value), kind_of(second)
    return (one, mine, other, theirs) if one < other else (other, theirs, one, mine)


def kind_of(value: Value | Gap) -> Value | Gap:
    """The answer as it counts for what goes together: of a list only whether something is in it."""
    return bool(value) if isinstance(value, tuple) else value


def values(fact: Fact, leaf: Leaf | None, stream: SeededChoice) -> list[Value]:
    """Answers that a fact can have; of a list of options a few that differ in what counts.

    An option that stands outside the order from light to heavy says that the question does not apply: it is only
    offered where the comparison asks for it.
    """
    match fact.kind:
        case FactKind.YES_NO:
            return [True, False]
        case FactKind.CHOICE:
            wanted = leaf.wanted if isinstance(leaf, Is) else ()
            named = wanted if isinstance(wanted, tuple) else (wanted,)
            scale = fact.worse if isinstance(fact.worse, tuple) else fact.options
            return [option for option in fact.options if option in scale or option in named]
        case FactKind.CHOICES:
            return list(_lists(fact, leaf, stream))
        case FactKind.PHASE:
            return []


def _lists(fact: Fact, leaf: Leaf | None, stream: SeededChoice) -> dict[Value, None]:
    row = stream.order(fact.options)
    found: Mapping[Value, None] = {}
    for size in (0, 1, 2, 3):
        chosen = {*row[:size]}
        found = {**found, tuple(option for option in fact.options if option in chosen): None}
        if isinstance(leaf, Includes):
            found = {
                **found,
                tuple(option for option in fact.options if option in chosen or option == leaf.option): None,
            }
    return dict(found)


_OFTEN = 8
"""From how many written households on it says something that two answers never stand together."""
_EXPECTED = 10
"""From how many expected households on it says something that two answers seldom stand together."""
_SELDOM = 0.4
"""The part of what was expected, below which it is seldom."""


def answer_pairs(answers: Mapping[str, Value | Gap]) -> Iterator[Pair]:
    """Every two answers of a household, the facts in the order of the alphabet."""
    known = [(fact, kind_of(value)) for fact, value in sorted(answers.items()) if not isinstance(value, Gap)]
    yield from ((*one, *other) for one, other in combinations(known, 2))


def implausible_pairs(materials: Iterable[ModelBundle]) -> Odd:
    """Pairs of answers that never or seldom stand together, though their facts do in many written households.

    What no writer ever put together, such as refusing all help and keeping every appointment, is not plausible.
    """
    seen: Counter[Pair] = Counter()
    options: dict[str, tuple[Value, ...]] = {}
    for bundle in materials:
        options |= {fact.id: _values(fact.kind, fact.options) for fact in bundle.ruleset.facts.values()}
        for case in bundle.cases:
            seen.update(answer_pairs(read_answers(bundle.ruleset, case.answers, case.current_phase)[0].given))
    facts: dict[tuple[str, str], dict[tuple[Value | Gap, Value | Gap], int]] = {}
    for (one, value, other, second), count in seen.items():
        facts.setdefault((one, other), {})[(value, second)] = count
    return frozenset(
        (one, value, other, second)
        for (one, other), counts in facts.items()
        for value in options[one]
        for second in options[other]
        if _odd(counts, value, second)
    )


def _values(kind: FactKind, options: tuple[str, ...]) -> tuple[Value, ...]:
    match kind:
        case FactKind.YES_NO | FactKind.CHOICES:
            return (True, False)
        case FactKind.CHOICE:
            return options
        case FactKind.PHASE:
            return ()


def _odd(counts: Mapping[tuple[Value | Gap, Value | Gap], int], value: Value, second: Value) -> bool:
    every, found = sum(counts.values()), counts.get((value, second), 0)
    first = sum(count for (one, _), count in counts.items() if one == value)
    other = sum(count for (_, one), count in counts.items() if one == second)
    expected = first * other / every
    return (found == 0 and every >= _OFTEN) or (expected >= _EXPECTED and found < _SELDOM * expected)


INVENTED = 2400
"""How many households the tool tries to invent for each kind of question; not every try is plausible."""
COMPARED = 500
"""The same for each two models: it is seldom that both settle the phase, and differently."""
_FEWEST, _MOST = 6, 14
"""How many answers an invented household has, with the current phase."""
_RARE = 4
"""Of so many tries in the heaviest phase one counts: it is easy to invent, and would crowd out the others."""
_FEW = 3
"""How many answers more an invented household gets to stay out of one contradiction in the source."""


def written_household(bundle: ModelBundle, ident: str) -> Household | None:
    """The household of a case; None where there is no such case or it does not fit the model."""
    if ident not in bundle.known:
        bundle.known[ident] = _written(bundle, ident)
    found = bundle.known[ident]
    return found if isinstance(found, Household) else None


def _written(bundle: ModelBundle, ident: str) -> Household | None:
    case = next((case for case in bundle.cases if case.id == ident), None)
    if case is None:
        return None
    ruleset = bundle.ruleset
    answers, problems = read_answers(ruleset, case.answers, case.current_phase)
    if problems:
        return None
    placed = place_household(ruleset, answers, case.current_phase)
    return Household(id=ident, answers=placed, story=case.story, untold=case.untold)


_SENTENCE = re.compile(r"[.!?](?=\s|$)")
_MOST_TOLD = 5
"""Sentences of a story with news behind it: what is longer is not read aloud to the end."""


def with_news(bundle: ModelBundle, household: Household, news: News) -> Household | None:
    """Another household: the written one, from the news on; None where it cannot be told or changes nothing here."""
    name = f"{household.id}+{news.id}"
    kept = f"{name}: {' '.join(household.answers.given)}"
    if kept not in bundle.known:
        bundle.known[kept] = _newer(bundle, household, news, name)
    found = bundle.known[kept]
    return found if isinstance(found, Household) else None


def what_changes(ruleset: Ruleset, household: Household, news: News) -> Given:
    """The answers that news changes; none where it changes nothing here, or makes the story too long."""
    if count_sentences(household.story) + count_sentences(news.text) > _MOST_TOLD:
        return {}
    before = household.answers
    return {
        fact: value
        for fact, value in news.answers.items()
        if fact in ruleset.used and before.answered(fact) and before.value(fact) != value
    }


@lru_cache(maxsize=1024)
def count_sentences(text: str) -> int:
    """How many sentences a story has."""
    return len(_SENTENCE.findall(text))


def _newer(bundle: ModelBundle, household: Household, news: News, name: str) -> Household | None:
    ruleset, before = bundle.ruleset, household.answers
    changed = what_changes(ruleset, household, news)
    text = news_text(bundle, household.id, news)
    if not text or not changed or bundle.reading(before).evaluation.evaluate(news.when).truth is not Truth.YES:
        return None
    answers = before.extended(changed)
    if bundle.reading(answers).contradictory or any(_is_denied(fact, answers) for fact in ruleset.facts.values()):
        return None
    return Household(
        id=name,
        answers=answers,
        story=f"{household.story} {text}",
        is_case=False,
        is_derived=True,
        untold=tuple(fact for fact in household.untold if fact not in news.answers),
    )


class HouseholdPool:
    """The households that every kind of question can be about, each found once."""

    def __init__(self, context: QuestionContext) -> None:
        self.context = context

    @cached_property
    def written(self) -> tuple[Household, ...]:
        """Every written household of which the answers go together: some cases show what happens when they do not."""
        own = self.context.own
        found = (written_household(own, case.id) for case in own.cases)
        return tuple(one for one in found if one is not None and not own.reading(one.answers).contradictory)

    @cached_property
    def renewed(self) -> tuple[tuple[Household, News], ...]:
        """Every written household that is in one phase, with everything that can be new about it."""
        own = self.context.own
        return tuple(
            (house, news)
            for house in self.written
            if own.reading(house.answers).clear_phase is not None
            for news in self.context.news
            if news_text(own, house.id, news) and what_changes(own.ruleset, house, news)
        )

    @property
    def told(self) -> Iterator[tuple[Household, News]]:
        """Those that make another household, as a person read the news behind the story and found it one story."""
        every = self.renewed if self.context.derives else ()
        yield from (one for one in every if reads_well(self.context.own, one[0].id, one[1]))


def place_household(ruleset: Ruleset, answers: Answers, phase: str | None) -> Answers:
    """The answers with the phase that the household is in now, or that it is in none."""
    gate = ruleset.gate(Gate.PHASE)
    return answers.extended({gate: phase or NO_PHASE}) if gate else answers


def settled_rank(ruleset: Ruleset, answers: Answers) -> int | None:
    """The rank of the one phase that the answers leave; None while they leave more."""
    interval = classify(ruleset, ruleset.read(answers))
    return interval.at_least if interval.settled else None


def invent_household(context: QuestionContext, ident: str, rank: int | None = None) -> Household | None:
    """A household out of the name alone, in the phase of this rank; None where the try gives nothing plausible.

    It gets the answers that make one criterion true and all heavier ones false, the nearest of them often by a
    single answer. What is not answered cannot change the phase.
    """
    ruleset, stream = context.own.ruleset, SeededChoice(context.own.id, ident)
    target = stream.below(len(ruleset.profile.phases)) if rank is None else rank
    if target == len(ruleset.profile.phases) - 1 and stream.below(_RARE):
        return None
    given = _place(context, target, stream)
    if given is None:
        return None
    given = _safe(ruleset, _imply(ruleset, _colour(context, given, target, stream), stream))
    answers = Answers(given={fact: given[fact] for fact in ruleset.facts if fact in given})
    if not plausible(context, answers) or settled_rank(ruleset, answers) != target:
        return None
    return Household(id=ident, answers=answers, story="")


def plausible(context: QuestionContext, answers: Answers, most: int = _MOST) -> bool:
    """Whether nothing contradicts, it can be told in one story, and no two answers are odd together."""
    if not _FEWEST <= len(answers.given) <= most or context.own.ruleset.contradictions_in(answers):
        return False
    if any(_is_denied(fact, answers) for fact in context.own.ruleset.facts.values()):
        return False
    return not any(pair in context.odd for pair in answer_pairs(answers.given))


def _is_denied(fact: Fact, answers: Answers) -> bool:
    """Whether a fact that sums others up does not go with how many of them hold: more than one, or not."""
    if fact.implies is None or isinstance(answers.value(fact.id), Gap):
        return False
    several = sum(answers.value(one) is True for one in fact.implies.any) > 1
    return several is not (answers.value(fact.id) is True)


def _place(context: QuestionContext, target: int, stream: SeededChoice) -> Given | None:
    """Answers that make one criterion of the phase true and every heavier one false, and that nobody disputes."""
    own, ruleset = context.own, context.own.ruleset
    gate = ruleset.gate(Gate.PHASE)
    given: Given | None = {gate: NO_PHASE} if gate else {}
    grounds = [criterion for criterion in own.ruleset.entry_criteria if ruleset.rank(criterion.phase) == target]
    if grounds and given is not None:
        given = satisfy(ruleset, Ref(stream.pick(grounds).id), True, given, stream, context.odd)
    given = keep_uncontested(context, own, given, target, stream) if given is not None else None
    is_near = stream.below(3) > 0
    for criterion in own.ruleset.entry_criteria:
        if given is None or ruleset.rank(criterion.phase) <= target:
            break
        close = is_near and ruleset.rank(criterion.phase) == target + 1
        given = (nearly if close else unlikely)(ruleset, Ref(criterion.id), given, stream, context.odd)
    return given


def keep_uncontested(
    context: QuestionContext, bundle: ModelBundle, given: Given, target: int, stream: SeededChoice
) -> Given | None:
    """Answers that keep the household out of what the source contradicts itself about, where a few are enough."""
    phase = bundle.ruleset.phase(target).id
    for conflict in bundle.phase_conflicts:
        if not conflict.phases or phase in conflict.phases:
            result = bundle.ruleset.read(Answers(given=given)).evaluate(conflict.when)
            if result.truth is Truth.YES:
                return None
            if result.truth is Truth.UNKNOWN and conflict.when is not None and len(result.open) <= _FEW:
                given = satisfy(bundle.ruleset, conflict.when, False, given, stream, context.odd) or given
    return given


def _colour(context: QuestionContext, given: Given, target: int, stream: SeededChoice) -> Given:
    """More answers, of lighter phases, so that there is something to tell."""
    own, ruleset, found = context.own, context.own.ruleset, dict(given)
    lighter = (criterion.when for criterion in own.ruleset.entry_criteria if ruleset.rank(criterion.phase) <= target)
    for fact in dict.fromkeys(leaf.fact for leaf in ruleset.comparisons(lighter)):
        if len(found) > _FEWEST + 1:
            break
        if fact not in found and (some := values(ruleset.facts[fact], None, stream)):
            found[fact] = pick_answers(ruleset.facts[fact], some, found, stream, context.odd)
    return found


def _imply(ruleset: Ruleset, given: Given, stream: SeededChoice) -> Given:
    """With one of the answers that another answer implies."""
    found = dict(given)
    for fact in ruleset.facts.values():
        if fact.implies and found.get(fact.id) is True and not any(found.get(one) is True for one in fact.implies.any):
            free = [one for one in fact.implies.any if one not in found and one in ruleset.used]
            if free:
                found[stream.pick(free)] = True
    return found


def _safe(ruleset: Ruleset, given: Given) -> Given:
    """Where somebody is in danger, an interview has asked whether it is acute: here it is not, unless it has to be."""
    gate = ruleset.gate(Gate.ACUTE)
    danger = any(ruleset.facts[fact].danger and value is True for fact, value in given.items())
    return {gate: False, **given} if gate and danger else given


def settle_answers(
    ruleset: Ruleset, answers: Answers, conditions: Iterable[Condition | None], stream: SeededChoice, odd: Odd
) -> Answers:
    """The answers with those added that these conditions still wait for, as an interview would ask them."""
    given = dict(answers.given)
    for one in conditions:
        while (result := ruleset.read(Answers(given=given)).evaluate(one)).truth is Truth.UNKNOWN:
            fact = next((fact for fact in result.open if fact not in given), None)
            some = values(ruleset.facts[fact], None, stream) if fact else []
            if fact is None or not some:
                break
            given[fact] = pick_answers(ruleset.facts[fact], some, given, stream, odd)
    return Answers(given={fact: given[fact] for fact in ruleset.facts if fact in given})
