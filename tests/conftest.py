"""What all tests share: no display, no deadline for generated examples, nothing of the machine's own keyring."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Before Qt, keyring or the program is imported for the first time.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
