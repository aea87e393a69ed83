"""What `add` returned for is there after a crash, and nothing else is; two interviews never touch each other."""

from __future__ import annotations

import errno
import importlib.util
import json
import os
import random
import re
import secrets
import signal
import stat
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ave_cli.errors import AveError, CannotWrite, ExitCode, InvalidInput, TargetExists, UsageError
from ave_cli.storage import journal
from ave_cli.storage.journal import Draft, Entry, Recovered, find_drafts, recover_journal, reopen_draft, start_draft
from ave_cli.text import problems as problems_text

NOW = datetime(2026, 5, 10, 14, 32, 7, tzinfo=UTC)
HEADER: Entry = {"profile": "oss", "version": "1", "case": "2026-017"}
ENTRIES: list[Entry] = [
    {"facts": {"zorgmijding": "sterk"}},
    {"facts": {"leefgebieden": ["wonen", "geld"], "hulpvraag": True}},
    {"back": 1},
    {"facts": {"opmerking": 'één regel\nen nog een \u2028 {"n": 3}'}},
    {"stopped": False},
]
Patch = pytest.MonkeyPatch


def written(folder: Path, entries: list[Entry] = ENTRIES) -> Path:
    draft = start_draft(HEADER, now=NOW, folder=folder)
    for entry in entries:
        draft.add(entry)
    draft.close()
    return draft.path


def line(number: Any, entry: Any) -> bytes:
    """A line of a journal, written apart from the code under test."""
    body = json.dumps({"n": number, **entry}, separators=(",", ":")).encode()
    return f"{zlib.crc32(body):08x} ".encode() + body + b"\n"


@pytest.fixture
def written_journal(tmp_path: Path) -> Path:
    return written(tmp_path / "drafts")


def test_a_journal_is_one_checked_line_an_entry(written_journal: Path) -> None:
    assert written_journal.read_bytes() == b"".join(line(n, one) for n, one in enumerate([HEADER, *ENTRIES]))
    assert re.fullmatch(r"draft-20260510T143207-[0-9a-f]{4}\.jsonl", written_journal.name)
    assert recover_journal(written_journal) == Recovered(
        header=HEADER, entries=tuple(ENTRIES), damaged=False, size=written_journal.stat().st_size
    )


VALUES = st.recursive(
    st.text() | st.booleans() | st.integers() | st.text(st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
ANY_ENTRY = st.dictionaries(st.text().filter(lambda key: key != "n"), VALUES, max_size=4)


@settings(deadline=None)
@given(ANY_ENTRY, st.lists(ANY_ENTRY, max_size=5))
def test_what_was_added_comes_back_as_it_was(header: Any, entries: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        draft = start_draft(header, now=NOW, folder=Path(folder))
        for entry in entries:
            draft.add(entry)
        draft.close()
        recovered = recover_journal(draft.path)
        assert (recovered.header, recovered.entries) == (header, tuple(entries))
        assert not recovered.damaged


@pytest.mark.parametrize(
    "entry", [{"a": None}, {"a": 1.5}, {"a": ("b",)}, {"a": [{"b": None}]}, {"a": {1: "b"}}, {1: "b"}, {"n": 1}]
)
def test_what_would_not_come_back_as_it_was_is_refused(entry: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="key n"):
        start_draft(entry, now=NOW, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []
    draft = start_draft(HEADER, now=NOW, folder=tmp_path)
    with pytest.raises(ValueError, match="key n"):
        draft.add(entry)
    draft.add(ENTRIES[0])
    draft.close()
    assert recover_journal(draft.path).entries == (ENTRIES[0],)


def whole_lines(data: bytes) -> int:
    return data.count(b"\n")


def test_a_journal_cut_at_any_byte_gives_every_whole_line(written_journal: Path) -> None:
    data = written_journal.read_bytes()
    for cut in range(len(data) + 1):
        written_journal.write_bytes(data[:cut])
        lines = whole_lines(data[:cut])
        if lines == 0:
            with pytest.raises(InvalidInput, match=problems_text.NO_START):
                recover_journal(written_journal)
            continue
        recovered = recover_journal(written_journal)
        assert (recovered.header, recovered.entries) == (HEADER, tuple(ENTRIES[: lines - 1]))
        assert recovered.damaged == (data[:cut][-1:] != b"\n")
    assert len(data) > 300


def test_going_on_after_a_cut_at_any_byte_keeps_what_was_certain(written_journal: Path) -> None:
    data = written_journal.read_bytes()
    for cut in range(data.index(b"\n") + 1, len(data) + 1):
        written_journal.write_bytes(data[:cut])
        draft, recovered = reopen_draft(written_journal)
        draft.add({"new": cut})
        draft.close()
        after = recover_journal(written_journal)
        assert after.entries == (*recovered.entries, {"new": cut})
        assert not after.damaged


def test_no_flipped_bit_is_ever_taken_for_data(written_journal: Path) -> None:
    data = written_journal.read_bytes()
    refused = 0
    for bit in range(len(data) * 8):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        written_journal.write_bytes(changed)
        intact = whole_lines(data[: bit // 8])
        if intact == 0:
            with pytest.raises(InvalidInput):
                recover_journal(written_journal)
            refused += 1
            continue
        recovered = recover_journal(written_journal)
        assert (recovered.header, recovered.entries) == (HEADER, tuple(ENTRIES[: intact - 1]))
        assert recovered.damaged
    assert refused == (data.index(b"\n") + 1) * 8


def tails() -> list[bytes]:
    """What can stand behind a journal of five entries, without being the sixth."""
    chance = random.Random(7)
    noise = [chance.randbytes(chance.randrange(1, 80)) for _ in range(1500)]
    noise += [bytes(chance.choices(b'0123456789abcdef {}":n,\n', k=chance.randrange(1, 60))) for _ in range(1500)]
    right = line(6, {"a": "b"})
    body = right[9:-1]
    wrong = [
        *(line(n, {"a": "b"}) for n in (0, 5, 7, -6, "6", True, None, 6.0)),
        *(line(6, {"a": value}) for value in (None, 1.5, float("nan"), [None], {"b": 0.1})),
        right.upper().replace(b"\n", b"") + b"\n" if right[:8] != right[:8].upper() else b"x\n",
        right[:8] + body + b"\n",
        right[:9] + b" " + body + b"\n",
        right[:-1] + b" \n",
        right[:-1],
        b"00000000 " + body + b"\n",
        *(
            b"%08x %s\n" % (zlib.crc32(one), one)
            for one in (b"", b"[]", b"6", b'{"a":1}', b'{"n": 6}', b'{"n":6,"n":6}')
        ),
        *(b"%08x %s\n" % (zlib.crc32(one), one) for one in (b"[" * 50_000, b'{"n":' + b"9" * 9000 + b"}", b"\xff{}")),
        b"\n" + right,
        b"\0" * 4096,
        right[:-1] + b"\r\n",
    ]
    return noise + wrong


def test_a_tail_of_garbage_adds_nothing(written_journal: Path) -> None:
    data = written_journal.read_bytes()
    every = tails()
    for tail in every:
        written_journal.write_bytes(data + tail)
        recovered = recover_journal(written_journal)
        assert (recovered.entries, recovered.damaged) == (tuple(ENTRIES), True), tail[:80]
        assert recovered.size == len(data)
    assert len(every) > 3000
    written_journal.write_bytes(data + line(6, {"a": "b"}))
    assert recover_journal(written_journal).entries == (*ENTRIES, {"a": "b"})


def test_lines_in_another_order_end_what_is_certain(written_journal: Path) -> None:
    lines = written_journal.read_bytes().splitlines(keepends=True)
    for place in range(1, len(lines)):
        for changed in (
            lines[:place] + lines[place + 1 :] + lines[place : place + 1],
            lines[:place] + lines[place - 1 :],
            lines[:place] + lines[place + 1 :],
        ):
            if changed == lines[: len(changed)]:
                continue
            written_journal.write_bytes(b"".join(changed))
            recovered = recover_journal(written_journal)
            assert recovered.entries == tuple(ENTRIES[: place - 1])
            assert recovered.damaged


def test_a_damaged_header_is_told_and_the_file_stays_as_it_is(written_journal: Path) -> None:
    written_journal.write_bytes(b"x" + written_journal.read_bytes())
    before = written_journal.read_bytes()
    for read in (recover_journal, reopen_draft):
        with pytest.raises(InvalidInput) as caught:
            read(written_journal)
        assert caught.value.code == ExitCode.INVALID_INPUT
        assert caught.value.message == problems_text.NO_START
    assert written_journal.read_bytes() == before


def test_at_most_a_mebibyte_is_read_and_never_more_is_written(tmp_path: Path) -> None:
    draft = start_draft(HEADER, now=NOW, folder=tmp_path)
    entry: Entry = {"a": "x" * 100_000}
    for _ in range(10):
        draft.add(entry)
    with pytest.raises(CannotWrite):
        draft.add(entry)
    draft.add({"a": "b"})
    draft.close()
    assert recover_journal(draft.path).entries == (entry,) * 10
    room = journal.MAX_BYTES - draft.path.stat().st_size
    with draft.path.open("ab") as stream:
        stream.write(b"x" * room)
    assert recover_journal(draft.path).damaged
    with draft.path.open("ab") as stream:
        stream.write(b"x")
    for read in (recover_journal, reopen_draft):
        with pytest.raises(InvalidInput, match="te groot"):
            read(draft.path)
    assert draft.path.stat().st_size == journal.MAX_BYTES + 1


@pytest.mark.posix
@pytest.mark.parametrize("mask", [0, 0o022, 0o077, 0o777])
def test_only_the_owner_can_read_a_draft_whatever_the_umask(mask: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        draft = start_draft(HEADER, now=NOW, folder=tmp_path / "drafts")
    finally:
        os.umask(before)
    draft.close()
    assert stat.S_IMODE(draft.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(draft.path.parent.stat().st_mode) == 0o700


def test_drafts_are_in_the_state_directory_of_the_user(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr(platformdirs, "user_state_path", lambda name, appauthor: tmp_path / name / str(appauthor))
    assert find_drafts() == ()
    draft = start_draft(HEADER, now=NOW)
    draft.close()
    assert draft.path.parent == tmp_path / "ave" / "False" / "drafts"
    assert [one.path for one in find_drafts()] == [draft.path]


def test_a_draft_is_named_after_the_moment_and_not_after_the_zone(tmp_path: Path) -> None:
    """So that names in the folder sort by time, also where the clock was put back for the winter."""
    draft = start_draft(HEADER, now=NOW.astimezone(timezone(timedelta(hours=2))), folder=tmp_path)
    draft.close()
    assert draft.path.name.startswith("draft-20260510T143207-")


@pytest.mark.posix
def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "drafts").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TargetExists):
        start_draft(HEADER, now=NOW, folder=tmp_path / "drafts")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_two_interviews_at_once_do_not_touch_each_other(tmp_path: Path) -> None:
    both = [start_draft({"who": n}, now=NOW, folder=tmp_path) for n in range(2)]
    for turn in range(20):
        both[turn % 2].add({"turn": turn})
    assert both[0].path != both[1].path
    both[0].discard()
    both[1].add({"turn": 99})
    both[1].close()
    assert [one.path for one in find_drafts(tmp_path)] == [both[1].path]
    assert [one["turn"] for one in recover_journal(both[1].path).entries] == [*range(1, 20, 2), 99]


def test_a_name_that_is_taken_is_not_taken_over(tmp_path: Path, monkeypatch: Patch) -> None:
    names = iter(["aaaa", "aaaa", "aaaa", "bbbb"])
    monkeypatch.setattr(secrets, "token_hex", lambda _: next(names))
    both = [start_draft({"who": n}, now=NOW, folder=tmp_path) for n in range(2)]
    assert [one.path.name[-10:] for one in both] == ["aaaa.jsonl", "bbbb.jsonl"]
    assert [recover_journal(one.path).header for one in both] == [{"who": 0}, {"who": 1}]
    for one in both:
        one.close()


def on_this_system(_: Patch) -> None:
    """Locks as they are here."""


def as_on_windows(patch: Patch) -> None:
    """Bytes are locked and cannot be locked twice; what is open cannot be removed."""
    holding: dict[int, int] = {}

    class Msvcrt:
        LK_NBLCK = 2

        @staticmethod
        def locking(descriptor: int, mode: int, size: int) -> None:
            assert (mode, size) == (Msvcrt.LK_NBLCK, 1)
            assert os.lseek(descriptor, 0, os.SEEK_CUR) > journal.MAX_BYTES
            node = os.fstat(descriptor).st_ino
            if node in holding.values():
                raise PermissionError(errno.EACCES, "locked")
            holding[descriptor] = node

    close, unlink = os.close, os.unlink

    def closed(descriptor: int) -> None:
        holding.pop(descriptor, None)
        close(descriptor)

    def unlinked(path: Any) -> None:
        if Path(path).lstat().st_ino in holding.values():
            raise PermissionError(errno.EACCES, "open")
        unlink(path)

    patch.setattr(journal, "_fcntl", None)
    patch.setattr(journal, "_msvcrt", Msvcrt)
    patch.setattr(os, "close", closed)
    patch.setattr(os, "unlink", unlinked)
    patch.delattr(os, "fchmod")


@pytest.mark.posix
@pytest.mark.parametrize("system", [on_this_system, as_on_windows])
def test_a_draft_that_is_open_is_busy_and_cannot_be_gone_on_with(
    system: Callable[[Patch], None], tmp_path: Path, monkeypatch: Patch
) -> None:
    system(monkeypatch)
    monkeypatch.setattr(journal, "_PAUSE", 0)
    draft = start_draft(HEADER, now=NOW, folder=tmp_path)
    draft.add(ENTRIES[0])
    with pytest.raises(UsageError) as caught:
        reopen_draft(draft.path)
    assert caught.value.message == problems_text.BUSY
    assert [one.busy for one in find_drafts(tmp_path)] == [True]
    draft.add(ENTRIES[1])
    draft.close()
    assert [one.busy for one in find_drafts(tmp_path)] == [False]
    again, recovered = reopen_draft(draft.path)
    assert recovered.entries == tuple(ENTRIES[:2])
    assert [(one.busy, one.entries, one.header) for one in find_drafts(tmp_path)] == [(True, 2, HEADER)]
    again.add(ENTRIES[2])
    again.discard()
    assert find_drafts(tmp_path) == ()


@pytest.mark.posix
@pytest.mark.parametrize("system", [on_this_system, as_on_windows])
def test_a_draft_that_is_open_is_not_removed_by_another(
    system: Callable[[Patch], None], tmp_path: Path, monkeypatch: Patch
) -> None:
    system(monkeypatch)
    monkeypatch.setattr(journal, "_PAUSE", 0)
    draft = start_draft(HEADER, now=NOW, folder=tmp_path)
    with pytest.raises(UsageError, match=problems_text.BUSY):
        journal.remove_draft(draft.path)
    with pytest.raises(UsageError, match="een andere"):
        journal.remove_draft(draft.path, busy="een andere")
    draft.add(ENTRIES[0])
    draft.close()
    assert draft.is_there
    journal.remove_draft(draft.path)
    assert find_drafts(tmp_path) == ()
    journal.remove_draft(draft.path)


@pytest.mark.posix
@pytest.mark.parametrize("taken", ["removed", "moved", "another"])
def test_a_draft_that_is_taken_away_keeps_nothing_and_says_so(taken: str, tmp_path: Path) -> None:
    draft = start_draft(HEADER, now=NOW, folder=tmp_path / "drafts")
    draft.add(ENTRIES[0])
    stood = [draft.is_there]
    if taken == "moved":
        (tmp_path / "drafts").rename(tmp_path / "weg")
    else:
        draft.path.unlink()
    if taken == "another":
        draft.path.write_bytes(b"")
    stood.append(draft.is_there)
    with pytest.raises(CannotWrite, match=problems_text.DRAFT_GONE):
        draft.add(ENTRIES[1])
    draft.close()
    assert [*stood, draft.is_there] == [True, False, False]


def test_a_draft_of_another_process_is_busy_until_it_ends(tmp_path: Path) -> None:
    draft = start_draft(HEADER, now=NOW, folder=tmp_path)
    code = (
        "import sys; from pathlib import Path; from ave_cli.storage import journal as drafts\n"
        "from ave_cli.errors import AveError\n"
        "try: drafts.reopen_draft(Path(sys.argv[1])); print('opened')\n"
        "except AveError as error: print(error.message)\n"
    )

    def other() -> str:
        run = [sys.executable, "-c", code, str(draft.path)]
        return subprocess.run(run, capture_output=True, text=True, check=True, timeout=60).stdout.strip()

    assert other() == problems_text.BUSY
    draft.close()
    assert other() == "opened"
    assert [one.busy for one in find_drafts(tmp_path)] == [False]


@pytest.mark.posix
def test_looking_never_makes_a_draft_busy_for_others_who_look(written_journal: Path) -> None:
    one, other = (journal._open(written_journal, os.O_RDONLY) for _ in range(2))
    assert journal._lock(one, look=True)
    assert journal._lock(other, look=True)
    os.close(one)
    os.close(other)


def test_going_on_waits_for_somebody_who_only_looks(written_journal: Path, monkeypatch: Patch) -> None:
    looker = journal._open(written_journal, os.O_RDONLY)
    assert journal._lock(looker, look=True)
    waits = iter([False, True])
    monkeypatch.setattr(time, "sleep", lambda _: os.close(looker) if next(waits, False) else None)
    draft, recovered = reopen_draft(written_journal)
    draft.close()
    assert recovered.entries == tuple(ENTRIES)


@pytest.mark.posix
def test_a_draft_that_was_discarded_while_waiting_is_gone(tmp_path: Path, monkeypatch: Patch) -> None:
    draft = start_draft(HEADER, now=NOW, folder=tmp_path)
    waits = iter([False, True])
    monkeypatch.setattr(time, "sleep", lambda _: draft.discard() if next(waits, False) else None)
    with pytest.raises(UsageError, match=problems_text.GONE):
        reopen_draft(draft.path)


@pytest.mark.posix
@pytest.mark.parametrize("lacking", ["locks", "answer"])
def test_a_system_without_locks_still_keeps_drafts(lacking: str, tmp_path: Path, monkeypatch: Patch) -> None:
    if lacking == "locks":
        monkeypatch.setattr(journal, "_fcntl", None)
        monkeypatch.setattr(journal, "_msvcrt", None)
    else:

        def flock(*_: Any) -> None:
            raise OSError(errno.ENOLCK, "no locks here")

        monkeypatch.setattr(journal._fcntl, "flock", flock)
    path = written(tmp_path)
    assert [(one.busy, one.entries) for one in find_drafts(tmp_path)] == [(False, len(ENTRIES))]
    draft, recovered = reopen_draft(path)
    draft.discard()
    assert recovered.entries == tuple(ENTRIES)


@pytest.mark.posix
def test_the_module_loads_and_works_where_the_system_lacks_what_windows_lacks(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK", "O_DIRECTORY", "fchmod", "link"):
        monkeypatch.delattr(os, name)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    spec = importlib.util.spec_from_file_location("drafts_elsewhere", journal.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "drafts_elsewhere", module)
    spec.loader.exec_module(module)
    draft = module.start_draft(HEADER, now=NOW, folder=tmp_path)
    assert stat.S_IMODE(draft.path.stat().st_mode) == 0o600
    draft.add(ENTRIES[0])
    draft.close()
    draft, recovered = module.reopen_draft(draft.path)
    assert recovered.entries == (ENTRIES[0],)
    draft.discard()
    assert list(tmp_path.iterdir()) == []


class Fault:
    """Lets the n-th file operation fail; a write is done in part."""

    def __init__(self, patch: Patch, at: int, error: int) -> None:
        self.at, self.error = at, error
        self.calls = 0
        self.hit = ""
        for name in ("open", "fchmod", "write", "fsync", "mkdir", "chmod"):
            patch.setattr(os, name, self.wrapped(name, getattr(os, name)))

    def wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls != self.at:
                return real(*args, **options)
            self.hit = name
            if name == "write":
                real(args[0], bytes(args[1])[:5])
            raise OSError(self.error, os.strerror(self.error))

        return call


@pytest.mark.posix
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EPERM], ids=errno.errorcode.get)
def test_whichever_operation_fails_it_is_said_once_and_what_was_kept_is_whole(error: int, tmp_path: Path) -> None:
    hits = []
    for at in range(1, 100):
        folder = tmp_path / str(at) / "drafts"
        kept: list[Entry] = []
        complaints: list[CannotWrite] = []
        draft: Draft | None = None
        with pytest.MonkeyPatch.context() as patch:
            fault = Fault(patch, at, error)
            try:
                draft = start_draft(HEADER, now=NOW, folder=folder)
            except CannotWrite as complaint:
                complaints.append(complaint)
            for entry in ENTRIES if draft else []:
                assert draft is not None
                try:
                    draft.add(entry)
                    kept += [] if complaints else [entry]
                except CannotWrite as complaint:
                    complaints.append(complaint)
        hits.append(fault.hit)
        if draft is None:
            assert not folder.exists() or list(folder.iterdir()) == []
        else:
            draft.close()
            recovered = recover_journal(draft.path)
            assert (recovered.entries, recovered.damaged) == (tuple(kept), False)
        assert len(complaints) == (0 if hits[-1] == "" or (draft and kept == ENTRIES) else 1)
        assert all(one.code == ExitCode.CANNOT_WRITE and one.message for one in complaints)
        if not fault.hit:
            break
    assert kept == ENTRIES
    assert hits.count("write") == hits.count("fsync") - 1 == 1 + len(ENTRIES)


def test_a_write_in_parts_keeps_the_whole_entry(tmp_path: Path, monkeypatch: Patch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(data)[:3]))
    assert recover_journal(written(tmp_path)).entries == tuple(ENTRIES)


def test_an_entry_that_was_interrupted_hides_nothing(tmp_path: Path, monkeypatch: Patch) -> None:
    draft = start_draft(HEADER, now=NOW, folder=tmp_path)
    draft.add(ENTRIES[0])

    def fsync(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(KeyboardInterrupt):
            draft.add(ENTRIES[1])
    draft.close()
    recovered = recover_journal(draft.path)
    assert (recovered.entries, recovered.damaged) == ((ENTRIES[0],), False)


def test_a_failure_after_going_on_takes_nothing_away(written_journal: Path, monkeypatch: Patch) -> None:
    draft, _ = reopen_draft(written_journal)

    def write(*_: Any) -> int:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write)
        with pytest.raises(CannotWrite):
            draft.add({"a": "b"})
    draft.close()
    assert recover_journal(written_journal).entries == tuple(ENTRIES)


@pytest.mark.posix
def test_a_draft_is_removed_while_nobody_else_can_open_it(written_journal: Path, monkeypatch: Patch) -> None:
    draft, _ = reopen_draft(written_journal)
    busy: list[bool] = []
    real = os.unlink

    def unlink(path: Any) -> None:
        busy.extend(one.busy for one in find_drafts(written_journal.parent))
        real(path)

    monkeypatch.setattr(os, "unlink", unlink)
    draft.discard()
    assert busy == [True]
    assert not written_journal.exists()


def test_every_entry_is_synced_before_add_returns(tmp_path: Path, monkeypatch: Patch) -> None:
    sizes: list[int] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            sizes.append(os.fstat(descriptor).st_size)

    monkeypatch.setattr(os, "fsync", fsync)
    draft = start_draft(HEADER, now=NOW, folder=tmp_path)
    for entry in ENTRIES:
        draft.add(entry)
        assert sizes[-1] == draft.path.stat().st_size
    draft.close()
    assert len(sizes) == 1 + len(ENTRIES)


def test_after_close_or_discard_nothing_is_written(tmp_path: Path) -> None:
    path = written(tmp_path)
    draft, _ = reopen_draft(path)
    draft.close()
    draft.close()
    draft.add({"late": True})
    assert recover_journal(path).entries == tuple(ENTRIES)
    draft, _ = reopen_draft(path)
    draft.discard()
    draft.discard()
    draft.add({"late": True})
    assert list(tmp_path.iterdir()) == []


def test_a_draft_that_cannot_be_removed_is_told_by_name(tmp_path: Path, monkeypatch: Patch) -> None:
    draft = start_draft(HEADER, now=NOW, folder=tmp_path)

    def unlink(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(os, "unlink", unlink)
    with pytest.raises(CannotWrite) as caught:
        draft.discard()
    assert str(draft.path) in caught.value.message
    assert caught.value.hint == problems_text.REMOVE_YOURSELF
    assert [one.busy for one in find_drafts(tmp_path)] == [False]


@pytest.mark.posix
def test_drafts_are_listed_newest_first_also_those_that_cannot_be_read(tmp_path: Path) -> None:
    def at(name: str) -> Path:
        return tmp_path / f"draft-20260101T000000-{name}.jsonl"

    readable = written(tmp_path, ENTRIES[:2])
    readable.rename(at("0000"))
    at("0001").write_bytes(b"")
    at("0002").write_bytes(b"garbage\n")
    at("0003").write_bytes(b"x" * (journal.MAX_BYTES + 1))
    at("0004").mkdir()
    at("0005").symlink_to(tmp_path / "nowhere")
    at("0006").symlink_to(at("0000"))
    os.mkfifo(at("0007"))
    (tmp_path / "draft.txt").write_bytes(b"not ours")
    for age, name in enumerate(["0003", "0001", "0000", "0002"]):
        moment = (NOW - timedelta(days=age)).timestamp()
        os.utime(at(name), (moment, moment))
    listed = find_drafts(tmp_path)
    assert [one.path.name[-10:-6] for one in listed[-4:]] == ["0003", "0001", "0000", "0002"]
    assert {one.path for one in listed} == {at(f"000{n}") for n in range(8)}
    assert [one.modified for one in listed[-4:]] == [NOW - timedelta(days=age) for age in range(4)]
    assert {one.path: (one.header, one.entries) for one in listed if one.header is not None} == {
        at("0000"): (HEADER, 2)
    }
    assert not any(one.busy for one in listed)
    for one in listed:
        if not one.path.is_dir():
            journal.remove_draft(one.path)
    assert sorted(tmp_path.iterdir()) == [at("0004"), tmp_path / "draft.txt"]


def test_a_draft_that_goes_while_we_look_is_not_listed(written_journal: Path, monkeypatch: Patch) -> None:
    real = os.open

    def opened(path: Any, *rest: Any) -> int:
        written_journal.unlink(missing_ok=True)
        return real(path, *rest)

    monkeypatch.setattr(os, "open", opened)
    assert find_drafts(written_journal.parent) == ()


def test_no_folder_means_no_drafts_and_looking_makes_none(tmp_path: Path) -> None:
    assert find_drafts(tmp_path / "drafts") == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.posix
@pytest.mark.parametrize("read", [recover_journal, reopen_draft])
def test_what_is_no_draft_file_is_refused_in_words(read: Callable[[Path], object], tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(written(tmp_path))
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name, words in [
        ("no", problems_text.GONE),
        ("link", problems_text.NOT_OPENED),
        ("pipe", problems_text.NOT_OPENED),
        ("folder", problems_text.NOT_OPENED),
    ]:
        with pytest.raises(UsageError, match=words):
            read(tmp_path / name)


def test_no_complaint_holds_an_answer(tmp_path: Path, monkeypatch: Patch) -> None:
    path = written(tmp_path, [{"note": "geheim"}])
    path.write_bytes(b"geheim" + path.read_bytes())
    complaints: list[AveError] = []
    for read in (recover_journal, reopen_draft):
        with pytest.raises(AveError) as caught:
            read(path)
        complaints.append(caught.value)

    def write(*_: Any) -> int:
        raise OSError(errno.ENOSPC, "full")

    draft = start_draft(HEADER, now=NOW, folder=tmp_path)
    monkeypatch.setattr(os, "write", write)
    with pytest.raises(CannotWrite) as full:
        draft.add({"note": "geheim"})
    draft.close()
    for one in [*complaints, full.value]:
        assert "geheim" not in one.message + one.hint


ADDING = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from ave_cli.storage import journal as drafts

draft = drafts.start_draft({"who": "other"}, now=datetime(2026, 5, 10, tzinfo=UTC), folder=Path(sys.argv[1]))
print(draft.path, flush=True)
number = 0
while True:
    draft.add({"answer": number, "text": "x" * number})
    number += 1
    print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill so")
@pytest.mark.parametrize("after", [1, 2, 7, 30, 100])
def test_after_a_kill_every_entry_whose_add_returned_is_there(after: int, tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ADDING, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        path = Path(other.stdout.readline().strip())
        for _ in range(after):
            other.stdout.readline()
        assert [one.busy for one in find_drafts(tmp_path)] == [True]
        other.kill()
        rest = other.stdout.read().splitlines()
    returned = after + len(rest)
    draft, recovered = reopen_draft(path)
    assert len(recovered.entries) in (returned, returned + 1)
    assert list(recovered.entries) == [{"answer": n, "text": "x" * n} for n in range(len(recovered.entries))]
    draft.add({"resumed": True})
    draft.close()
    assert recover_journal(path).entries == (*recovered.entries, {"resumed": True})
