"""What of a round goes out as plain data, and by what is it known again?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from ave_cli.core.quiz.game import Choose, Event, Go, Impossible, Undo
from ave_cli.core.quiz.question import Question
from ave_cli.engine.json_result import value

Plain: TypeAlias = dict[str, Any]
_GO, _CHOOSE, _UNDO = "go", "letters", "undo"


def question(one: Question) -> Plain:
    """A question as it stands in the JSON."""
    return {
        "id": one.id,
        "kind": one.kind.value,
        "level": one.level,
        "invented": one.invented,
        "story": one.story,
        "text": one.text,
        "options": [
            {"key": option.key, "text": option.text, "right": option.right, "why": option.why} for option in one.options
        ],
        "explanation": one.explanation,
        "statements": list(one.statements),
        "sources": list(one.sources),
        "answers": {fact: value(answer) for fact, answer in one.answers.items()},
        "current_phase": one.current_phase,
    }


def fingerprint(questions: Sequence[Question]) -> str:
    """`sha256:…` over everything that is shown of these questions, in their order."""
    text = json.dumps([question(one) for one in questions], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def entry(event: Event) -> Plain:
    """An entry of a round as a journal has it."""
    match event:
        case Go():
            return {_GO: True}
        case Undo():
            return {_UNDO: True}
        case Choose():
            return {_CHOOSE: {str(team): letter for team, letter in event.letters.items()}}


def read_entry(raw: Mapping[str, object]) -> Event:
    """The entry that a journal has.

    Raises:
        Impossible: it is none.
    """
    if len(raw) != 1:
        raise Impossible("no entry")
    if raw.get(_GO) is True:
        return Go()
    if raw.get(_UNDO) is True:
        return Undo()
    letters = raw.get(_CHOOSE)
    if not isinstance(letters, dict):
        raise Impossible("no entry")
    found = {int(team): str(letter) for team, letter in letters.items() if len(team) < 4 and team.isdecimal()}
    if len(found) != len(letters):
        raise Impossible("no team")
    return Choose(letters=found)
