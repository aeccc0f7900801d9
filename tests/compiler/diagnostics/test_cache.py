"""The cache: what comes out is what went in, or nothing; it never fails and never grows without end."""

import os
import stat
from pathlib import Path

import pytest

from pincitec import cache

KEY = cache.key_of(b"a")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(cache, "_totals", {})
    return tmp_path / "pincite"


def entry(folder: Path, key: str = KEY) -> Path:
    return folder / key[:2] / key[2:]


def test_what_is_stored_is_loaded(folder: Path) -> None:
    assert cache.load(KEY) is None
    for data in (b"", b"{}", os.urandom(100_000), b"again"):
        cache.store(KEY, data)
        assert cache.load(KEY) == data
    assert [p for p in folder.rglob("*") if p.name.startswith(".")] == []


def test_keys_tell_parts_apart() -> None:
    assert cache.key_of(b"ab", b"c") != cache.key_of(b"a", b"bc")
    assert cache.key_of() != cache.key_of(b"")


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n", "a/" + "b" * 62])
def test_other_keys_reach_nothing(key: str, folder: Path) -> None:
    cache.store(key, b"x")
    assert cache.load(key) is None
    assert not folder.exists()


def test_the_folder_is_private(folder: Path) -> None:
    cache.store(KEY, b"x")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(entry(folder).stat().st_mode) == 0o600


def test_damaged_cut_or_foreign_entries_are_passed_over(folder: Path) -> None:
    cache.store(KEY, b"some data")
    path = entry(folder)
    whole = path.read_bytes()
    for content in (whole[:-1], whole + b"x", b"", b"\x80\x04K\x01.", whole.replace(b"some", b"same")):
        path.write_bytes(content)
        assert cache.load(KEY) is None
    path.write_bytes(whole)
    assert cache.load(KEY) == b"some data"


def test_links_pipes_and_folders_are_passed_over(folder: Path, tmp_path: Path) -> None:
    cache.store(KEY, b"x")
    path = entry(folder)
    other = tmp_path / "other"
    path.rename(other)
    path.symlink_to(other)
    assert cache.load(KEY) is None
    path.unlink()
    os.mkfifo(path)
    assert cache.load(KEY) is None
    path.unlink()
    path.mkdir()
    assert cache.load(KEY) is None
    cache.store(KEY, b"x")


def test_a_folder_that_others_may_write_to_is_not_used(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    folder.chmod(0o777)
    cache.store(KEY, b"x")
    assert cache.load(KEY) is None


def test_without_a_folder_there_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pincite").write_text("a file stands here")
    cache.store(KEY, b"x")
    assert cache.load(KEY) is None
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache.cache_folder() == tmp_path / "home" / ".cache" / "pincite"
    monkeypatch.setenv("HOME", "")
    cache.store(KEY, b"x")
    assert cache.load(KEY) is None or cache.cache_folder() is not None


def test_the_oldest_go_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_TOTAL", 10_000)
    keys = [cache.key_of(bytes([n])) for n in range(12)]
    for age, key in enumerate(keys):
        cache.store(key, b"x" * 1000)
        os.utime(entry(folder, key), (age, age))
    kept = [cache.load(key) is not None for key in keys]
    assert kept == sorted(kept)
    assert kept[-1]
    assert not kept[0]
    assert sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) <= 10_000


def test_an_entry_too_large_to_keep_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_TOTAL", 1000)
    cache.store(KEY, b"x" * 251)
    assert cache.load(KEY) is None
