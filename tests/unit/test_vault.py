from hashlib import sha256
from pathlib import Path

import pytest

from app.evidence.vault import DamagedFileError, checked, keep

pytestmark = pytest.mark.one_database


def test_a_file_is_kept_under_its_hash_and_read_back(tmp_path: Path) -> None:
    stored = keep(tmp_path, [b"one ", b"two"])
    assert stored.sha256 == sha256(b"one two").hexdigest()
    assert stored.size == 7
    assert checked(tmp_path, stored.sha256).read_bytes() == b"one two"


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    assert keep(tmp_path, [b"x"]) == keep(tmp_path, [b"x"])
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_was_changed_is_not_read(tmp_path: Path) -> None:
    stored = keep(tmp_path, [b"x"])
    (tmp_path / stored.sha256).write_bytes(b"y")
    with pytest.raises(DamagedFileError):
        checked(tmp_path, stored.sha256)


def test_a_file_that_is_gone_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError):
        checked(tmp_path, "0" * 64)


def test_an_upload_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    def breaking():  # type: ignore[no-untyped-def]
        yield b"half"
        raise OSError("connection lost")

    with pytest.raises(OSError, match="lost"):
        keep(tmp_path, breaking())
    assert list(tmp_path.iterdir()) == []
