"""What looks like personal data in free text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from operator import mul

from ave_cli.safe_text import one_line
from ave_cli.text import interview as interview_text


class SuspicionKind(Enum):
    """What a piece of text looks like; certainty is never claimed."""

    BSN = "bsn"
    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    BIRTH_DATE = "birth_date"


@dataclass(frozen=True, kw_only=True)
class Suspicion:
    """A piece of text that looks like personal data: `text[start:end]`."""

    kind: SuspicionKind
    start: int
    end: int


_LONGEST_NAME = 60
_Span = tuple[int, int]


def suspicions(text: str, today: date) -> tuple[Suspicion, ...]:
    """Everything in the text that looks like personal data, ordered by place, without overlap.

    Takes time in proportion to the length of the text. Names are not recognised.

    Args:
        today: decides which dates can be dates of birth.
    """
    if is_reference(text):
        return ()
    text = _plain(text)
    taken = bytearray(len(text))
    found: list[Suspicion] = []
    for kind, spans in _readings(text, today):
        for start, end in spans:
            if taken.find(1, start, end) >= 0:
                continue
            taken[start:end] = b"\x01" * (end - start)
            if kind is not None:
                found.append(Suspicion(kind=kind, start=start, end=end))
    return tuple(sorted(found, key=lambda one: one.start))


def is_reference(case: str) -> bool:
    """Whether this is what a case is mostly called, and so nothing else."""
    return _REFERENCE.made.fullmatch(case) is not None


def suspicions_of_case(case: str, today: date) -> tuple[SuspicionKind, ...]:
    """What the short name of a household looks like: as in free text, and as exports write it, without blanks.

    Args:
        today: as for free text; a date without signs in it is one of birth where no case can be as old as that.
    """
    if is_reference(case):
        return ()
    plain = _plain(case)
    if not _UNUSUAL.made.search(plain):
        return tuple(dict.fromkeys(one.kind for one in suspicions(plain, today)))
    other = _PADDING.made.sub("", _OTHER_SIGNS.made.sub("-", plain))
    kinds = [one.kind for text in dict.fromkeys((plain, other)) for one in suspicions(text, today)]
    return tuple(dict.fromkeys((*kinds, *_glued(other, today))))


def _glued(case: str, today: date) -> Iterator[SuspicionKind]:
    """What stands in a case without a sign or a blank inside it."""
    recent = range(today.year - _OLDEST_CASE, today.year + 2)
    if _AT.made.search(case):
        yield SuspicionKind.EMAIL
    if _BARE_PHONE.made.search(case):
        yield SuspicionKind.PHONE
    if any(int(match[1]) not in recent for match in _BARE_ADDRESS.made.finditer(case)):
        yield SuspicionKind.ADDRESS
    if any(birth for birth, _ in _bare_dates(case, recent, today)):
        yield SuspicionKind.BIRTH_DATE


def _bare_dates(case: str, recent: range, today: date) -> Iterator[tuple[bool, _Span]]:
    for match in _EIGHT.made.finditer(case):
        one = match[0]
        for parts in ((one[:4], one[4:6], one[6:]), (one[4:], one[2:4], one[:2])):
            if int(parts[0]) not in recent:
                yield from _dated(match, parts, today)
    for match in _matches(_BARE_MONTH, case):
        yield from _dated(match, (match[3], str(_MONTH[match[2].lower()]), match[1]), today)


def without(text: str, found: Iterable[Suspicion]) -> str:
    """The text with a mark in the place of each suspicion; they are ordered and do not overlap.

    Where two readings overlapped, the rest of the weaker one can be found by looking again.
    """
    kept: list[str] = []
    place = 0
    for one in found:
        kept += [text[place : one.start], interview_text.REMOVED]
        place = one.end
    return "".join([*kept, text[place:]])


def column_name(name: str, today: date) -> str:
    """The name of a column out of a file, to be shown; one in which something looks personal is not."""
    return interview_text.REMOVED if suspicions_of_case(name, today) else one_line(name, _LONGEST_NAME)


def _readings(text: str, today: date) -> Iterator[tuple[SuspicionKind | None, Iterable[_Span]]]:
    """Ways to read parts of the text, the surest first; None is known to be harmless and hides the rest."""
    yield SuspicionKind.EMAIL, (match.span() for match in _EMAIL.made.finditer(text))
    yield SuspicionKind.IBAN, _ibans(text)
    for birth, span in _dates(text, today):
        yield SuspicionKind.BIRTH_DATE if birth else None, [span]
    yield SuspicionKind.ADDRESS, _spans(_NUMBER_FIRST, text)
    yield SuspicionKind.ADDRESS, _spans(_POSTCODE_FIRST, text)
    yield None, _spans(_SERVICE_NUMBER, text)
    yield SuspicionKind.PHONE, _spans(_PHONE, text)
    yield SuspicionKind.BSN, _bsns(text)


def _matches(pattern: _Pattern, text: str) -> Iterator[re.Match[str]]:
    """Every place where a bounded pattern fits, also inside another: a reading that is refused hides no later one."""
    place = 0
    while match := pattern.made.search(text, place):
        yield match
        place = match.start() + 1


def _spans(pattern: _Pattern, text: str) -> Iterator[_Span]:
    return (match.span() for match in _matches(pattern, text))


class _Pattern:
    """A pattern that is compiled when it is first looked for: together they take longer than a question may."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text = text
        self._flags = flags

    @cached_property
    def made(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self._text, self._flags)


class _PlainSigns(dict[int, str]):
    """Each sign to the plain one that it stands for, where that is one sign: digits of every script, wide letters."""

    def __missing__(self, code: int) -> str:
        sign = unicodedata.normalize("NFKC", chr(code))
        if len(sign) == 1 and sign.isdecimal():
            sign = str(unicodedata.decimal(sign))
        self[code] = sign if len(sign) == 1 else chr(code)
        return self[code]


_PLAIN_SIGNS = _PlainSigns()


def _plain(text: str) -> str:
    """The same text, sign by sign, in plain ones."""
    return text if text.isascii() else text.translate(_PLAIN_SIGNS)


# Every pattern below is bounded in length or possessive: none can take more than linear time.
_BLANKS = " \t\u00a0\u2009\u202f"
_DASHES = "\u2010\u2011\u2013-"
_BLANK = f"[{_BLANKS}]"
_DASH = f"[{_DASHES}]"
_EDGE = "(?<![A-Za-z0-9])"
_EMAIL = _Pattern(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++")

_JOIN = rf"(?>[{_BLANKS}()./{_DASHES}]{{0,4}})"
_MORE = rf"{_JOIN}[0-9]"
_WITH_COUNTRY = rf"(?:\+|(?<![0-9])00)31(?:{_JOIN}0)?{_JOIN}[1-9](?:{_MORE}){{6}}"
_FOREIGN = rf"\+(?!31)[1-9](?:{_MORE}){{5,11}}"
# No separator before the area code is complete: opening times such as 08.30-12.30 are no phone number.
_WITHIN = (
    r"(?<![0-9+])(?:\((?=0[0-9]{1,3}\)))?"
    rf"(?:06(?:{_MORE}){{6}}|0[1-57-9][0-9](?:{_MORE}){{5}})"
)
# The last two digits stand together: a lone one belongs to the next words.
_PHONE = _Pattern(rf"(?:{_WITH_COUNTRY}|{_FOREIGN}|{_WITHIN}){_JOIN}[0-9]{{2}}(?![.:]?[0-9])")
_SERVICE_NUMBER = _Pattern(rf"(?<![0-9])0(?:800|90[069]){_JOIN}[0-9]{{4}}(?:{_JOIN}[0-9]{{3}})?(?![0-9])")

_SMALL_WORDS = "al|de|di|do|en|er|eu|ga|ik|in|is|je|jr|km|ma|me|na|nu|of|om|op|te|uw|vr|we|wo|za|ze|zo"
"""Two letters that follow a year or an amount in ordinary Dutch; not read as the letters of a postcode."""
_POSTCODE = (
    rf"{_EDGE}[1-9][0-9]{{3}}(?!{_BLANK}?(?i:sa|sd|ss))"
    rf"(?:{_BLANK}[A-Z]{{2}}|[A-Za-z]{{2}}|{_BLANK}(?!{_SMALL_WORDS})[a-z]{{2}})(?![A-Za-z0-9])"
)
_HOUSE = rf"[1-9][0-9]{{0,4}}(?:-?[A-Za-z]{{1,4}}|{_BLANK}[A-Za-z]|[-/][0-9]{{1,4}})?(?![A-Za-z0-9])"
_NUMBER_FIRST = _Pattern(rf"(?<![A-Za-z0-9.,:/-]){_HOUSE}[,\s]{{1,4}}{_POSTCODE}")
_POSTCODE_FIRST = _Pattern(rf"{_POSTCODE}[,\s]{{0,3}}(?:(?i:(?:huis)?(?:nummer|nr\.?)):?|[/-])?{_BLANK}?{_HOUSE}")

_REFERENCE = _Pattern(r"(?:[A-Za-z]{1,10}[-_ ]?|[-_])?(?:20[0-9]{2}-)?[0-9]{1,5}")
"""What a case is mostly called, and what is too short for anything else: it need not be looked at in every way."""

_UNUSUAL = _Pattern("[@(_,/'\u2019]|[0-9]{8}|[0-9]{4}[A-Za-z]{2}|[0-9][\\s.-]?[A-Za-z]{3}")
"""What stands in every case that can look personal otherwise than free text does."""
_OTHER_SIGNS = _Pattern("[_,/'\u2019]")
_PADDING = _Pattern(r"(?<![0-9])0++(?=[1-9][0-9]{7,8}(?![0-9]))")
_AT = _Pattern(r"\w(?:@|\(at\))\w", re.IGNORECASE)
_BARE_PHONE = _Pattern(r"(?<![0-9])(?:(?:00)?31(?=0?[1-9]))?(?:(?<=31)0?[1-9][0-9]{8}|6[1-58][0-9]{7})(?![0-9])")
_BARE_ADDRESS = _Pattern(
    r"(?<![A-Za-z0-9])([1-9][0-9]{3})(?i:(?!sa|sd|ss)[a-z]{2})[1-9][0-9]{0,4}[A-Za-z]?(?![A-Za-z0-9])"
)
_EIGHT = _Pattern(r"(?<![0-9])[0-9]{8}(?![0-9])")
_BARE_MONTH = _Pattern(
    r"(?<![0-9])([0-9]{1,2})[\s.-]?(jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,6}[\s.-]?"
    r"([0-9]{4}|[0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
_OLDEST_CASE = 12
"""Years that a case can be old: a younger date or year in its name is when it began."""

_IBAN_START = _Pattern(rf"{_EDGE}([A-Za-z]{{2}})[0-9]{{2}}")
_IBAN_NEXT = _Pattern(rf"[{_BLANKS}.{_DASHES}]?([A-Za-z0-9])")
_IBAN_SIZES = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 "
    "FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 "
    "LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 "
    "SE24 SI19 SK24 SM27 TL23 TN24 TR26 UA29 VA22 VG24 XK20"
)
_IBAN_SIZE = {one[:2]: int(one[2:]) for one in _IBAN_SIZES.split()}
"""Characters of an account number, by country."""


def _ibans(text: str) -> Iterator[_Span]:
    for match in _IBAN_START.made.finditer(text):
        written, end = match[0], match.end()
        size = _IBAN_SIZE.get(match[1].upper(), 0)
        while len(written) < size and (more := _IBAN_NEXT.made.match(text, end)):
            written, end = written + more[1], more.end()
        whole = len(written) == size and not text[end : end + 1].isalnum()
        if whole and int("".join(str(int(one, 36)) for one in written[4:] + written[:4])) % 97 == 1:
            yield match.start(), end


_YEAR = r"([0-9]{4}|[0-9]{2})(?![0-9])(?![.-][0-9])"
_ALONE = r"(?<![0-9])(?<![0-9][-./])"
_DAY_FIRST = _Pattern(rf"{_ALONE}([0-9]{{1,2}})({_BLANK}?(?:{_DASH}|[./]){_BLANK}?|{_BLANK})([0-9]{{1,2}})\2{_YEAR}")
_YEAR_FIRST = _Pattern(rf"{_ALONE}([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}})(?![0-9])(?![.-][0-9])")
_MONTHS = ("jan", "feb", "maa mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMED_MONTH = _Pattern(
    r"(?<![0-9])([0-9]{1,2})(?:e|ste|de)?[\s.-]{0,2}(jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?"
    r"|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
    r"(?:[\s,-]{0,2}(?=[0-9]{4})|\s?['\u2019](?=[0-9]{2}(?![0-9])))" + _YEAR,
    re.IGNORECASE,
)
_AHEAD = 2
"""Years from now that two digits still mean this century: an appointment, not a person of nearly a hundred."""
_OLDEST, _YOUNGEST = 120, timedelta(days=30)
"""Years, and days, before today between which a date can be a date of birth."""


def _dates(text: str, today: date) -> Iterator[tuple[bool, _Span]]:
    """Every full date, and whether it can be a date of birth."""
    for match in _matches(_DAY_FIRST, text):
        if len(match[4]) == 4 or match[2] in ("-", "/") or (match[2] == "." and len(match[1] + match[3]) == 4):
            yield from _dated(match, (match[4], match[3], match[1]), today)
    for match in _matches(_YEAR_FIRST, text):
        yield from _dated(match, (match[1], match[3], match[4]), today)
    for match in _matches(_NAMED_MONTH, text):
        month = _MONTH[match[2][:3].lower()]
        yield from _dated(match, (match[3], str(month), match[1]), today)


def _dated(match: re.Match[str], parts: tuple[str, str, str], today: date) -> Iterator[tuple[bool, _Span]]:
    year, month, day = (int(part) for part in parts)
    if len(parts[0]) == 2:
        year += today.year - today.year % 100
        year -= 100 if year > today.year + _AHEAD else 0
    if not 1800 <= year < 2200:
        return
    try:
        old_enough = today - date(year, month, day) >= _YOUNGEST
    except ValueError:  # no such day
        return
    yield old_enough and (year + _OLDEST, month, day) >= (today.year, today.month, today.day), match.span()


_DIGITS = _Pattern(r"[0-9]+")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_NUMBERED_IN_YEAR = _Pattern(r"(?:19|20)[0-9]{2}[^0-9]+[0-9]+")


def _bsns(text: str) -> list[_Span]:
    """Numbers that pass the 11-proef: unbroken ones first, then those of nine digits, then of eight."""
    found: list[tuple[bool, int, int, int]] = []
    for separator, run in _runs(text):
        for digits, start, end in _windows(text, separator, run):
            broken = end - start > len(digits)
            if _passes(digits) and not (broken and _NUMBERED_IN_YEAR.made.fullmatch(text, start, end)):
                found.append((broken, -len(digits), start, end))
    return [(start, end) for _, _, start, end in sorted(found)]


def _windows(text: str, separator: str, run: list[_Span]) -> Iterator[tuple[list[int], int, int]]:
    """Eight or nine digits from the begin of a group to the end of one.

    Numbers that stand beside each other have a blank between them, so any part of such a run counts. With dots or
    dashes only the whole run does, or one unbroken group.
    """
    digits = [int(one) for start, end in run for one in text[start:end]]
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    first = 0
    for start, end in run:
        starts[first] = start
        first += end - start
        ends[first] = end
    for first, start in starts.items():
        for size in (9, 8):
            end = ends.get(first + size, 0)
            whole = first == 0 and size == len(digits)
            if end and (separator == " " or whole or end - start == size):
                yield digits[first : first + size], start, end


def _passes(digits: list[int]) -> bool:
    return any(digits) and sum(map(mul, reversed(_WEIGHTS), reversed(digits))) % 11 == 0


def _runs(text: str) -> Iterator[tuple[str, list[_Span]]]:
    """Groups of digits with one and the same separator between them; a group may end one run and begin another."""
    run: list[_Span] = []
    separator = ""
    for match in _DIGITS.made.finditer(text):
        between = _separator(text[run[-1][1] : match.start()]) if run else ""
        if len(run) > 1 and between != separator:
            yield separator, run
            run = run[-1:]
        if run and not between:
            yield "", run
            run = []
        run.append(match.span())
        separator = between
    if run:
        yield separator, run


def _separator(gap: str) -> str:
    """The separator that a gap between digits is: a blank, a dot or a dash; empty if it is none."""
    if len(gap) > 3:
        return ""
    mark = gap.strip(_BLANKS)
    if not mark:
        return " "
    return "-" if mark in _DASHES else "." if gap == "." else ""
