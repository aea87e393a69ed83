"""A household as one story: everything that was answered, nothing else, always the same, and joined as people talk."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ave_cli.profile.companion_files import Stories
from ave_cli.profile.facts import Answers, Gap, Vocabulary
from ave_cli.profile.integrity import story_problems
from ave_cli.profile.ruleset import Ruleset, decode
from ave_cli.profile.validation import problems_of_shape
from ave_cli.wording.story import opening_of, tell
from tests.strategies import any_answers, rulesets
from tests.tiny_world import FACTS

STORIES = """
kind = "stories"
format = 1
first = { hij = "wie" }
again = { "de buren" = "zij" }
unknown = ["niet bekend is {lijst}"]

[[openings]]
id = "man"
text = "Er woont een man."
names = { wie = "de man", hij = "hij" }

[[openings]]
id = "veilige-man"
text = "Er woont een man die geen gevaar loopt."
names = { wie = "de man", hij = "hij" }
when = { all = [{ is = { gevaar = false } }, { is = { mijding = ["soms", "altijd"] } }] }
unless = { is = { steun = true } }
unless_doubted = ["hulp"]
tells = ["gevaar"]

[[chapters]]
id = "alles"
facts = ["mijding", "gebieden", "acuut", "gevaar", "hulp", "steun"]

[[chapters]]
id = "fase"
facts = ["nu"]

[[lists]]
id = "erg"
say = ["er zijn problemen met {lijst}"]
word = "en"
tone = "bad"
most = 3

[[lists]]
id = "wel"
say = ["er is gevaar {lijst}"]
word = "en"
after = "niet"
short = "wel {lijst}"

[[lists]]
id = "niet"
say = ["er is geen gevaar {lijst}"]
word = "of"
after = "wel"
short = "niet {lijst}"

[[facts]]
id = "nu"
unknown = "welke fase het is"
none = ["er is nog geen fase"]
phase = ["het is {fase}"]

[[facts]]
id = "mijding"
unknown = "of {hij} hulp mijdt"
tells = [
  { answer = "nee", tone = "good", say = ["{hij} mijdt niets"] },
  { answer = "soms", tone = "bad", say = ["{hij} mijdt hulp"] },
  { answer = "altijd", tone = "bad", say = ["{hij} mijdt alle hulp"] },
]

[[facts]]
id = "gebieden"
unknown = "welke problemen {hij} heeft"
none = ["{hij} heeft geen problemen"]
tells = [
  { answer = "wonen", list = "erg", say = ["de woning"] },
  { answer = "geld", list = "erg", say = ["het geld"] },
  { answer = "werk", list = "erg", say = ["het werk"] },
  { answer = "zorg", list = "erg", say = ["de zorg"] },
]

[[facts]]
id = "acuut"
unknown = "of het nu gevaarlijk is"
tells = [
  { answer = true, list = "wel", say = ["op dit moment"] },
  { answer = false, list = "niet", say = ["op dit moment"] },
]

[[facts]]
id = "gevaar"
unknown = "of er gevaar is"
tells = [{ answer = true, list = "wel", say = ["in huis"] }, { answer = false, list = "niet", say = ["in huis"] }]

[[facts]]
id = "hulp"
unknown = "of de buren helpen"
tells = [
  { answer = true, tone = "good", say = ["de buren helpen"] },
  { answer = false, tone = "bad", say = ["er is geen buur die helpt"] },
]
"""


@pytest.fixture(scope="module")
def stories() -> Stories:
    raw = tomllib.loads(STORIES)
    assert complaints(raw) == ()
    return decode(Stories, raw)


def complaints(raw: dict[str, Any]) -> tuple[str, ...]:
    facts = decode(Vocabulary, tomllib.loads(FACTS)).facts
    return tuple(one.said for one in problems_of_shape(Stories, raw)) or story_problems(decode(Stories, raw), facts)


Told = Callable[..., str]


@pytest.fixture
def told(tiny: Ruleset, stories: Stories, read: Callable[..., Answers]) -> Told:
    return lambda current=None, **facts: tell(tiny, stories, read(tiny, facts, current))


@pytest.mark.parametrize(
    ("facts", "story"),
    [
        ({}, ""),
        ({"mijding": "nee"}, "De man mijdt niets."),
        ({"mijding": "nee", "gebieden": []}, "De man mijdt niets en hij heeft geen problemen."),
        ({"mijding": "nee", "gebieden": ["geld"]}, "De man mijdt niets, maar er zijn problemen met het geld."),
        ({"gebieden": ["wonen", "geld"]}, "Er zijn problemen met de woning en het geld."),
        (
            {"gebieden": ["wonen", "geld", "werk", "zorg"], "hulp": True},
            "Er zijn problemen met de woning, het geld en het werk, en er zijn problemen met de zorg. De buren helpen.",
        ),
        ({"acuut": False, "gevaar": False}, "Er is geen gevaar op dit moment of in huis."),
        ({"acuut": False, "gevaar": True}, "Er is geen gevaar op dit moment, maar wel in huis."),
        ({"acuut": True, "gevaar": False}, "Er is gevaar op dit moment, maar niet in huis."),
        ({"mijding": "weet_niet", "hulp": True}, "De buren helpen. Niet bekend is of de man hulp mijdt."),
        (
            {"mijding": "weet_niet", "gebieden": "weet_niet", "hulp": "weet_niet", "gevaar": "weet_niet"},
            "Niet bekend is of de man hulp mijdt, welke problemen hij heeft en of er gevaar is. "
            "Niet bekend is of de buren helpen.",
        ),
        ({"steun": True}, 'Op de vraag "Is er steun van buren of familie?" is het antwoord: ja.'),
        ({"steun": "weet_niet"}, 'Niet bekend is het antwoord op de vraag "Is er steun van buren of familie?".'),
        ({"nu": "geen"}, "Er is nog geen fase."),
        ({"nu": "weet_niet"}, "Niet bekend is welke fase het is."),
    ],
)
def test_what_was_answered_is_told_in_as_few_sentences_as_read_well(told: Told, facts: Any, story: str) -> None:
    assert told(**facts) == f"Er woont een man. {story}".strip()


def test_the_phase_is_called_what_the_model_calls_it(told: Told) -> None:
    assert told(current="klem") == "Er woont een man. Het is Klem."


def test_a_sentence_that_goes_on_or_turns_says_so(told: Told) -> None:
    far = {"gebieden": ["wonen", "geld", "werk"], "mijding": "soms", "acuut": False, "gevaar": True}
    story = told(**far, hulp=False)
    assert story.endswith("Er is geen gevaar op dit moment, maar wel in huis. Er is geen buur die helpt.")


def test_the_opening_fits_and_what_it_tells_is_not_told_twice(told: Told) -> None:
    assert told(gevaar=False, mijding="soms") == "Er woont een man die geen gevaar loopt. De man mijdt hulp."
    assert told(gevaar=False, mijding="nee").startswith("Er woont een man. De man mijdt niets")
    assert told(gevaar=False, mijding="soms", hulp="weet_niet").startswith("Er woont een man. De man mijdt hulp")
    assert told(gevaar=False, mijding="soms", steun=True).startswith("Er woont een man. De man mijdt hulp")
    assert told(gevaar=False, mijding="soms", steun="weet_niet").startswith("Er woont een man die geen gevaar loopt.")


def test_a_subject_is_not_named_twice_in_a_row(tiny: Ruleset, read: Callable[..., Answers]) -> None:
    raw = tomllib.loads(STORIES)
    raw["facts"].append(
        {"id": "steun", "unknown": "of zij er zijn", "tells": [{"answer": True, "say": ["de buren zijn er"]}]}
    )
    story = tell(tiny, decode(Stories, raw), read(tiny, {"hulp": True, "steun": True}))
    assert story == "Er woont een man. De buren helpen en zij zijn er."


def test_a_fact_of_which_not_every_answer_has_words_is_told_by_its_question(
    tiny: Ruleset, read: Callable[..., Answers]
) -> None:
    raw = tomllib.loads(STORIES)
    del raw["facts"][2]["tells"][3], raw["facts"][0]["phase"]
    story = tell(tiny, decode(Stories, raw), read(tiny, {"gebieden": ["geld", "zorg"]}, "klem"))
    assert 'Op de vraag "Op welke leefgebieden zijn er problemen?" is het antwoord: geld, zorg.' in story
    assert 'Op de vraag "In welke fase staat het huishouden nu?" is het antwoord: Klem.' in story


@pytest.mark.parametrize("answer", [True, False, "weet_niet"])
def test_the_order_of_the_answers_is_no_matter(told: Told, answer: Any) -> None:
    assert told(hulp=answer, gevaar=True) == told(gevaar=True, hulp=answer)


def wrong(key: str, number: int | None, **change: Any) -> dict[str, Any]:
    raw = tomllib.loads(STORIES)
    (raw if number is None else raw[key][number]).update(change)
    return raw


IN_DANGER = {"is": {"gevaar": True}}


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        (wrong("facts", 1, id="mijdin"), "facts (mijdin): feit 'mijdin' bestaat niet; bedoelde u 'mijding'?"),
        (wrong("facts", 1, unknown="of {hem} mijdt"), "facts (mijding): plaats 'hem' bestaat niet"),
        (wrong("facts", 1, unknown="of {} mijdt"), "facts (mijding): plaats '' bestaat niet"),
        (wrong("facts", 1, tells=[{"answer": "soes", "say": ["x"]}]), "optie 'soes' bestaat niet; bedoelde u 'soms'?"),
        (wrong("facts", 1, tells=[{"answer": True, "say": ["x"]}]), "facts (mijding): dit feit vraagt om een van zijn"),
        (wrong("facts", 4, tells=[{"answer": "ja", "say": ["x"]}]), "facts (gevaar): optie 'ja' bestaat niet"),
        (wrong("facts", 1, tells=[{"answer": "soms", "say": []}]), "facts (mijding): deze waarde past hier niet"),
        (wrong("facts", 1, tells=[{"answer": "nee", "say": ["x"], "list": "erger"}]), "lijst 'erger' bestaat niet"),
        (wrong("facts", 1, phase=["het is {fase}"]), "facts (mijding).phase: deze waarde past hier niet"),
        (wrong("facts", 0, phase=["het is zo"]), "facts (nu).phase: hier hoort de plaats '{fase}'"),
        (wrong("lists", 0, say=["er is iets"]), "lists (erg): hier hoort de plaats '{lijst}'"),
        (wrong("lists", 1, after="nooit"), "lists (wel).after: lijst 'nooit' bestaat niet"),
        (wrong("lists", 1, short=""), "lists (wel): deze waarde past hier niet"),
        (wrong("chapters", 0, facts=["nu", "hulpje"]), "chapters (alles).facts: feit 'hulpje' bestaat niet"),
        (wrong("chapters", 1, facts=["nu", "hulp"]), "chapters: id 'hulp' komt twee keer voor"),
        (wrong("chapters", 1, facts=[]), "facts (nu): dit feit staat in geen enkel hoofdstuk"),
        (wrong("lists", 1, id="niet"), "lists (niet): id 'niet' komt twee keer voor"),
        (wrong("openings", 0, unless=IN_DANGER), "openings: er moet een opening zijn zonder 'when'"),
        (wrong("openings", 0, unless_doubted=["gevaar"]), "openings: er moet een opening zijn zonder 'when'"),
        (
            wrong("openings", 1, when={"is": {"gevaren": True}}),
            "(veilige-man).when.is: feit 'gevaren' bestaat niet",
        ),
        (wrong("openings", 1, when={"gevaar": True}), "openings (veilige-man).when: "),
        (wrong("openings", 1, when={"ref": "klem"}), "openings (veilige-man).when.ref: "),
        (
            wrong("openings", 1, unless={"not": {"is": {"gevaar": "ja"}}}),
            "unless.not.is.gevaar: dit feit",
        ),
        (wrong("openings", 1, unless_doubted=["hulpje"]), "(veilige-man).unless_doubted: feit 'hulpje' bestaat niet"),
        (wrong("openings", 1, tells=["hulp"]), "openings (veilige-man).tells: feit 'hulp' bestaat niet"),
        (wrong("openings", 1, names={"wie": "x"}), "openings (veilige-man).names: elke opening vult dezelfde plaatsen"),
        (wrong("openings", 0, text="Er woont {iemand}."), "openings (man).text: plaats 'iemand' bestaat niet"),
        (wrong("", None, first={"zij": "wie"}), "first: plaats 'zij' bestaat niet"),
        (wrong("", None, unknown=["niet bekend"]), "unknown: hier hoort de plaats '{lijst}'"),
        (wrong("", None, unknow=["x"]), "unknow: deze sleutel is hier niet bekend; bedoelde u 'unknown'?"),
    ],
)
def test_what_hangs_loose_is_named_with_its_place(raw: dict[str, Any], complaint: str) -> None:
    assert any(complaint in line for line in complaints(raw)), complaints(raw)


@settings(max_examples=30)
@given(data=st.data())
def test_any_household_of_any_model_can_be_told(data: st.DataObject) -> None:
    """Also with no words for any fact: then every question that was answered stands in the story."""
    ruleset = data.draw(rulesets)
    answers = data.draw(any_answers(ruleset))
    raw = tomllib.loads(STORIES)
    bare = decode(Stories, raw | {"openings": raw["openings"][:1], "chapters": [], "lists": [], "facts": []})
    story = tell(ruleset, bare, answers)
    assert story == tell(ruleset, bare, Answers(given=dict(reversed(list(answers.given.items())))))
    for fact in ruleset.facts.values():
        assert (f'"{fact.question}"' in story) == (answers.value(fact.id) is not Gap.NOT_ANSWERED)
    assert opening_of(bare, answers).text in story
