"""How is a model checked, from its files to the findings?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ave_cli.authoring.check import check
from ave_cli.authoring.proofs import Finding, Kind
from ave_cli.engine import json_result
from ave_cli.errors import InvalidInput
from ave_cli.storage import library
from ave_cli.views.profiles import Checked


def checked(name: str) -> Checked:
    """A model by id or path, with everything that is wrong with it; one that cannot be read has only that.

    Raises:
        UsageError: nothing is known by that name.
    """
    try:
        model = library.load(name)
        base, own = library.load_registers(name)
        cases = library.cases_of(name)
    except InvalidInput as error:
        found = tuple(_shape(problem) for problem in error.problems or (error.message,))
        return Checked(name=name, model=None, findings=found)
    return Checked(
        name=name,
        model=model,
        findings=check(model, {**base, **own}, tuple(own), cases),
        statements=len(own),
        cases=len(cases),
    )


def _shape(problem: str) -> Finding:
    where, _, text = problem.partition(": ")
    return Finding(kind=Kind.SHAPE, where=where if text else "", text=text or where)


def document(found: Iterable[Checked]) -> dict[str, Any]:
    """The findings as plain data, format 1; an example is a table of answers, or null."""
    return {
        "format": 1,
        "findings": [
            {
                "profile": checked.model.profile.id if checked.model else checked.name,
                "kind": one.kind.value,
                "where": one.where,
                "text": one.text,
                "example": {fact: json_result.value(value) for fact, value in one.example.given.items()}
                if one.example
                else None,
            }
            for checked in found
            for one in checked.findings
        ],
    }
