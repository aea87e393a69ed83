"""Caseload as lines of JSON, as a table for a spreadsheet, and under two models."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import compress, zip_longest
from typing import TYPE_CHECKING, Any

from ave_cli.engine.assessment import AlertKind, PhaseStatus, assess
from ave_cli.engine.columns import NO_ANSWER, contradicting, danger_unknown, rank_of_each, signs
from ave_cli.profile import NO_PHASE, Answers, Condition, Fact, FactKind, Gate, Profile, Ruleset, contradictions, record
from ave_cli.report import Block, Cell, Paragraph, Report, Table, Tone
from ave_cli.safe_text import spreadsheet_line
from ave_cli.text import cli as cli_text
from ave_cli.text import compare as compare_text
from ave_cli.text import notes as notes_text
from ave_cli.views.triage import holder_words
from ave_cli.wording import phrases as advice
from ave_cli.wording.triage_json import CaseResult, contradiction_json, profile_json, triage_json

if TYPE_CHECKING:
    from ave_cli.engine.columns import Column, Columns, SetOutcome

_DANGER_UNKNOWN = "danger_unknown"
"""Under which a table finds whether something about danger is not known; it stands in no JSON."""
_DANGER = AlertKind.DANGER.value
"""The alert that names the phase that is advised."""
Document = dict[str, Any]
_Written = tuple[Document, str]
"""What stands in a result behind the case, and the text of it."""
_Clash = tuple[int, tuple[int, ...]]
"""A way to contradict oneself, and the answers that do."""
_MOST = 4_096
"""Results that are remembered for the next household that comes to the same."""


class PhasesJson:
    """Phases, alerts and contradictions of households worked out as sets; what reads the same is written once."""

    def __init__(self, ruleset: Ruleset, *, is_table: bool = False) -> None:
        """Write results of this model; those for a table say also whether something about danger is not known."""
        self.ruleset = ruleset
        self._is_table = is_table
        self._known: dict[tuple[str, ...], dict[tuple[Any, ...], _Written]] = {}
        self._alerts: dict[tuple[object, ...], Document] = {}
        gate = ruleset.gate(Gate.ACUTE) or ""
        danger = [fact.id for fact in ruleset.facts.values() if fact.danger]
        concerned = [contact.concerns for contact in ruleset.contacts if contact.concerns is not None]
        self._slots: list[tuple[str, tuple[str, ...]]] = [
            (AlertKind.ACUTE.value, (gate,)),
            (AlertKind.ACUTE_UNKNOWN.value, (gate,)),
            (_DANGER, (*danger, *self._facts(concerned))),
            *((alert.id, self._facts([alert.when])) for alert in ruleset.national.alerts),
        ]
        """Each alert with the facts that decide how it reads."""
        self._clashes = [
            *((fact.id, *fact.excludes, *(fact.implies.any if fact.implies else ())) for fact in ruleset.binding),
            *(self._facts([rule.when]) for rule in ruleset.contradictions),
        ]
        """For each way to contradict oneself the facts that it is about."""
        self._contradictions: dict[_Clash, list[Document]] = {}

    def _facts(self, conditions: Iterable[Condition]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(leaf.fact for leaf in self.ruleset.comparisons(conditions)))

    def of_each(
        self, outcome: SetOutcome, columns: Columns, typed: Mapping[str, Column], answers: Callable[[int], Answers]
    ) -> Iterator[_Written]:
        """The phase, the alerts and the contradictions of each household, and the end of its line.

        Args:
            outcome: what they come to.
            columns: their answers as sets.
            typed: the answers that they were worked out from.
            answers: the answers of the household at a place, for what was not written before.
        """
        # Of the last three a household may be in none: that is the first of them
        perhaps = (outcome.current, outcome.direction.values(), [danger_unknown(columns)] if self._is_table else [])
        said = (outcome.at_least, outcome.at_most, outcome.advised, *((0, *sets) for sets in perhaps))
        alerted = (outcome.acute, outcome.acute_unknown, outcome.danger, *outcome.national)
        held = [(slot, facts, one) for (slot, facts), one in zip(self._slots, alerted, strict=True) if one]
        slots = tuple(slot for slot, _, _ in held)
        keys = zip(
            *(rank_of_each(sets, outcome.size) for sets in said),
            *(_answers_of(facts, one, outcome.size, typed) for _, facts, one in held),
            self._clashing(columns, typed),
            strict=True,
        )
        known = self._known.setdefault(slots, {})
        for place, key in enumerate(keys):
            if key not in known:
                if len(known) >= _MOST:
                    known.clear()
                told = [one for one in zip(slots, key[len(said) : -1], strict=True) if one[1] is not None]
                found = [one for clash in key[-1] for one in self._contradiction(clash, answers, place)]
                known[key] = self._together(self._phase(key, outcome), told, found, answers, place)
                if self._is_table:
                    known[key][0][_DANGER_UNKNOWN] = bool(key[len(said) - 1])
            yield known[key]

    def _clashing(self, columns: Columns, typed: Mapping[str, Column]) -> list[tuple[_Clash, ...]]:
        """For each household the ways in which it contradicts itself; for most of them none."""
        found: list[tuple[_Clash, ...]] = [()] * columns.size
        for way, (facts, one) in enumerate(zip(self._clashes, contradicting(columns), strict=True)):
            for place, values in _answers_in(facts, one, columns.size, typed) if one else ():
                found[place] = (*found[place], (way, values))
        return found

    def _together(
        self,
        phase: Document,
        told: Iterable[tuple[str, tuple[int, ...] | None]],
        found: Sequence[Document],
        answers: Callable[[int], Answers],
        place: int,
    ) -> _Written:
        alerts = [
            self._alert((slot, values, phase["advised"] if slot == _DANGER else None), answers, place)
            for slot, values in told
        ]
        parts = {"phase": phase, "alerts": alerts, "contradictions": found}
        return parts, json.dumps(parts)[1:]

    def _contradiction(self, key: _Clash, answers: Callable[[int], Answers], place: int) -> list[Document]:
        """What contradicts what in one way, for a household whose answers are these."""
        if key not in self._contradictions:
            way, ruleset, given, facts = key[0], self.ruleset, answers(place), len(self.ruleset.binding)
            if way < facts:
                found = contradictions([ruleset.binding[way]], given)
            else:
                one = ruleset.contradicted(ruleset.contradictions[way - facts], ruleset.read(given))
                found = (one,) if one is not None else ()
            self._contradictions[key] = [contradiction_json(one, ruleset) for one in found]
        return self._contradictions[key]

    def _phase(self, key: Sequence[int], outcome: SetOutcome) -> Document:
        """What the ranks and the direction of one household say about its phase."""
        low, high, advised, now, way = key[:5]
        ids, ways = tuple(self.ruleset.ranks), tuple(outcome.direction)
        unsettled = PhaseStatus.OPEN if advised == 0 else PhaseStatus.RANGE
        return {
            "at_least": ids[low],
            "at_most": ids[high],
            "advised": ids[advised],
            "current": ids[now - 1] if now else None,
            "direction": ways[way - 1].value if way else None,
            "status": (PhaseStatus.SETTLED if low == high else unsettled).value,
        }

    def _alert(self, key: tuple[object, ...], answers: Callable[[int], Answers], place: int) -> Document:
        if key not in self._alerts:
            assessment = assess(self.ruleset, answers(place))
            documents: list[Document] = triage_json(assessment, "alerts")["alerts"]
            for alert, document in zip(assessment.alerts, documents, strict=True):
                kind = _DANGER if alert.kind is AlertKind.DANGER_WITHOUT_PHASE else alert.kind.value
                if (alert.national.id if alert.national is not None else kind) == key[0]:
                    self._alerts[key] = document
        return self._alerts[key]


def _answers_of(
    facts: Sequence[str], held: int, size: int, typed: Mapping[str, Column]
) -> list[tuple[int, ...] | None]:
    """For each household the answers to these facts, where it is in this set."""
    found = dict(_answers_in(facts, held, size, typed))
    return list(map(found.get, range(size)))


def _answers_in(
    facts: Sequence[str], held: int, size: int, typed: Mapping[str, Column]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The place of each household of this set, with its answers to these facts."""
    codes = [typed[fact].codes if fact in typed else [NO_ANSWER] * size for fact in facts]
    here = signs(held, size)
    return zip(compress(range(size), here), compress(zip(*codes, strict=True), here), strict=True)


_ASKED = 3
"""Facts that a table names as something to find out."""


def _columns_of(result: CaseResult) -> list[str]:
    """The cells about the phase; where that cannot be told yet no phase stands there as the advice."""
    phase, ruleset = result.parts["phase"], result.ruleset
    labels = {one.id: one.label for one in ruleset.profile.phases} if ruleset is not None else {}
    is_open = phase["status"] == PhaseStatus.OPEN.value
    return [
        _model_cell(ruleset.profile) if ruleset is not None else "",
        cli_text.NOT_YET if is_open else labels[phase["advised"]],
        labels[phase["at_least"]],
        labels[phase["at_most"]],
        _certainty(result),
        labels.get(phase["current"], ""),
        cli_text.DIRECTION_WORDS.get(phase["direction"], ""),
    ]


def _certainty(result: CaseResult) -> str:
    """How sure the phase is; nothing is sure where answers contradict each other."""
    status = result.parts["phase"]["status"]
    is_contradicted = status == PhaseStatus.SETTLED.value and result.parts["contradictions"]
    return cli_text.CONTRADICTED if is_contradicted else cli_text.STATUS_WORDS[status]


def _model_cell(profile: Profile) -> str:
    is_checked = profile.base_checked or not profile.extends
    return profile.id if is_checked else f"{profile.id} ({advice.unchecked(profile.base_title)})"


def _alert_cell(result: CaseResult) -> str:
    """The alerts in words that say that it is about danger, and then whom to call, each number once.

    Where there is none, what is not known about danger is said: an empty cell says that it is known that there is none.
    """
    alerts = result.parts["alerts"]
    if not alerts:
        whole = result.assessment
        is_unknown = whole.danger.unknown if whole is not None else result.parts.get(_DANGER_UNKNOWN)
        return cli_text.DANGER_UNKNOWN if is_unknown else ""
    told = (cli_text.alert(alert["kind"], alert["short"]) for alert in alerts)
    urgent = (alert["lines"] for alert in alerts if alert["kind"] != AlertKind.ACUTE_UNKNOWN.value)
    numbers = dict.fromkeys(line for lines in urgent for line in lines)
    return " / ".join(told) + (f" {' '.join(numbers)}" if numbers else "")


def _contradiction_cell(result: CaseResult) -> str:
    return " / ".join(one["text"] for one in result.parts["contradictions"])


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
            blank = len(cli_text.COLUMNS) - 2 + len(self._roles) + (len(cli_text.WHOLE_COLUMNS) if self._whole else 0)
            return spreadsheet_line([*cells, *[""] * blank, " / ".join(result.problems)])
        told = (*_columns_of(result), _alert_cell(result), _contradiction_cell(result))
        return spreadsheet_line([*cells, *told, *self._whole_cells(result), ""])

    def _whole_cells(self, result: CaseResult) -> Iterator[str]:
        whole = result.assessment
        if whole is None:
            return
        held = {one.role.id: holder_words(whole, one) for one in whole.roles}
        yield from (held.get(role, "") for role in self._roles)
        yield result.parts["steps"][0]["short"] if result.parts["steps"] else ""
        yield "; ".join(whole.ruleset.facts[one.fact].name() for one in whole.open_questions[:_ASKED])


@record
class CaseloadDifference:
    """One thing that comes out differently for households of a caseload under a second model."""

    kind: str
    title: str
    old: str
    new: str
    """What it was and what it is for the first household for which it differs."""
    moves: dict[tuple[str, str], int] = field(default_factory=dict)
    """For how many it was and is what."""
    count: int = 0
    cases: list[tuple[int, str]] = field(default_factory=list)
    """Line and case of the households for which it does, as far as they are kept."""


_FIRST_CASES = 10
"""Households of one difference that are named where not all are asked for."""
_OF_THE_PHASE = ("advised", "at_least", "at_most", "status", "direction")
"""What differs in more than words."""


class CaseloadComparison:
    """What differs under two models: counted by kind, with the households and an example each."""

    def __init__(self, models: tuple[Ruleset, Ruleset], *, whole: bool, keep_all: bool, counts_current: bool) -> None:
        """Compare these two models; all households of a difference are kept only where all are asked for."""
        self._rulesets = models
        self._whole = whole
        self._keep_all = keep_all
        self._counts_current = counts_current
        self._found: dict[str, CaseloadDifference] = {}
        self._households = self._wrong = self._changed = self._phase_changed = 0
        self._problems: list[Document] = []

    def add(self, one: CaseResult, other: CaseResult) -> list[str]:
        """Compare what one household comes to under each; gives the kinds in which it differs."""
        if one.problems or other.problems:
            self._wrong += 1
            if self._keep_all:
                self._problems.append({**_who(one.line, one.case), "problems": one.problems or other.problems})
            return []
        self._households += 1
        old, new = _facets(one), _facets(other)
        kinds = sorted((kind for kind in {**old, **new} if old.get(kind, "") != new.get(kind, "")), key=_place)
        self._changed += bool(kinds)
        self._phase_changed += not set(_OF_THE_PHASE).isdisjoint(kinds)
        for kind in kinds:
            known = self._found.get(kind)
            before, after = move = _first_difference(old.get(kind, ""), new.get(kind, ""))
            if known is None:
                known = CaseloadDifference(kind=kind, title=_facet_title(kind, one, other), old=before, new=after)
            if self._keep_all or len(known.cases) < _FIRST_CASES:
                known.cases.append((one.line, one.case))
            if move in known.moves or len(known.moves) < _MOST:
                known.moves[move] = known.moves.get(move, 0) + 1
            self._found[kind] = replace(known, count=known.count + 1)
        return kinds

    def _ordered(self) -> list[CaseloadDifference]:
        """What a reader looks for first comes first: the phase, then alerts, then who and what."""
        return sorted(self._found.values(), key=lambda one: _place(one.kind))

    def document(self) -> Document:
        """The comparison as JSON."""
        first, second = self._rulesets
        return {
            "format": 1,
            "households": self._households,
            "changed": self._changed,
            "changed_phase": self._phase_changed,
            "profile": profile_json(first),
            "other": profile_json(second),
            "current_phase_counts": self._counts_current,
            "phases_only": not self._whole,
            "differences": [
                {"kind": one.kind, "count": one.count, "example": _who(*one.cases[0]), "old": one.old, "new": one.new}
                | {"moves": [{"old": old, "new": new, "count": count} for (old, new), count in _ordered(one.moves)]}
                | {"cases": [_who(*who) for who in one.cases]}
                for one in self._ordered()
            ],
            "problems": self._problems,
        }

    def page(self) -> Report:
        """What comes out differently, counted, with an example of each and which households they are."""
        versions = [notes_text.model_version(one.profile.title, one.profile.version) for one in self._rulesets]
        counts = (self._households, self._wrong, self._changed, self._phase_changed)
        blocks: list[Block] = [
            Paragraph(compare_text.first_and_second(*versions), Tone.QUIET),
            Paragraph(compare_text.compared_households(*counts, whole=self._whole), Tone.STRONG),
            *map(Paragraph, () if self._whole else (compare_text.ONLY_PHASES,)),
            *map(Paragraph, () if self._counts_current else compare_text.TWO_MODELS),
        ]
        rows = tuple(
            (
                Cell(one.title, Tone.STRONG),
                Cell(str(one.count)),
                Cell(_moves(one), note=compare_text.which_households(one.cases, one.count)),
            )
            for one in self._ordered()
        )
        columns = (compare_text.COLUMN_WHAT, compare_text.COLUMN_COUNT, compare_text.COLUMN_EXAMPLE)
        if rows:
            blocks.append(Table(compare_text.DIFFERENCES, columns, rows))
        elif self._households:
            blocks.append(Paragraph(compare_text.CASELOAD_SAME if self._whole else compare_text.PHASES_SAME))
        return Report(compare_text.CASELOAD_TITLE, tuple(blocks))


def comparison_head() -> str:
    """The names of the columns of a table of households under two models."""
    pairs = (
        compare_text.compared_column(name, which)
        for which in compare_text.FIRST_AND_SECOND
        for name in compare_text.COMPARED
    )
    last = (compare_text.COLUMN_WHAT, cli_text.COLUMNS[-1], cli_text.PROBLEMS)
    return spreadsheet_line([*cli_text.COLUMNS[:2], *pairs, *last])


def comparison_line(one: CaseResult, other: CaseResult, kinds: Sequence[str]) -> str:
    """The line of one household under two models, with the kinds in which it differs."""
    cells = [str(one.line), one.case]
    for result in (one, other):
        if result.problems:
            cells += [""] * len(compare_text.COMPARED)
            continue
        model, advised, low, high, status, _, direction = _columns_of(result)
        cells += [model, advised, low, high, status, direction, _alert_cell(result)]
    problems = dict.fromkeys((*one.problems, *other.problems))
    titles = "; ".join(_facet_title(kind, one, other) for kind in kinds)
    clash = next((_contradiction_cell(result) for result in (one, other) if not result.problems), "")
    return spreadsheet_line([*cells, titles, clash, " / ".join(problems)])


def _place(kind: str) -> int:
    return list(compare_text.CASELOAD_KINDS).index(kind.partition(":")[0])


def _ordered(moves: Mapping[tuple[str, str], int]) -> list[tuple[tuple[str, str], int]]:
    return sorted(moves.items(), key=lambda move: -move[1])


def _moves(one: CaseloadDifference) -> str:
    """Of a phase every move with its count; of longer texts the one of the example."""
    every = _ordered(one.moves) if one.kind in _OF_THE_PHASE else [((one.old, one.new), one.moves[one.old, one.new])]
    return compare_text.moves((*move, count) for move, count in every)


def _who(line: int, case: str) -> Document:
    return {"line": line, "case": case or None}


def _first_difference(old: str, new: str) -> tuple[str, str]:
    """Of two lists of lines the first one that differs; of anything else itself."""
    pairs = zip_longest(old.split("\n"), new.split("\n"), fillvalue="")
    return next((pair for pair in pairs if pair[0] != pair[1]), (old, new))


def _facets(result: CaseResult) -> dict[str, str]:
    """What is compared of a result, in words, by kind."""
    _, advised, low, high, status, _, direction = _columns_of(result)
    found = {"at_least": low, "at_most": high, "advised": advised, "direction": direction, "status": status}
    found["alerts"] = " / ".join(cli_text.alert(alert["kind"], alert["short"]) for alert in result.parts["alerts"])
    if result.assessment is not None:
        for role in result.assessment.roles:
            found[f"role:{role.role.id}"] = holder_words(result.assessment, role)
        found["steps"] = "\n".join(step["short"] for step in result.parts["steps"])
    return found


def _facet_title(kind: str, *results: CaseResult) -> str:
    ident = kind.partition(":")[2]
    if not ident:
        return compare_text.CASELOAD_KINDS[kind]
    titles = (role.title for one in results if one.ruleset for role in one.ruleset.profile.roles if role.id == ident)
    return compare_text.role_facet(next(titles, ident))


def column_names(ruleset: Ruleset) -> tuple[str, ...]:
    """The names above a table of households for a model: what frames one, and the facts that the model looks at."""
    return (*cli_text.FRAME, *(fact.id for fact in _facts_of(ruleset)))


def _facts_of(ruleset: Ruleset) -> list[Fact]:
    """The facts that a model looks at; the present phase is a column that every model has."""
    return [fact for fact in ruleset.facts.values() if fact.id in ruleset.used and fact.gate is not Gate.PHASE]


def columns_page(ruleset: Ruleset) -> Report:
    """Every column that counts, with what is typed in it."""
    profile = ruleset.profile
    blocks = [Paragraph(notes_text.model_version(profile.title, profile.version), Tone.QUIET)]
    gates = [_typed(fact, profile) for fact in ruleset.facts.values() if fact.gate is Gate.PHASE]
    typed = dict(zip(["current_phase"], gates, strict=False))
    frame = ((Cell(name, Tone.STRONG), Cell(text), Cell(typed.get(name, ""))) for name, text in cli_text.FRAME.items())
    rows = (
        (Cell(fact.id, Tone.STRONG), Cell(fact.question), Cell(_typed(fact, profile))) for fact in _facts_of(ruleset)
    )
    columns = (cli_text.COLUMN, cli_text.COLUMN_MEANS, cli_text.COLUMN_TYPED)
    table = Table(cli_text.ALL_COLUMNS, columns, (*frame, *rows))
    return Report(cli_text.TITLE_COLUMNS, (*blocks, Paragraph(cli_text.COLUMNS_TOLD), table))


def _typed(fact: Fact, profile: Profile) -> str:
    match fact.kind:
        case FactKind.YES_NO:
            return cli_text.TICK_OR_NOT
        case FactKind.PHASE:
            return cli_text.pick_one((*(phase.label for phase in profile.phases), NO_PHASE))
        case FactKind.CHOICE:
            return cli_text.pick_one(fact.options)
        case FactKind.CHOICES:
            return cli_text.pick_some(fact.options)


def columns_json(ruleset: Ruleset) -> Document:
    """The same as JSON."""
    frame = [{"name": name, "question": text, "kind": "text", "options": []} for name, text in cli_text.FRAME.items()]
    asked = [
        {"name": fact.id, "question": fact.question, "kind": fact.kind.value, "options": list(fact.options)}
        for fact in _facts_of(ruleset)
    ]
    return {"format": 1, "profile": profile_json(ruleset), "columns": [*frame, *asked]}


def meant_column(name: str, ruleset: Ruleset) -> str:
    """What to say behind the name of a column that is not known: which one was meant, if that can be told."""
    word = " ".join(name.replace("_", " ").casefold().split())
    labels = {fact.name().casefold(): fact.id for fact in ruleset.facts.values()}
    known = {**{ident.replace("_", " "): ident for ident in ruleset.facts}, **labels}
    found = cli_text.FRAME_WORDS.get(word) or known.get(word)
    groups = (group.words for group in ruleset.synonyms if word in map(str.casefold, group.words))
    alike = (known[one.casefold()] for words in groups for one in words if one.casefold() in known)
    return cli_text.near_column(name, found or next(alike, None), (*cli_text.FRAME, *ruleset.facts))
