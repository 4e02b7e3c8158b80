"""What all tests share: no display, no deadline for generated examples, nothing of the machine's own keyring and state."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Before Qt, keyring or the program is imported for the first time.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def _state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The marks that the program keeps outside its data folders lie in a folder of this run.

    Every data folder has a mark of its own there. Only a copy of one wants another state: `tests.pc.copy_pc`.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YISHITANG_STATE", str(tmp_path_factory.mktemp("state")))
        yield
