"""A profile compiled for the engine, with the vocabulary it is written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from ave_cli.profile.companion_files import Contact
from ave_cli.profile.conditions import Condition, Evaluation, Truth
from ave_cli.profile.facts import (
    AnswerContradiction,
    Answers,
    ContradictionRule,
    Fact,
    Gate,
    Screen,
    Situation,
    SynonymGroup,
    Vocabulary,
    Word,
    contradictions,
)
from ave_cli.profile.integrity import gate_of, used_facts
from ave_cli.profile.records import record
from ave_cli.profile.schema import Assignment, Criterion, Effect, National, Phase, Profile


@record
class Ruleset:
    """A profile together with the vocabulary that it is written in; checked, and ready to think with."""

    profile: Profile
    facts: Mapping[str, Fact]
    """Shared and own facts by id, in the order of the vocabulary, in the words of this profile."""
    screens: Mapping[str, Screen]
    names: Mapping[str, Condition]
    """Named conditions and the conditions of criteria, by id."""
    used: frozenset[str]
    """Facts that some condition looks at, the two gates, and what is asked about danger."""
    national: National
    """What holds in every municipality."""
    contacts: tuple[Contact, ...]
    """The national numbers and those of this model, in the order in which they are shown."""
    contradictions: tuple[ContradictionRule, ...]
    synonyms: tuple[SynonymGroup, ...]
    """Those of the model first."""
    situations: tuple[Situation, ...]
    words: tuple[Word, ...]
    """Explanations of words in the questions."""
    ranks: Mapping[str, int]
    """Phase id to place in `profile.phases`, 0 is the lightest."""
    hash: str
    """`sha256:…` over the profile with its base, and the facts it uses; not over its cases."""
    place: str = ""
    """Where a model stands that does not ship; empty for one that does."""

    def with_place(self, version: str) -> str:
        """The version as a head has it: with its place, so that a model at a path is never taken for one that ships."""
        return f"{version} ({self.place})" if self.place else version

    def rank(self, phase: str) -> int:
        """The place of a phase, 0 is the lightest."""
        return self.ranks[phase]

    @property
    def danger_rank(self) -> int:
        """The lightest phase that names concrete danger; beyond all phases where the source is silent about it."""
        phase = self.profile.danger.phase
        return len(self.ranks) if phase is None else self.ranks[phase]

    def rank_to(self, criterion: Criterion) -> int:
        """The heaviest phase that a criterion may mean."""
        return self.ranks[criterion.phase_to or criterion.phase]

    def phase(self, rank: int) -> Phase:
        """The phase at a rank."""
        return self.profile.phases[rank]

    def label(self, phase: str) -> str:
        """What a phase is called, by its id."""
        return self.profile.phases[self.ranks[phase]].label

    @cached_property
    def entry_criteria(self) -> tuple[Criterion, ...]:
        """The criteria that are enough for a phase by themselves: heaviest phase first, else as in the file."""
        found = [criterion for criterion in self.profile.criteria if criterion.effect is Effect.ENTER]
        return tuple(sorted(found, key=lambda criterion: -self.rank(criterion.phase)))

    def rules_for(self, role: str, phase: str) -> tuple[Assignment, ...]:
        """The rules on who holds a role in a phase: the first that holds counts; what comes on top stands last."""
        return self._rules.get((role, phase), ())

    @cached_property
    def _rules(self) -> Mapping[tuple[str, str], tuple[Assignment, ...]]:
        found: dict[tuple[str, str], list[Assignment]] = {}
        for rule in sorted(self.profile.assignments, key=lambda rule: rule.adds):
            for phase in dict.fromkeys(rule.phases):
                found.setdefault((rule.role, phase), []).append(rule)
        return {key: tuple(rules) for key, rules in found.items()}

    def gate(self, gate: Gate) -> str | None:
        """The id of one of the two facts that are treated apart, where the vocabulary has it."""
        return gate_of(self.facts, gate)

    def current(self, answers: Answers) -> str | None:
        """The phase that the household is in now; None where it is in none or that is not known."""
        gate = self.gate(Gate.PHASE)
        value = answers.value(gate) if gate else None
        return value if isinstance(value, str) and value in self.ranks else None

    def read(self, answers: Answers) -> Evaluation:
        """These answers read through the conditions of this profile."""
        return Evaluation(self.names, answers)

    def contradictions_in(self, answers: Answers) -> tuple[AnswerContradiction, ...]:
        """The answers that cannot go together, by the facts themselves and by the rules of the vocabulary."""
        evaluation = self.read(answers)
        results = [(rule, evaluation.evaluate(rule.when)) for rule in self.contradictions]
        return (
            *contradictions(self.facts.values(), answers),
            *(
                AnswerContradiction(fact=result.because[0], others=result.because[1:], excluded=True, text=rule.text)
                for rule, result in results
                if result.truth is Truth.YES
            ),
        )


def compile_ruleset(profile: Profile, vocabulary: Vocabulary, national: National, mark: str) -> Ruleset:
    """Put a checked profile, its vocabulary and what holds everywhere together; `mark` is its hash."""
    themes = {theme: place for place, theme in enumerate(vocabulary.themes)}
    told = sorted((*vocabulary.facts, *profile.facts), key=lambda fact: themes.get(fact.group, len(themes)))
    facts = {fact.id: _reword(fact, profile) for fact in told}
    gates = {fact.id for fact in facts.values() if fact.gate is not None}
    dangers = {fact.id for fact in facts.values() if fact.danger} & {*profile.ask}
    used = used_facts(profile) | gates | dangers | {*national.ask, *national.ask_last}
    return Ruleset(
        profile=profile,
        facts=facts,
        screens={screen.id: screen for screen in (*vocabulary.screens, *profile.screens)},
        names={**profile.define, **{criterion.id: criterion.when for criterion in profile.criteria}},
        national=national,
        contacts=tuple(sorted((*national.contacts, *profile.contacts), key=lambda contact: contact.order)),
        contradictions=vocabulary.contradictions,
        synonyms=(*profile.synonyms, *vocabulary.synonyms),
        situations=vocabulary.situations,
        words=vocabulary.words,
        used=used,
        ranks={phase.id: rank for rank, phase in enumerate(profile.phases)},
        hash=mark,
    )


def _reword(fact: Fact, profile: Profile) -> Fact:
    """A fact in the words of this profile: those for it alone, and else those for the method."""
    own = profile.wording.get(fact.id)
    if profile.words is not None:
        fact = _as_said(fact, profile.say)
    if own is None:
        return fact
    return replace(
        fact,
        question=own.question or fact.question,
        observe=own.observe or fact.observe,
        label=own.label or fact.label,
        tick=own.tick or fact.tick,
        labels={**fact.labels, **own.labels},
    )


def _as_said(fact: Fact, say: Callable[[str], str]) -> Fact:
    return replace(
        fact,
        question=say(fact.question),
        observe=say(fact.observe),
        label=say(fact.label),
        tick=say(fact.tick),
        labels={option: say(label) for option, label in fact.labels.items()},
    )
