"""A note that is shared: whoever can read it is named, and nobody who cannot."""

from __future__ import annotations

import os
import stat
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ave_cli.text import interview as interview_text
from ave_cli.text import problems as problems_text
from tests.cli.command import Ave

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights of a folder are those of Windows there")


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that everybody can reach, in one that everybody can reach: where pytest keeps its own nobody can."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        folder = Path(name) / "samen"
        folder.mkdir()
        if not all(one.stat().st_mode & stat.S_IXOTH for one in folder.resolve().parents):
            pytest.skip("not everybody can reach the folder for temporary files")
        yield folder


def shared(ave: Ave, place: Path) -> tuple[Path, str]:
    """The note that was saved, and what was said of who can read it."""
    done = ave("triage", "--example", "--profile", "oss", "--json", "--save", str(place), "--share")
    assert done.code == 0, done.err
    (path,) = place.iterdir()
    return path, " ".join(done.err.split())


@pytest.mark.parametrize(
    ("folder", "around", "rights", "who"),
    [
        (0o700, 0o755, 0o600, "door: u."),
        (0o770, 0o755, 0o660, "u en de groep"),
        (0o750, 0o755, 0o640, "u en de groep"),
        (0o755, 0o755, 0o644, "iedereen"),
        (0o744, 0o755, 0o644, "door: u."),
        (0o740, 0o755, 0o640, "door: u."),
        (0o754, 0o755, 0o644, "u en de groep"),
        (0o755, 0o700, 0o644, "door: u."),
        (0o750, 0o700, 0o640, "door: u."),
        (0o755, 0o750, 0o644, "u en de groep"),
        (0o770, 0o711, 0o660, "u en de groep"),
    ],
)
def test_a_shared_note_has_the_rights_of_its_folder_and_says_who_can_read_it(
    ave: Ave, place: Path, folder: int, around: int, rights: int, who: str
) -> None:
    place.chmod(folder)
    place.parent.chmod(around)
    path, said = shared(ave, place)
    assert stat.S_IMODE(path.stat().st_mode) == rights
    assert who in said
    path.unlink()
    assert ave("triage", "--example", "--profile", "oss", "--json", "--save", str(place)).code == 0
    (path,) = place.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(("folder", "rights"), [(0o1777, 0o644), (0o1775, 0o644), (0o3773, 0o600)])
def test_a_folder_of_a_group_that_one_is_not_in(
    ave: Ave, place: Path, monkeypatch: pytest.MonkeyPatch, folder: int, rights: int
) -> None:
    place.chmod(folder & 0o1777)
    look = Path.stat

    def of_another_group(path: Path, **more: bool) -> os.stat_result:
        found = look(path, **more)
        return os.stat_result((*found[:5], found.st_gid + 1, *found[6:10])) if path == place else found

    def refused(*_rest: object) -> None:
        raise PermissionError(1, "")

    monkeypatch.setattr(Path, "stat", of_another_group)
    monkeypatch.setattr(os, "chown", refused)
    done = ave("triage", "--example", "--profile", "oss", "--json", "--save", str(place), "--share")
    (path,) = place.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == rights
    said = " ".join(done.err.split())
    assert "schrijfrechten" not in said
    assert ("iedereen" in said) is (rights == 0o644)
    assert (problems_text.NOT_IN_GROUP in said) is (rights == 0o600)


USER_OBJ, USER, GROUP_OBJ, MASK, OTHER = 1, 2, 4, 16, 32
NO_ID = 0xFFFFFFFF


def test_rights_that_are_not_looked_at_are_named(ave: Ave, place: Path) -> None:
    place.chmod(0o750)
    entries = ((USER_OBJ, 7, NO_ID), (USER, 5, 12345), (GROUP_OBJ, 5, NO_ID), (MASK, 5, NO_ID), (OTHER, 0, NO_ID))
    packed = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *one) for one in entries)
    try:
        os.setxattr(place, "system.posix_acl_access", packed)
    except (OSError, AttributeError):
        pytest.skip("no access lists here")
    assert interview_text.READ_BY_MORE in shared(ave, place)[1]
