"""Answers as a file has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any

from ave_cli.profile import NO_PHASE, Answers, Fact, FactKind, Gap, Gate, Ruleset, Value, accepts, record
from ave_cli.text import common as common_text
from ave_cli.text import problems as problems_text

KIND = "answers"
FORMAT = 1
_TEXTS = ("profile", "current_phase", "case")
_KEYS = ("kind", "format", *_TEXTS, "answers")
_LONGEST_CASE = 100


Plain = dict[str, Any]
"""Only str, bool, int, None, lists and dicts: what JSON and TOML can hold."""


@record
class AnswersFile:
    """The answers about one household, as a script or a trainer writes them; the answers are still raw."""

    profile: str | None = None
    current_phase: str | None = None
    case: str = ""
    answers: dict[str, Any] = field(default_factory=dict)


def case_key(case: str) -> str:
    """A case as cases are compared: in any letters, with any blanks; empty for none."""
    return " ".join(case.casefold().split())


def is_case(text: str) -> bool:
    """Whether this can be what a household is called: one line, and not a long one."""
    return len(text) <= _LONGEST_CASE and text.isprintable()


def read_frame(raw: Mapping[str, Any]) -> tuple[AnswersFile, tuple[str, ...]]:
    """What stands around the answers, and every problem with it; what is wrong is left out of the result.

    Six keys are checked by hand: loading the checker of profiles would take a third of the time of a triage.
    """
    problems = _first(key for key in raw if key not in _KEYS)(
        lambda key: (
            f"{key}: {problems_text.UNKNOWN_KEY}"
            f"{problems_text.meant(key, _KEYS) or _misplaced(raw[key], 'answers' in raw)}"
        )
    )
    if type(raw.get("format")) is not int or raw["format"] != FORMAT:
        problems.append(f"format: {problems_text.one_of([str(FORMAT)], raw.get('format'))}")
    texts = {key: raw[key] for key in _TEXTS if key in raw}
    problems += [
        f"{key}: {problems_text.SHAPES['string_type']}{_as_text(key, one)}"
        for key, one in texts.items()
        if not isinstance(one, str)
    ]
    answers = raw.get("answers", {})
    if not isinstance(answers, dict):
        problems.append(f"answers: {problems_text.SHAPES['dict_type']}")
    good = {key: one for key, one in texts.items() if isinstance(one, str)}
    return AnswersFile(**good, answers=answers if isinstance(answers, dict) else {}), tuple(problems)


def read_answers(
    ruleset: Ruleset, raw: Mapping[str, Any], current_phase: str | None
) -> tuple[Answers, tuple[str, ...]]:
    """The answers for this model, and every problem with them (path, what is wrong, what was meant).

    A fact of the shared vocabulary that the profile does not use is accepted. The current phase is put in as
    the answer to the fact that the vocabulary marks for it.
    """
    given = known_answers(ruleset, raw)
    wrong = [ident for ident in raw if ident not in given]
    problems = _first(wrong)(lambda ident: f"answers.{ident}: {_problem(ident, raw[ident], ruleset)}")
    problems += _set_current(ruleset, given, current_phase)
    return Answers(given=given), tuple(problems)


def known_answers(ruleset: Ruleset, raw: Mapping[str, object]) -> dict[str, Value | Gap]:
    """The answers that this model knows and accepts; what it does not is left out, never guessed."""
    given: dict[str, Value | Gap] = {}
    for ident, one in raw.items():
        if ident in ruleset.facts:
            try:
                given[ident] = accepts(ruleset.facts[ident], one, ruleset.ranks)
            except ValueError:
                continue
    return given


def _first(wrong: Iterable[str]) -> Callable[[Callable[[str], str]], list[str]]:
    """What is wrong with each of these; what was meant is only looked for as long as it will be told."""
    every = list(wrong)
    return lambda tell: [*map(tell, every[: problems_text.AT_MOST]), *every[problems_text.AT_MOST :]]


def _problem(ident: str, one: object, ruleset: Ruleset) -> str:
    fact = ruleset.facts.get(ident)
    if fact is None:
        return problems_text.unknown(problems_text.FACT, ident, ruleset.facts)
    return _expected(fact, one, ruleset)


def _misplaced(one: object, has_answers: bool) -> str:
    """What is said of a key outside the answers that looks like one of them."""
    return problems_text.NO_ANSWERS_TABLE if not has_answers and isinstance(one, bool | str | list) else ""


def _as_text(key: str, one: object) -> str:
    plain = isinstance(one, int) and not isinstance(one, bool) and 0 <= one < 100_000
    return problems_text.as_text(key, str(one)) if plain else ""


def phase_named(text: str, ruleset: Ruleset) -> str | None:
    """The id of the phase that is typed: as its id or its label, in any case, with or without blanks."""
    wanted = "".join(text.split()).casefold()
    for phase in ruleset.profile.phases:
        if wanted in {"".join(name.split()).casefold() for name in (phase.id, phase.label)}:
            return phase.id
    return None


def _set_current(ruleset: Ruleset, given: dict[str, Value | Gap], current: str | None) -> Iterator[str]:
    gate = ruleset.gate(Gate.PHASE)
    if current is None or gate is None:
        return
    named = phase_named(current, ruleset)
    if named is None:
        yield f"current_phase: {problems_text.unknown(problems_text.PHASE, current, ruleset.ranks)}"
        return
    current = named
    already = given.get(gate)
    if isinstance(already, str) and already != current:
        yield f"current_phase: {problems_text.current_twice(current, already)}"
        return
    given[gate] = current


def _expected(fact: Fact, one: object, ruleset: Ruleset) -> str:
    if fact.kind is FactKind.YES_NO:
        return problems_text.NOT_AN_ANSWER_YES_NO + problems_text.meant_yes_no(one)
    options = (*ruleset.ranks, NO_PHASE) if fact.kind is FactKind.PHASE else fact.options
    many = fact.kind is FactKind.CHOICES
    told = problems_text.not_an_answer(options, many)
    # A phase that is nearly the one that was typed can be a heavier or a lighter one: none of them is suggested
    return told if fact.kind is FactKind.PHASE else told + _meant_option(one, options, many)


def _meant_option(one: object, options: tuple[str, ...], many: bool) -> str:
    if isinstance(one, str):
        if many and one in options:
            return problems_text.in_list(one)
        return problems_text.meant(one, options) or problems_text.meant_doubt(one)
    listed = [option for option in one if isinstance(option, str)] if isinstance(one, list) else []
    twice = next((option for option in listed if listed.count(option) > 1), None) if len(listed) < 100 else None
    if twice is not None:
        return problems_text.listed_twice(twice)
    return problems_text.meant_of([option for option in listed if option not in options], options)


class TypedAnswers:
    """Answers to the facts of one model as people type them in a table, or as an export has them."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        self._known: dict[str, dict[str, Value | Gap]] = {ident: {} for ident in ruleset.facts}

    def read(self, fact: str, raw: object) -> Value | Gap:
        """One answer: an option by its id or its words, a phase by its id or its label, options with | between them.

        Raises:
            ValueError: it is no answer to this fact; the message says what is one, and never what stood there.
        """
        if not isinstance(raw, str):
            return self._accept(fact, raw)
        known = self._known[fact]
        if raw not in known:
            known[raw] = self._accept(fact, raw)
        return known[raw]

    def no_phase(self, called: str) -> str:
        """What is said of a phase that this model does not have, under this name."""
        return common_text.not_a_phase(called, (phase.label for phase in self._ruleset.profile.phases))

    def _accept(self, ident: str, raw: object) -> Value | Gap:
        fact = self._ruleset.facts[ident]
        try:
            return accepts(fact, self._plain(fact, raw), self._ruleset.ranks)
        except (ValueError, TypeError):
            raise ValueError(self._expected(fact, raw)) from None

    def _plain(self, fact: Fact, raw: object) -> object:
        """The answer as an answers file has it, as far as these words are known."""
        if isinstance(raw, list) and all(isinstance(one, str) for one in raw):
            words = [_words(one) for one in raw]
            return [] if self._means_none(fact, words) else [self._option(fact, one) for one in words]
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            raw = str(raw + 0)  # there is one nought
        return self._of_words(fact, raw) if isinstance(raw, str) else raw

    def _of_words(self, fact: Fact, raw: str) -> object:
        words = _DECIMALS.sub("", _words(raw))
        means = common_text.TYPED.get(words)
        if means == "doubt":
            return Gap.DONT_KNOW.value
        match fact.kind:
            case FactKind.YES_NO:
                return {"yes": True, "no": False}.get(means or "", raw)
            case FactKind.CHOICES:
                pieces = [one for one in map(_words, raw.split("|")) if one] or [words]
                return [] if self._means_none(fact, pieces) else [self._option(fact, one) for one in pieces]
            case FactKind.PHASE | FactKind.CHOICE:
                return self._option(fact, words)

    def _means_none(self, fact: Fact, words: list[str]) -> bool:
        alone = words[0] if len(words) == 1 else ""
        return fact.kind is FactKind.CHOICES and common_text.TYPED.get(alone) == "none" and alone not in fact.options

    def _option(self, fact: Fact, words: str) -> str:
        """The id of what these words say; the words themselves where nothing is called so."""
        if fact.kind is FactKind.PHASE:
            tight = words.removeprefix(common_text.PHASE_WORD).replace(" ", "")
            labels = {phase.id: phase.label for phase in self._ruleset.profile.phases}
            named = (one for one, label in labels.items() if tight in (_tight(one), _tight(label)))
        else:
            named = (one for one in fact.options if words in (_words(one), _words(fact.labels.get(one, ""))))
        return next(named, words)

    def _expected(self, fact: Fact, raw: object) -> str:
        typed = raw if isinstance(raw, str) else ""
        if fact.kind is FactKind.YES_NO:
            return common_text.yes_or_no(fact.id, typed)
        if fact.kind is FactKind.PHASE:
            return self.no_phase(fact.id)
        pieces = typed.split("|") if fact.kind is FactKind.CHOICES else [typed]
        wrong = next((one for one in pieces if self._option(fact, _words(one)) not in fact.options), "")
        return common_text.option(fact.id, fact.options, fact.kind is FactKind.CHOICES, _words(wrong).replace(" ", "_"))


_DECIMALS = re.compile(r"(?<=^[0-9])[.,]0+$|(?<=^[0-9]{2})[.,]0+$")
"""What a spreadsheet and a program write behind a whole number."""


def _words(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())


def _tight(text: str) -> str:
    return _words(text).replace(" ", "")


def raw_answer(value: Value | Gap) -> bool | str | list[str]:
    """An answer as it stands in an answers file."""
    if isinstance(value, Gap):
        return value.value
    return list(value) if isinstance(value, tuple) else value
