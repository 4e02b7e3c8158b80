"""The set-up: what the locks hold, when the environment is made anew, and what is said when a system lacks something."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

HOUSE = Path(__file__).resolve().parents[2]
BUILD = HOUSE / "build"
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-peers.lock")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(BUILD))
    import environment

    yield environment
    sys.modules.pop("environment")


def locked(name: str) -> dict[str, str]:
    """Package to version, of one lock."""
    text = (BUILD / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", text, re.MULTILINE))


def bare(requirement: str) -> str:
    return re.split(r"[<>=!~ ;\[]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_names_versions_markers_and_hashes_only(name: str) -> None:
    line = re.compile(r"[a-z0-9-]+==[0-9a-z.]+( ; [^\\:/]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    strange = [text for text in (BUILD / name).read_text(encoding="utf-8").splitlines() if not line.fullmatch(text)]
    assert strange == []


def test_the_locks_have_everything_that_pyproject_asks_for() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    run = {bare(text) for text in [*project["project"]["dependencies"], *groups["build"]]}
    assert run - set(locked("requirements.lock")) == set()
    assert (run | {bare(text) for text in groups["test"]}) - set(locked("requirements-test.lock")) == set()


def test_tests_run_on_the_versions_that_users_get() -> None:
    both = locked("requirements-test.lock")
    assert {name: both.get(name) for name in locked("requirements.lock")} == locked("requirements.lock")


def test_the_environment_is_made_anew_when_a_lock_or_pyproject_changes(environment: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    for name in ("build/requirements.lock", "pyproject.toml"):
        shutil.copy(HOUSE / name, tmp_path / name)
    seen = {environment.stamp("requirements.lock", tmp_path)}
    assert environment.stamp("requirements.lock", tmp_path) in seen
    for name in ("build/requirements.lock", "pyproject.toml"):
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write("# changed\n")
        seen.add(environment.stamp("requirements.lock", tmp_path))
    assert len(seen) == 3


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are a matter of Linux")
def test_missing_libraries_are_named_by_their_debian_packages(environment: ModuleType) -> None:
    def load(library: str) -> None:
        if library in ("libGL.so.1", "libdbus-1.so.3"):
            raise OSError(library)

    assert environment.missing_packages(environment.QT_LIBRARIES, load) == ["libgl1", "libdbus-1-3"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are a matter of Linux")
def test_who_may_not_install_is_told_the_one_command(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(environment.Stop) as stop:
        environment.need_libraries({"libnowhere.so.9": "libnowhere9"})
    assert 'sudo sh -c "apt-get update && apt-get install -y --no-install-recommends libnowhere9"' in str(stop.value)


def test_programs_of_the_environment_are_found_on_windows_too(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "WINDOWS", True)
    assert environment.program("yishitang", Path("here")) == Path("here/.venv/Scripts/yishitang.exe")


@pytest.mark.parametrize("name", ["start.py", "test.py"])
def test_the_commands_explain_themselves_with_no_library_installed(name: str) -> None:
    run = subprocess.run([sys.executable, "-E", "-s", "-S", BUILD / name, "--help"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "--" in run.stdout


@pytest.mark.parametrize("name", ["start.py", "test.py"])
def test_a_wrong_word_is_refused_without_a_traceback(name: str) -> None:
    run = subprocess.run([sys.executable, BUILD / name, "--nonsense"], capture_output=True, text=True)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


def test_an_old_python_is_told_so(environment: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(environment, "OLDEST", (9, 9))
    with pytest.raises(SystemExit) as left:
        environment.guarded(lambda: 0)
    assert left.value.code == 1
    assert "Python 3.11" in capsys.readouterr().err
