"""The county's word for its own rules and procedures: villages then show them as the county's, no longer as 本地规则."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from county.keys import open_key
from desktop.wire.signed_forms import sign_forms
from forms.digest import contents
from forms.language import refuse
from forms.load import load_pack


def sign_folder(data: Path, folder: Path) -> int:
    """Check `folder`, then sign every file in it with the key of the county in `data`; answers how many files.

    Raises FormErrors, with all that is wrong, before anything is signed; Refused where there is nothing to sign.
    """
    load_pack(folder)
    if not contents(folder):
        raise refuse(
            "{folder} 里没有规则、规程、表单或者台账：要放在 rules、provinces、procedures、sheets、registers 文件夹里",
            folder=str(folder),
        )
    data.mkdir(parents=True, exist_ok=True)
    return sign_forms(folder, open_key(data).sign, datetime.now(UTC).isoformat(timespec="seconds"))
