"""Answers as a file has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from ave_cli.profile.facts import Answers, Fact, FactKind, Gap, Gate, Value, accepts
from ave_cli.profile.records import record
from ave_cli.profile.ruleset import Ruleset
from ave_cli.text import problems as problems_text

KIND = "answers"
FORMAT = 1
_TEXTS = ("profile", "current_phase", "case")
_KEYS = ("kind", "format", *_TEXTS, "answers")


Plain = dict[str, Any]
"""Only str, bool, int, None, lists and dicts: what JSON and TOML can hold."""


@record
class AnswersFile:
    """The answers about one household, as a script or a trainer writes them; the answers are still raw."""

    profile: str | None = None
    current_phase: str | None = None
    case: str = ""
    answers: dict[str, Any] = field(default_factory=dict)


def read_frame(raw: Mapping[str, Any]) -> tuple[AnswersFile, tuple[str, ...]]:
    """What stands around the answers, and every problem with it; what is wrong is left out of the result.

    Six keys are checked by hand: loading the checker of profiles would take a third of the time of a triage.
    """
    problems = [
        f"{key}: {problems_text.SHAPES['extra_forbidden']}{problems_text.meant(key, _KEYS)}"
        for key in raw
        if key not in _KEYS
    ]
    if type(raw.get("format")) is not int or raw["format"] != FORMAT:
        problems.append(f"format: {problems_text.one_of([str(FORMAT)])}")
    texts = {key: raw[key] for key in _TEXTS if key in raw}
    problems += [
        f"{key}: {problems_text.SHAPES['string_type']}" for key, one in texts.items() if not isinstance(one, str)
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
    given: dict[str, Value | Gap] = {}
    problems: list[str] = []
    for ident, one in raw.items():
        fact = ruleset.facts.get(ident)
        if fact is None:
            problems.append(f"answers.{ident}: {problems_text.unknown(problems_text.FACT, ident, ruleset.facts)}")
            continue
        try:
            given[ident] = accepts(fact, one, ruleset.ranks)
        except ValueError:
            problems.append(f"answers.{ident}: {_expected(fact, one, ruleset)}")
    problems += _set_current(ruleset, given, current_phase)
    return Answers(given=given), tuple(problems)


def _set_current(ruleset: Ruleset, given: dict[str, Value | Gap], current: str | None) -> Iterator[str]:
    gate = ruleset.gate(Gate.PHASE)
    if current is None or gate is None:
        return
    if current not in ruleset.ranks:
        yield f"current_phase: {problems_text.unknown(problems_text.PHASE, current, ruleset.ranks)}"
        return
    already = given.get(gate)
    if isinstance(already, str) and already != current:
        yield f"current_phase: {problems_text.current_twice(current, already)}"
        return
    given[gate] = current


def _expected(fact: Fact, one: object, ruleset: Ruleset) -> str:
    if fact.kind is FactKind.YES_NO:
        return problems_text.NOT_AN_ANSWER_YES_NO
    options = (*ruleset.ranks, "geen") if fact.kind is FactKind.PHASE else fact.options
    near = problems_text.meant(one, options) if isinstance(one, str) else ""
    return problems_text.not_an_answer(options, fact.kind is FactKind.CHOICES) + near


def raw_answer(value: Value | Gap) -> bool | str | list[str]:
    """An answer as it stands in an answers file."""
    if isinstance(value, Gap):
        return value.value
    return list(value) if isinstance(value, tuple) else value
