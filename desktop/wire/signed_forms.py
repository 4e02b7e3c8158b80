"""A county's signature over its folder of rules, procedures and sheets; without it they are 本地规则.

The signature lies in the folder as `signature.json` and names every file with its hash, so the folder can be carried on a
stick like anything else. It is by the key that signs receipts, whose fingerprint stands on the slip of enrolment.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from desktop.wire.faults import Fault
from desktop.wire.signed import Sign, Signed, open_signed, sign_message
from forms.digest import contents

FORMS = "forms 1"
SIGNATURE_FILE = "signature.json"
MOST_BYTES = 256 * 1024


class SignedForms(Struct, frozen=True, kw_only=True):
    """What is signed."""

    files: dict[str, str]
    """Name in the folder to SHA-256."""
    signed_at: str


def sign_forms(folder: Path, sign: Sign, signed_at: str) -> int:
    """Sign what is in `folder`; answers how many files. The folder should have been loaded before, so that it is sound."""
    found = SignedForms(files=contents(folder), signed_at=signed_at)
    fresh = folder / f"{SIGNATURE_FILE}.new"
    fresh.write_bytes(msgspec.json.encode(sign_message(FORMS, found, sign)))
    fresh.replace(folder / SIGNATURE_FILE)
    return len(found.files)


def forms_signed(folder: Path, public: str) -> bool:
    """Whether the county with the key `public` has signed exactly what is in `folder`."""
    file = folder / SIGNATURE_FILE
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    try:
        signed = msgspec.json.decode(data, type=Signed)
        return open_signed(signed, FORMS, SignedForms, public).files == contents(folder)
    except (Fault, msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        return False
