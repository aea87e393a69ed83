"""Which statements does a question rest on, and where do they stand in the document?"""

from __future__ import annotations

from collections.abc import Iterable

from ave_cli.core.quiz.material import Material
from ave_cli.text import quiz_questions as quiz_questions_text

_MOST = 6


def statements(material: Material, *groups: Iterable[str]) -> tuple[str, ...]:
    """The ids of these groups that the register has, each once and not too many; empty where it has none."""
    found = dict.fromkeys(ident for group in groups for ident in group if ident in material.register)
    return tuple(found)[:_MOST]


def places(materials: Iterable[Material], found: Iterable[str]) -> tuple[str, ...]:
    """Document, section and id of each statement, one line per section; the first material that has it counts."""
    sections: dict[tuple[str, str], list[str]] = {}
    known = tuple(materials)
    for ident in found:
        home = next((one for one in known if ident in one.register), None)
        if home is not None:
            place = (home.model.profile.source.document, home.register[ident].section)
            sections.setdefault(place, []).append(ident)
    return tuple(quiz_questions_text.source(document, section, ids) for (document, section), ids in sections.items())
