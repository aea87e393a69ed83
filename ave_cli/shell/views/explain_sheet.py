"""How does what a model says of a phase fit on one sheet to hand out?"""

from __future__ import annotations

from collections.abc import Iterator

from ave_cli.explain.scheme import scheme
from ave_cli.explain.sections import Explanation, Said, Section
from ave_cli.profile.ruleset import Model
from ave_cli.report import Block, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.text import explain as explain_text
from ave_cli.text import notes as notes_text
from ave_cli.text import triage as triage_text

_COUNTED = (explain_text.CONFLICTS, explain_text.GAPS)
"""What is only counted: each takes a story of its own to be understood."""

_NAMED = (explain_text.AGREEMENTS, explain_text.MEETINGS, explain_text.ACTORS)
"""What is only named."""


def sheet(model: Model, explanation: Explanation) -> Report:
    """A phase in short: who has which role, when up and when down, which agreements.

    Left out, and told: the condition, the remarks and the source of each line, what an agreement, a meeting and a
    party is, and what `_COUNTED` names.
    """
    source = model.profile.source
    blocks: list[Block] = [Paragraph(triage_text.source(source.document, source.owner, source.year), Tone.QUIET)]
    counts = dict.fromkeys(_COUNTED, 0)
    roles = explain_text.roles_in(model.phase(model.rank(explanation.id)).label)
    for one in explanation.sections:
        if one.title in counts:
            counts[one.title] += len(one.lines())
        elif one.title == roles:
            blocks.append(_roles(model, explanation.id, one.title))
        else:
            blocks += _sheet_section(one)
    blocks.append(Paragraph(notes_text.in_short(explanation.id, *counts.values()), Tone.QUIET))
    return Report(explanation.title, tuple(blocks))


def _roles(model: Model, phase: str, caption: str) -> Table:
    """The roles as the scheme has them: that there is a condition, not which."""
    titles = {role.title for role in model.profile.roles}
    column = model.rank(phase) + 1
    rows = tuple((row[0], row[column]) for row in scheme(model).rows if row[0].text in titles)
    return Table(caption, (explain_text.ROLE, explain_text.HOLDER), rows, row_headers=True)


def _sheet_section(one: Section) -> Iterator[Block]:
    """What is said without its source; of each row of a grid what it is about, and of some things their name."""
    yield Heading(one.title)
    said = tuple(part.text for part in one.parts if isinstance(part, Said))
    if one.title in _NAMED:
        yield Paragraph("; ".join(text.partition(":")[0] for text in said))
    elif len(said) == len(one.parts) > 1:
        yield Items(said)
    else:
        for part in one.parts:
            if isinstance(part, Said):
                yield Paragraph(part.text)
            else:
                yield Items(tuple(row.cells[0] for row in part.rows))
