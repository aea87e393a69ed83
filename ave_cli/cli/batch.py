"""`ave triage --batch`: a whole caseload, one result a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from json.encoder import encode_basestring_ascii
from typing import Any

from ave_cli.cli.emit import Answer, Output, OutputFormat, emit
from ave_cli.cli.options import LIST, CaseloadRemarks, LoadedModel, LoadedModels, tell_default_title
from ave_cli.engine.answers_file import is_case
from ave_cli.engine.assessment import assess
from ave_cli.engine.columns import BAD_ANSWER, Column, Columns, TypedColumns, joined, work_out
from ave_cli.errors import InvalidInput, UsageError
from ave_cli.profile import Answers, Gap, Ruleset, Value
from ave_cli.safe_text import one_line, spreadsheet_line
from ave_cli.storage import folders, library
from ave_cli.storage.caseload import Caseload, CaseRow, ColumnRules, TableRow, column_id, open_caseload, unnamed_refused
from ave_cli.terminal import streams
from ave_cli.text import cli as cli_text
from ave_cli.views.caseload import (
    CaseloadComparison,
    CaseloadTable,
    PhasesJson,
    column_names,
    columns_json,
    columns_page,
    comparison_head,
    comparison_line,
    meant_column,
)
from ave_cli.wording.personal_data import SuspicionKind, column_name, is_reference, suspicions_of_case
from ave_cli.wording.triage_json import CaseResult, profile_json, triage_json, unchecked_lines

_CASE, _CURRENT, _PROFILE, _ANSWERS = "case", "current_phase", "profile", "answers"
_FRAME = frozenset((_CASE, _CURRENT, _PROFILE))
_WHOLE = ("phase", "alerts", "roles", "steps", "open_questions", "conflicts", "contradictions")
_FIRST = 1_000
"""Households that are read before the first result, to see whether their names are known."""
_FEW, _MANY = 25, 2_048
"""Households that are worked out together: where each takes long, and where they are worked out as sets."""
_MOST_EXACT = 10**15
"""Up to here a number with a comma in it is exactly the whole number that it seems to be."""


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
        self.also = also
        """Facts that are accepted where the model does not have them: another one does."""
        self.counts_current = self.reads_current = True
        """Whether the present phase counts, and whether it has to be one of this model."""
        self.unused: dict[str, dict[str, None]] = {}
        """By the title of a model the facts that were answered and that it does not look at."""
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
            return None, Answers(given={}), [*problems, cli_text.not_a_model(library.index().ids())]
        given: dict[str, Value | Gap] = {}
        for name, one in raw.items():
            if _is_empty(one) or name in _FRAME or (name == model.phase_gate and not self.reads_current):
                continue
            if name not in model.ruleset.facts:
                problems += [] if name in self.also else [self._unknown(name, model)]
                continue
            if name not in model.ruleset.used:
                self.unused.setdefault(model.ruleset.profile.title, {})[name] = None
            try:
                given[name] = model.typed.read(name, one)
            except ValueError as error:
                problems.append(str(error))
        problems += self._put_current(model, given, raw.get(_CURRENT))
        return model, Answers(given=given), problems

    def _unknown(self, name: str, model: LoadedModel) -> str:
        shown = column_name(name, folders.today())
        return cli_text.unknown_key(shown, meant_column(name, model.ruleset))

    def _put_current(self, model: LoadedModel, given: dict[str, Value | Gap], typed: object) -> Iterable[str]:
        gate = model.phase_gate
        before = given.get(gate) if self.counts_current else given.pop(gate, None)
        if _is_empty(typed) or not gate or not self.reads_current:
            return []
        try:
            now = model.typed.read(gate, typed)
        except ValueError:
            return [model.typed.no_phase(_CURRENT)]
        if before not in (None, now):
            return [cli_text.phase_twice(gate)]
        if self.counts_current:
            given[gate] = now
        return []

    def settled(self, row: CaseRow) -> CaseRow:
        """A household that may as well be text counts only where all of it reads as one; else nothing of it does."""
        if not isinstance(row, TableRow) or not row.is_doubtful:
            return row
        _, answers, problems = self.read(row)
        case, wrong = self.case_of(row.raw)
        if problems or wrong or not answers.given or len(case.split()) > 1:
            row.raw = {}
        else:
            row.problems = ()
        return row

    def case_of(self, raw: Mapping[str, Any]) -> tuple[str, str]:
        """The case of a household, and what is wrong with it: what looks personal is never passed on."""
        one = raw.get(_CASE)
        if isinstance(one, str) and is_reference(one):
            return one, ""
        if _is_empty(one):
            return "", ""
        if type(one) is float and one.is_integer() and abs(one) < _MOST_EXACT:
            one = int(one)
        case = one.replace("\xa0", " ").strip() if isinstance(one, str) else str(one) if type(one) is int else "\n"
        if not is_case(case):
            return "", cli_text.NOT_A_CASE
        kinds = dict.fromkeys(kind.value for kind in suspicions_of_case(case, self._today))
        if self._numbers_allowed:
            kinds.pop(SuspicionKind.BSN.value, None)
        return ("", cli_text.personal(tuple(kinds))) if kinds else (case, "")


def _wrong(line: int, case: str, problems: Iterable[str]) -> CaseResult:
    told = tuple(dict.fromkeys(one_line(problem) for problem in problems))
    text = json.dumps({"line": line, "case": case or None, "problems": told})
    return CaseResult(line=line, case=case, text=text, parts={}, problems=told)


def _is_empty(one: object) -> bool:
    return one is None or (isinstance(one, str) and (not one or one.isspace()))


def _flat(raw: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[str]]:
    """A household with its answers beside its case, also where they stand in a table of their own."""
    if _ANSWERS not in raw:
        return raw, []
    outer = {name: one for name, one in raw.items() if name != _ANSWERS}
    inner = raw[_ANSWERS]
    if inner is None:
        return outer, []
    if not isinstance(inner, dict):
        return outer, [cli_text.NOT_A_TABLE]
    return {**inner, **outer}, [cli_text.NAME_TWICE] if outer.keys() & inner.keys() else []


class _PhaseWorker(_Worker):
    """Phases, direction and alerts only, of thousands of households at once."""

    at_once = _MANY

    def __init__(self, models: LoadedModels, options: BatchOptions, *, also: frozenset[str] = frozenset()) -> None:
        super().__init__(models, options, also=also)
        self._is_table = options.csv
        self._written: dict[int, PhasesJson] = {}
        self._codes: dict[tuple[int, str], TypedColumns] = {}

    def work(self, rows: Sequence[CaseRow]) -> list[CaseResult]:
        """The result of each of these households; those of one model are worked out together."""
        raws = [row.raw for row in rows]
        names = set[str]().union(*raws)
        alike = names.isdisjoint((_PROFILE, _ANSWERS)) and not any(row.problems for row in rows)
        model = self.models.of(None) if alike else None
        return self._work_apart(rows) if model is None else self._group(model, rows, raws, names)

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
            here = [raws[place] for place in places]
            results = self._group(model, [rows[place] for place in places], here, set[str]().union(*here))
            found |= zip(places, results, strict=True)
        return [found[place] for place in range(len(rows))]

    def _group(
        self, model: LoadedModel, rows: Sequence[CaseRow], raws: Sequence[Mapping[str, Any]], names: set[str]
    ) -> list[CaseResult]:
        """Work out the households of one model; the ones with a problem one by one, to tell each."""
        typed, bad = self._columns(model, raws, names)
        columns = Columns(model.ruleset, typed, len(rows))
        written = self._written.setdefault(id(model), PhasesJson(model.ruleset, is_table=self._is_table))
        found: list[CaseResult] = []
        answers = lambda place: self.read(rows[place])[1]  # noqa: E731  # it is asked seldom
        each = written.of_each(work_out(columns), columns, typed, answers)
        for place, (row, (parts, told)) in enumerate(zip(rows, each, strict=True)):
            case, problem = self.case_of(raws[place])
            if problem or place in bad:
                found.append(self.work_one(row))
                continue
            text = f'{{"line": {row.line}, "case": {encode_basestring_ascii(case) if case else "null"}, {told}'
            found.append(CaseResult(line=row.line, case=case, text=text, parts=parts, ruleset=model.ruleset))
        return found

    def _columns(
        self, model: LoadedModel, here: Sequence[Mapping[str, Any]], every: set[str]
    ) -> tuple[dict[str, Column], set[int]]:
        """The columns of the facts among the names of these households, and the places of what cannot be read."""
        facts, gate = model.ruleset.facts, model.phase_gate
        names = every - _FRAME
        unused = [
            name
            for name in sorted((names & facts.keys()) - model.ruleset.used)
            if not all(_is_empty(raw.get(name)) for raw in here)
        ]
        if unused:
            self.unused.setdefault(model.ruleset.profile.title, {}).update(dict.fromkeys(unused))
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
            bad |= wrong if name != gate or self.reads_current else set()
        unknown = names - facts.keys() - self.also
        if unknown:
            bad |= {place for place, raw in enumerate(here) if not unknown.isdisjoint(raw)}
        if gate and self.reads_current:
            current, wrong = self._column(model, gate, now)
            columns[gate], twice = joined(columns.get(gate), current)
            bad |= wrong | twice
        if not self.counts_current:
            columns.pop(gate, None)
        return columns, bad

    def _column(self, model: LoadedModel, name: str, typed: Sequence[object]) -> tuple[Column, set[int]]:
        """The answers to one fact, and the places of what is none."""
        codes = self._codes.setdefault((id(model), name), TypedColumns(model.typed, model.ruleset.facts[name]))
        found = codes.codes(typed)
        wrong = {place for place, code in enumerate(found) if code == BAD_ANSWER} if BAD_ANSWER in found else set[int]()
        return Column(codes=found, values=codes.answers), wrong


def run_batch(options: BatchOptions) -> None:
    """Work out a caseload; what is wrong with a line is a line of its own and stops nothing.

    Raises:
        UsageError: the file is not there.
        InvalidInput: a column is not known and nothing was written, or lines had problems and all was.
    """
    models = LoadedModels(options.profile)
    if options.file == LIST:
        _show_columns(options, models)
        return
    others = LoadedModels(options.other) if options.other is not None else None
    rules = ColumnRules(
        ignored=frozenset(map(column_id, options.ignored)), shown=lambda name: column_name(name, folders.today())
    )
    with open_caseload(folders.typed_path(options.file), rules) as caseload:
        rows = map(_Worker(models, options).settled, caseload.rows) if caseload.columns else caseload.rows
        first = list(islice(rows, _FIRST))
        known = _rulesets(models, first)
        second = [others.default().ruleset] if others is not None else []
        if known or not first:  # else each line says that its model is not known
            _refuse_unknown(caseload, [*(known or [models.default().ruleset]), *second], first)
        _refuse_unnamed(caseload, first)
        for mark in dict.fromkeys(mark for ruleset in (*known, *second) for mark in unchecked_lines(ruleset)):
            streams.complain(mark)
        make, remarks = _PhaseWorker if options.phases else _Worker, CaseloadRemarks(models)
        prints_meanwhile = options.other is None or options.csv
        with streams.progress(cli_text.WORKING, caseload.size, prints_meanwhile=prints_meanwhile) as tell:
            batches = _batches(caseload, first, rows, make.at_once, tell)
            if others is not None:
                if not models.one_for_all and any(_named(row) for row in first):
                    raise UsageError(cli_text.PROFILE_TO_COMPARE)
                wrong, right, workers, show = _compare(options, (models, others), batches, remarks)
            else:
                workers, show = [make(models, options)], lambda: None
                wrong, right = _write(workers[0], batches, _table_of(options, models, caseload, first), remarks)
        show()
    remarks.tell([worker.unused for worker in workers])
    _tell_end("" if first else cli_text.no_households(caseload.name), right, wrong, counts=prints_meanwhile)


def _tell_end(nobody: str, right: int, wrong: int, *, counts: bool) -> None:
    """Say how many households were worked out, or that there is none; a comparison on a page counts them itself.

    Raises:
        InvalidInput: lines had problems.
    """
    if wrong:
        raise InvalidInput(cli_text.finished(right, wrong))
    if nobody or counts:
        streams.complain(nobody or cli_text.finished(right, wrong))


def _show_columns(options: BatchOptions, models: LoadedModels) -> None:
    """The columns that there are: as a table, as JSON, or as an empty table to fill in."""
    ruleset = models.default().ruleset
    if not models.is_chosen:
        tell_default_title(ruleset.profile.title)
    if options.csv:
        streams.out_exactly(f"\ufeff{spreadsheet_line(column_names(ruleset))}")
        return
    page = columns_page(ruleset)
    emit(Answer(page=lambda _: page, document=lambda: columns_json(ruleset)), options.output)


def _named(row: CaseRow) -> str:
    """The model that a household names; empty for none."""
    return str(_flat(row.raw)[0].get(_PROFILE) or "").strip()


def _names(caseload: Caseload, first: Sequence[CaseRow]) -> list[str]:
    """Every name that stands above a table, or that the first households use."""
    if caseload.columns:
        return [name for name in caseload.columns if name]
    return list(dict.fromkeys(name for row in first for name in _flat(row.raw)[0]))


def _refuse_unknown(caseload: Caseload, known: Sequence[Ruleset], first: Sequence[CaseRow]) -> None:
    """A column that no model of the first households knows is refused before anything is written.

    Raises:
        InvalidInput: with each of them.
    """
    names = _names(caseload, first)
    unknown = [name for name in names if name not in _FRAME and not any(name in ruleset.facts for ruleset in known)]
    labels = {one for ruleset in known for phase in ruleset.profile.phases for one in (phase.id, phase.label)}
    if len(unknown) == len(names) and any(cli_text.is_answer(name, labels) for name in caseload.columns):
        raise InvalidInput(cli_text.columns_refused(caseload.name), (cli_text.NO_HEADINGS,), cli_text.COLUMNS_HINT)
    if unknown:
        problems = tuple(
            cli_text.no_column(column_name(name, folders.today()), meant_column(name, known[0])) for name in unknown
        )
        hint = cli_text.TITLE_HINT if caseload.columns and len(unknown) == len(names) else cli_text.IGNORE_HINT
        raise InvalidInput(cli_text.columns_refused(caseload.name), problems, hint)


def _refuse_unnamed(caseload: Caseload, first: Sequence[CaseRow]) -> None:
    """Refuse a column without a name in which something stands for each of the first households.

    Raises:
        InvalidInput: with each of them.
    """
    filled = [set(row.unnamed) for row in first if isinstance(row, TableRow) and (row.raw or row.unnamed)]
    if places := sorted(set.intersection(*filled)) if filled else []:
        raise unnamed_refused(caseload.name, places)


def _batches(
    caseload: Caseload, first: Sequence[CaseRow], rest: Iterable[CaseRow], size: int, tell: streams.Tell
) -> Iterator[list[CaseRow]]:
    """All households, some at a time; what was read ahead is told of as it is worked out, for the time that is left."""
    rows, count, ahead = chain(first, rest), 0, caseload.done()
    while batch := list(islice(rows, size)):
        yield batch
        count += len(batch)
        tell(count, caseload.done() if count > len(first) else ahead * count // len(first))


def _write(
    worker: _Worker, batches: Iterable[list[CaseRow]], table: CaseloadTable | None, remarks: CaseloadRemarks
) -> tuple[int, int]:
    """Write every result; gives how many lines had problems and how many were worked out."""
    if table is not None:
        streams.out_exactly(f"\ufeff{table.head()}")
    wrong = right = 0
    for batch in batches:
        results = worker.work(batch)
        good = remarks.see(batch, results, _named)
        right, wrong = right + good, wrong + len(results) - good
        if table is not None:
            streams.out_exactly("".join(map(table.line, results)))
        else:
            streams.out("\n".join([result.text for result in results]))
    return wrong, right


def _rulesets(models: LoadedModels, first: Sequence[CaseRow]) -> list[Ruleset]:
    """The models under which the first households are worked out."""
    names = dict.fromkeys("" if models.one_for_all else _named(row) for row in first)
    return [model.ruleset for name in names if (model := models.of(name)) is not None]


def _table_of(
    options: BatchOptions, models: LoadedModels, caseload: Caseload, first: Sequence[CaseRow]
) -> CaseloadTable | None:
    """The table that was asked for; where households may name their model it has the roles of every one that can be."""
    if not options.csv:
        return None
    rulesets = _rulesets(models, first)
    if not models.one_for_all and (not caseload.columns or _PROFILE in caseload.columns):
        names = (*library.index().ids(), *(own.id for own in library.own_models()))
        rulesets += [model.ruleset for name in names if (model := models.of(name)) is not None]
    return CaseloadTable(rulesets, whole=not options.phases)


def _compare(
    options: BatchOptions, both: tuple[LoadedModels, ...], batches: Iterable[list[CaseRow]], remarks: CaseloadRemarks
) -> tuple[int, int, list[_Worker], Callable[[], None]]:
    """Compare with a second model; gives how many were wrong, how many were compared, by whom, and what shows it."""
    models, others = both
    first, second = models.default().ruleset, others.default().ruleset
    if not models.is_chosen:
        streams.complain(cli_text.first_model(first.profile.title))
    models.one_for_all = models.is_chosen = True
    make = _PhaseWorker if options.phases else _Worker
    workers: list[_Worker] = [
        make(one, options, also=frozenset((*first.facts, *second.facts))) for one in (models, others)
    ]
    is_same = first.profile.id == second.profile.id
    for worker in workers:
        worker.counts_current = is_same
    workers[1].reads_current = is_same  # the present phase in the file is one of the first model
    titles = [f"{one.profile.title} {one.profile.version}" for one in (first, second)]
    keep_all = options.output.full or options.output.format is OutputFormat.JSON
    found = CaseloadComparison((first, second), whole=not options.phases, keep_all=keep_all, counts_current=is_same)
    if options.csv:
        streams.out_exactly(f"\ufeff{comparison_head()}")
    wrong = right = 0
    for batch in batches:
        pairs = [_both(pair, titles) for pair in zip(*(worker.work(batch) for worker in workers), strict=True)]
        for one, other in pairs:
            kinds = found.add(one, other)
            if options.csv:
                streams.out_exactly(comparison_line(one, other, kinds))
        good = remarks.see(batch, [one for one, _ in pairs], _named)
        right, wrong = right + good, wrong + len(pairs) - good
    answer = Answer(page=lambda _: found.page(), document=found.document)
    return wrong, right, workers, lambda: None if options.csv else emit(answer, options.output)


def _both(pair: tuple[CaseResult, ...], titles: Sequence[str]) -> tuple[CaseResult, CaseResult]:
    """What a household comes to under two models; who cannot be read under one of them is compared with nothing."""
    one, other = pair
    if not one.problems and not other.problems:
        return one, other
    shared = [problem for problem in one.problems if problem in other.problems]
    apart = [
        cli_text.only_under(title, problem)
        for title, result in zip(titles, pair, strict=True)
        for problem in result.problems
        if problem not in shared
    ]
    wrong = _wrong(one.line, one.case, [*shared, *apart])
    return wrong, wrong
