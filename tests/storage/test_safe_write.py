"""A new file is there whole, or not at all; nothing that exists is touched. Every file operation is made to fail."""

from __future__ import annotations

import errno
import importlib.util
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ave_cli.errors import AveError, CannotWrite, ExitCode, TargetExists
from ave_cli.storage import safe_write
from ave_cli.storage.safe_write import Saved, private_folder, save_new
from ave_cli.text import problems as problems_text

DATA = bytes(range(256)) * 3
OLD = b"what was there before"
OPERATIONS = ("open", "write", "fsync", "link", "rename", "replace", "unlink", "close", "fchmod")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EPERM)
Patch = pytest.MonkeyPatch


class Fault:
    """Lets the n-th operation fail, before or after it was done."""

    def __init__(self, patch: Patch, at: int, error: int, done: bool) -> None:
        self.at, self.error, self.done = at, error, done
        self.calls = 0
        self.hit = ""
        for name in OPERATIONS:
            if hasattr(os, name):
                patch.setattr(os, name, self.wrapped(name, getattr(os, name)))

    def wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls != self.at:
                return real(*args, **options)
            self.hit = name
            # A descriptor is gone after a close that fails; an open that fails never gave one.
            if name == "close" or (self.done and name != "open"):
                real(*args, **options)
            raise OSError(self.error, os.strerror(self.error))

        return call


def refusing(real: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """A rename as Windows has it."""

    def rename(source: Any, target: Any) -> None:
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "exists")
        real(source, target)

    return rename


def with_links(patch: Patch) -> None:
    """The system as it is."""


def named_first(patch: Patch) -> None:
    """A file has a name from its first byte on, as where the system has no other."""
    patch.delattr(os, "O_TMPFILE", raising=False)


def without_links(patch: Patch) -> None:
    patch.delattr(os, "link", raising=False)


def links_refused(patch: Patch) -> None:
    def link(*_: Any, **__: Any) -> None:
        raise OSError(errno.EOPNOTSUPP, "not here")

    named_first(patch)
    patch.setattr(os, "link", link)


def links_not_offered(patch: Patch) -> None:
    def link(*_: Any, **__: Any) -> None:
        raise NotImplementedError

    named_first(patch)
    patch.setattr(os, "link", link)


def as_on_windows(patch: Patch) -> None:
    patch.setattr(safe_write, "_RENAME_REFUSES", True)
    patch.setattr(os, "rename", refusing(os.rename))
    patch.delattr(os, "link", raising=False)
    patch.delattr(os, "fchmod", raising=False)


def comes_after_the_look(patch: Patch) -> None:
    """What exists is not seen at the first look: somebody else makes it just after."""
    looks = iter([False])
    real = os.path.lexists
    patch.setattr(os.path, "lexists", lambda path: next(looks, True) and real(path))


SYSTEMS = (with_links, named_first, without_links, links_refused, links_not_offered, as_on_windows)


def attempt(path: Path) -> Saved | AveError:
    try:
        return save_new(path, DATA)
    except AveError as error:
        return error


def assert_whole_or_nothing(path: Path, outcome: Saved | AveError, old: bytes | None = None) -> None:
    there = sorted(path.parent.iterdir())
    if isinstance(outcome, Saved):
        assert path.read_bytes() == DATA
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert there == sorted([path, *([outcome.leftover] if outcome.leftover else [])])
    else:
        assert there == ([path] if old is not None else [])
        assert old is None or path.read_bytes() == old


@pytest.mark.posix
@pytest.mark.parametrize("done", [False, True], ids=["not-done", "done"])
@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.__getitem__)
@pytest.mark.parametrize("system", SYSTEMS)
def test_whichever_operation_fails_the_file_is_whole_or_not_there(
    system: Callable[[Patch], None], error: int, done: bool, tmp_path: Path
) -> None:
    hits: dict[str, list[Saved | AveError]] = {}
    for at in range(1, 100):
        path = tmp_path / str(at) / "note.toml"
        path.parent.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            system(patch)
            fault = Fault(patch, at, error, done)
            outcome = attempt(path)
        assert_whole_or_nothing(path, outcome)
        hits.setdefault(fault.hit, []).append(outcome)
        if not fault.hit:
            break
        if isinstance(outcome, AveError):
            assert outcome.code == ExitCode.CANNOT_WRITE
            assert problems_text.WHY.get(errno.errorcode[error], problems_text.DISK_FAILS) in outcome.message
            assert "note.toml" in outcome.message
    assert hits.pop("") == [Saved(path=path, durable=True, leftover=None)]
    assert {"open", "write", "fsync", "close"} <= set(hits)
    assert ("unlink" in hits) == (system is not with_links)
    assert sum(map(len, hits.values())) >= 7
    assert all(isinstance(one, CannotWrite) for one in [*hits["write"], hits["fsync"][0]])
    assert isinstance(hits["open"][0], Saved if system is with_links else CannotWrite)
    for name in {"link", "rename", "replace"} & set(hits):
        goes_another_way = name == "link" and (error == errno.EPERM or system is with_links)
        assert isinstance(hits[name][0], Saved if done or goes_another_way else CannotWrite), name
    late = hits["fsync"][-1]
    assert isinstance(late, Saved)
    assert not late.durable


@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.__getitem__)
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_file_that_comes_in_between_is_left_as_it_is_whatever_fails(
    system: Callable[[Patch], None], error: int, tmp_path: Path
) -> None:
    path = tmp_path / "note.toml"
    path.write_bytes(OLD)
    codes = set()
    for at in range(1, 100):
        with pytest.MonkeyPatch.context() as patch:
            system(patch)
            fault = Fault(patch, at, error, done=False)
            comes_after_the_look(patch)
            outcome = attempt(path)
        assert isinstance(outcome, AveError)
        for leftover in tmp_path.glob(".ave-*"):
            assert fault.hit == "unlink"
            assert f"'{leftover}'" in outcome.hint
            leftover.unlink()
        assert_whole_or_nothing(path, outcome, old=OLD)
        codes.add(outcome.code)
        if not fault.hit:
            assert isinstance(outcome, TargetExists)
            break
    assert codes == {ExitCode.TARGET_EXISTS, ExitCode.CANNOT_WRITE}


@pytest.mark.posix
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_temporary_file_that_cannot_be_removed_is_told(system: Callable[[Patch], None], tmp_path: Path) -> None:
    def unlink(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "no")

    def write(*_: Any) -> int:
        raise OSError(errno.ENOSPC, "full")

    with pytest.MonkeyPatch.context() as patch:
        system(patch)
        patch.setattr(os, "unlink", unlink)
        saved = save_new(tmp_path / "one", DATA)
        patch.setattr(os, "write", write)
        with pytest.raises(CannotWrite) as caught:
            save_new(tmp_path / "two", DATA)
    left = set(tmp_path.iterdir()) - {tmp_path / "one"} - {saved.leftover}
    assert [f"'{one}'" in caught.value.hint for one in left] == ([] if system is with_links else [True])
    assert (saved.leftover is not None) == (system is named_first)


@pytest.mark.posix
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("size", [1, 7, 255])
def test_a_write_in_parts_gives_the_whole_file(
    system: Callable[[Patch], None], size: int, tmp_path: Path, monkeypatch: Patch
) -> None:
    system(monkeypatch)
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(data)[:size]))
    assert_whole_or_nothing(tmp_path / "note", attempt(tmp_path / "note"))
    assert (tmp_path / "note").read_bytes() == DATA


def test_what_reads_back_otherwise_is_not_saved(tmp_path: Path, monkeypatch: Patch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(len(data))))
    with pytest.raises(CannotWrite):
        save_new(tmp_path / "note", DATA)
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: Patch) -> None:
    def fsync(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(KeyboardInterrupt):
        save_new(tmp_path / "note", DATA)
    assert list(tmp_path.iterdir()) == []


def a_file(path: Path) -> None:
    path.write_bytes(OLD)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_link(path: Path) -> None:
    (path.parent / "elsewhere").write_bytes(OLD)
    path.symlink_to(path.parent / "elsewhere")


def a_dangling_link(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def a_circular_link(path: Path) -> None:
    path.symlink_to(path)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


EXISTING = (a_file, a_folder, a_link, a_dangling_link, a_circular_link, a_pipe)


def listing(folder: Path) -> list[tuple[str, int, int, int]]:
    every = [(one, one.lstat()) for one in sorted(folder.iterdir())]
    return [(one.name, status.st_ino, status.st_mode, status.st_size) for one, status in every]


@pytest.mark.posix
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("make", EXISTING)
def test_what_exists_in_any_form_is_refused_and_nothing_is_written(
    make: Callable[[Path], None], system: Callable[[Patch], None], tmp_path: Path, monkeypatch: Patch
) -> None:
    path = tmp_path / "note.toml"
    make(path)
    before = listing(tmp_path)
    system(monkeypatch)
    with pytest.raises(TargetExists) as caught:
        save_new(path, DATA)
    assert caught.value.code == ExitCode.TARGET_EXISTS
    assert caught.value.message == problems_text.exists(str(path))
    comes_after_the_look(monkeypatch)
    with pytest.raises(TargetExists):
        save_new(path, DATA)
    assert listing(tmp_path) == before


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.posix
@pytest.mark.parametrize("system", [with_links, without_links, links_refused])
@pytest.mark.parametrize("mask", [0, 0o022, 0o077, 0o777])
def test_only_the_owner_can_read_it_whatever_the_umask(
    mask: int, system: Callable[[Patch], None], tmp_path: Path, monkeypatch: Patch
) -> None:
    system(monkeypatch)
    with umask(mask):
        assert_whole_or_nothing(tmp_path / "note", save_new(tmp_path / "note", DATA))


@pytest.mark.parametrize("system", [with_links, without_links])
def test_of_sixteen_writers_of_one_name_one_wins(
    system: Callable[[Patch], None], tmp_path: Path, monkeypatch: Patch
) -> None:
    system(monkeypatch)
    for turn in range(20):
        path = tmp_path / str(turn) / "note"
        path.parent.mkdir()
        outcomes: dict[int, Saved | AveError] = {}
        start = threading.Barrier(16)

        def write(number: int, path: Path, outcomes: Any, start: threading.Barrier) -> None:
            start.wait()
            try:
                outcomes[number] = save_new(path, DATA + bytes([number]))
            except AveError as error:
                outcomes[number] = error

        threads = [threading.Thread(target=write, args=(n, path, outcomes, start)) for n in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        winners = [number for number, one in outcomes.items() if isinstance(one, Saved)]
        assert len(winners) == 1
        assert sum(isinstance(one, TargetExists) for one in outcomes.values()) == 15
        assert path.read_bytes() == DATA + bytes(winners)
        assert list(path.parent.iterdir()) == [path]


def elsewhere(patch: Patch) -> ModuleType:
    """The module as it loads on a system that lacks what Windows lacks."""
    for name in ("link", "fchmod", "O_NOFOLLOW", "O_CLOEXEC", "O_DIRECTORY"):
        patch.delattr(os, name)
    spec = importlib.util.spec_from_file_location("saving_elsewhere", safe_write.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    patch.setitem(sys.modules, "saving_elsewhere", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.posix
@pytest.mark.parametrize("refuses", [False, True])
def test_it_works_where_the_system_lacks_links_and_flags(refuses: bool, tmp_path: Path, monkeypatch: Patch) -> None:
    module = elsewhere(monkeypatch)
    monkeypatch.setattr(module, "_RENAME_REFUSES", refuses)
    monkeypatch.setattr(os, "rename", refusing(os.rename))
    path = module.private_folder(tmp_path / "notes") / "note"
    saved = module.save_new(path, DATA)
    assert (saved.path, saved.leftover) == (path, None)
    assert_whole_or_nothing(path, Saved(path=path, durable=saved.durable, leftover=None))
    with pytest.raises(TargetExists):
        module.save_new(path, OLD)
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_cannot_be_opened_makes_it_not_durable(tmp_path: Path, monkeypatch: Patch) -> None:
    real = os.open

    def opened(path: Any, flags: int, mode: int = 0o777) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "a folder")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", opened)
    saved = save_new(tmp_path / "note", DATA)
    assert not saved.durable
    assert (tmp_path / "note").read_bytes() == DATA


@pytest.mark.posix
@pytest.mark.parametrize(
    ("name", "why"),
    [("no/such/note", "ENOENT"), ("file/note", "ENOTDIR"), ("x" * 256, "ENAMETOOLONG")],
)
def test_a_place_where_no_file_can_stand_is_refused_in_words(name: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(OLD)
    before = listing(tmp_path)
    with pytest.raises(CannotWrite, match=problems_text.WHY[why]):
        save_new(tmp_path / name, DATA)
    assert listing(tmp_path) == before


def test_a_real_limit_on_the_size_of_files_leaves_nothing_behind(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        outcome = attempt(tmp_path / "note")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert isinstance(outcome, CannotWrite)
    assert problems_text.WHY["EFBIG"] in outcome.message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.posix
def test_a_name_never_steers_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[2Jnote"
    path.write_bytes(OLD)
    with pytest.raises(TargetExists) as caught:
        save_new(path, DATA)
    assert "\x1b" not in caught.value.message


@pytest.mark.posix
@pytest.mark.parametrize("mask", [0, 0o022, 0o077, 0o777])
def test_a_new_folder_is_for_its_owner_only_and_its_parents_are_as_usual(mask: int, tmp_path: Path) -> None:
    with umask(mask & 0o077):
        parent = tmp_path / "state" / "ave"
        parent.mkdir(parents=True)
        usual = stat.S_IMODE(parent.stat().st_mode)
        with umask(mask):
            folder = private_folder(parent / "drafts")
        other = private_folder(tmp_path / "more" / "ave" / "drafts")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(other.stat().st_mode) == 0o700
    assert stat.S_IMODE(other.parent.stat().st_mode) == usual
    assert private_folder(folder) == folder


@pytest.mark.posix
def test_a_folder_that_is_there_keeps_its_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    assert private_folder(tmp_path) == tmp_path
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750


@pytest.mark.posix
@pytest.mark.parametrize("make", [a_file, a_link, a_dangling_link, a_circular_link, a_pipe])
def test_a_folder_of_ours_is_never_a_link_or_a_file(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "drafts")
    before = listing(tmp_path)
    with pytest.raises(TargetExists, match="geen map"):
        private_folder(tmp_path / "drafts")
    assert listing(tmp_path) == before


@pytest.mark.posix
def test_a_link_to_a_folder_is_not_a_folder_of_ours(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "drafts").symlink_to(tmp_path / "real")
    with pytest.raises(TargetExists):
        private_folder(tmp_path / "drafts")


@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.__getitem__)
def test_a_folder_that_cannot_be_made_is_told_in_words(error: int, tmp_path: Path, monkeypatch: Patch) -> None:
    def mkdir(*_: Any, **__: Any) -> None:
        raise OSError(error, "no")

    monkeypatch.setattr(os, "mkdir", mkdir)
    with pytest.raises(CannotWrite) as caught:
        private_folder(tmp_path / "drafts")
    assert problems_text.WHY.get(errno.errorcode[error], problems_text.DISK_FAILS) in caught.value.message
