"""The keys lie in a real keyring or under a passphrase, in one place only, and never in clear."""

from __future__ import annotations

import base64
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend

from desktop.vault import keyrings
from desktop.vault.folder import folder_id
from desktop.vault.keys import KEYS_FILE, open_keys
from desktop.vault.passphrase import VARIABLE
from forms.language import Refused


class PlaintextKeyring(KeyringBackend):
    """Does what the plaintext backend of keyrings.alt does: base64 in a file, at a priority that lets it be chosen."""

    priority = 9

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        coded = self.kept.get(f"{service}/{username}")
        return None if coded is None else base64.b64decode(coded).decode()

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[f"{service}/{username}"]

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[f"{service}/{username}"] = base64.b64encode(password.encode()).decode()


class Store(PlaintextKeyring):
    """Stands for a desktop's keyring: the real one is in test_secret_service.py."""


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture(autouse=True)
def _same_keyring_afterwards() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def good(monkeypatch: pytest.MonkeyPatch) -> Store:
    """A keyring that counts as good."""
    store = Store()
    monkeypatch.setattr(keyrings, "GOOD", frozenset({f"{Store.__module__}.{Store.__qualname__}"}))
    keyring.set_keyring(store)
    return store


def nobody() -> str:
    raise AssertionError("nobody may be asked")


def test_a_passphrase_opens_the_same_keys_again(tmp_path: Path) -> None:
    keys = open_keys(tmp_path, lambda: "三月桃花")
    again = open_keys(tmp_path, lambda: "三月桃花")
    assert (again.database, again.device.id, again.device.public) == (keys.database, keys.device.id, keys.device.public)
    assert len(keys.database) == 32


def test_a_wrong_passphrase_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    open_keys(tmp_path, lambda: "三月桃花")
    before = (tmp_path / KEYS_FILE).read_bytes()
    with pytest.raises(Refused, match="口令不对"):
        open_keys(tmp_path, lambda: "四月桃花")
    assert (tmp_path / KEYS_FILE).read_bytes() == before


def test_the_variable_is_used_before_anybody_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "三月桃花")
    keys = open_keys(tmp_path, nobody)
    monkeypatch.delenv(VARIABLE)
    assert open_keys(tmp_path, lambda: "三月桃花").device.id == keys.device.id


def test_where_nobody_can_be_asked_the_sentence_names_the_variable(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(Refused, match=VARIABLE) as refused:
            open_keys(tmp_path, None)
        assert "\n" not in str(refused.value)
        assert not (tmp_path / KEYS_FILE).exists()


def test_an_empty_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="不能为空"):
        open_keys(tmp_path, lambda: " ")


def test_neither_key_stands_readable_in_the_file(tmp_path: Path) -> None:
    keys = open_keys(tmp_path, lambda: "三月桃花")
    text = (tmp_path / KEYS_FILE).read_text(encoding="utf-8")
    for secret in (keys.database, keys.device.secret):
        assert secret.hex() not in text
        assert base64.b64encode(secret).decode() not in text
    kept = json.loads(text)
    assert kept["wrapped"]["kdf"] == "argon2id"
    assert kept["wrapped"]["argon2"]["memory_kib"] >= 64 * 1024
    assert repr(keys) == f"Keys(device {keys.device.id})"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions elsewhere")
def test_only_the_owner_may_read_what_the_vault_writes(tmp_path: Path) -> None:
    open_keys(tmp_path / "data", lambda: "三月桃花")
    files = list((tmp_path / "data").iterdir())
    assert {file.name for file in files} == {"keys.json", "folder.id"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@pytest.mark.parametrize("field", ["data", "nonce", "salt"])
def test_a_changed_file_does_not_open(tmp_path: Path, field: str) -> None:
    open_keys(tmp_path, lambda: "三月桃花")
    path = tmp_path / KEYS_FILE
    kept = json.loads(path.read_text(encoding="utf-8"))
    place = kept["wrapped"]["argon2"] if field == "salt" else kept["wrapped"]
    place[field] = ("0" if place[field][0] != "0" else "1") + place[field][1:]
    path.write_text(json.dumps(kept), encoding="utf-8")
    with pytest.raises(Refused, match="口令不对"):
        open_keys(tmp_path, lambda: "三月桃花")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"store":"passphrase","device":"x"}',
        '{"store":"elsewhere","device":"x"}',
        '{"store":"passphrase","device":"x","wrapped":{"argon2":{"salt":"00","memory_kib":99999999999},"nonce":"","data":""}}',
        '{"store":"passphrase","device":"x","wrapped":{"argon2":{"salt":"zz"},"nonce":"","data":""}}',
        '{"store":"passphrase","device":"x","wrapped":{"kdf":"none","argon2":{"salt":"00"},"nonce":"","data":""}}',
    ],
)
def test_a_damaged_file_is_one_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / KEYS_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="已损坏"):
        open_keys(tmp_path, lambda: "三月桃花")


def test_a_database_without_its_keys_is_never_given_new_ones(tmp_path: Path) -> None:
    (tmp_path / "yishitang.db").write_bytes(b"x")
    with pytest.raises(Refused, match="缺少密钥文件"):
        open_keys(tmp_path, lambda: "三月桃花")
    assert not (tmp_path / KEYS_FILE).exists()


@pytest.mark.parametrize(
    "backend",
    [PlaintextKeyring, keyring.backends.null.Keyring, keyring.backends.fail.Keyring],
    ids=lambda kind: kind.__module__,
)
def test_a_keyring_that_protects_nothing_is_refused(tmp_path: Path, backend: type[KeyringBackend]) -> None:
    chosen = backend()
    keyring.set_keyring(chosen)
    assert keyrings.system_keyring() is None
    open_keys(tmp_path, lambda: "三月桃花")
    assert json.loads((tmp_path / KEYS_FILE).read_text(encoding="utf-8"))["store"] == "passphrase"
    assert getattr(chosen, "kept", {}) == {}


def test_out_of_a_chain_only_a_good_member_is_taken(good: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = keyring.backends.chainer.ChainerBackend()
    plain = PlaintextKeyring()
    monkeypatch.setattr(type(chain), "backends", [plain, good])
    keyring.set_keyring(chain)
    assert keyrings.system_keyring() is good
    monkeypatch.setattr(type(chain), "backends", [plain])
    assert keyrings.system_keyring() is None


def test_with_a_keyring_nobody_is_asked_and_no_key_lies_in_the_folder(tmp_path: Path, good: Store) -> None:
    keys = open_keys(tmp_path, nobody)
    assert open_keys(tmp_path, nobody).device.id == keys.device.id
    kept = json.loads((tmp_path / KEYS_FILE).read_text(encoding="utf-8"))
    assert kept == {"store": "keyring", "folder": folder_id(tmp_path), "device": keys.device.id}
    assert list(good.kept) == [f"yishitang/{folder_id(tmp_path)}"]


def test_two_folders_have_two_sets_of_keys_in_one_keyring(tmp_path: Path, good: Store) -> None:
    one, other = open_keys(tmp_path / "a", nobody), open_keys(tmp_path / "b", nobody)
    assert one.device.id != other.device.id
    assert len(good.kept) == 2
    assert open_keys(tmp_path / "a", nobody).device.id == one.device.id


def test_keys_in_a_keyring_that_is_gone_are_not_made_anew(tmp_path: Path, good: Store) -> None:
    open_keys(tmp_path, nobody)
    keyring.set_keyring(keyring.backends.fail.Keyring())
    with pytest.raises(Refused, match="钥匙串"):
        open_keys(tmp_path, lambda: "三月桃花")
    keyring.set_keyring(good)
    good.kept.clear()
    with pytest.raises(Refused, match="没有给出"):
        open_keys(tmp_path, lambda: "三月桃花")


def test_a_keyring_that_will_not_store_leaves_the_passphrase(
    tmp_path: Path, good: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "get_password", lambda *_: None)
    open_keys(tmp_path, lambda: "三月桃花")
    assert json.loads((tmp_path / KEYS_FILE).read_text(encoding="utf-8"))["store"] == "passphrase"
    assert good.kept == {}, "what it took is not left behind"


def test_the_id_of_a_folder_moves_with_it(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    name = folder_id(tmp_path / "a")
    (tmp_path / "a").rename(tmp_path / "b")
    assert folder_id(tmp_path / "b") == name
    (tmp_path / "b" / "folder.id").write_text("rubbish", encoding="ascii")
    assert folder_id(tmp_path / "b") != name
