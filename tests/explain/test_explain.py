"""Explaining: what a model says of a phase, a role, a criterion, a move; seen in the world in miniature."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ave_cli.engine.answer_space import facts_of
from ave_cli.explain.explain import explain_question, explain_topic, find_all
from ave_cli.explain.sections import Explanation, as_plain
from ave_cli.explain.short_pages import scheme_grid, scheme_page
from ave_cli.explain.topics import TopicKind, find_topic, topics
from ave_cli.profile.companion_files import Statement
from ave_cli.profile.conditions import condition_from
from ave_cli.profile.ruleset import Ruleset, mark_origin, merge
from ave_cli.wording import phrases

MORE = """
[[roles]]
id = "behandelregie"
title = "Behandelregie"
text = "De regie over de behandeling."

[[roles.tasks]]
kind = "never"
about = "de hulp"
text = "De Hulp kiezen."
statements = ["KLN-021"]

[[assignments]]
id = "klein-behandelregie"
role = "behandelregie"
phases = ["klem"]
when = { is = { hulp = true } }
holders = [{ name = "behandelaar" }]

[[assignments]]
id = "klein-behandelregie-ook"
role = "behandelregie"
phases = ["klem"]
adds = true
holders = [{ name = "huisarts" }]

[[assignments]]
id = "klein-behandelregie-anders"
role = "behandelregie"
phases = ["klem"]
status = "not_applicable"

[[roles]]
id = "proef"
title = "Proefrol"
person = "proefpersoon"
text = "Om te proberen."
tasks = [
  { kind = "does", about = "de hulp", text = "Kijkt mee.", statements = ["KLN-022"] },
  { kind = "may", about = "koffie", text = "Koffie drinken." },
]

[[role_rules]]
id = "los"
roles = ["casusregie", "procesregie"]
rule = "separate"
phases = ["brand"]
text = "Twee mensen."
statements = ["KLN-020"]

[[conflicts]]
id = "C-KLN-01"
about = "role:procesregie"
question = "Wie heeft de procesregie?"
readings = ["de een", "de ander"]
chosen = 2
phases = ["brand"]
statements = ["KLN-008"]

[[glossary]]
id = "wijkteam"
term = "Wijkteam (WT)"
synonyms = ["buurtploeg"]
text = "Mensen die helpen."
statements = ["KLN-009"]

[[actors]]
id = "huisartsen"
term = "Huisartsen"
synonyms = ["huisarts"]
text = "Zij zien veel."

[[meetings]]
id = "wijkteam"
name = "Overleg van het wijkteam"
text = "Elke week."
statements = ["KLN-005"]
"""
REGISTER = {
    "KLN-001": Statement(id="KLN-001", section="Hoofdstuk 1", kind="criterium", text="Mijden telt."),
    "KLN-099": Statement(id="KLN-099", section="Bijlage", kind="x", text="Los.", not_modelled="geen regel"),
}


@pytest.fixture
def model(make: Callable[..., Ruleset]) -> Ruleset:
    return make(MORE)


def told(model: Ruleset, text: str) -> Explanation:
    found = find_topic(topics(model, REGISTER), text)
    assert found.topic is not None, text
    return explain_topic(model, REGISTER, found.topic, found.also)


def lines(explanation: Explanation, title: str) -> list[str]:
    return [line for one in explanation.sections if one.title == title for line in one.lines()]


@pytest.mark.parametrize(
    ("text", "kind", "ident"),
    [
        ("klem", TopicKind.PHASE, "klem"),
        ("KLEM", TopicKind.PHASE, "klem"),
        ("fase klem", TopicKind.PHASE, "klem"),
        ("Vastgelopen", TopicKind.PHASE, "klem"),
        ("klem naar brand", TopicKind.TRANSITION, "klem-naar-brand"),
        ("Klem  naar  BRAND", TopicKind.TRANSITION, "klem-naar-brand"),
        ("proefpersoon", TopicKind.ROLE, "proef"),
        ("WT", TopicKind.TERM, "wijkteam"),
        ("buurtploeg", TopicKind.TERM, "wijkteam"),
        ("wijkteam", TopicKind.TERM, "wijkteam"),
        ("overlegvorm wijkteam", TopicKind.MEETING, "wijkteam"),
        ("overlegvorm:wijkteam", TopicKind.MEETING, "wijkteam"),
        ("c-kln-01", TopicKind.CONFLICT, "C-KLN-01"),
        ("kln-001", TopicKind.STATEMENT, "KLN-001"),
        ("mijding", TopicKind.FACT, "mijding"),
        ("mijden van hulp", TopicKind.FACT, "mijding"),
        ("bij twijfel", TopicKind.DOUBT, "twijfel"),
    ],
)
def test_something_is_found_by_any_of_its_names(model: Ruleset, text: str, kind: TopicKind, ident: str) -> None:
    topic = find_topic(topics(model, REGISTER), text).topic
    assert topic is not None
    assert (topic.kind, topic.id) == (kind, ident)


def test_others_with_the_same_name_are_told(model: Ruleset) -> None:
    assert lines(told(model, "wijkteam"), "Verder lezen: typ") == [
        "ave explain overlegvorm wijkteam: Overleg van het wijkteam"
    ]


def test_what_has_no_such_name_is_no_topic(model: Ruleset) -> None:
    assert find_topic(topics(model, REGISTER), "casusregi").topic is None


def test_a_phase_says_how_one_gets_in_and_out(model: Ruleset) -> None:
    page = told(model, "klem")
    titles = [one.title for one in page.sections]
    assert titles[:3] == [
        "Wat is de beginsituatie?",
        "Wie heeft de regie in Klem?",
        "Wanneer hoort een huishouden hier?",
    ]
    assert "Opschalen van Klem naar Brand" in titles
    assert "Afschalen van Klem naar Rust" in titles
    entered = lines(page, "Wanneer hoort een huishouden hier?")
    assert entered[0] == "Eén van deze criteria is genoeg."
    assert entered[1].startswith("Het huishouden houdt hulp af. Dat is zo als: mijden van hulp: 'soms' of 'altijd'")
    assert "De bron geeft geen aandeel" in " ".join(lines(page, titles[0]))


def test_what_the_source_leaves_out_of_a_move_is_said_in_one_line(model: Ruleset) -> None:
    said = lines(told(model, "klem naar brand"), "Opschalen van Klem naar Brand")
    assert said[0] == "Nodig is dit criterium."  # how strongly is not written, so nothing is claimed of it
    assert said[-1].startswith("Niet vastgelegd in dit model: wie vraagt het aan, met wie eerst contact, wie beslist")


def test_parties_and_meetings_belong_to_a_phase_that_cites_or_names_them(model: Ruleset) -> None:
    assert lines(told(model, "klem"), "Welke overleggen zijn er?") == ["Overleg van het wijkteam: Elke week."]
    assert lines(told(model, "klem"), "Welke partijen zijn er?") == ["Huisartsen: Zij zien veel."]
    assert lines(told(model, "brand"), "Welke partijen zijn er?") == []


def test_the_lightest_and_the_heaviest_phase_go_no_further(model: Ruleset) -> None:
    assert lines(told(model, "rust"), "Wanneer omlaag?") == ["Dit is de lichtste fase: verder omlaag kan niet."]
    assert lines(told(model, "brand"), "Wanneer omhoog?") == ["Dit is de zwaarste fase: verder omhoog kan niet."]


def test_holders_stand_in_the_order_in_which_they_count_and_what_comes_on_top_last(model: Ruleset) -> None:
    said = lines(told(model, "behandelregie"), "Wie heeft deze rol?")
    assert said == [
        "Rust: niet vastgelegd in dit model",
        "Klem: behandelaar (als hulp loopt: ja)",
        "Klem: anders: niet van toepassing",
        "Klem: daarnaast: huisarts",
        "Brand: niet vastgelegd in dit model",
    ]


def test_phases_with_the_same_holders_share_a_row(model: Ruleset) -> None:
    assert lines(told(model, "procesregie"), "Wie heeft deze rol?") == [
        "Rust: niet van toepassing",
        "Klem, Brand: procesregisseur",
    ]


def test_roles_are_compared_on_what_their_tasks_are_about(model: Ruleset) -> None:
    assert lines(told(model, "proef"), "Hoe verschilt deze rol van andere?") == [
        "De hulp. Proefpersoon: Kijkt mee. Behandelregie: Niet: de Hulp kiezen.",
        "Koffie. Proefpersoon: Mag: koffie drinken. Behandelregie: niet genoemd bij deze rol.",
    ]
    assert lines(told(model, "casusregie"), "Hoe verschilt deze rol van andere?") == [
        "In dit model is er geen andere rol waarvan de taken met deze te vergelijken zijn."
    ]


def test_what_a_source_does_not_say_of_a_role_is_said(model: Ruleset) -> None:
    page = told(model, "casusregie")
    assert lines(page, "Wat mag deze rol?") == ["niet vastgelegd in dit model"]
    assert lines(page, "Mogen rollen samengaan?") == ["Casusregie en procesregie. Twee mensen. Geldt in: Brand."]


def test_a_statement_says_what_rests_on_it_or_why_nothing_does(model: Ruleset) -> None:
    assert lines(told(model, "KLN-001"), "Wat rust erop?") == ["Het huishouden houdt hulp af (criterium klem-mijding)"]
    assert lines(told(model, "KLN-099"), "Wat rust erop?") == ["Niet gemodelleerd: geen regel"]


def test_a_fact_touches_what_looks_at_it_through_names_too(model: Ruleset) -> None:
    assert "Problemen op meer leefgebieden (criterium klem-gebieden)" in lines(
        told(model, "gebieden"), "Wat hangt ervan af?"
    )
    assert facts_of(model, condition_from({"ref": "klem-gebieden"})) == ("gebieden",)
    assert lines(told(model, "steun"), "Wat hangt ervan af?") == ["In dit model hangt er niets van af."]


def test_the_chosen_reading_of_a_conflict_is_marked(model: Ruleset) -> None:
    assert lines(told(model, "C-KLN-01"), "Welke lezingen zijn er?") == [
        "Lezing 1: de een",
        "Lezing 2 (hier gebruikt): de ander",
    ]


def test_the_scheme_has_a_column_for_each_phase_and_the_rows_of_the_model(model: Ruleset) -> None:
    table = scheme_grid(model)
    assert table.columns == ("", "Rust. Het gewone leven", "Klem. Vastgelopen", "Brand. Uit de hand")
    assert [row[0].text for row in table.rows] == [
        "Beginsituatie",
        *(role.title for role in model.profile.roles),
        "Opschalen",
        "Afschalen",
    ]
    assert all(cell.text for row in table.rows for cell in row)


def test_the_scheme_says_the_same_as_a_table_and_as_lines(model: Ruleset) -> None:
    said = {line for one in scheme_page(model).sections for line in one.lines()}
    table = scheme_grid(model)
    for row in table.rows:
        for cell in row[1:]:
            assert all(f"{row[0].text}: {line}" in said for line in cell.text.split("\n"))


def test_an_explanation_as_a_document_has_every_line_and_every_source(model: Ruleset) -> None:
    page = told(model, "proef")
    document = as_plain("klein", page)
    assert list(document) == ["format", "profile", "kind", "id", "title", "sections"]
    assert (document["format"], document["profile"], document["kind"], document["id"]) == (1, "klein", "role", "proef")
    compared = next(one for one in document["sections"] if one["title"].startswith("Hoe verschilt"))
    assert compared["statements"] == ["KLN-022", "KLN-021"]


def test_what_is_taken_over_from_another_model_says_so(
    profile_over: Callable[..., dict[str, object]], build_raw: Callable[..., Ruleset]
) -> None:
    base = profile_over(MORE)
    child = {key: base[key] for key in ("title", "version", "date", "source")} | {"id": "kind"}
    model = build_raw(merge(mark_origin(base), child))
    assert lines(told(model, "procesregie"), "Uit welk model?") == ["Dit model neemt dit over uit het model 'klein'."]
    assert lines(told(build_raw(profile_over(MORE)), "procesregie"), "Uit welk model?") == []


def test_searching_looks_in_names_and_texts(model: Ruleset) -> None:
    assert [one.id for one in find_all(model, REGISTER, "proefpersoom")] == ["proef"]
    assert find_all(model, REGISTER, "onvindbaar") == ()


def asked(model: Ruleset, text: str) -> Explanation:
    found = explain_question(model, dict, text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "kind", "ident"),
    [
        ("wat is klem", "phase", "klem"),
        ("wat doet de proefpersoon", "role", "proef"),
        ("wie heeft het wijkteam", "term", "wijkteam"),
        ("proefpersoom", "role", "proef"),
        ("partijen", "list", "actors"),
        ("welke rollen zijn er", "list", "roles"),
        ("wie beslist over opschalen naar brand", "question", "wie beslist over opschalen naar brand"),
    ],
)
def test_a_question_is_read_for_what_carries_something(model: Ruleset, text: str, kind: str, ident: str) -> None:
    page = asked(model, text)
    assert (page.kind, page.id) == (kind, ident)


def test_a_role_in_a_phase_says_who_with_the_condition_before_the_name(model: Ruleset) -> None:
    assert lines(asked(model, "behandelregie klem"), "Behandelregie") == [
        "Klem: bij hulp loopt: behandelaar",
        "Klem: anders: niet van toepassing",
        "Klem: daarnaast: huisarts",
    ]


def test_what_the_model_says_nothing_about_has_no_answer(model: Ruleset) -> None:
    assert explain_question(model, dict, "wat kost een zeppelin") is None


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            {"all": [{"any": [{"is": {"gevaar": True}}, {"is": {"hulp": False}}]}, {"is": {"mijding": "altijd"}}]},
            "(concreet gevaar: ja of hulp loopt: nee) en mijden van hulp: altijd",
        ),
        (
            {"any": [{"all": [{"is": {"gevaar": True}}, {"is": {"hulp": False}}]}, {"is": {"mijding": "altijd"}}]},
            "(concreet gevaar: ja en hulp loopt: nee) of mijden van hulp: altijd",
        ),
        (
            {"all": [{"is": {"mijding": ["soms", "altijd"]}}, {"is": {"gevaar": True}}]},
            "(mijden van hulp: 'soms' of 'altijd') en concreet gevaar: ja",
        ),
        (
            {"any": [{"is": {"mijding": ["soms", "altijd"]}}, {"is": {"gevaar": True}}]},
            "mijden van hulp: 'soms' of 'altijd' of concreet gevaar: ja",
        ),
        (
            {"any": [{"any": [{"is": {"gevaar": True}}, {"is": {"hulp": True}}]}, {"is": {"mijding": "soms"}}]},
            "concreet gevaar: ja of hulp loopt: ja of mijden van hulp: soms",
        ),
        (
            {"any": [{"ref": "brand-gevaar"}, {"is": {"hulp": True}}]},
            "'Gevaar, en het huishouden houdt alle hulp af' of hulp loopt: ja",
        ),
    ],
)
def test_brackets_stand_where_and_meets_or(model: Ruleset, raw: dict[str, object], text: str) -> None:
    assert phrases.condition_words(model, condition_from(raw)) == text
