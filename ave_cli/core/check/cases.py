"""Do the invented households of a profile come out as they are said to?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ave_cli.core.check.finding import Finding, Kind
from ave_cli.engine import json_result
from ave_cli.engine.answers_file import read_answers
from ave_cli.engine.assessment import assess
from ave_cli.profile.companion_files import Case, Expectation
from ave_cli.profile.facts import Answers
from ave_cli.profile.ruleset import Model
from ave_cli.text import profiles as profiles_text


def check_cases(model: Model, cases: Iterable[Case]) -> Iterator[Finding]:
    """Everything in which a case comes out otherwise than it expects; the household is the example."""
    for case in cases:
        answers, problems = read_answers(model, case.answers, case.current_phase)
        where = f"cases ({case.id})"
        for problem in problems:
            yield Finding(kind=Kind.CASE, where=where, text=problem)
        if not problems:
            yield from (
                Finding(kind=Kind.CASE, where=f"{where}.expect.{key}", text=text, example=answers)
                for key, text in misses(model, answers, case)
            )


def misses(model: Model, answers: Answers, case: Case) -> Iterator[tuple[str, str]]:
    """The keys of an expectation that do not come out, each with what was expected and what came."""
    result, expect = json_result.result(assess(model, answers)), case.expect
    for key in ("at_least", "at_most", "advised", "direction"):
        wanted, came = getattr(expect, key), result["phase"][key]
        if wanted is not None and wanted != came:
            yield key, profiles_text.case(str(wanted), str(came))
    statuses = {one["id"]: one["status"] for one in result["criteria"]}
    for key in ("met", "not_met", "unknown"):
        for ident in getattr(expect, key):
            if statuses.get(ident) != key:
                yield (
                    key,
                    profiles_text.case_criterion(
                        ident, profiles_text.STATUS.get(statuses.get(ident, ""), profiles_text.NOWHERE)
                    ),
                )
    yield from _lists(result, expect)
    yield from _roles(result, expect)


def _lists(result: json_result.Plain, expect: Expectation) -> Iterator[tuple[str, str]]:
    there = {
        "alerts": {one["kind"] for one in result["alerts"]},
        "conflicts": {one["id"] for one in result["conflicts"]},
    }
    for key, found in there.items():
        for ident in getattr(expect, key):
            if ident not in found:
                yield key, profiles_text.case_missing(ident)
    texts = [one["text"].lower() for one in result["steps"]]
    for words in expect.steps:
        if not any(words.lower() in text for text in texts):
            yield "steps", profiles_text.case_missing(words)
    first = result["steps"][0]["text"].rstrip(".") if result["steps"] else profiles_text.NOWHERE
    if expect.first_step.lower() not in first.lower():
        yield "first_step", profiles_text.case(expect.first_step, first)
    for words in expect.absent:
        yield from (("absent", profiles_text.case_unwanted(words, text)) for text in texts if words.lower() in text)


def _roles(result: json_result.Plain, expect: Expectation) -> Iterator[tuple[str, str]]:
    roles = {one["role"]: one for one in result["roles"]}
    for role, words in expect.roles.items():
        held = roles.get(role)
        if held is None:
            yield "roles", profiles_text.case_missing(role)
            continue
        said = [held["appointed_in"] or "", *(one["name"] for one in held["holders"])]
        if words != held["status"] and not any(words in one for one in said):
            yield (
                "roles",
                profiles_text.case_role(role, words, ", ".join(one for one in said if one) or profiles_text.NOBODY),
            )
