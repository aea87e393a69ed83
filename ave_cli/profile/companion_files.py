"""Records of the files beside a profile: register, cases, journeys, numbers, differences, stories, news, index."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, Literal

from ave_cli.records import record

if TYPE_CHECKING:
    from ave_cli.profile.conditions import Condition
    from ave_cli.profile.validation import Brief, Count, Id, Ids, Line, Lines, Many, Text


@record
class Statement:
    """One statement of the source in our own words."""

    id: Id
    section: Line
    kind: Line
    text: Text
    note: Line = ""
    not_modelled: Line = ""


@record
class Statements:
    """The register of a profile."""

    kind: Literal["statements"]
    format: Literal[1]
    profile: Id
    statements: Many[Statement]


@record
class Expectation:
    """What a case must come out as."""

    at_least: Id
    at_most: Id
    advised: Id | None = None
    direction: Literal["up", "same", "down", "unclear"] | None = None
    met: Ids = ()
    not_met: Ids = ()
    unknown: Ids = ()
    roles: dict[Id, Line] = field(default_factory=dict)
    steps: Lines = ()
    """Words that must occur in a step."""
    first_step: Line = ""
    """Words of the first step."""
    absent: Lines = ()
    """Words that may not occur in any step."""
    alerts: Ids = ()
    conflicts: Ids = ()


@record
class Case:
    """An invented household with the expected outcome."""

    id: Id
    title: Line
    story: Text
    current_phase: Id | None = None
    untold: Ids = ()
    """Facts of which the story does not tell the answer, though something may depend on it."""
    answers: dict[Id, Any]
    expect: Expectation


@record
class Cases:
    """The cases of a profile."""

    kind: Literal["cases"]
    format: Literal[1]
    profile: Id
    cases: Many[Case]


@record
class JourneyMoment:
    """What is told about a household at one moment, and what must come out then."""

    title: Line
    news: Text
    current_phase: Id | None = None
    answers: dict[Id, Any] = field(default_factory=dict)
    """Only what is new or has changed since the moments before."""
    untold: Ids = ()
    """Facts of which the news does not tell the answer, though something may depend on it."""
    expect: Expectation


@record
class Journey:
    """A klantreis: one invented household through the phases, moment by moment."""

    id: Id
    title: Line
    moments: Many[JourneyMoment]


@record
class Journeys:
    """The klantreizen of a profile."""

    kind: Literal["journeys"]
    format: Literal[1]
    profile: Id
    journeys: Many[Journey]


@record
class Contact:
    """A telephone number: a national one is the tool's own line, a local one comes with its profile."""

    id: Id
    name: Line
    number: Line = ""
    """Empty where each municipality has its own."""
    when: Line
    brief: Brief = ""
    """The same in a few words, for where there is little room."""
    source: Line = ""
    acute: bool
    """Shown at once when there is acute danger."""
    concerns: Condition | None = None
    """The households for which it is named with danger; None: it is named where an alert or a step does."""
    order: int = 50
    note: Line = ""
    statements: Ids = ()


@record
class Side:
    """What one model says about a question on which the documents differ."""

    profile: Id
    text: Text
    statements: Ids


@record
class ModelDifference:
    """A question on which the documents of two or more models differ; a model without a side is silent."""

    id: Id
    question: Line
    reading: Line
    """How the tool deals with it."""
    why: Line = ""
    sides: Many[Side]


@record
class Between:
    """Where the documents differ from each other."""

    kind: Literal["between"]
    format: Literal[1]
    conflicts: Many[ModelDifference]


@record
class Opening:
    """Who lives there: the first sentence of a story, and what the inhabitant is called in the others."""

    id: Id
    text: Text
    names: dict[Id, Line]
    """Place in a sentence to the words that fill it; every opening fills the same places."""
    when: Condition | None = None
    """What must hold for the household, as far as is known."""
    unless: Condition | None = None
    """What may not hold for it; where that is not known, the opening can be used."""
    unless_doubted: Ids = ()
    """Facts that the story may not tell as not known, because that would speak of people who do not live there."""
    tells: Ids = ()
    """Facts of `when` that the text already tells."""

    def fits_all(self) -> bool:
        """Whether it goes with every household."""
        return self.when is None and self.unless is None and not self.unless_doubted


@record
class Enumeration:
    """A sentence that tells several answers of the same kind at once."""

    id: Id
    say: Lines
    """The sentence, in one way or another, with the place of the list in it."""
    word: Line
    """What stands before the last of the list."""
    most: Count = 9
    """How many fit in one sentence."""
    tone: Literal["good", "bad"] | None = None
    after: Id | None = None
    """The list behind which this one is told shorter, in the same sentence."""
    short: Line = ""


@record
class Tell:
    """How one answer to a fact is told: a clause without a capital and a full stop, or a part of a list."""

    answer: bool | Id
    """Of a fact with several options: one of them."""
    say: Lines
    tone: Literal["good", "bad"] | None = None
    """Good and bad news are joined by 'maar', news of one sort by 'en'."""
    list: Id | None = None


@record
class Telling:
    """How the answers to a fact are told."""

    id: Id
    tells: Many[Tell] = ()
    unknown: Line
    """An indirect question."""
    none: Lines = ()
    """None of its options, or no phase yet."""
    phase: Lines = ()
    """In a phase, with the place of its label in it."""


@record
class Chapter:
    """Facts that are told after each other and may be told together."""

    id: Id
    facts: Ids


@record
class Stories:
    """What the stories of invented households are put together from, in the order of telling."""

    kind: Literal["stories"]
    format: Literal[1]
    first: dict[Id, Id]
    """A pronoun, and the name that stands there where the sentence before does not speak of the same person."""
    again: dict[Line, Line] = field(default_factory=dict)
    """The start of a clause, and the pronoun that stands there when the clause before it started the same way."""
    unknown: Lines
    """What is not known, with the place of the list of indirect questions in it."""
    openings: Many[Opening]
    chapters: Many[Chapter]
    lists: Many[Enumeration]
    facts: Many[Telling]


@record
class News:
    """Something new about a written household."""

    id: Id
    text: Line
    """One sentence; `{wie}` stands for the one that the story is about."""
    answers: dict[Id, bool | str]
    """What is different from then on; a fact that a model does not have is left out."""
    when: Condition
    """What must hold for the household before."""
    who: Line = ""
    """Who `{wie}` is in a story that nobody read."""
    behind: dict[Id, dict[Id, Line]] = field(default_factory=dict)
    """By model every story that a person read with news behind it: who `{wie}` is; empty where this does not go."""


@record
class StoryWithNews:
    """A written story, and the news that makes one story with it for who read it aloud."""

    profile: Id
    case: Id
    who: Line
    """The one that `{wie}` stands for."""
    news: Ids


@record
class AllNews:
    """What can be new about a written household."""

    kind: Literal["news"]
    format: Literal[1]
    who: Line
    """Who `{wie}` is in a story that nobody read."""
    news: Many[News]
    behind: Many[StoryWithNews]

    def behind_stories(self) -> tuple[News, ...]:
        """All news, each with the stories that were read."""
        return tuple(replace(news, who=self.who, behind=self._who(news.id)) for news in self.news)

    def _who(self, news: str) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for story in self.behind:
            found.setdefault(story.profile, {})[story.case] = story.who if news in story.news else ""
        return found


@record
class Pack:
    """A model in one file, to be handed out."""

    kind: Literal["pack"]
    format: Literal[1]
    id: Id
    title: Line
    version: Line
    hash: Line
    """Fingerprint of the model, with its base."""
    checksum: Line
    """Over the texts of the files."""
    status: Line = ""
    adopted_by: Line = ""
    adopted_on: Line = ""
    files: dict[Id, str]
    """File name to its text."""
    base_files: dict[Id, str] = field(default_factory=dict)
    """The same of the model that it extends, where that one does not ship."""


@record
class FormatTable:
    """What one table of a file means, key by key."""

    id: Id
    """The key under which it stands; where several lists have one shape, the first."""
    title: Line
    text: Text
    example: Text
    keys: dict[Id, Line]
    values: dict[Id, dict[Id, Line]] = field(default_factory=dict)
    """What each fixed word of a key means."""


@record
class FormatTexts:
    """The words of the reference of the format."""

    kind: Literal["format"]
    format: Literal[1]
    tables: Many[FormatTable]


@record
class Shipped:
    """A profile that ships."""

    id: Id
    title: Line
    """The same as in the profile; here so that a choice can be offered without reading them all."""


@record
class Index:
    """Which profiles ship, in the order in which they are offered, and which one counts without a choice."""

    kind: Literal["index"]
    format: Literal[1]
    profiles: Many[Shipped]
    default: Id

    def ids(self) -> tuple[str, ...]:
        """The ids of the profiles that ship."""
        return tuple(profile.id for profile in self.profiles)


_OWN_CHAPTER = "eigen"


def with_tellings(stories: Stories, tellings: tuple[Telling, ...]) -> Stories:
    """The same sentences with those of a profile for its own facts behind them."""
    if not tellings:
        return stories
    chapter = Chapter(id=_OWN_CHAPTER, facts=tuple(telling.id for telling in tellings))
    return replace(stories, facts=(*stories.facts, *tellings), chapters=(*stories.chapters, chapter))
