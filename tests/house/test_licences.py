"""What is shipped may be given to every village: no library that runs with the program is under the GPL alone."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

BUILD = Path(__file__).resolve().parents[2] / "build"


def licence(package: str) -> str:
    """What a package says of its licence, from all the places where it may stand; empty for one of another system."""
    try:
        said = metadata(package).json
    except PackageNotFoundError:
        return ""
    classifiers = [text for text in said.get("classifier", []) if text.startswith("License")]
    return " ".join([str(said.get("license_expression", "")), str(said.get("license", ""))[:200], *classifiers])


def copyleft(said: str) -> bool:
    """GPL or AGPL, with no choice of anything else."""
    return bool(re.search(r"\b(A?GPL|GNU (Affero )?General Public)", said)) and "LGPL" not in said


def test_no_shipped_library_is_gpl() -> None:
    text = (BUILD / "requirements.lock").read_text(encoding="utf-8")
    packages = re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)
    assert {package: said for package in packages if copyleft(said := licence(package))} == {}
    assert licence("msgspec").split() == ["BSD-3-Clause"]


def test_the_search_knows_gpl_when_it_sees_it() -> None:
    assert copyleft("GPL-3.0-or-later")
    assert copyleft("License :: OSI Approved :: GNU Affero General Public License v3")
    assert not copyleft("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only")
