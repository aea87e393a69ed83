"""Which answers a file may give: each kind of fact takes its own values, and all that is wrong is said at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ave_cli.engine.answers_file import read_answers, read_frame
from ave_cli.engine.assessment import Assessment
from ave_cli.profile.facts import Answers, Gap
from ave_cli.profile.ruleset import Ruleset
from ave_cli.wording.phrases import contradiction_words

Make = Callable[..., Ruleset]
Read = Callable[..., Answers]
Triage = Callable[..., Assessment]

YES_NO = 'antwoord met true, false of "weet_niet"'
MEANT = "; bedoelde u {}, zonder aanhalingstekens?"
DOUBT = '; bedoelde u "weet_niet"?'
CHOICE = 'antwoord met een van de opties (nee, soms, altijd) of met "weet_niet"'
CHOICES = 'antwoord met een lijst met opties (wonen, geld, werk, zorg) of met "weet_niet"'
PHASE = 'antwoord met een van de opties (rust, klem, brand, geen) of met "weet_niet"'


@pytest.mark.parametrize(
    ("fact", "raw", "value"),
    [
        ("gevaar", True, True),
        ("gevaar", False, False),
        ("acuut", True, True),
        ("mijding", "nee", "nee"),
        ("mijding", "altijd", "altijd"),
        ("gebieden", [], ()),
        ("gebieden", ["geld"], ("geld",)),
        ("gebieden", ["zorg", "wonen"], ("wonen", "zorg")),
        ("gebieden", ["wonen", "geld", "werk", "zorg"], ("wonen", "geld", "werk", "zorg")),
        ("nu", "klem", "klem"),
        ("nu", "geen", "geen"),
    ],
)
def test_each_kind_accepts_its_own_values(tiny: Ruleset, fact: str, raw: object, value: object) -> None:
    answers, problems = read_answers(tiny, {fact: raw}, None)
    assert problems == ()
    assert answers.value(fact) == value
    assert type(answers.value(fact)) is type(value)


@pytest.mark.parametrize("fact", ["acuut", "nu", "gevaar", "mijding", "gebieden", "hulp"])
def test_every_kind_accepts_that_the_worker_does_not_know(tiny: Ruleset, fact: str) -> None:
    answers, problems = read_answers(tiny, {fact: "weet_niet"}, None)
    assert problems == ()
    assert answers.value(fact) is Gap.DONT_KNOW
    assert answers.answered(fact)
    assert answers.doubted(fact)


def test_a_fact_that_is_absent_was_not_answered_which_is_not_the_same(tiny: Ruleset) -> None:
    answers, _ = read_answers(tiny, {}, None)
    assert answers.value("gevaar") is Gap.NOT_ANSWERED
    assert not answers.answered("gevaar")
    assert not answers.doubted("gevaar")


@pytest.mark.parametrize(
    ("fact", "raw", "wanted"),
    [
        ("gevaar", "ja", YES_NO + MEANT.format("true")),
        ("gevaar", "nee", YES_NO + MEANT.format("false")),
        ("gevaar", "true", YES_NO + MEANT.format("true")),
        ("gevaar", 1, YES_NO),
        ("gevaar", 0, YES_NO),
        ("gevaar", [], YES_NO),
        ("gevaar", [True], YES_NO),
        ("gevaar", "niet_beantwoord", YES_NO),
        ("mijding", True, CHOICE),
        ("mijding", 0, CHOICE),
        ("mijding", ["soms"], CHOICE),
        ("mijding", "", CHOICE),
        ("mijding", "altijt", CHOICE + "; bedoelde u 'altijd'?"),
        ("mijding", "Soms", CHOICE + "; bedoelde u 'soms'?"),
        ("mijding", "weetniet", CHOICE + DOUBT),
        ("mijding", "onbekend", CHOICE + DOUBT),
        ("gevaar", "weet niet", YES_NO + DOUBT),
        ("gevaar", " Weet ik niet", YES_NO + DOUBT),
        ("gevaar", "?", YES_NO + DOUBT),
        ("gebieden", ["Wonen", "geldd", 3], CHOICES + "; bedoelde u 'wonen' en 'geld'?"),
        ("gebieden", ["wonenn", "Wonen"], CHOICES + "; bedoelde u 'wonen'?"),
        ("gebieden", "wonen", CHOICES + '; bedoelde u ["wonen"], met haken?'),
        ("gebieden", True, CHOICES),
        ("gebieden", 2, CHOICES),
        ("gebieden", ["wonen", "huis"], CHOICES),
        ("gebieden", ["wonen", "wonen"], CHOICES + "; 'wonen' staat er twee keer"),
        ("gebieden", ["weet_niet"], CHOICES),
        ("gebieden", ["wonen", 1], CHOICES),
        ("gebieden", [["wonen"]], CHOICES),
        ("gebieden", {"wonen": True}, CHOICES),
        ("nu", "brandt", PHASE),
        ("nu", 2, PHASE),
        ("nu", True, PHASE),
        ("nu", datetime.date(2026, 1, 1), PHASE),
    ],
)
def test_each_kind_refuses_everything_else_and_says_what_it_wants(
    tiny: Ruleset, fact: str, raw: object, wanted: str
) -> None:
    answers, problems = read_answers(tiny, {fact: raw}, None)
    assert problems == (f"answers.{fact}: {wanted}",)
    assert not answers.answered(fact)


def test_an_unknown_fact_is_named_with_what_was_probably_meant(tiny: Ruleset) -> None:
    _, problems = read_answers(tiny, {"gevaren": True, "xyz": True}, None)
    assert problems == (
        "answers.gevaren: feit 'gevaren' bestaat niet; bedoelde u 'gevaar'?",
        "answers.xyz: feit 'xyz' bestaat niet",
    )


def test_all_problems_are_listed_at_once_and_what_is_right_is_kept(tiny: Ruleset) -> None:
    raw = {"gevaren": True, "gevaar": "ja", "mijding": "altijt", "gebieden": "wonen", "hulp": True}
    answers, problems = read_answers(tiny, raw, "klemm")
    assert problems == (
        "answers.gevaren: feit 'gevaren' bestaat niet; bedoelde u 'gevaar'?",
        f"answers.gevaar: {YES_NO}{MEANT.format('true')}",
        f"answers.mijding: {CHOICE}; bedoelde u 'altijd'?",
        f'answers.gebieden: {CHOICES}; bedoelde u ["wonen"], met haken?',
        "current_phase: fase 'klemm' bestaat niet; er zijn: rust, klem, brand",
    )
    assert dict(answers.given) == {"hulp": True}


@pytest.mark.parametrize("fact", ["gevaar", "mijding", "gebieden", "nu"])
def test_a_problem_never_repeats_what_was_answered(tiny: Ruleset, fact: str) -> None:
    _, problems = read_answers(tiny, {fact: "Jansen, Dorpsstraat 1"}, None)
    assert len(problems) == 1
    assert "Jansen" not in problems[0]


def test_the_current_phase_is_the_answer_to_the_fact_that_asks_it(tiny: Ruleset) -> None:
    answers, problems = read_answers(tiny, {}, "klem")
    assert problems == ()
    assert answers.value("nu") == "klem"
    assert tiny.current(answers) == "klem"


@pytest.mark.parametrize(("answer", "current"), [("klem", "klem"), ("geen", None), ("weet_niet", None)])
def test_the_current_phase_may_also_be_answered_as_a_fact(tiny: Ruleset, answer: str, current: str | None) -> None:
    answers, problems = read_answers(tiny, {"nu": answer}, None)
    assert problems == ()
    assert tiny.current(answers) == current


def test_the_same_current_phase_said_twice_is_no_problem(tiny: Ruleset) -> None:
    answers, problems = read_answers(tiny, {"nu": "klem"}, "klem")
    assert problems == ()
    assert tiny.current(answers) == "klem"


@pytest.mark.parametrize("answer", ["rust", "geen"])
def test_two_different_current_phases_are_a_problem(tiny: Ruleset, answer: str) -> None:
    _, problems = read_answers(tiny, {"nu": answer}, "klem")
    assert problems == (
        f"current_phase: 'current_phase' is 'klem', maar het antwoord op de huidige fase is '{answer}'",
    )


OWN = """
[[facts]]
id = "alleen"
group = "Huishouden"
kind = "yes_no"
label = "woont alleen"
question = "Woont de inwoner alleen?"
excludes = ["kinderen", "partner"]

[[facts]]
id = "kinderen"
group = "Huishouden"
kind = "yes_no"
label = "kinderen in huis"
question = "Wonen er kinderen?"

[[facts]]
id = "partner"
group = "Huishouden"
kind = "yes_no"
label = "partner in huis"
question = "Woont er een partner?"

[[facts]]
id = "dreiging"
group = "Veiligheid"
kind = "yes_no"
label = "dreiging"
question = "Wordt er gedreigd?"
implies = { any = ["kinderen", "partner"] }
"""


@pytest.mark.parametrize(
    ("given", "facts"),
    [
        ({"alleen": True, "kinderen": True}, [("alleen", "kinderen")]),
        ({"alleen": True, "kinderen": True, "partner": True}, [("alleen", "kinderen", "partner")]),
        ({"dreiging": True, "kinderen": False, "partner": False}, [("dreiging", "kinderen", "partner")]),
        (
            {"alleen": True, "partner": True, "dreiging": True, "kinderen": False},
            [("alleen", "partner")],
        ),
    ],
)
def test_answers_that_cannot_go_together_are_named(
    make: Make, triage: Triage, given: Mapping[str, Any], facts: list[tuple[str, ...]]
) -> None:
    assert [(one.fact, *one.others) for one in triage(make(OWN), given).contradictions] == facts


@pytest.mark.parametrize(
    "given",
    [
        {"alleen": True, "kinderen": False},
        {"alleen": True, "kinderen": "weet_niet"},
        {"alleen": True},
        {"alleen": False, "kinderen": True},
        {"alleen": "weet_niet", "kinderen": True},
        {"dreiging": True, "kinderen": False},
        {"dreiging": True, "kinderen": False, "partner": "weet_niet"},
        {"dreiging": True, "kinderen": True, "partner": False},
        {"dreiging": False, "kinderen": False, "partner": False},
        {"dreiging": "weet_niet", "kinderen": False, "partner": False},
    ],
)
def test_what_is_not_known_never_contradicts(make: Make, triage: Triage, given: Mapping[str, Any]) -> None:
    assert triage(make(OWN), given).contradictions == ()


def test_a_contradiction_says_in_words_what_cannot_be(make: Make, triage: Triage) -> None:
    ruleset = make(OWN)
    given = {"alleen": True, "kinderen": True, "dreiging": True, "partner": False}
    assert [contradiction_words(one, ruleset.facts) for one in triage(ruleset, given).contradictions] == [
        "'woont alleen' en 'kinderen in huis' kunnen niet allebei 'ja' zijn."
    ]
    given = {"dreiging": True, "kinderen": False, "partner": False}
    assert [contradiction_words(one, ruleset.facts) for one in triage(ruleset, given).contradictions] == [
        "'dreiging' is 'ja', maar geen van deze is 'ja': kinderen in huis, partner in huis."
    ]


def test_a_contradiction_keeps_the_answers_and_the_advice(make: Make, triage: Triage) -> None:
    known = {"mijding": "soms", "gevaar": False}
    odd = {**known, "alleen": True, "kinderen": True}
    ruleset = make(OWN)
    assert triage(ruleset, odd).course.advised == triage(ruleset, known).course.advised


def test_an_answer_that_the_model_does_not_use_is_accepted_and_listed(tiny: Ruleset, triage: Triage) -> None:
    advice = triage(tiny, {"steun": True, "gevaar": False})
    assert advice.unused == ("steun",)


@pytest.mark.parametrize("used", ["acuut", "nu", "gevaar", "mijding", "gebieden", "hulp"])
def test_an_answer_that_the_model_uses_is_not_listed_as_unused(tiny: Ruleset, triage: Triage, used: str) -> None:
    assert triage(tiny, {used: "weet_niet"}).unused == ()


def test_a_frame_holds_what_stands_around_the_answers() -> None:
    file, problems = read_frame(
        {
            "kind": "answers",
            "format": 1,
            "profile": "klein",
            "current_phase": "klem",
            "case": "2026-017",
            "answers": {"gevaar": True},
        }
    )
    assert problems == ()
    assert (file.profile, file.current_phase, file.case) == ("klein", "klem", "2026-017")
    assert file.answers == {"gevaar": True}


def test_only_kind_and_format_must_be_there() -> None:
    file, problems = read_frame({"kind": "answers", "format": 1})
    assert problems == ()
    assert (file.profile, file.current_phase, file.case, file.answers) == (None, None, "", {})


@pytest.mark.parametrize("wrong", [{}, {"format": 2}, {"format": True}, {"format": "1"}, {"format": 1.0}])
def test_another_format_is_refused(wrong: Mapping[str, Any]) -> None:
    _, problems = read_frame({"kind": "answers", **wrong})
    meant = "; bedoelde u 1, zonder aanhalingstekens?" if wrong.get("format") == "1" else ""
    assert problems == (f"format: hier hoort 1{meant}",)


@pytest.mark.parametrize(
    ("key", "meant"), [("phase", "current_phase"), ("Phase", "current_phase"), ("answer", "answers"), ("casus", "case")]
)
def test_of_an_unknown_key_it_is_said_what_was_meant(key: str, meant: str) -> None:
    _, problems = read_frame({"kind": "answers", "format": 1, key: {}})
    assert problems == (f"{key}: deze sleutel is hier niet bekend; bedoelde u '{meant}'?",)


def test_all_problems_of_a_frame_are_listed_at_once() -> None:
    file, problems = read_frame(
        {
            "kind": "answers",
            "format": 3,
            "profil": "klein",
            "current_phase": 3,
            "case": ["2026-017"],
            "answers": [True],
        }
    )
    assert problems == (
        "profil: deze sleutel is hier niet bekend; bedoelde u 'profile'?",
        "format: hier hoort 1",
        'current_phase: hier hoort tekst; bedoelde u current_phase = "3"?',
        "case: hier hoort tekst",
        "answers: hier hoort een tabel",
    )
    assert (file.current_phase, file.case, file.answers) == (None, "", {})
