"""`ave triage --batch`: a whole caseload, one result a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from json.encoder import encode_basestring_ascii
from pathlib import Path
from typing import Any

from ave_cli.cli.emit import Answer, Document, Output, emit
from ave_cli.cli.options import LoadedModel, LoadedModels
from ave_cli.engine.answer_space import comparisons_of
from ave_cli.engine.assessment import AlertKind, PhaseStatus, assess
from ave_cli.engine.columns import BAD_ANSWER, NO_ANSWER, Column, Columns, SetOutcome, TypedColumns, signs, work_out
from ave_cli.errors import InvalidInput
from ave_cli.profile import Answers, Condition, Gap, Gate, Ruleset, Value
from ave_cli.safe_text import one_line
from ave_cli.storage import folders, library
from ave_cli.storage.caseload import Caseload, CaseRow, open_caseload
from ave_cli.storage.toml_files import source_name
from ave_cli.terminal import streams
from ave_cli.text import cli as cli_text
from ave_cli.views.compare import CaseloadComparison, CaseloadTable, caseload_page
from ave_cli.wording.personal_data import SuspicionKind, column_name, suspicions
from ave_cli.wording.triage_json import CaseResult, profile_json, triage_json, unchecked_lines

_CASE, _CURRENT, _PROFILE, _ANSWERS = "case", "current_phase", "profile", "answers"
_FRAME = frozenset((_CASE, _CURRENT, _PROFILE))
_WHOLE = ("phase", "alerts", "roles", "steps", "open_questions", "conflicts", "contradictions")
_FIRST = 1_000
"""Households that are read before the first result, to see whether their names are known."""
_FEW, _MANY = 25, 2_048
"""Households that are worked out together: where each takes long, and where they are worked out as sets."""
_LONGEST_CASE = 100


@dataclass(frozen=True, kw_only=True)
class BatchOptions:
    """What was typed behind `ave triage --batch`."""

    file: str
    profile: str | None
    phases: bool
    csv: bool
    other: str | None
    """The model to compare with."""
    no_bsn: bool
    """Numbers in a case that pass the 11-proef are no BSN's."""
    ignored: tuple[str, ...]
    """Columns that are left out."""
    output: Output


class _Worker:
    """Households in, results out, in the order of the file."""

    at_once = _FEW

    def __init__(self, models: LoadedModels, options: BatchOptions, *, also: frozenset[str] = frozenset()) -> None:
        self.models = models
        self.left_out = frozenset(options.ignored)
        self.also = also
        """Facts that are accepted where the model does not have them: another one does."""
        self.counts_current = True
        self._numbers_allowed = options.no_bsn
        self._today = folders.today()

    def work(self, rows: Sequence[CaseRow]) -> list[CaseResult]:
        """The result of each of these households."""
        return [self.work_one(row) for row in rows]

    def work_one(self, row: CaseRow) -> CaseResult:
        """The whole advice for one household, or every problem with it."""
        model, answers, problems = self.read(row)
        case, problem = self.case_of(row.raw)
        problems = [*row.problems, *([problem] if problem else []), *problems]
        if problems or model is None:
            return _wrong(row.line, case, problems)
        assessment = assess(model.ruleset, answers)
        parts = triage_json(assessment, *_WHOLE)
        head = {"line": row.line, "case": case or None, "profile": profile_json(model.ruleset)}
        text = json.dumps({**head, **parts})
        return CaseResult(
            line=row.line, case=case, text=text, parts=parts, ruleset=model.ruleset, assessment=assessment
        )

    def read(self, row: CaseRow) -> tuple[LoadedModel | None, Answers, list[str]]:
        """The model and the answers of a household, and every problem with them."""
        raw, problems = _flat(row.raw)
        model = self.models.of(raw.get(_PROFILE))
        if model is None:
            return None, Answers(given={}), [*problems, cli_text.NOT_A_MODEL]
        given: dict[str, Value | Gap] = {}
        for name, one in raw.items():
            if one in (None, "") or name in _FRAME or name in self.left_out:
                continue
            if name not in model.ruleset.facts:
                problems += [] if name in self.also else [self._unknown(name, model)]
                continue
            try:
                given[name] = model.typed.read(name, one)
            except ValueError as error:
                problems.append(str(error))
        problems += self._put_current(model, given, raw.get(_CURRENT))
        return model, Answers(given=given), problems

    def _unknown(self, name: str, model: LoadedModel) -> str:
        return cli_text.unknown_key(column_name(name, folders.today()), (*_FRAME, *model.ruleset.facts))

    def _put_current(self, model: LoadedModel, given: dict[str, Value | Gap], typed: object) -> Iterable[str]:
        gate = model.phase_gate
        if not self.counts_current:
            given.pop(gate, None)
        elif typed not in (None, "") and gate:
            try:
                now = model.typed.read(gate, typed)
            except ValueError:
                labels = (phase.label for phase in model.ruleset.profile.phases)
                return [cli_text.not_a_phase(_CURRENT, labels)]
            if given.get(gate, now) != now:
                return [cli_text.phase_twice(gate)]
            given[gate] = now
        return []

    def case_of(self, raw: Mapping[str, Any]) -> tuple[str, str]:
        """The case of a household, and what is wrong with it: what looks personal is never passed on."""
        one = raw.get(_CASE)
        if one in (None, "") or _CASE in self.left_out:
            return "", ""
        case = one.replace("\xa0", " ").strip() if isinstance(one, str) else str(one) if type(one) is int else "\n"
        if len(case) > _LONGEST_CASE or not case.isprintable():
            return "", cli_text.NOT_A_CASE
        found = suspicions(case, self._today)
        if not found:
            return case, ""
        kinds = dict.fromkeys(one.kind.value for one in found)
        if self._numbers_allowed:
            kinds.pop(SuspicionKind.BSN.value, None)
        return ("", cli_text.personal(tuple(kinds))) if kinds else (case, "")


def _wrong(line: int, case: str, problems: Iterable[str]) -> CaseResult:
    told = tuple(dict.fromkeys(one_line(problem) for problem in problems))
    text = json.dumps({"line": line, "case": case or None, "problems": told})
    return CaseResult(line=line, case=case, text=text, parts={}, problems=told)


def _flat(raw: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[str]]:
    """A household with its answers beside its case, also where they stand in a table of their own."""
    inner = raw.get(_ANSWERS)
    if inner is None:
        return raw, []
    outer = {name: one for name, one in raw.items() if name != _ANSWERS}
    if not isinstance(inner, dict):
        return outer, [cli_text.NOT_A_TABLE]
    return {**inner, **outer}, [cli_text.NAME_TWICE] if outer.keys() & inner.keys() else []


_DANGER = AlertKind.DANGER.value
"""The alert that names the phase that is advised."""
_Written = tuple[Document, str]
"""What stands in a result behind the case, and the text of it."""


class _PhasesJson:
    """Phases and alerts of many households that were worked out as sets; what reads the same is written once."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self._alerts: dict[tuple[object, ...], Document] = {}
        self._known: dict[tuple[str, ...], dict[tuple[Any, ...], _Written]] = {}
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

    def _facts(self, conditions: Iterable[Condition]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(leaf.fact for leaf in comparisons_of(self.ruleset, conditions)))

    def of_each(
        self, outcome: SetOutcome, columns: Mapping[str, Column], answers: Callable[[int], Answers]
    ) -> Iterator[_Written]:
        """The phase and the alerts of each household.

        Args:
            outcome: what they come to.
            columns: the answers that they were worked out from.
            answers: the answers of the household at a place, for an alert that was not written before.
        """
        ways = outcome.direction.values()
        sets = (*outcome.at_least, *outcome.at_most, *outcome.advised, *outcome.current, *ways)
        held = list(self._held(outcome, columns))
        slots = tuple(slot for slot, _ in held)
        keys = zip(*(signs(one, outcome.size) for one in sets), *(told for _, told in held), strict=True)
        known = self._known.setdefault(slots, {})
        for place, key in enumerate(keys):
            if key not in known:
                phase = self._phase(key[: len(sets)], outcome)
                told = zip(slots, key[len(sets) :], strict=True)
                known[key] = self._together(phase, [one for one in told if one[1] is not None], answers, place)
            yield known[key]

    def _held(
        self, outcome: SetOutcome, columns: Mapping[str, Column]
    ) -> Iterator[tuple[str, list[tuple[int, ...] | None]]]:
        """Each alert that somebody has: for everyone the answers that decide how it reads, where one has it."""
        households = (outcome.acute, outcome.acute_unknown, outcome.danger, *outcome.national)
        nothing = [NO_ANSWER] * outcome.size
        for (slot, facts), held in zip(self._slots, households, strict=True):
            if held:
                codes = [columns[fact].codes if fact in columns else nothing for fact in facts]
                told = zip(signs(held, outcome.size), zip(*codes, strict=True), strict=True)
                yield slot, [values if sign else None for sign, values in told]

    def _together(
        self,
        phase: Document,
        told: Iterable[tuple[str, tuple[int, ...] | None]],
        answers: Callable[[int], Answers],
        place: int,
    ) -> _Written:
        alerts = [
            self._alert((slot, values, phase["advised"] if slot == _DANGER else None), answers, place)
            for slot, values in told
        ]
        parts = {"phase": phase, "alerts": alerts}
        return parts, json.dumps(parts)[1:]

    def _phase(self, key: Iterable[int], outcome: SetOutcome) -> Document:
        """What the signs of one household say about its phase."""
        ids, signed = tuple(self.ruleset.ranks), iter(key)
        low, high, advised, current = (
            [rank for rank in range(len(ids)) if next(signed)] for _ in ("least", "most", "advised", "current")
        )
        way = next((way for way in outcome.direction if next(signed)), None)
        unsettled = PhaseStatus.OPEN if advised[-1] == 0 else PhaseStatus.RANGE
        return {
            "at_least": ids[low[-1]],
            "at_most": ids[high[-1]],
            "advised": ids[advised[-1]],
            "current": ids[current[-1]] if current else None,
            "direction": way.value if way is not None else None,
            "status": (PhaseStatus.SETTLED if low[-1] == high[-1] else unsettled).value,
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


class _PhaseWorker(_Worker):
    """Phases, direction and alerts only, of thousands of households at once."""

    at_once = _MANY

    def __init__(self, models: LoadedModels, options: BatchOptions, *, also: frozenset[str] = frozenset()) -> None:
        super().__init__(models, options, also=also)
        self._written: dict[int, _PhasesJson] = {}
        self._codes: dict[tuple[int, str], TypedColumns] = {}

    def work(self, rows: Sequence[CaseRow]) -> list[CaseResult]:
        """The result of each of these households; those of one model are worked out together."""
        raws = [row.raw for row in rows]
        alike = set[str]().union(*raws).isdisjoint((_PROFILE, _ANSWERS)) and not any(row.problems for row in rows)
        model = self.models.of(None) if alike else None
        if model is not None:
            return list(self._group(model, rows, raws, range(len(rows))).values())
        return self._work_apart(rows)

    def _work_apart(self, rows: Sequence[CaseRow]) -> list[CaseResult]:
        found: dict[int, CaseResult] = {}
        groups: dict[int, tuple[LoadedModel, list[int]]] = {}
        raws: list[Mapping[str, Any]] = []
        for place, row in enumerate(rows):
            raw, problems = _flat(row.raw) if _ANSWERS in row.raw else (row.raw, ())
            raws.append(raw)
            model = None if problems or row.problems else self.models.of(raw.get(_PROFILE))
            if model is None:
                found[place] = self.work_one(row)
            else:
                groups.setdefault(id(model), (model, []))[1].append(place)
        for model, places in groups.values():
            found |= self._group(model, rows, raws, places)
        return [found[place] for place in range(len(rows))]

    def _group(
        self, model: LoadedModel, rows: Sequence[CaseRow], raws: Sequence[Mapping[str, Any]], places: Sequence[int]
    ) -> dict[int, CaseResult]:
        """Work out the households of one model; the ones with a problem one by one, to tell each."""
        here = raws if len(places) == len(raws) else [raws[place] for place in places]
        columns, bad = self._columns(model, here)
        outcome = work_out(Columns(model.ruleset, columns, len(here)))
        written = self._written.setdefault(id(model), _PhasesJson(model.ruleset))
        found: dict[int, CaseResult] = {}
        answers = lambda number: self.read(rows[places[number]])[1]  # noqa: E731  # it is asked seldom
        for number, (parts, text) in enumerate(written.of_each(outcome, columns, answers)):
            place = places[number]
            case, problem = self.case_of(here[number])
            if problem or number in bad:
                found[place] = self.work_one(rows[place])
                continue
            line = rows[place].line
            found[place] = CaseResult(
                line=line,
                case=case,
                text=f'{{"line": {line}, "case": {encode_basestring_ascii(case) if case else "null"}, {text}',
                parts=parts,
                ruleset=model.ruleset,
            )
        return found

    def _columns(self, model: LoadedModel, here: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Column], set[int]]:
        """The columns of the facts that these households name, and the places of what cannot be read."""
        facts, gate = model.ruleset.facts, model.phase_gate
        every = set[str]().union(*here)
        names = every - _FRAME - self.left_out
        known = [*(names & facts.keys()), _CURRENT]
        # Each household over the same names, all behind one another: a column is then every so many of them
        nothing: dict[str, Any] = dict.fromkeys((*known, *every))
        typed: list[Any] = []
        for raw in here:
            typed += {**nothing, **raw}.values()
        *answered, now = (typed[place :: len(nothing)] for place in range(len(known)))
        columns, bad = dict[str, Column](), set[int]()
        for name, answers in zip(known, answered, strict=False):
            columns[name], wrong = self._column(model, name, answers)
            bad |= wrong
        unknown = names - facts.keys() - self.also
        if unknown:
            bad |= {place for place, raw in enumerate(here) if not unknown.isdisjoint(raw)}
        if not self.counts_current:
            columns.pop(gate, None)
        elif gate:
            current, wrong = self._column(model, gate, now)
            columns[gate], twice = _joined(columns.get(gate), current)
            bad |= wrong | twice
        return columns, bad

    def _column(self, model: LoadedModel, name: str, typed: Sequence[object]) -> tuple[Column, set[int]]:
        """The answers to one fact, and the places of what is none."""
        codes = self._codes.setdefault((id(model), name), TypedColumns(model.typed, model.ruleset.facts[name]))
        found = codes.codes(typed)
        wrong = {place for place, code in enumerate(found) if code == BAD_ANSWER} if BAD_ANSWER in found else set[int]()
        return Column(codes=found, values=codes.answers), wrong


def _joined(answered: Column | None, now: Column) -> tuple[Column, set[int]]:
    """Two columns of one fact as one, and the places where they differ."""
    if answered is None:
        return now, set()
    pairs = list(zip(answered.codes, now.codes, strict=True))
    twice = {place for place, (one, other) in enumerate(pairs) if one != other and NO_ANSWER not in (one, other)}
    codes = [other if one == NO_ANSWER else one for one, other in pairs]
    return Column(codes=codes, values=now.values), twice


def run_batch(options: BatchOptions) -> None:
    """Work out a caseload; what is wrong with a line is a line of its own and stops nothing.

    Raises:
        UsageError: the file is not there.
        InvalidInput: a column is not known and nothing was written, or lines had problems and all was.
    """
    with open_caseload(folders.typed_path(options.file)) as caseload:
        models = LoadedModels(options.profile)
        first = list(islice(caseload.rows, _FIRST))
        _refuse_unknown(options, models, caseload.columns or _names(first), first)
        for mark in unchecked_lines(models.default().ruleset):
            streams.complain(mark)
        make = _PhaseWorker if options.phases else _Worker
        with streams.progress(cli_text.WORKING, caseload.size) as tell:
            batches = _batches(caseload, chain(first, caseload.rows), make.at_once, tell)
            if options.other is not None:
                wrong, right = _compare(options, models, batches)
            else:
                wrong, right = _write(options, make(models, options), batches, models, first)
    if wrong:
        raise InvalidInput(cli_text.finished(right, wrong))
    if not right:
        streams.complain(cli_text.finished(0, 0))


def _names(first: Sequence[CaseRow]) -> list[str]:
    """Every name that the first households use."""
    names: dict[str, None] = {}
    for row in first:
        names.update(dict.fromkeys(_flat(row.raw)[0]))
    return list(names)


def _refuse_unknown(
    options: BatchOptions, models: LoadedModels, names: Iterable[str], first: Sequence[CaseRow]
) -> None:
    """A column that no model of the first households knows is refused before anything is written.

    Raises:
        InvalidInput: with each of them.
    """
    named = dict.fromkeys(str(row.raw.get(_PROFILE) or "") for row in first) or {"": None}
    found = [model for model in (models.of(one or None) for one in named) if model is not None]
    known = {"", *_FRAME, *options.ignored}.union(*(model.ruleset.facts for model in found))
    unknown = [name for name in names if name not in known]
    if unknown and found:  # else each line says that its model is not known
        known_names = (*_FRAME, *models.default().ruleset.facts)
        problems = tuple(cli_text.no_column(column_name(name, folders.today()), known_names) for name in unknown)
        raise InvalidInput(cli_text.columns_refused(source_name(Path(options.file))), problems, cli_text.IGNORE_HINT)


def _batches(caseload: Caseload, rows: Iterable[CaseRow], size: int, tell: streams.Tell) -> Iterator[list[CaseRow]]:
    rows, count = iter(rows), 0
    while batch := list(islice(rows, size)):
        yield batch
        count += len(batch)
        tell(count, caseload.done())


def _write(
    options: BatchOptions,
    worker: _Worker,
    batches: Iterable[list[CaseRow]],
    models: LoadedModels,
    first: Sequence[CaseRow],
) -> tuple[int, int]:
    """Write every result; gives how many lines had problems and how many were worked out."""
    table = CaseloadTable(_rulesets(models, first), whole=not options.phases) if options.csv else None
    if table is not None:
        streams.out_exactly(f"\ufeff{table.head()}")
    wrong = right = 0
    for batch in batches:
        results = worker.work(batch)
        bad = sum(1 for result in results if result.problems)
        wrong, right = wrong + bad, right + len(results) - bad
        if table is not None:
            streams.out_exactly("".join(map(table.line, results)))
        else:
            streams.out("\n".join([result.text for result in results]))
    return wrong, right


def _rulesets(models: LoadedModels, first: Sequence[CaseRow]) -> list[Ruleset]:
    """The models of a table: that of who names none, and where households name theirs every one that ships too."""
    if not any(_PROFILE in row.raw for row in first):
        return [models.default().ruleset]
    names = dict.fromkeys((*(row.raw.get(_PROFILE) for row in first), *library.index().ids()))
    return [model.ruleset for name in names if (model := models.of(name)) is not None]


def _compare(options: BatchOptions, models: LoadedModels, batches: Iterable[list[CaseRow]]) -> tuple[int, int]:
    """Show what differs under a second model; gives how many lines had problems and how many were compared."""
    first, second = models.default(), LoadedModels(options.other).default()
    make = _PhaseWorker if options.phases else _Worker
    shared = frozenset((*first.ruleset.facts, *second.ruleset.facts))
    workers = [make(one, options, also=shared) for one in (models, LoadedModels(options.other))]
    is_same = first.ruleset.profile.id == second.ruleset.profile.id
    comparison, right = CaseloadComparison(), 0
    for worker in workers:
        worker.counts_current = is_same
    for batch in batches:
        for one, other in zip(workers[0].work(batch), workers[1].work(batch), strict=True):
            if one.problems and other.problems:
                comparison.problems.append({"line": one.line, "case": one.case or None, "problems": one.problems})
                continue
            right += 1
            comparison.add(one, other)
    found = list(comparison.found.values())
    wrong = len(comparison.problems)
    document = {
        "format": 1,
        "households": right,
        "changed": comparison.changed,
        "profile": profile_json(first.ruleset),
        "other": profile_json(second.ruleset),
        "current_phase_counts": is_same,
        "differences": [
            {"kind": one.kind, "count": one.count, "example": {"line": one.line, "case": one.case or None}}
            | {"old": one.old, "new": one.new}
            for one in found
        ],
        "problems": comparison.problems,
    }
    told = cli_text.compared_households(right, wrong, comparison.changed)
    page = caseload_page((first.ruleset.profile, second.ruleset.profile), found, told, counts_current=is_same)
    emit(Answer(page=lambda _: page, document=lambda: document), options.output)
    return wrong, right
