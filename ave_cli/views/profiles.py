"""Profiles and findings as reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ave_cli.engine.answer_space import expand, facts_of
from ave_cli.profile import (
    All,
    AnyOf,
    AtLeast,
    Condition,
    Criterion,
    Effect,
    Fact,
    FactKind,
    Includes,
    Is,
    Not,
    Phase,
    Role,
    Ruleset,
    Statement,
    Threshold,
    Vocabulary,
)
from ave_cli.report import Block, Cell, Code, Heading, Items, Paragraph, Report, Table, Tone
from ave_cli.safe_text import command_line
from ave_cli.text import compare as compare_text
from ave_cli.text import problems as problems_text
from ave_cli.text import profiles as profiles_text
from ave_cli.text import triage as triage_text
from ave_cli.wording import phrases
from ave_cli.wording.phrases import holders

if TYPE_CHECKING:
    from ave_cli.authoring.proofs import Finding, Todo
    from ave_cli.authoring.starter_profile import FormatKey, FormatSection

Known = tuple[Ruleset, Mapping[str, Statement]]
"""A model and its register."""


def count_modelled(register: Mapping[str, Statement]) -> int:
    """How many statements of a register stand in the model."""
    return sum(1 for one in register.values() if not one.not_modelled)


def list_page(rulesets: Sequence[Known], used: str | None, own: Sequence[tuple[str, ...]] = ()) -> Report:
    """Every model with its phases, its document and how much of it is modelled; the one in use is marked."""
    rows = tuple(
        (
            Cell(ruleset.profile.id, Tone.STRONG, note=profiles_text.IN_USE if ruleset.profile.id == used else ""),
            Cell(ruleset.profile.title),
            Cell(", ".join(phase.label for phase in ruleset.profile.phases)),
            Cell(ruleset.profile.source.document, note=profiles_text.counted(count_modelled(register), len(register))),
        )
        for ruleset, register in rulesets
    )
    return Report(
        profiles_text.TITLE,
        (
            Table(
                profiles_text.CAPTION,
                (profiles_text.NAME, profiles_text.TITLED, profiles_text.PHASES, profiles_text.DOCUMENT),
                rows,
            ),
            *([_own_table(own)] if own else []),
        ),
    )


def _own_table(own: Sequence[tuple[str, ...]]) -> Table:
    """The models that were added, with since when they count, where they stand and what they are built on."""
    columns = (
        profiles_text.NAME,
        profiles_text.TITLED,
        profiles_text.VALID,
        profiles_text.PLACE,
        profiles_text.BUILT_ON,
    )
    rows = tuple((Cell(name, Tone.STRONG), *map(Cell, more)) for name, *more in own)
    return Table(profiles_text.OWN_CAPTION, columns, rows)


def profile_page(known: Known, name: str = "", *, full: bool = True) -> Report:
    """One model: each phase, what leads there and who holds which role; doubt, conflicts, gaps. In short what it is."""
    ruleset, register = known
    if not full:
        return _short_page(ruleset, register, name or ruleset.profile.id)
    profile = ruleset.profile
    blocks: list[Block] = [
        Paragraph(triage_text.source(profile.source.document, profile.source.owner, profile.source.year), Tone.QUIET),
        Paragraph(profiles_text.counted(count_modelled(register), len(register)), Tone.QUIET),
    ]
    if profile.source.note:
        blocks.append(Paragraph(profile.source.note))
    for phase in profile.phases:
        blocks += _phase(ruleset, phase)
    blocks.append(Heading(profiles_text.DOUBT))
    rule = f"{profiles_text.RULES[profile.doubt.rule.value]} {profile.doubt.text}".strip()
    blocks.append(Paragraph(_cite(rule, profile.doubt)))
    if profile.conflicts:
        blocks.append(_conflicts(ruleset))
    if profile.gaps:
        blocks.append(Heading(profiles_text.GAPS))
        blocks.append(Items(tuple(_cite(gap.text, gap) for gap in profile.gaps)))
    return Report(profiles_text.head(profile.title, ruleset.with_place(phrases.version_words(profile))), tuple(blocks))


def _short_page(ruleset: Ruleset, register: Mapping[str, Statement], name: str) -> Report:
    """What a model is: its document, its phases, its rule for doubt, and how much there is of everything."""
    profile = ruleset.profile
    doubt = profile.doubt
    counts = (len(profile.criteria), len(profile.roles), len(profile.conflicts), len(profile.gaps))
    blocks: list[Block] = [
        Paragraph(triage_text.source(profile.source.document, profile.source.owner, profile.source.year), Tone.QUIET),
        Paragraph(profiles_text.counted(count_modelled(register), len(register)), Tone.QUIET),
        Heading(profiles_text.PHASES),
    ]
    for phase in profile.phases:
        first = phase.start.partition(". ")[0].rstrip(".")
        blocks.append(Items((f"{phase.label}. {phase.title}: {first}.",)))
    blocks += [
        Heading(profiles_text.DOUBT),
        Paragraph(doubt.short or f"{profiles_text.RULES[doubt.rule.value]} {doubt.text}".strip()),
        Heading(profiles_text.WHAT_THERE_IS),
        Paragraph(profiles_text.totals(*counts)),
        Items(tuple(profiles_text.ask(command_line(name)))),
    ]
    return Report(profiles_text.head(profile.title, phrases.version_words(profile)), tuple(blocks))


class _Cites(Protocol):
    @property
    def statements(self) -> tuple[str, ...]: ...


def _cite(text: str, record: _Cites) -> str:
    return f"{text} [{', '.join(record.statements)}]" if text and record.statements else text


def _phase(ruleset: Ruleset, phase: Phase) -> Iterator[Block]:
    yield Heading(f"{phase.label}. {phase.title}", 2)
    yield Paragraph(_cite(phase.start, phase))
    if phase.share:
        yield Paragraph(profiles_text.share(phase.share))
    entering = [criterion for criterion in ruleset.entry_criteria if criterion.phase == phase.id]
    if entering:
        yield Paragraph(profiles_text.ENTERED, Tone.STRONG)
        yield Items(tuple(_cite(criterion.text, criterion) for criterion in entering))
    rows = tuple(row for role in ruleset.profile.roles for row in _role(ruleset, phase, role))
    yield Table(
        profiles_text.roles_in(phase.label), (profiles_text.ROLE, profiles_text.WHO, profiles_text.SOURCE), rows
    )


def _role(ruleset: Ruleset, phase: Phase, role: Role) -> Iterator[tuple[Cell, ...]]:
    """The rules of one role in their order: the first that holds counts, so the last one stands for all else."""
    for rule, text in holders(ruleset, role, phase.id):
        cited = rule.statements if rule is not None else ()
        yield Cell(role.title, Tone.STRONG), Cell(text), Cell(", ".join(cited), Tone.QUIET)


def _conflicts(ruleset: Ruleset) -> Table:
    rows = tuple(
        (
            Cell(conflict.id, Tone.STRONG),
            Cell(conflict.question, note=profiles_text.chosen(conflict.readings[conflict.chosen - 1])),
            Cell(", ".join(conflict.statements), Tone.QUIET),
        )
        for conflict in ruleset.profile.conflicts
    )
    return Table(profiles_text.CONFLICTS, (profiles_text.NUMBER, profiles_text.QUESTION, profiles_text.SOURCE), rows)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A model that was checked, and what was found."""

    name: str
    """How it was named: an id or a path."""
    ruleset: Ruleset | None
    """None where it could not be read."""
    findings: Sequence[Finding]
    file: str = ""
    """Which file could not be read, in words."""
    statements: int = 0
    """How many statements its own register has."""
    cases: int = 0
    journeys: int = 0
    todo: int = 0
    """How much is still to be filled in."""


def findings_page(checked: Sequence[Checked]) -> Report:
    """Each model with what was found in it; a household that shows it in words, as far as its answers stand out."""
    return Report(profiles_text.CHECK_TITLE, tuple(block for one in checked for block in _blocks(one)))


def _blocks(checked: Checked) -> Iterator[Block]:
    ruleset = checked.ruleset
    yield Heading(
        profiles_text.checked_model(ruleset.profile.title, phrases.version_words(ruleset.profile))
        if ruleset
        else checked.file or checked.name
    )
    if ruleset:
        counts = (checked.statements, len(ruleset.profile.criteria), checked.cases, checked.journeys)
        proved = not any(finding.is_unproved for finding in checked.findings)
        yield Paragraph(profiles_text.walked(*counts, proved=proved), Tone.QUIET)
    if checked.todo:
        yield Paragraph(profiles_text.todo_more(checked.todo, command_line(checked.name)), Tone.WARN)
    if not checked.findings:
        yield Paragraph(profiles_text.CLEAN, Tone.GOOD)
        return
    yield Table(
        profiles_text.found(len(checked.findings)),
        (profiles_text.PLACE, profiles_text.WHAT),
        tuple(_finding_rows(ruleset, checked.findings)),
    )
    kinds = dict.fromkeys(finding.kind.value for finding in checked.findings)
    advice = tuple(filter(None, map(problems_text.WHAT_TO_DO.get, kinds)))
    if advice:
        yield Heading(problems_text.DO)
        yield Items(advice)
    if any(finding.is_of_shape for finding in checked.findings):
        yield Paragraph(profiles_text.LOOK_UP, Tone.QUIET)


def _finding_rows(ruleset: Ruleset | None, findings: Iterable[Finding]) -> Iterator[tuple[Cell, Cell]]:
    """Each finding once, with every household that shows it."""
    said: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        example = _example(ruleset, finding) if ruleset else ""
        place = problems_text.at_line(finding.line, finding.where)
        said.setdefault((place, finding.text), []).append(example)
    for (where, text), examples in said.items():
        yield Cell(where, Tone.STRONG), Cell(text, note=profiles_text.examples([one for one in examples if one]))


def _example(ruleset: Ruleset, finding: Finding) -> str:
    """The household that shows it; a case is named by its place already."""
    return "; ".join(phrases.stand_out(ruleset, finding.example)) if finding.example and not finding.is_of_case else ""


def todo_page(ruleset: Ruleset, found: Sequence[Todo]) -> Report:
    """What is still to be filled in or looked at, counted, danger first."""
    profile = ruleset.profile
    head = Heading(profiles_text.checked_model(profile.title, phrases.version_words(profile)))
    if not found:
        return Report(profiles_text.TODO_TITLE, (head, Paragraph(profiles_text.TODO_NONE, Tone.GOOD)))
    rows = tuple(
        (
            Cell(problems_text.at_line(one.line, one.where), Tone.DANGER if one.danger else Tone.STRONG),
            Cell(one.text, note=profiles_text.DANGER_FIRST if one.danger else ""),
        )
        for one in found
    )
    table = Table(profiles_text.todo_counted(len(found)), (profiles_text.PLACE, profiles_text.WHAT), rows)
    return Report(profiles_text.TODO_TITLE, (head, table))


def format_page(sections: Sequence[FormatSection], *, facts: Vocabulary | None = None) -> Report:
    """Tables of the format with their keys; the shared facts behind them where they are asked for."""
    blocks = [block for section in sections for block in _section(section)]
    if facts is not None:
        blocks += _vocabulary(facts)
    return Report(profiles_text.FORMAT_TITLE, tuple(blocks))


def format_index(sections: Sequence[FormatSection]) -> Report:
    """The tables of the format, and how to see one of them."""
    rows = tuple((Cell(section.id, Tone.STRONG), Cell(section.title)) for section in sections)
    rows += ((Cell(profiles_text.VOCABULARY, Tone.STRONG), Cell(profiles_text.FORMAT_FACTS)),)
    table = Table(profiles_text.FORMAT_TABLES, (profiles_text.TABLE, profiles_text.MEANING), rows)
    return Report(profiles_text.FORMAT_TITLE, (table, Paragraph(profiles_text.FORMAT_MORE, Tone.QUIET)))


def key_page(found: Sequence[tuple[FormatSection, FormatKey]]) -> Report:
    """One key, in each table that has it."""
    rows = tuple((Cell(f"{section.id}.{key.name}", Tone.STRONG), _value(key), Cell(key.text)) for section, key in found)
    return Report(profiles_text.FORMAT_TITLE, (_keys_table(profiles_text.FORMAT_KEYS, rows),))


def _section(section: FormatSection) -> Iterator[Block]:
    yield Heading(f"{section.title} ({section.id})")
    yield Paragraph(section.text)
    yield Code(section.example)
    rows = tuple((Cell(key.name, Tone.STRONG), _value(key), Cell(key.text)) for key in section.keys)
    yield _keys_table(section.id, rows)


def _keys_table(caption: str, rows: tuple[tuple[Cell, ...], ...]) -> Table:
    return Table(caption, (profiles_text.KEY, profiles_text.VALUE, profiles_text.MEANING), rows)


def _value(key: FormatKey) -> Cell:
    words = profiles_text.words_mean(key.values) if key.values else key.kind
    return Cell(words, note=profiles_text.REQUIRED if key.required else "")


def _vocabulary(vocabulary: Vocabulary) -> Iterator[Block]:
    yield Heading(f"{profiles_text.FORMAT_FACTS} ({profiles_text.VOCABULARY})")
    columns = (profiles_text.FACT_ID, profiles_text.FACT_QUESTION, profiles_text.FACT_ANSWERS)
    groups = dict.fromkeys((*vocabulary.themes, *(fact.group for fact in vocabulary.facts)))
    for group in groups:
        rows = tuple(_fact_row(fact) for fact in vocabulary.facts if fact.group == group)
        if rows:
            yield Table(group, columns, rows)


def _fact_row(fact: Fact) -> tuple[Cell, ...]:
    return Cell(fact.id, Tone.STRONG), Cell(fact.question), Cell(answers_in_a_file(fact))


def answers_in_a_file(fact: Fact) -> str:
    """What can stand behind a fact in a file: its options, with what a worker reads where that is another word."""
    options = ", ".join(profiles_text.with_words(option, phrases.option_words(fact, option)) for option in fact.options)
    match fact.kind:
        case FactKind.YES_NO:
            return profiles_text.YES_NO_ANSWERS
        case FactKind.PHASE:
            return profiles_text.PHASE_ANSWERS
        case FactKind.CHOICE:
            return profiles_text.one_of_these(options)
        case FactKind.CHOICES:
            return profiles_text.several(options)


def fact_format_page(fact: Fact) -> Report:
    """One fact as an author needs it: its id, its question, and its options as they stand in a file."""
    columns = (profiles_text.FACT_ID, profiles_text.FACT_QUESTION, profiles_text.FACT_ANSWERS)
    return Report(profiles_text.FORMAT_TITLE, (Table(fact.group, columns, (_fact_row(fact),)),))


_FACTS_BESIDE = 5
"""So many facts fit beside each other on a page."""
_ROWS = 24
"""A criterion of more rows is said in one cell."""


def decision_tables(ruleset: Ruleset) -> Iterator[Block]:
    """Per phase its criteria by what they do: a column for each fact, a row for each way in which one is met.

    A phase that nothing leads to is named too, with why.
    """
    yield Heading(compare_text.DECISION_TABLES)
    for rank, phase in enumerate(ruleset.profile.phases):
        if not any(one.phase == phase.id and one.effect is Effect.ENTER for one in ruleset.profile.criteria):
            yield Paragraph(compare_text.no_table(phase.label, lightest=rank == 0))
        for effect in Effect:
            of_effect = [one for one in ruleset.profile.criteria if one.phase == phase.id and one.effect is effect]
            groups = list(_beside(ruleset, of_effect))
            for number, group in enumerate(groups, start=1):
                caption = compare_text.decision_table(phase.label, effect.value, number, len(groups))
                yield _decision_table(ruleset, caption, group)


def _decision_table(ruleset: Ruleset, caption: str, group: Sequence[tuple[Criterion, list[_Way]]]) -> Table:
    facts = list(dict.fromkeys(fact for _, ways in group for way in ways for fact in way))
    rows = tuple(
        (
            Cell(_cite(criterion.text, criterion) if place == 0 else "", note=_either(ruleset, criterion, place)),
            *(Cell(way.get(fact, "")) for fact in facts),
        )
        for criterion, ways in group
        for place, way in enumerate(ways)
    )
    columns = (
        profiles_text.CRITERION,
        *(ruleset.facts[fact].name() if fact else profiles_text.TOGETHER for fact in facts),
    )
    return Table(caption, columns, rows)


def _either(ruleset: Ruleset, criterion: Criterion, place: int) -> str:
    """Which phases it may mean, at its first row, where the source does not choose."""
    return phrases.phase_of(ruleset, criterion) if criterion.phase_to is not None and place == 0 else ""


_Way = dict[str, str]
"""Fact to what must be answered, in words; the empty fact has a condition that is more than that."""


def _beside(ruleset: Ruleset, criteria: Sequence[Criterion]) -> Iterator[list[tuple[Criterion, list[_Way]]]]:
    """The criteria in groups whose facts fit beside each other."""
    group: list[tuple[Criterion, list[_Way]]] = []
    held: set[str] = set()
    for criterion in criteria:
        ways = _ways(ruleset, criterion)
        facts = {fact for way in ways for fact in way}
        if group and len(held | facts) > _FACTS_BESIDE:
            yield group
            group, held = [], set()
        group.append((criterion, ways))
        held |= facts
    if group:
        yield group


def _ways(ruleset: Ruleset, criterion: Criterion) -> list[_Way]:
    """Each way in which a criterion is met: what every fact must be."""
    whole = [{"": phrases.condition_words(ruleset, criterion.when)}]
    if len(facts_of(ruleset, criterion.when)) > _FACTS_BESIDE:
        return whole
    ways = _spread(ruleset, expand(ruleset, criterion.when))
    return whole if ways is None or len(ways) > _ROWS else ways


def _spread(ruleset: Ruleset, condition: Condition) -> list[_Way] | None:
    """A condition as rows; None where that takes too many."""
    match condition:
        case AnyOf():
            parts = [_spread(ruleset, part) for part in condition.parts]
            return None if None in parts else [way for part in parts for way in part or ()]
        case All():
            ways: list[_Way] = [{}]
            for part in condition.parts:
                more = _spread(ruleset, part)
                if more is None or len(ways) * len(more) > _ROWS:
                    return None
                ways = [_joined(one, other) for one in ways for other in more]
            return ways
        case Threshold():
            return _spread(ruleset, condition.written_out())
        case Not(part=Is() | AtLeast() | Includes() as leaf):
            return [{leaf.fact: profiles_text.fact_not(phrases.comparison_value(ruleset, leaf))}]
        case Is() | AtLeast() | Includes():
            return [{condition.fact: phrases.comparison_value(ruleset, condition)}]
        case _:
            return None


def _joined(one: _Way, other: _Way) -> _Way:
    both = {fact: profiles_text.fact_and(one[fact], other[fact]) for fact in one.keys() & other.keys()}
    return {**one, **other, **both}
