"""Comparisons as reports, and a caseload as a table."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Any, TypeVar

from ave_cli.compare.household import Household, HouseholdDifference, halves
from ave_cli.compare.models import About, Point, are_related, names_of_phases
from ave_cli.engine.assessment import Assessment, PhaseStatus
from ave_cli.engine.relevance import PHASE
from ave_cli.engine.roles import RoleHolding
from ave_cli.profile import Effect, Profile, Ruleset, record
from ave_cli.profile import ModelDifference as Between
from ave_cli.report import Block, Callout, Cell, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.safe_text import spreadsheet_line
from ave_cli.text import cli as cli_text
from ave_cli.text import compare as compare_text
from ave_cli.text import notes as notes_text
from ave_cli.text import profiles as profiles_text
from ave_cli.text import triage as triage_text
from ave_cli.views.triage import alert_title, holders_of, with_source
from ave_cli.wording import phrases as advice
from ave_cli.wording.triage_json import CaseResult

if TYPE_CHECKING:
    from ave_cli.engine.version_difference import Proof, RecordChange

Said = Iterable[tuple[str, str | None]]
"""What each model says, by its name; None where the point cannot be put to it."""


_ROWS, _WIDTH = 42, 76
"""Lines of questions on a short page, and the columns at which they are counted."""


def models_page(
    rulesets: Sequence[Ruleset], points: Sequence[Point], known: Sequence[Between], *, full: bool = True
) -> Report:
    """What can be said aloud of how the documents differ; in full also every rule, subject by subject."""
    called = names_of_phases(rulesets)
    blocks: list[Block] = [*_marks(rulesets), *_between(rulesets, called, known, rows=None if full else _ROWS)]
    if full:
        blocks.append(Paragraph(_mapping(rulesets), Tone.QUIET))
        for about in About:
            blocks += _section(called, [point for point in points if point.about is about], about)
    else:
        differing = [point for point in points if not point.same]
        shown = [] if known else differing[:_POINTS]
        for about in About:
            blocks += _section(called, [point for point in shown if point.about is about], about)
        left = len(differing) - len(shown)
        blocks += [Heading(compare_text.MORE), Paragraph(compare_text.rules_differ(left, more=bool(shown)), Tone.QUIET)]
        blocks.append(Paragraph(_mapping(rulesets), Tone.QUIET))
    return Report(compare_text.title(called), tuple(blocks))


def _marks(rulesets: Sequence[Ruleset]) -> list[Block]:
    return [Paragraph(text, Tone.WARN) for text in advice.marks_of(one.profile for one in rulesets)]


_POINTS = 10
"""Points on a short page about models of which no difference was written down."""


def _mapping(rulesets: Sequence[Ruleset]) -> str:
    """Whether a phase of one of these models is a phase of the other."""
    return compare_text.SAME_PHASES if are_related(rulesets) else compare_text.NO_MAPPING


def _section(called: Sequence[str], points: Sequence[Point], about: About) -> Iterator[Block]:
    if not points:
        return
    yield Heading(compare_text.SECTIONS[about.value])
    if about is About.ALONE:
        yield Paragraph(compare_text.LEGEND, Tone.QUIET)
    differing = [point for point in points if not point.same]
    for title, together in groupby(differing, key=lambda one: one.title):
        if about is not About.DOUBT:  # one question, which the heading of the section puts already
            yield Heading(title, 3)
        # Only phases that follow each other stand together, so that they stay in their order.
        for said, alike in groupby(together, key=lambda one: one.said):
            parts = [point.part for point in alike]
            if parts != [""]:
                yield Paragraph(compare_text.both(parts), Tone.STRONG)
            yield _lines(zip(called, said, strict=True))
    same = _by((point for point in points if point.same), key=lambda point: (point.title, point.said[0] or ""))
    if same:
        yield Heading(compare_text.SAME, 3)
        yield Items(
            tuple(compare_text.same(compare_text.part(title, parts), text) for (title, text), parts in same.items())
        )


_K = TypeVar("_K")


def _by(points: Iterable[Point], key: Callable[[Point], _K]) -> dict[_K, list[str]]:
    """The parts of the points that are alike."""
    found: dict[_K, list[str]] = {}
    for point in points:
        found.setdefault(key(point), []).append(point.part)
    return found


def _lines(said: Said) -> Items:
    """One line for each thing that is said, with the models that say it."""
    found: dict[str, list[str]] = {}
    for name, text in said:
        if text is not None:
            found.setdefault(text, []).append(name)
    return Items(tuple(compare_text.line(who_says, text) for text, who_says in found.items()))


def _between(
    rulesets: Sequence[Ruleset], called: Sequence[str], known: Sequence[Between], rows: int | None
) -> Iterator[Block]:
    """Each question with a sentence per model, as far as there is room; of the others what to type."""
    if not known:
        return
    yield Heading(compare_text.BETWEEN)
    left, others = rows, list[str]()
    for one in sorted(known, key=lambda one: -_speaking(one, rulesets)) if rows is not None else known:
        blocks = tuple(_difference(rulesets, called, one, cited=rows is None))
        needed = 1 + sum(_height(block) for block in blocks)
        if left is not None and needed > left - len(known) // 2:
            others.append(compare_text.ask_for(one.id, one.question))
            continue
        left = None if left is None else left - needed
        yield from blocks
    if others:
        yield Heading(compare_text.OTHERS, 3)
        yield Items(tuple(others))


def _speaking(one: Between, rulesets: Sequence[Ruleset]) -> int:
    """How many of the models have something to say on a question."""
    ids = {ruleset.profile.id for ruleset in rulesets}
    return sum(side.profile in ids for side in one.sides)


def _difference(rulesets: Sequence[Ruleset], called: Sequence[str], one: Between, *, cited: bool) -> Iterator[Block]:
    yield Heading(compare_text.question(one.id, one.question), 3)
    sides = {side.profile: with_source(side.text, side.statements) if cited else side.text for side in one.sides}
    yield _lines(
        (name, sides.get(ruleset.profile.id, triage_text.NOBODY))
        for name, ruleset in zip(called, rulesets, strict=True)
    )
    if one.why and cited:
        yield Paragraph(one.why, Tone.QUIET)


def _height(block: Block) -> int:
    """About how many lines a heading or a list takes."""
    texts = block.items if isinstance(block, Items) else (block.text,) if isinstance(block, Heading | Paragraph) else ()
    return sum(len(textwrap.wrap(text, _WIDTH)) for text in texts)


def household_page(household: Household, found: Sequence[HouseholdDifference], known: Sequence[Between]) -> Report:
    """One household under each model: danger first, then where it comes out, why, and who does what."""
    assessments = household.assessments
    called = names_of_phases([assessment.ruleset for assessment in assessments])
    told = list(zip(called, assessments, strict=True))
    blocks: list[Block] = [
        Paragraph(triage_text.ADVICE, Tone.STRONG),
        *_marks([one.ruleset for _, one in told]),
        *_alerts(told),
    ]
    blocks += [
        Heading(compare_text.OUTCOME),
        Items(tuple(compare_text.line([name], _outcome(one)) for name, one in told)),
    ]
    refused = [(name, facts) for name, facts in zip(called, household.refused, strict=True) if facts]
    if refused:
        words = {fact: one.ruleset.facts[fact].name() for _, one in told for fact in one.ruleset.facts}
        lines = (
            compare_text.line([name], compare_text.refused(words[fact] for fact in facts)) for name, facts in refused
        )
        blocks.append(Items(tuple(lines)))
    blocks += [Paragraph(compare_text.LEFT_OUT)] if household.left_out else []
    blocks += [
        Paragraph(_mapping([one.ruleset for _, one in told]), Tone.QUIET),
        *_differences(household, called, found),
        *_roles(told),
    ]
    blocks += [Heading(compare_text.FIRST_STEP), _lines((name, _step(one)) for name, one in told)]
    blocks += [Heading(compare_text.WHO_DECIDES), _lines((name, _decides(one)) for name, one in told)]
    if known:
        questions = tuple(compare_text.question(one.id, one.question) for one in known)
        blocks += [Heading(compare_text.BETWEEN), Items(questions), Paragraph(compare_text.MORE_BETWEEN)]
    return Report(compare_text.household(called), tuple(blocks))


def _alerts(told: Sequence[tuple[str, Assessment]]) -> Iterator[Block]:
    """Each alert once, with the models that give it where not all do."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for name, assessment in told:
        for alert in assessment.alerts:
            lines = (*advice.alert_lines(alert), advice.alert_text(assessment, alert))
            found.setdefault((alert_title(alert), lines), []).append(name)
    for (title, lines), who_says in found.items():
        under = () if len(who_says) == len(told) else (compare_text.under(who_says),)
        yield Callout(title, (*under, *lines))
    wrong = dict.fromkeys(text for _, assessment in told for text in advice.contradictions_told(assessment))
    if wrong:
        yield Callout(triage_text.CONTRADICTIONS, tuple(wrong), Tone.WARN)


def _outcome(assessment: Assessment) -> str:
    phase = assessment.ruleset.phase(assessment.course.advised)
    statements = dict.fromkeys(
        ident for met in assessment.met(Effect.ENTER) for ident in met.evaluation.criterion.statements
    )
    text = with_source(f"{phase.label}. {phase.title}", statements or phase.statements)
    if assessment.doubt.raised:
        doubt = assessment.ruleset.profile.doubt
        text = with_source(f"{phase.label}. {phase.title}. {compare_text.BY_DOUBT}", doubt.statements)
    if assessment.interval.settled:
        return text
    low, high = (
        assessment.ruleset.phase(rank).label for rank in (assessment.interval.at_least, assessment.interval.at_most)
    )
    unknown = [
        assessment.ruleset.facts[open_.fact].name()
        for open_ in assessment.open_questions
        if PHASE in open_.could_change
    ]
    return f"{text}. {compare_text.unsettled(low, high, unknown)}"


def _differences(household: Household, called: Sequence[str], found: Sequence[HouseholdDifference]) -> Iterator[Block]:
    """One sentence for each pair; what is said of the one model stands above what the others make of it."""
    yield Heading(compare_text.DIFFERENCE)
    if not found:
        yield Paragraph(compare_text.NO_DIFFERENCE)
    told: dict[str, list[str]] = {}
    for one in found:
        first, second = halves(household.assessments, called, one)
        told.setdefault(first, []).append(compare_text.second_half(second))
    for first, seconds in told.items():
        yield Paragraph(compare_text.first_half(first))
        yield Items(tuple(seconds))


def _roles(told: Sequence[tuple[str, Assessment]]) -> Iterator[Block]:
    """Who holds each role in the phase of each model; a role that one model knows is told of that one only."""
    yield Heading(triage_text.ROLES)
    known: dict[str, list[tuple[str, RoleHolding]]] = {}
    for name, assessment in told:
        for holding in assessment.roles:
            known.setdefault(holding.role.id, []).append((name, holding))
    for ident, holdings in known.items():
        if len(holdings) > 1:
            yield Heading(holdings[0][1].role.title, 3)
            yield _lines((name, _holder(assessment, ident)) for name, assessment in told)
    single = [holdings[0] for holdings in known.values() if len(holdings) == 1]
    if single:
        yield Heading(compare_text.ONE_ONLY, 3)
        yield Items(
            tuple(
                compare_text.line([compare_text.role_of(holding.role.title, name)], holders_of(holding))
                for name, holding in single
            )
        )


def _holder(assessment: Assessment, role: str) -> str:
    return next((holders_of(holding) for holding in assessment.roles if holding.role.id == role), triage_text.NOBODY)


def _step(assessment: Assessment) -> str:
    return (
        compare_text.step(advice.step_text(assessment, assessment.steps[0]), assessment.steps[0].who)
        if assessment.steps
        else compare_text.NO_STEP
    )


def _decides(assessment: Assessment) -> str:
    deciders = dict.fromkeys(move.transition.decided_by or triage_text.NOBODY for move in assessment.course.taken)
    return "; ".join(deciders) or compare_text.NO_MOVE


_ASKED = 3
"""Facts that a table names as something to find out."""


@record
class CaseloadDifference:
    """One thing that comes out differently for households of a caseload under a second model."""

    kind: str
    title: str
    count: int
    line: int
    """Of the first household for which it does."""
    case: str
    old: str
    new: str


def caseload_page(
    profiles: tuple[Profile, Profile], found: Sequence[CaseloadDifference], told: str, *, counts_current: bool
) -> Report:
    """What comes out differently under two models, counted, with an example of each."""
    first, second = (notes_text.model_version(profile.title, profile.version) for profile in profiles)
    blocks: list[Block] = [Paragraph(cli_text.models(first, second), Tone.QUIET), Paragraph(told, Tone.STRONG)]
    if not counts_current:
        blocks += [Paragraph(cli_text.PHASES_BY_LABEL), Paragraph(cli_text.CURRENT_NOT_COUNTED)]
    rows = tuple(
        (
            Cell(one.title, Tone.STRONG),
            Cell(str(one.count)),
            Cell(cli_text.old_to_new(one.old, one.new), note=cli_text.example_line(one.line, one.case)),
        )
        for one in found
    )
    columns = (cli_text.COLUMN_WHAT, cli_text.COLUMN_COUNT, cli_text.COLUMN_EXAMPLE)
    blocks.append(Table("", columns, rows) if rows else Paragraph(cli_text.NO_DIFFERENCE))
    return Report(cli_text.TITLE_COMPARED, tuple(blocks))


class CaseloadTable:
    """A table for a spreadsheet: no cell is worked out by it."""

    def __init__(self, rulesets: Sequence[Ruleset], *, whole: bool) -> None:
        self._whole = whole
        self._roles: dict[str, str] = {}
        for role in [role for ruleset in rulesets for role in ruleset.profile.roles] if whole else []:
            self._roles.setdefault(role.id, role.title)

    def head(self) -> str:
        """The line with the names of the columns."""
        names = [*cli_text.COLUMNS, *self._roles.values()]
        return spreadsheet_line([*names, *(cli_text.WHOLE_COLUMNS if self._whole else ()), cli_text.PROBLEMS])

    def line(self, result: CaseResult) -> str:
        """The line of one household."""
        cells = [str(result.line), result.case]
        if result.problems:
            blank = len(cli_text.COLUMNS) - 2 + len(self._roles)
            blank += len(cli_text.WHOLE_COLUMNS) if self._whole else 0
            return spreadsheet_line([*cells, *[""] * blank, " / ".join(result.problems)])
        alerts = " / ".join(alert["short"] for alert in result.parts["alerts"])
        return spreadsheet_line([*cells, *_phase_cells(result), alerts, *self._whole_cells(result), ""])

    def _whole_cells(self, result: CaseResult) -> Iterator[str]:
        whole = result.assessment
        if whole is None:
            return
        held = {one.role.id: holders_of(one) for one in whole.roles}
        yield from (held.get(role, "") for role in self._roles)
        yield result.parts["steps"][0]["short"] if result.parts["steps"] else ""
        yield "; ".join(whole.ruleset.facts[one.fact].name() for one in whole.open_questions[:_ASKED])


def _phase_cells(result: CaseResult) -> list[str]:
    """The cells about the phase; where that cannot be told yet no phase stands there as the advice."""
    phase, ruleset = result.parts["phase"], result.ruleset
    labels = {one.id: one.label for one in ruleset.profile.phases} if ruleset is not None else {}
    is_open = phase["status"] == PhaseStatus.OPEN.value
    return [
        _model_cell(ruleset.profile) if ruleset is not None else "",
        cli_text.NOT_YET if is_open else labels[phase["advised"]],
        labels[phase["at_least"]],
        labels[phase["at_most"]],
        cli_text.STATUS_WORDS[phase["status"]],
        labels.get(phase["current"], ""),
        cli_text.DIRECTION_WORDS.get(phase["direction"], ""),
    ]


def _model_cell(profile: Profile) -> str:
    is_checked = profile.base_checked or not profile.extends
    return profile.id if is_checked else f"{profile.id} ({advice.unchecked(profile.base_title)})"


class CaseloadComparison:
    """What differs under two models, counted by kind with an example each."""

    def __init__(self) -> None:
        self.found: dict[str, CaseloadDifference] = {}
        self.changed = 0
        self.problems: list[dict[str, Any]] = []

    def add(self, one: CaseResult, other: CaseResult) -> None:
        """Compare what one household comes to under each."""
        old, new = _facets(one), _facets(other)
        kinds = [kind for kind in dict.fromkeys((*old, *new)) if old.get(kind, "") != new.get(kind, "")]
        self.changed += bool(kinds)
        for kind in kinds:
            known = self.found.get(kind)
            if known is not None:
                self.found[kind] = replace(known, count=known.count + 1)
                continue
            before, after = _first_difference(old.get(kind, ""), new.get(kind, ""))
            title = _facet_title(kind, one, other)
            self.found[kind] = CaseloadDifference(
                kind=kind, title=title, count=1, line=one.line, case=one.case, old=before, new=after
            )


def _first_difference(old: str, new: str) -> tuple[str, str]:
    """Of two lists of lines the first one that differs; of anything else itself."""
    pairs = zip_longest(old.split("\n"), new.split("\n"), fillvalue="")
    return next((pair for pair in pairs if pair[0] != pair[1]), (old, new))


def _facets(result: CaseResult) -> dict[str, str]:
    """What is compared of a result, in words, by kind."""
    if result.problems:
        return {"problems": " / ".join(result.problems)}
    _, _, low, high, status, _, direction = _phase_cells(result)
    advised = _phase_cells(result)[1]
    found = {"at_least": low, "at_most": high, "advised": advised, "direction": direction, "status": status}
    found["alerts"] = " / ".join(alert["short"] for alert in result.parts["alerts"])
    if result.assessment is not None:
        for role in result.assessment.roles:
            found[f"role:{role.role.id}"] = holders_of(role)
        found["steps"] = "\n".join(step["short"] for step in result.parts["steps"])
    return found


def _facet_title(kind: str, *results: CaseResult) -> str:
    ident = kind.partition(":")[2]
    if not ident:
        return cli_text.KINDS[kind]
    titles = (role.title for one in results if one.ruleset for role in one.ruleset.profile.roles if role.id == ident)
    return cli_text.role_facet(next(titles, ident))


def difference_page(
    old: Ruleset,
    new: Ruleset,
    records: Sequence[RecordChange],
    proof: Proof,
    notes: Sequence[tuple[str, str, str]] | None,
) -> Report:
    """What changed between two versions: the records, the households, and the notes where they were asked for.

    Of every note that was asked for: its file, and its phase under the old version and under the new one.
    """
    names = map(advice.version_words, (old.profile, new.profile))
    blocks: list[Block] = [Paragraph(compare_text.versions(*names), Tone.QUIET)]
    columns = (profiles_text.PLACE, compare_text.BEFORE, compare_text.AFTER)
    say, place = advice.change_words, advice.change_place
    rows = tuple(
        (Cell(place(one), Tone.STRONG), Cell(say(old, one, one.old)), Cell(say(new, one, one.new))) for one in records
    )
    changed = Table(compare_text.records_changed(len(rows)), columns, rows)
    blocks.append(changed if rows else Paragraph(compare_text.NOTHING_CHANGED))
    blocks += _otherwise(old, new, proof)
    if notes is not None:
        blocks.append(_notes_table(notes))
    return Report(compare_text.DIFF_TITLE, tuple(blocks))


def _otherwise(old: Ruleset, new: Ruleset, proof: Proof) -> Iterator[Block]:
    if not proof.walked:
        yield Paragraph(compare_text.VERSIONS_NOT_WALKED, Tone.WARN)
        return
    if not proof.with_direction:
        yield Paragraph(compare_text.WITHOUT_DIRECTION, Tone.QUIET)
    if not proof.changes:
        yield Paragraph(compare_text.NOTHING_OTHERWISE, Tone.GOOD)
        return
    columns = (profiles_text.WHAT, compare_text.BEFORE, compare_text.AFTER, compare_text.SETS)
    joint = replace(new, facts={**old.facts, **new.facts})
    rows = tuple(
        (
            Cell(
                compare_text.ASPECTS[change.aspect.value],
                Tone.STRONG,
                note=profiles_text.examples(["; ".join(advice.stand_out(joint, change.example))]),
            ),
            Cell(_outcome_label(old, change.old)),
            Cell(_outcome_label(new, change.new)),
            Cell(compare_text.sets_counted(change.count)),
        )
        for change in proof.changes
    )
    yield Table(compare_text.households_changed(proof.walked), columns, rows)


def _outcome_label(ruleset: Ruleset, ident: str) -> str:
    return ruleset.label(ident) if ident in ruleset.ranks else compare_text.DIRECTIONS.get(ident, ident)


def _notes_table(notes: Sequence[tuple[str, str, str]]) -> Block:
    rows = tuple((Cell(file), Cell(then), Cell(now)) for file, then, now in notes if then != now)
    if not rows:
        return Paragraph(compare_text.NO_NOTE_OTHERWISE, Tone.GOOD)
    columns = (compare_text.NOTE_NAME, compare_text.BEFORE, compare_text.AFTER)
    return Table(compare_text.notes_changed(len(rows), len(notes)), columns, rows)
