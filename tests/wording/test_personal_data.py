"""What looks like personal data is found, and what a worker writes every day is left alone. All numbers are made up."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ave_cli.text import interview as interview_text
from ave_cli.wording.personal_data import Suspicion, SuspicionKind, suspicions, suspicions_of_case, without

TODAY = date(2026, 5, 10)


def found(text: str, today: date = TODAY) -> list[tuple[SuspicionKind, str]]:
    return [(one.kind, text[one.start : one.end]) for one in suspicions(text, today)]


def is_bsn(number: str) -> bool:
    """The 11-proef, written apart from the code under test."""
    total = -int(number[8])
    for place in range(8):
        total += (9 - place) * int(number[place])
    return total % 11 == 0 and number != "000000000"


def check_digit(first_eight: int) -> str | None:
    return next((f"{first_eight:08}{last}" for last in range(10) if is_bsn(f"{first_eight:08}{last}")), None)


BSNS = st.integers(0, 99_999_999).map(check_digit).filter(lambda one: one is not None).map(str)
GROUPS = [(9,), (3, 3, 3), (4, 2, 3), (2, 2, 2, 3), (1,) * 9]


def grouped(number: str, sizes: tuple[int, ...], separator: str) -> str:
    parts, rest = [], number
    for size in sizes:
        parts.append(rest[:size])
        rest = rest[size:]
    return separator.join(parts)


@given(BSNS, st.sampled_from(GROUPS), st.sampled_from([" ", ".", "-", "\u00a0", " - "]))
def test_every_valid_bsn_is_found(number: str, sizes: tuple[int, ...], separator: str) -> None:
    written = grouped(number, sizes, separator)
    assert found(f"BSN {written}, twee kinderen") == [(SuspicionKind.BSN, written)]
    assert found(written) == [(SuspicionKind.BSN, written)]


@given(BSNS.filter(lambda one: one[0] == "0"))
@example("012345672")
def test_every_valid_bsn_of_eight_digits_is_found(number: str) -> None:
    assume(not number.startswith(("00800", "0090")))
    assert found(f"Zijn BSN is {number[1:]}.") == [(SuspicionKind.BSN, number[1:])]


@settings(deadline=None)
@given(BSNS, st.sampled_from(GROUPS[:4]), st.sampled_from([" ", ".", "-"]))
def test_no_single_digit_change_of_a_bsn_is_called_a_bsn(number: str, sizes: tuple[int, ...], separator: str) -> None:
    for place in range(9):
        for digit in "0123456789".replace(number[place], ""):
            changed = number[:place] + digit + number[place + 1 :]
            assert SuspicionKind.BSN not in [kind for kind, _ in found(grouped(changed, sizes, separator))]


@given(st.integers(0, 999_999_999).map(lambda one: f"{one:09}"))
def test_nine_digits_are_a_bsn_exactly_when_they_pass_the_check(number: str) -> None:
    assert (found(number) == [(SuspicionKind.BSN, number)]) == is_bsn(number)


HITS = [
    (SuspicionKind.BSN, "123456782"),
    (SuspicionKind.BSN, "111222333"),
    (SuspicionKind.BSN, "1234.56.782"),
    (SuspicionKind.BSN, "123 456 782"),
    (SuspicionKind.BSN, "12345672"),
    (SuspicionKind.IBAN, "NL91 ABNA 0417 1643 00"),
    (SuspicionKind.IBAN, "NL91ABNA0417164300"),
    (SuspicionKind.IBAN, "nl91abna0417164300"),
    (SuspicionKind.IBAN, "nl91 abna 0417 1643 00"),
    (SuspicionKind.IBAN, "NL91.ABNA.0417.1643.00"),
    (SuspicionKind.IBAN, "BE68 5390 0754 7034"),
    (SuspicionKind.IBAN, "DE89 3704 0044 0532 0130 00"),
    (SuspicionKind.EMAIL, "jan@voorbeeld.nl"),
    (SuspicionKind.EMAIL, "j.de_vries+werk@post.voorbeeld.nl"),
    (SuspicionKind.EMAIL, "JAN@VOORBEELD.NL"),
    (SuspicionKind.PHONE, "0612345678"),
    (SuspicionKind.PHONE, "06-12345678"),
    (SuspicionKind.PHONE, "06 12 34 56 78"),
    (SuspicionKind.PHONE, "06 - 12 34 56 78"),
    (SuspicionKind.PHONE, "06.12.34.56.78"),
    (SuspicionKind.PHONE, "+31612345678"),
    (SuspicionKind.PHONE, "+31 6 12345678"),
    (SuspicionKind.PHONE, "+31 (0)6 12 34 56 78"),
    (SuspicionKind.PHONE, "0031612345678"),
    (SuspicionKind.PHONE, "0031 (0)412-123456"),
    (SuspicionKind.PHONE, "0412-123456"),
    (SuspicionKind.PHONE, "(0412) 12 34 56"),
    (SuspicionKind.PHONE, "020 123 45 67"),
    (SuspicionKind.PHONE, "040/1234567"),
    (SuspicionKind.PHONE, "+48 123 456 789"),
    (SuspicionKind.ADDRESS, "1234 AB 12"),
    (SuspicionKind.ADDRESS, "1234AB, 12"),
    (SuspicionKind.ADDRESS, "1234ab 12a"),
    (SuspicionKind.ADDRESS, "1234 ab 12"),
    (SuspicionKind.ADDRESS, "1234 AB nr. 12-3"),
    (SuspicionKind.ADDRESS, "1234 AB huisnummer 12"),
    (SuspicionKind.ADDRESS, "12, 1234 AB"),
    (SuspicionKind.ADDRESS, "12\n1234 AB"),
    (SuspicionKind.ADDRESS, "12a 1234AB"),
    (SuspicionKind.BIRTH_DATE, "03-05-1990"),
    (SuspicionKind.BIRTH_DATE, "3-5-1990"),
    (SuspicionKind.BIRTH_DATE, "3.5.1990"),
    (SuspicionKind.BIRTH_DATE, "3/5/90"),
    (SuspicionKind.BIRTH_DATE, "3-5-90"),
    (SuspicionKind.BIRTH_DATE, "03.05.90"),
    (SuspicionKind.BIRTH_DATE, "03 05 1990"),
    (SuspicionKind.BIRTH_DATE, "3 mei 1990"),
    (SuspicionKind.BIRTH_DATE, "3 MEI 1990"),
    (SuspicionKind.BIRTH_DATE, "3 mrt. 1990"),
    (SuspicionKind.BIRTH_DATE, "31 december 1999"),
    (SuspicionKind.BIRTH_DATE, "3 mei '90"),
    (SuspicionKind.BIRTH_DATE, "3-mei-1990"),
    (SuspicionKind.BIRTH_DATE, "1990-05-03"),
    (SuspicionKind.BIRTH_DATE, "29-02-2024"),
]


@pytest.mark.parametrize(("kind", "written"), HITS, ids=[written for _, written in HITS])
def test_personal_data_is_found_wherever_it_stands(kind: SuspicionKind, written: str) -> None:
    for text in (written, f"Zie {written}.", f"({written})", f"Vermoedelijk {written}, of niet.\n"):
        assert found(text) == [(kind, written)]


NEAR_MISSES = [
    "zaak 2026-017",
    "2026-0171 en 2026-0003 en 2026-00002",
    "OSS-093",
    "OSS-093 OSS-094 C-OSS-05",
    "ave-2026-04-21-1432-7f3a.toml",
    "van 2019 tot 2026, 2019-2026, 2019 2020 2021 2022",
    "schooljaar 2025-2026",
    "€ 1.250,00 en € 12.500 en 3450 euro",
    "om 10:30 of 10.30 uur",
    "van 09.00-17.00 uur",
    "open 08.30-12.30 13.00-17.00",
    "open 06.30-14.30 15.00 uur",
    "12-05-2026 09.00 uur",
    "01-12-2026 10.30 uur",
    "3 mei 10 uur",
    "bel 112",
    "Veilig Thuis 0800-2000 of 08002000",
    "politie 0900-8844, 0900 8844, 0906-1234",
    "0800-1005, 0800 1017, 08001029, 0900-8007",
    "113 of 0800-0113, gemeente 14 0412",
    "123456789",
    "00000000 en 000000000",
    "1234567820",
    "20260612345678",
    "12345",
    "NL91 ABNA 0417 1643",
    "NL91ABNA04171643001",
    "ZZ91ABNA9417164300",
    "jan@kantoor en @gemeente en a@ b.nl",
    "1234 AB",
    "in 2026 en 12 keer",
    "sinds 2024 is 1 kind thuis",
    "1234 SS 12",
    "0123 AB 12",
    "fase 3-5",
    "paragraaf 3.1.12",
    "31-02-1990",
    "29-02-2023",
    "31-13-1990",
    "31-11-1990",
    "3 mei",
    "mei 1990",
    "1990",
    "3 meiden 1990",
    "v1.12.345",
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_a_worker_writes_every_day_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_an_account_number_with_one_wrong_sign_is_not_called_an_account_number() -> None:
    number = "NL91ABNA0417164300"
    for place in range(len(number)):
        alike = "0123456789" if number[place].isdigit() else "ABCLNXYZ"
        for sign in alike.replace(number[place], ""):
            changed = number[:place] + sign + number[place + 1 :]
            assert SuspicionKind.IBAN not in [kind for kind, _ in found(changed)], changed


@pytest.mark.parametrize(
    ("written", "today", "expected"),
    [
        ("10-04-2026", "2026-05-10", True),
        ("11-04-2026", "2026-05-10", False),
        ("10-05-2026", "2026-05-10", False),
        ("11-05-2026", "2026-05-10", False),
        ("03-06-2026", "2026-05-10", False),
        ("10-05-1906", "2026-05-10", True),
        ("09-05-1906", "2026-05-10", False),
        ("30-01-2024", "2024-02-29", True),
        ("31-01-2024", "2024-02-29", False),
        ("30-01-2024", "2024-03-01", True),
        ("29-02-1900", "2010-01-01", False),
        ("29-02-2000", "2010-01-01", True),
        ("29-02-1980", "2100-02-28", True),
        ("29-02-1980", "2100-03-01", False),
        ("02-12-2025", "2026-01-01", True),
        ("03-12-2025", "2026-01-01", False),
        ("3/5/26", "2026-05-10", False),
        ("3/6/26", "2026-05-10", False),
        ("3/6/27", "2026-05-10", False),
        ("3/6/33", "2026-05-10", True),
        ("3/5/99", "2026-05-10", True),
        ("3/5/25", "2026-05-10", True),
    ],
)
def test_a_date_of_birth_lies_a_month_to_120_years_back(written: str, today: str, expected: bool) -> None:
    assert found(written, date.fromisoformat(today)) == ([(SuspicionKind.BIRTH_DATE, written)] if expected else [])


def test_kinds_beside_each_other_are_told_apart_in_the_order_of_the_text() -> None:
    text = (
        "Jan, geboren 3 mei 1990, BSN 123456782 3 kinderen, Dorpsstraat 12, 1234 AB, 06-12345678 of 0412-123456, "
        "jan@voorbeeld.nl, NL91 ABNA 0417 1643 00 en DE89 3704 0044 0532 0130 00, afspraak 12-05-2026 10.30"
    )
    assert found(text) == [
        (SuspicionKind.BIRTH_DATE, "3 mei 1990"),
        (SuspicionKind.BSN, "123456782"),
        (SuspicionKind.ADDRESS, "12, 1234 AB"),
        (SuspicionKind.PHONE, "06-12345678"),
        (SuspicionKind.PHONE, "0412-123456"),
        (SuspicionKind.EMAIL, "jan@voorbeeld.nl"),
        (SuspicionKind.IBAN, "NL91 ABNA 0417 1643 00"),
        (SuspicionKind.IBAN, "DE89 3704 0044 0532 0130 00"),
    ]


@pytest.mark.parametrize(
    "text", ["012345672 3 kinderen", "2026 012345672", "17-012345672", "BSN012345672", "012345672,012345672"]
)
def test_a_bsn_beside_other_numbers_is_still_a_bsn(text: str) -> None:
    assert set(found(text)) == {(SuspicionKind.BSN, "012345672")}


def test_a_reading_that_is_refused_hides_no_other() -> None:
    assert found("2 03 05 1990") == [(SuspicionKind.BIRTH_DATE, "03 05 1990")]
    assert found("06-12-1990 06 12345678") == [
        (SuspicionKind.BIRTH_DATE, "06-12-1990"),
        (SuspicionKind.PHONE, "06 12345678"),
    ]


@pytest.mark.parametrize(
    "text", ["2026 123 456 782 3 kinderen", "12-123 456 782", "11 345 123 456 782", "123 456 782 2026-017"]
)
def test_a_bsn_in_groups_beside_other_numbers_is_still_a_bsn(text: str) -> None:
    assert found(text) == [(SuspicionKind.BSN, "123 456 782")]


PIECES = [
    *(written for _, written in HITS),
    *NEAR_MISSES,
    *"0123456789 .-/+(),@",
    "06",
    "0800",
    "NL91",
    "1234 AB",
    "19",
    "é",
    "\n",
    "123456",
    "782",
    " mei ",
]
TEXTS = (
    st.builds(str.join, st.sampled_from(["", " ", ", ", ". ", "\n"]), st.lists(st.sampled_from(PIECES), max_size=12))
    | st.text(max_size=60)
).filter(lambda text: interview_text.REMOVED not in text)


@given(TEXTS)
def test_suspicions_are_ordered_lie_inside_the_text_and_do_not_overlap(text: str) -> None:
    spans = [(one.start, one.end) for one in suspicions(text, TODAY)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(TEXTS)
def test_taking_out_leaves_the_rest_as_it_was(text: str) -> None:
    every = suspicions(text, TODAY)
    places = [0, *(place for one in every for place in (one.start, one.end)), len(text)]
    kept = [text[places[n] : places[n + 1]] for n in range(0, len(places), 2)]
    assert without(text, every).split(interview_text.REMOVED) == kept


@given(TEXTS)
@example("1234 AB nr. 12-3 mei 1990")
@example("jan@voorbeeld.nlj.de_vries+werk@post.voorbeeld.nl")
def test_taking_out_three_times_leaves_nothing_to_point_out(text: str) -> None:
    for _ in range(3):
        text = without(text, suspicions(text, TODAY))
    assert found(text) == []


def test_only_what_was_chosen_is_taken_out() -> None:
    text = "BSN 123456782, tel. 0612345678."
    bsn, phone = suspicions(text, TODAY)
    assert without(text, [bsn]) == "BSN [weggehaald], tel. 0612345678."
    assert without(text, [phone]) == "BSN 123456782, tel. [weggehaald]."
    assert without(text, [bsn, phone]) == "BSN [weggehaald], tel. [weggehaald]."
    assert without(text, []) == text
    assert bsn == Suspicion(kind=SuspicionKind.BSN, start=4, end=13)


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "1",
            "0",
            "1 ",
            "0 ",
            "1.",
            "12. ",
            "12 ",
            "06 ",
            "19 90 ",
            "1-2-",
            "1-1-19",
            "123456782 ",
            "1 2 3 4 5 6 7 8 . ",
        ),
        *("nl91 ", "a.a@", "a@", "+1 ", "1111 AB ", "3 mei ", "(0", "12,\n", " ", "."),
    ],
)
def test_a_long_text_takes_no_more_than_half_a_second(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    spent = 0.0
    for _ in range(3):
        start = time.process_time()
        suspicions(text, TODAY)
        spent = time.process_time() - start
        if spent < 0.5:
            return
    pytest.fail(f"{spent:.2f} s")


CASES = [
    (SuspicionKind.BSN, "00123456782"),
    (SuspicionKind.BSN, "2026-000123456782"),
    (SuspicionKind.BSN, "Z-0012345672"),
    (SuspicionKind.BSN, "123,456,782"),
    (SuspicionKind.BSN, "123_456_782"),
    (SuspicionKind.BSN, "Z_123/456/782"),
    (SuspicionKind.BSN, "1234'56'782"),
    (SuspicionKind.BSN, "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff12"),
    (SuspicionKind.BSN, "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0662"),
    (SuspicionKind.BSN, "zaak \u0967\u0968\u0969-\u096a\u096b\u096c-\u096d\u096e\u0968"),
    (SuspicionKind.BIRTH_DATE, "19850312"),
    (SuspicionKind.BIRTH_DATE, "12031985"),
    (SuspicionKind.BIRTH_DATE, "JdV-19850312"),
    (SuspicionKind.BIRTH_DATE, "jansen12031985"),
    (SuspicionKind.BIRTH_DATE, "12031985-01"),
    (SuspicionKind.BIRTH_DATE, "12-mrt-85"),
    (SuspicionKind.BIRTH_DATE, "12 mrt 85"),
    (SuspicionKind.BIRTH_DATE, "12mrt1985"),
    (SuspicionKind.BIRTH_DATE, "1-december-99"),
    (SuspicionKind.BIRTH_DATE, "12_03_1985"),
    (SuspicionKind.ADDRESS, "5341AB12"),
    (SuspicionKind.ADDRESS, "5341ab12a"),
    (SuspicionKind.ADDRESS, "5341AB_12"),
    (SuspicionKind.PHONE, "612345678"),
    (SuspicionKind.PHONE, "31612345678"),
    (SuspicionKind.PHONE, "0031612345678"),
    (SuspicionKind.PHONE, "31412629111"),
    (SuspicionKind.PHONE, "06_12345678"),
    (SuspicionKind.PHONE, "06,12345678"),
    (SuspicionKind.EMAIL, "jan\uff20voorbeeld.nl"),
    (SuspicionKind.EMAIL, "jan@kantoor"),
    (SuspicionKind.EMAIL, "jan(at)voorbeeld.nl"),
]


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_a_case_in_the_forms_that_exports_write_looks_personal(kind: SuspicionKind, case: str) -> None:
    assert kind in suspicions_of_case(case, TODAY)


@pytest.mark.parametrize(("kind", "written"), HITS)
def test_what_is_found_in_free_text_is_found_in_a_case(kind: SuspicionKind, written: str) -> None:
    assert kind in suspicions_of_case(written, TODAY)


NO_CASES = [
    "2026-00001", "Z2026-123456", "ZK-20260112-004", "20260312", "Z20190512-1", "2026AB12", "2019ZK17a", "OSS-093",
    "2026/017", "2026_0017", "2026,017", "0000000017", "000017", "Z-000000000017", "12345678", "123456789", "A-1",
    "1,23457E+17", "AVE 2", "Huishouden 12", "3 meiden", "WK-2026-III", "5341AB", "112", "a1b2c3d4e5", "x@", "=1+1",
    "2026017", "1234567890123", "2026-12-0345", "mei 26", "12 dec", "z;1", "311234",
]  # fmt: skip


@pytest.mark.parametrize("case", NO_CASES)
def test_what_cases_are_mostly_called_is_left_alone(case: str) -> None:
    assert suspicions_of_case(case, TODAY) == ()


@pytest.mark.parametrize("written", ["\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff12", "\u0660\u0666-12345678"])
def test_digits_of_another_script_are_digits_in_free_text_too(written: str) -> None:
    assert [text for _, text in found(f"Zie {written} é.")] == [written]


def test_every_kind_has_a_name() -> None:
    assert set(interview_text.NAMES) == {kind.value for kind in SuspicionKind}
    assert interview_text.looks_like(["bsn", "phone", "bsn"]) == (
        "In deze tekst staat iets dat lijkt op een burgerservicenummer (BSN) en een telefoonnummer."
    )
