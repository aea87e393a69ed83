"""A round made or resumed, and its journal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ave_cli import safe_text
from ave_cli.authoring.check import check_cases
from ave_cli.cli.options import COUNT, QuizOptions, chosen_journey
from ave_cli.errors import AveError, UsageError
from ave_cli.profile import Cases, Journey, News, Profile, RoleStatus, Ruleset, TransitionDirection
from ave_cli.quiz.game import (
    Event,
    History,
    Impossible,
    Round,
    State,
    Undo,
    after,
    entry_json,
    outcomes,
    questions_fingerprint,
)
from ave_cli.quiz.journey_questions import AskedMoment, ask_journey
from ave_cli.quiz.material import (
    NONE_ODD,
    OF_ROUND,
    WITHOUT_STORY,
    ModelBundle,
    QuestionContext,
    QuestionKind,
    QuizQuestion,
)
from ave_cli.quiz.selection import choose_questions
from ave_cli.render import plain as markdown
from ave_cli.report import Report
from ave_cli.safe_text import one_line
from ave_cli.storage import folders, library, quiz_rounds, safe_write
from ave_cli.storage.quiz_rounds import Journal, Setup, new_seed
from ave_cli.terminal import streams
from ave_cli.text import problems as problems_text
from ave_cli.text import quiz as quiz_text
from ave_cli.views import quiz
from ave_cli.wording import phrases


def make_round(name: str, options: QuizOptions) -> tuple[Setup, Ruleset, tuple[QuizQuestion, ...]]:
    """A new round under the model of this name.

    Raises:
        UsageError: no model is known by that name, or it gives no question for these options.
        InvalidInput: the model is not right.
    """
    own = material(name)
    setup = Setup(
        profile=name,
        title=own.title,
        hash=own.ruleset.hash,
        seed=options.seed or new_seed(),
        count=options.count,
        kinds=list(options.kinds),
        level=options.level,
        teams=options.teams,
        questions="",
        journey=options.journey or "",
        case=options.case or "",
        cases=str(folders.typed_path(options.cases).absolute()) if options.cases is not None else "",
        written=options.written,
        again=list(options.again),
    )
    found = _questions(own, setup.seed, setup.count, setup.kinds, setup.level, setup)
    if len(found) < options.count and not setup.journey and not setup.again:
        streams.complain(" ".join((quiz_text.fewer(len(found), options.count), *why_few(own, setup.kinds))))
    return replace(setup, questions=questions_fingerprint(found)), own.ruleset, found


def why_few(own: ModelBundle, kinds: Sequence[str]) -> Iterator[str]:
    """Why there are few questions of the one kind that is asked, where that lies in the model."""
    if kinds == [QuestionKind.COMPARE.value]:
        yield quiz_text.FEW_COMPARED
    if kinds == [QuestionKind.ROLE.value]:
        profile, clear = own.ruleset.profile, (RoleStatus.ASSIGNED, RoleStatus.NOT_APPLICABLE)
        known = {(one.role, phase) for one in profile.assignments if one.status in clear for phase in one.phases}
        if 2 * len(known) < len(profile.roles) * len(profile.phases):
            yield quiz_text.FEW_ROLES


def remake_round(setup: Setup) -> tuple[Ruleset, tuple[QuizQuestion, ...] | None]:
    """The questions of an earlier round; None where they are no longer the same.

    Raises:
        UsageError, InvalidInput: its model is gone or not right.
    """
    own = material(setup.profile)
    try:
        found = _questions(own, setup.seed, setup.count, setup.kinds, setup.level, setup)
    except UsageError:
        return own.ruleset, None
    same = own.ruleset.hash == setup.hash and questions_fingerprint(found) == setup.questions
    return own.ruleset, found if same else None


def command_line(setup: Setup) -> str:
    """What to type for the same questions."""
    words = ["ave", "quiz", "--profile", setup.profile]
    words += ["--journey", setup.journey] if setup.journey else ["--seed", setup.seed]
    words += ["--count", str(setup.count)] if setup.count != COUNT else []
    words += [word for kind in setup.kinds for word in ("--kind", kind)]
    words += ["--level", str(setup.level)] if setup.level else []
    words += ["--case", setup.case] if setup.case else []
    words += ["--cases", setup.cases] if setup.cases else []
    words += ["--written"] if setup.written else []
    words += ["--teams", str(setup.teams)] if setup.teams > 1 else []
    return safe_text.command_line(*words)


def pages_to_read(setup: Setup, ruleset: Ruleset) -> Mapping[str, str]:
    """By the value of a kind, what to type to read about it."""
    down = (
        transition
        for transition in ruleset.profile.transitions
        if transition.direction is TransitionDirection.DOWN and transition.from_ and transition.to
    )
    topics = {
        QuestionKind.ROLE: [role.id for role in ruleset.profile.roles[:1]],
        QuestionKind.DOWN: [quiz_text.from_to(str(one.from_), str(one.to)) for one in down][:1],
    }
    explain = {kind: ["explain", *topics.get(kind, []), "--profile", setup.profile] for kind in QuestionKind}
    explain[QuestionKind.STATEMENT] = ["profiles", "show", setup.profile]
    return {kind.value: safe_text.command_line("ave", *words) for kind, words in explain.items()}


def about_round(ruleset: Ruleset, count: int) -> str:
    """The model and the size of a round in one sentence."""
    return quiz_text.about(ruleset.profile.title, phrases.version_words(ruleset.profile), count)


def _questions(
    own: ModelBundle, seed: str, count: int, kinds: Sequence[str], level: int, setup: Setup
) -> tuple[QuizQuestion, ...]:
    if setup.journey:
        _, asked = asked_moments(own, setup)
        return tuple(question for moment in asked for question in moment.questions)
    others = [material(ident) for ident in library.index().ids() if ident != own.id]
    own, only_written = _with_cases(own, setup), bool(setup.case or setup.cases or setup.written)
    of_story = [kind for kind in OF_ROUND if kind not in WITHOUT_STORY] if only_written else list(OF_ROUND)
    wanted = [QuestionKind(kind) for kind in kinds] or of_story
    found = choose_questions(
        own,
        others,
        None if only_written else partial(library.load_stories, own.ruleset),
        news=_news(setup),
        kinds=wanted,
        level=level or None,
        seed=seed,
        count=count,
    )
    found = tuple(_in_its_words(question, own.ruleset.profile) for question in found)
    if setup.again:
        found = tuple(question for question in found if question.id in setup.again)
    if not found and own.foreign:
        raise UsageError(quiz_text.not_checked(own.ruleset.profile.base_title), quiz_text.NOT_CHECKED_HINT)
    if not found and not any(one.statements for one in own.ruleset.profile.criteria):
        raise UsageError(quiz_text.NO_SOURCES, quiz_text.NO_SOURCES_HINT)
    if not found and setup.case and not (kinds or level):
        raise UsageError(quiz_text.OPEN_CASE, quiz_text.OPEN_CASE_HINT)
    if not found:
        no_way_down = wanted == [QuestionKind.DOWN] and not _has_way_down(own.ruleset)
        raise UsageError(quiz_text.NO_WAY_DOWN if no_way_down else quiz_text.NO_QUESTIONS, quiz_text.NO_QUESTIONS_HINT)
    return found


def _in_its_words(question: QuizQuestion, profile: Profile) -> QuizQuestion:
    """A question in the words of its model; one about two models has the words of the tool."""
    if profile.words is None or question.kind is QuestionKind.COMPARE:
        return question
    say = profile.say
    options = tuple(replace(one, text=say(one.text), why=say(one.why)) for one in question.options)
    return replace(
        question,
        story=say(question.story),
        text=say(question.text),
        options=options,
        explanation=say(question.explanation),
    )


def quotes_no_other(questions: Sequence[QuizQuestion]) -> bool:
    """Whether no question is about another model, which has words of its own."""
    return all(question.kind is not QuestionKind.COMPARE for question in questions)


def _has_way_down(ruleset: Ruleset) -> bool:
    return any(one.direction is TransitionDirection.DOWN for one in ruleset.profile.transitions)


def _with_cases(own: ModelBundle, setup: Setup) -> ModelBundle:
    """The model with the cases that are asked about: a trainer's own, or one of them.

    Raises:
        UsageError: there is no such case.
        InvalidInput: the trainer's own cases do not come out as they say; lists every problem.
    """
    cases = own.cases
    if setup.cases:
        place = Path(setup.cases)
        cases = library.read_file(place, Cases, "cases").cases
        problems = [finding.problem for finding in check_cases(own.ruleset, cases)]
        if problems:
            raise library.invalid_lines(place, problems)
    if setup.case:
        names = [case.id for case in cases]
        cases = tuple(case for case in cases if case.id == setup.case)
        if not cases:
            raise UsageError(quiz_text.no_case(one_line(setup.case)[:60], problems_text.meant(setup.case, names)))
    return replace(own, cases=cases)


def _news(setup: Setup) -> tuple[News, ...]:
    """What can be new; a trainer's own case is no story of ours, also where it has the same name."""
    news = library.load_news()
    return tuple(replace(one, behind={}) for one in news) if setup.cases else news


def asked_moments(own: ModelBundle, setup: Setup) -> tuple[Journey, tuple[AskedMoment, ...]]:
    """A klantreis of this model, with its moments and their questions.

    Raises:
        UsageError, InvalidInput: there is no such klantreis, or it is not right.
    """
    _, journey = chosen_journey(setup.journey, setup.profile)
    context = QuestionContext(own=own, others=(), tell=None, odd=NONE_ODD)
    return journey, ask_journey(context, journey)


def material(name: str) -> ModelBundle:
    """The model of this name with its register and its cases."""
    return ModelBundle(ruleset=library.load(name), register=library.load_statements(name), cases=library.cases_of(name))


@dataclass(kw_only=True)
class Running:
    """A round that is being played."""

    game: Round
    history: History
    journal: Journal
    ruleset: Ruleset
    entered: int = 0
    """Entries since the program began."""

    @property
    def now(self) -> State:
        """Where the round is."""
        return self.history[-1]

    def enter(self, event: Event) -> None:
        """Let something happen, and keep it on disk before the next screen; a failure to keep it is told.

        Raises:
            Impossible: it cannot happen here; nothing changed.
        """
        history = after(self.game, self.history, event)
        try:
            self.journal.add(entry_json(event))
        except AveError as error:
            streams.complain(f"{error.message}\n{error.hint}")
        self.history = history
        self.entered += 1

    def undo(self) -> str:
        """Take the last entry back; what is wrong where there is none."""
        try:
            self.enter(Undo())
        except Impossible:
            return quiz_text.NOTHING_TO_UNDO
        return ""

    def end(self) -> Report:
        """The page at the end."""
        setup = self.journal.setup
        again, pages = command_line(setup), pages_to_read(setup, self.ruleset)
        return quiz.end_page(self.game, self.now, setup.seed, again, pages)

    def write(self, path: Path) -> Path:
        """Write how the round went in a new file.

        Raises:
            TargetExists, CannotWrite: it is not written.
        """
        setup = self.journal.setup
        which = about_round(self.ruleset, len(self.game.questions))
        page = quiz.result_sheet(self.game, self.now, which, setup.seed, command_line(setup))
        wrong = [one.question.id for one in outcomes(self.game, self.now) if 2 * one.right < one.teams]
        text = f"{markdown.markdown_text(page)}\n{quiz_rounds.results_line(setup, wrong)}\n"
        return safe_write.save_new(path, text.encode()).path

    def write_beside_notes(self) -> Path:
        """The same, under a name of its own in the folder for notes."""
        from ave_cli.storage import notes

        seed = re.sub(r"[^a-z0-9]+", "-", self.journal.setup.seed.lower()).strip("-")
        name = f"ave-quiz-{folders.now():%Y-%m-%d-%H%M%S}-{seed}.md"
        return self.write(safe_write.private_folder(notes.default_folder()) / name)
