"""A note on disk is what was meant, or it is refused in words; what is broken is named, skipped and left as it is."""

from __future__ import annotations

import copy
import os
import re
import secrets
import stat
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import platformdirs
import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from ave_cli.engine.phases import Direction
from ave_cli.errors import CannotWrite, ExitCode, InvalidInput, TargetExists, UsageError
from ave_cli.notes.note import Advice, Decision, Handover, Note, NotedRole, NotedStep, ProfileStamp, note_to_plain, seal
from ave_cli.profile.schema import RoleStatus, StepKind
from ave_cli.storage import notes, safe_write
from ave_cli.storage.toml_files import MAX_BYTES
from ave_cli.text import notes as notes_text
from ave_cli.text import problems as problems_text

SECRET = "zeergeheim"
NOW = datetime(2026, 11, 22, 14, 5, 30, tzinfo=timezone(timedelta(hours=1)))
NOTE = Note(
    created=NOW.isoformat(),
    case=SECRET,
    profile=ProfileStamp(id="klein", version="1.0", hash="sha256:0a", title="Kleindorp"),
    answers={"gevaar": False, "mijding": "soms", "gebieden": ("wonen", "geld"), "niets": ()},
    dont_know=("hulp",),
    assessment=Advice(
        at_least="klem",
        at_most="brand",
        advised="klem",
        current="rust",
        direction=Direction.UP,
        acute="unknown",
        criteria_met=("klem-mijding",),
        roles=(
            NotedRole(role="regie", title="Regie", status=RoleStatus.UNDECIDED, holders=("a", "b"), appointed_in="X"),
        ),
        steps=(NotedStep(kind=StepKind.CONSULT, text="Overleg vandaag.", who="u"),),
    ),
    decision=Decision(phase=f"Rust, {SECRET}", why=f'{SECRET}\n"""\\ # [x] = 1'),
    review_on="2026-12-22",
)
Patch = pytest.MonkeyPatch


@pytest.mark.parametrize("handover", [Handover(to="wijkteam"), Handover(agreed="Elke week bellen.")])
def test_a_handover_of_which_one_half_is_filled_in_is_kept(tmp_path: Path, handover: Handover) -> None:
    saved = notes.write_note(replace(NOTE, handover=handover), tmp_path, NOW)
    assert notes.read_note_file(saved.path).handover == handover


def raw_note() -> dict[str, Any]:
    """The note as a file has it."""
    return {**note_to_plain(NOTE), "created": NOW, "review_on": date(2026, 12, 22)}


def write(path: Path, raw: dict[str, Any]) -> Path:
    path.write_text(tomli_w.dumps(raw), "utf-8")
    return path


@pytest.fixture(autouse=True)
def documents(tmp_path_factory: pytest.TempPathFactory, monkeypatch: Patch) -> Path:
    """The folder for documents of the person who runs the tests is left alone."""
    folder = tmp_path_factory.mktemp("documenten")
    monkeypatch.setattr(platformdirs, "user_documents_path", lambda: folder)
    return folder


def names(*tokens: str) -> Iterator[str]:
    yield from tokens


# ------------------------------------------------------------------------------------------ saving


@pytest.mark.posix
def test_a_saved_note_has_a_name_of_its_moment_and_is_for_its_owner_only(tmp_path: Path) -> None:
    saved = notes.write_note(NOTE, tmp_path, NOW)
    assert re.fullmatch(r"ave-2026-11-22-1405-[0-9a-f]{4}\.toml", saved.path.name)
    assert list(tmp_path.iterdir()) == [saved.path]
    assert stat.S_IMODE(saved.path.stat().st_mode) == 0o600
    assert (saved.durable, saved.leftover) == (True, None)
    assert notes.read_note_file(saved.path) == seal(NOTE)


def test_the_file_says_what_it_is_and_has_real_dates(tmp_path: Path) -> None:
    text = notes.write_note(NOTE, tmp_path, NOW).path.read_text("utf-8")
    head, _, body = text.partition("\n\n")
    assert all(line.startswith("# ") for line in head.splitlines())
    for words in ("geen besluit", "[decision]", "geen namen", "BSN", "ave triage --from"):
        assert words in head
    data = tomllib.loads(body)
    assert (data["kind"], data["format"]) == ("note", 1)
    assert (data["created"], data["review_on"]) == (NOW, date(2026, 12, 22))
    assert re.search(r"^created = 2026-11-22[ T]14:05:30\+01:00$", body, re.MULTILINE)
    assert re.search(r"^review_on = 2026-12-22$", body, re.MULTILINE)


def test_a_note_without_what_may_be_absent_reads_back_too(tmp_path: Path) -> None:
    bare = replace(
        NOTE,
        case="",
        answers={},
        dont_know=(),
        assessment=Advice(at_least="a", at_most="a", advised="a", acute="no"),
        decision=Decision(),
        review_on=None,
    )
    assert notes.read_note_file(notes.write_note(bare, tmp_path, NOW).path) == seal(bare)


IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,20}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001  # hypothesis adds the offset
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
NOTES = st.builds(
    Note,
    created=MOMENTS.map(datetime.isoformat),
    case=TEXTS,
    profile=st.builds(ProfileStamp, id=IDS, version=TEXTS, hash=TEXTS, title=TEXTS),
    answers=st.dictionaries(IDS, st.booleans() | IDS | st.lists(IDS, max_size=3).map(tuple), max_size=5),
    dont_know=st.lists(IDS, max_size=3).map(tuple),
    assessment=st.builds(
        Advice,
        at_least=IDS,
        at_most=IDS,
        advised=IDS,
        current=st.none() | IDS,
        direction=st.none() | st.sampled_from(Direction),
        acute=st.sampled_from(["yes", "no", "unknown"]),
        criteria_met=st.lists(IDS, max_size=3).map(tuple),
        roles=st.lists(
            st.builds(
                NotedRole,
                role=IDS,
                title=TEXTS,
                status=st.sampled_from(RoleStatus),
                holders=st.lists(TEXTS, max_size=2).map(tuple),
                appointed_in=TEXTS,
            ),
            max_size=2,
        ).map(tuple),
        steps=st.lists(
            st.builds(NotedStep, kind=st.sampled_from(StepKind), text=TEXTS.filter(bool), who=TEXTS), max_size=2
        ).map(tuple),
    ),
    decision=st.builds(Decision, phase=TEXTS, why=TEXTS),
    review_on=st.none() | st.dates().map(str),
)


@given(NOTES)
def test_any_note_that_is_saved_reads_back_the_same(note: Note) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert notes.read_note_file(notes.write_note(note, Path(folder), NOW).path) == seal(note)


@pytest.mark.posix
def test_without_a_folder_it_comes_in_one_of_its_own_in_the_documents(documents: Path) -> None:
    path = notes.write_note(NOTE, None, NOW).path
    assert path.parent == documents / "ave"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.posix
def test_a_folder_that_was_asked_for_is_made_and_may_be_reached_by_a_link(tmp_path: Path) -> None:
    assert notes.write_note(NOTE, tmp_path / "nieuw", NOW).path.parent == tmp_path / "nieuw"
    assert stat.S_IMODE((tmp_path / "nieuw").stat().st_mode) == 0o700
    (tmp_path / "link").symlink_to(tmp_path / "nieuw")
    assert notes.write_note(NOTE, tmp_path / "link", NOW).path.exists()


@pytest.mark.posix
def test_the_folder_for_notes_is_never_a_link(documents: Path, tmp_path: Path) -> None:
    (documents / "ave").symlink_to(tmp_path)
    with pytest.raises(TargetExists):
        notes.write_note(NOTE, None, NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_is_left_alone_and_another_one_is_found(tmp_path: Path, monkeypatch: Patch) -> None:
    taken = tmp_path / "ave-2026-11-22-1405-aaaa.toml"
    taken.write_text("van een ander", "utf-8")
    tokens = names("aaaa", "aaaa", "bbbb")
    real = secrets.token_hex
    monkeypatch.setattr(secrets, "token_hex", lambda size: next(tokens) if size == 2 else real(size))
    assert notes.write_note(NOTE, tmp_path, NOW).path.name == "ave-2026-11-22-1405-bbbb.toml"
    assert taken.read_text("utf-8") == "van een ander"


def test_when_every_name_is_taken_it_stops_in_words(tmp_path: Path, monkeypatch: Patch) -> None:
    (tmp_path / "ave-2026-11-22-1405-aaaa.toml").touch()
    monkeypatch.setattr(secrets, "token_hex", lambda _: "aaaa")
    with pytest.raises(TargetExists) as caught:
        notes.write_note(NOTE, tmp_path, NOW)
    assert caught.value.code is ExitCode.TARGET_EXISTS


def test_a_copy_that_stays_behind_is_told_at_once(tmp_path: Path, monkeypatch: Patch) -> None:
    tried: list[Path] = []

    def taken(path: Path, _data: bytes) -> None:
        tried.append(path)
        raise TargetExists("bestaat al", problems_text.left_behind(".ave-x.tmp"), left_behind=True)

    monkeypatch.setattr(notes, "save_new", taken)
    with pytest.raises(TargetExists) as caught:
        notes.write_note(NOTE, tmp_path, NOW)
    assert ".ave-x.tmp" in caught.value.hint
    assert len(tried) == 1


UNFIT = {
    "a case that is too long": (replace(NOTE, case="x" * 1001), "case: "),
    "a reason that is too long": (replace(NOTE, decision=Decision(why="x" * 1001)), "decision.why: "),
    "a line that is too long in the file": (
        replace(NOTE, assessment=replace(NOTE.assessment, steps=(NotedStep(kind=StepKind.REPORT, text="\1" * 4000),))),
        "Regel",
    ),
    "a file that is too large": (replace(NOTE, answers={f"f{n}": "x" * 79 for n in range(15_000)}), "te groot"),
    "half a letter": (replace(NOTE, case="x\udce9"), notes_text.UNKNOWN_LETTERS),
    "a moment that is written otherwise": (replace(NOTE, created="2026-11-22T13:05:30Z"), notes_text.NOT_THE_SAME),
    "an answer that is none": (replace(NOTE, answers={"feit": 3}), "answers.feit: "),
}


@pytest.mark.parametrize(("note", "words"), UNFIT.values(), ids=UNFIT)
def test_what_would_not_read_back_is_refused_before_anything_is_written(note: Note, words: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        notes.write_note(note, tmp_path / "map", NOW)
    assert any(words in line for line in caught.value.problems)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("change", [b"soms", b"kind", b""], ids=["another answer", "no note", "gone"])
def test_what_stands_there_otherwise_is_never_called_saved(change: bytes, tmp_path: Path, monkeypatch: Patch) -> None:
    real = safe_write.save_new

    def tampered(path: Path, data: bytes) -> safe_write.Saved:
        saved = real(path, data)
        if change:
            path.write_bytes(data.replace(change, b"altijd"))
        else:
            path.unlink()
        return saved

    monkeypatch.setattr(notes, "save_new", tampered)
    with pytest.raises(CannotWrite) as caught:
        notes.write_note(NOTE, tmp_path, NOW)
    assert "niet opgeslagen" not in caught.value.message
    assert caught.value.hint == notes_text.TRY_ELSEWHERE


def test_a_full_disk_is_told_as_it_is(tmp_path: Path, monkeypatch: Patch) -> None:
    def full(*_: Any) -> int:
        raise OSError(28, "no")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(CannotWrite, match="vol"):
        notes.write_note(NOTE, tmp_path, NOW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.posix
def test_it_saves_where_the_system_lacks_what_windows_lacks(tmp_path: Path, monkeypatch: Patch) -> None:
    for name in ("O_NOFOLLOW", "fchmod", "link"):
        monkeypatch.delattr(os, name)
    assert notes.read_note_file(notes.write_note(NOTE, tmp_path, NOW).path) == seal(NOTE)


# ------------------------------------------------------------------------------------------ reading

Place = tuple[str | int, ...]


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """Where something stands in a note: every key, and the first of every list."""
    inner = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*place, key)
        yield from places(one, (*place, key))


def name(place: Place) -> str:
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")


PLACES = [place for place in places(raw_note()) if place not in (("kind",), ("format",))]
INSIDE_ANSWERS = {place for place in PLACES if place[0] == "answers" and len(place) > 2}
OPTIONAL = {
    *("case", "review_on", "dont_know", "decision.phase", "decision.why"),
    *("assessment.current", "assessment.direction", "assessment.criteria_met", "assessment.roles"),
    *("assessment.roles[1].holders", "assessment.roles[1].appointed_in", "assessment.steps"),
    "assessment.steps[1].who",
}


def inside(raw: Any, place: Place) -> Any:
    for part in place[:-1]:
        raw = raw[part]
    return raw


def refused(path: Path) -> tuple[str, ...]:
    """The problems for which a file is refused; nothing of what stands in it comes back."""
    with pytest.raises(InvalidInput) as caught:
        notes.read_note_file(path)
    told = "\n".join((caught.value.message, *caught.value.problems, caught.value.hint))
    assert SECRET not in told
    assert path.name in caught.value.message
    return caught.value.problems


@pytest.mark.parametrize("wrong", [7, 1.5, date(2026, 1, 1), {"x": SECRET}], ids=["int", "float", "date", "table"])
@pytest.mark.parametrize("place", PLACES, ids=name)
def test_a_value_of_the_wrong_kind_is_named_by_its_place(place: Place, wrong: Any, tmp_path: Path) -> None:
    raw = copy.deepcopy(raw_note())
    if place == ("review_on",) and isinstance(wrong, date):
        wrong = NOW
    if isinstance(wrong, dict) and isinstance(inside(raw, place)[place[-1]], dict):
        wrong = []
    inside(raw, place)[place[-1]] = wrong
    wanted = name(place[:2]) if place in INSIDE_ANSWERS else name(place)
    assert [line for line in refused(write(tmp_path / "n.toml", raw)) if line.startswith(wanted)]


@pytest.mark.parametrize("place", [one for one in PLACES if isinstance(one[-1], str)], ids=name)
def test_what_must_be_there_is_missed_and_what_may_be_absent_is_not(place: Place, tmp_path: Path) -> None:
    raw = copy.deepcopy(raw_note())
    del inside(raw, place)[place[-1]]
    path = write(tmp_path / "n.toml", raw)
    if name(place) in OPTIONAL or (place[0] == "answers" and len(place) > 1):
        assert notes.read_note_file(path) != NOTE
    else:
        assert refused(path) == (f"{name(place)}: deze sleutel ontbreekt",)


@pytest.mark.parametrize(
    "place", [(), ("profile",), ("assessment",), ("assessment", "roles", 0), ("decision",)], ids=name
)
def test_a_key_too_many_is_named(place: Place, tmp_path: Path) -> None:
    raw = copy.deepcopy(raw_note())
    inside(raw, (*place, "x"))["extra"] = SECRET
    (line,) = refused(write(tmp_path / "n.toml", raw))
    assert line.startswith(f"{name((*place, 'extra'))}: deze sleutel is hier niet bekend")


ODD: dict[str, tuple[dict[str, Any], str]] = {
    "another kind": ({"kind": "answers"}, "'note'"),
    "no kind": ({"kind": None}, "'note'"),
    "a newer format": ({"format": 2, "soort": SECRET}, notes_text.OTHER_FORMAT),
    "a format that is a yes": ({"format": True}, notes_text.OTHER_FORMAT),
    "a format that is text": ({"format": "1"}, notes_text.OTHER_FORMAT),
    "a moment without an offset": ({"created": NOW.replace(tzinfo=None)}, notes_text.NO_MOMENT),
    "a moment as text": ({"created": NOW.isoformat()}, notes_text.NO_MOMENT),
    "a day with a time": ({"review_on": NOW}, notes_text.NO_DAY),
    "a day as text": ({"review_on": "2026-12-22"}, notes_text.NO_DAY),
    "an id with a blank": ({"dont_know": [f"{SECRET} x"]}, "dont_know[1]: een id bestaat uit"),
    "an answer of several kinds": ({"answers": {"a": [SECRET, True]}}, "answers.a: "),
    "a text that is too long": ({"case": SECRET * 200}, "case: deze tekst is te lang"),
}


@pytest.mark.parametrize(("other", "words"), ODD.values(), ids=ODD)
def test_what_is_odd_is_told_in_one_line(other: dict[str, Any], words: str, tmp_path: Path) -> None:
    raw = {key: value for key, value in {**raw_note(), **other}.items() if value is not None}
    (line,) = refused(write(tmp_path / "n.toml", raw))
    assert words in line


@pytest.mark.parametrize(
    ("acute", "direction", "status", "kind"),
    [
        ("ja", "up", "assigned", "acuut"),
        ("yes", "omhoog", "assigned", "acuut"),
        ("yes", "up", "wel", "acuut"),
        ("yes", "up", "assigned", "bellen"),
    ],
)
def test_a_word_that_is_none_of_the_known_ones_is_told_with_the_known_ones(
    acute: str, direction: str, status: str, kind: str, tmp_path: Path
) -> None:
    raw = raw_note()
    raw["assessment"] |= {"acute": acute, "direction": direction}
    raw["assessment"]["roles"][0]["status"] = status
    raw["assessment"]["steps"][0]["kind"] = kind
    (line,) = refused(write(tmp_path / "n.toml", raw))
    assert "hier hoort een van: " in line


def test_every_problem_is_listed_at_once(tmp_path: Path) -> None:
    raw = {**raw_note(), "case": 3, "created": 4, "extra": 5, "answers": {"a": 6}, "decision": 7}
    del raw["profile"]
    starts = [line.partition(":")[0] for line in refused(write(tmp_path / "n.toml", raw))]
    assert sorted(starts) == ["answers.a", "case", "created", "decision", "extra", "profile"]


BYTES = {
    "nothing": (b"", "'note'"),
    "no TOML": (f"{SECRET}\n".encode(), "Regel 1"),
    "half a file": (f'kind = "note"\nformat = 1\ncase = "{SECRET}'.encode(), "geldige TOML"),
    "a huge file": (b"#" * 100 + b"\n" * MAX_BYTES, problems_text.TOO_LARGE),
    "UTF-16 without a mark": (f'kind = "note"\ncase = "{SECRET}"\n'.encode("utf-16-le"), ""),
    "cp1252": (f'kind = "note"\ncase = "{SECRET} één"\n'.encode("cp1252"), problems_text.NOT_UTF8),
    "too deep": (f'kind = "note"\na = {"[" * 50}{"]" * 50}\n'.encode(), "diep"),
}


@pytest.mark.parametrize(("data", "words"), BYTES.values(), ids=BYTES)
def test_a_file_that_is_broken_is_refused_in_words(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "n.toml"
    path.write_bytes(data)
    (line,) = refused(path)
    assert words in line
    assert path.read_bytes() == data


def test_a_file_that_went_through_kladblok_still_reads(tmp_path: Path) -> None:
    path = notes.write_note(NOTE, tmp_path, NOW).path
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert notes.read_note_file(path) == seal(NOTE)


@pytest.mark.parametrize("place", ["weg.toml", "."])
def test_a_note_that_is_not_there_is_told(place: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        notes.read_note_file(tmp_path / place)


def test_a_note_is_found_by_its_path_or_by_its_name_in_the_folder_for_notes(
    documents: Path, tmp_path: Path, monkeypatch: Patch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = notes.write_note(NOTE, None, NOW).path
    assert notes.find_note(own.name) == own
    assert notes.find_note(str(own)) == own
    assert notes.find_note("weg.toml") == Path("weg.toml")
    assert notes.find_note(f"map/{own.name}") == Path("map", own.name)
    (tmp_path / own.name).touch()
    assert notes.find_note(own.name) == Path(own.name)
    assert own.parent == documents / "ave"


# ------------------------------------------------------------------------------------------ a folder of them


def saved_at(folder: Path, moment: datetime, case: str) -> Path:
    return notes.write_note(replace(NOTE, created=moment.isoformat(), case=case), folder, moment).path


def test_notes_are_listed_by_their_moment_the_newest_first(tmp_path: Path) -> None:
    """Also where another offset puts the names in another order."""
    saved_at(tmp_path, datetime(2026, 11, 22, 1, 0, tzinfo=timezone(timedelta(hours=2))), "oud")
    saved_at(tmp_path, datetime(2026, 11, 21, 23, 30, tzinfo=UTC), "nieuw")
    saved_at(tmp_path, datetime(2025, 1, 1, tzinfo=UTC), "oudst")
    assert [note.case for _, note, _ in notes.list_notes(tmp_path) if note] == ["nieuw", "oud", "oudst"]


@pytest.mark.posix
def test_what_is_broken_is_named_behind_the_others_and_left_as_it_is(tmp_path: Path) -> None:
    good = saved_at(tmp_path, NOW, "goed")
    (tmp_path / "ave-kapot.toml").write_text(SECRET, "utf-8")
    write(tmp_path / "ave-anders.toml", {"kind": "answers", "case": SECRET})
    write(tmp_path / "ave-twee.toml", {**raw_note(), "case": 3, "dont_know": SECRET})
    (tmp_path / "ave-map.toml").mkdir()
    (tmp_path / "ave-link.toml").symlink_to(tmp_path / "weg")
    os.mkfifo(tmp_path / "ave-pijp.toml")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    first, *rest = notes.list_notes(tmp_path)
    assert first == (good, seal(replace(NOTE, case="goed")), "")
    assert [(path.name, note) for path, note, _ in rest] == [
        (f"ave-{name}.toml", None) for name in ("anders", "kapot", "link", "map", "pijp", "twee")
    ]
    told = [problem for _, _, problem in rest]
    assert all(told)
    assert SECRET not in "".join(told)
    assert told[-1].endswith("(en nog 1)")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_a_note_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: Patch) -> None:
    path = saved_at(tmp_path, NOW, "")

    def refuse(_: Path) -> Note:
        raise UsageError(problems_text.not_readable(path.name))

    monkeypatch.setattr(notes, "read_note_file", refuse)
    assert notes.list_notes(tmp_path) == ((path, None, problems_text.not_readable(path.name)),)


def test_other_files_in_the_folder_are_no_notes(tmp_path: Path) -> None:
    for other in ("antwoorden.toml", ".ave-0a.tmp", "ave-2026.txt", "ave.toml"):
        (tmp_path / other).write_text(SECRET, "utf-8")
    assert notes.list_notes(tmp_path) == ()


def test_the_folder_for_notes_need_not_be_there_but_one_that_was_named_must(tmp_path: Path, documents: Path) -> None:
    assert notes.list_notes() == ()
    assert not (documents / "ave").exists()
    (tmp_path / "bestand").touch()
    for place in (tmp_path / "weg", tmp_path / "bestand"):
        with pytest.raises(UsageError, match=place.name):
            notes.list_notes(place)
    saved = notes.write_note(NOTE, None, NOW).path
    assert [path for path, _, _ in notes.list_notes()] == [saved]


def test_a_note_that_goes_while_notes_are_listed_is_not_told_of(tmp_path: Path) -> None:
    gone, broken = (tmp_path / f"ave-2026-11-22-1405-{name}.toml" for name in ("aaaa", "bbbb"))
    gone.write_text("x", "utf-8")
    broken.write_text("x", "utf-8")

    def watch(paths: Sequence[Path]) -> Iterator[Path]:
        for path in paths:
            gone.unlink(missing_ok=True)
            yield path

    assert [path for path, _, _ in notes.list_notes(tmp_path, watch)] == [broken]
