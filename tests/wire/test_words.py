"""The words in which a fingerprint is spoken: distinct to the ear, 48 bits, the same in both languages."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from desktop.wire.enrolment import check_printed, code_key
from desktop.wire.faults import Fault
from desktop.wire.words import _columns, look_like_words, numbers, read_words, spoken
from tests.wire.worked import COUNTY

KEY = code_key("0123-4567-89AB")
FINGERPRINT = "e3615fff37474c561c068d1f56f5ec3751cd7eb2ea7046c016a142c932865496"


def heard(sign: str) -> str:
    """A syllable as a bad line and any dialect leave it: without tone; n, l and r, f and h, z and zh, -n and -ng alike."""
    (sound,) = lazy_pinyin(sign)
    for long, short in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        sound = short + sound[2:] if sound.startswith(long) else sound
    same = {"n": "l", "r": "l", "f": "h"}
    return (same.get(sound[0], sound[0]) + sound[1:]).removesuffix("g")


def test_no_two_words_sound_alike() -> None:
    firsts, seconds = _columns()
    assert (len(firsts), len(seconds)) == (64, 64)
    for column in (firsts, seconds):
        assert len({heard(chinese) for chinese, _ in column}) == 64
        assert len({english for _, english in column}) == 64
        assert all(english.isascii() and english.isalpha() and english.islower() for _, english in column)
    assert len({first + second for first, _ in firsts for second, _ in seconds}) == 4096
    assert not {one for one, _ in firsts} & {one for one, _ in seconds}, "halves are told apart wherever one begins"


def test_the_ear_that_tests_this_hears_what_is_alike() -> None:
    assert heard("牛") == heard("流")
    assert heard("风") == heard("横")
    assert heard("山") == heard("三") == heard("伤")
    assert heard("马") != heard("牛")


def test_four_words_carry_48_bits_and_depend_on_the_code() -> None:
    assert numbers(KEY, FINGERPRINT) < 1 << 48
    assert numbers(code_key("0123-4567-89AC"), FINGERPRINT) != numbers(KEY, FINGERPRINT)
    assert read_words(spoken(KEY, FINGERPRINT)) == numbers(KEY, FINGERPRINT)


@given(st.binary(min_size=32, max_size=32), st.sampled_from(["zh", "en"]))
def test_what_is_spoken_is_read_back_in_either_language(fingerprint: bytes, language: str) -> None:
    said = spoken(KEY, fingerprint.hex(), language)
    assert look_like_words(said)
    assert read_words(said.upper().replace(" ", "　")) == numbers(KEY, fingerprint.hex())


def test_words_or_digits_of_another_county_do_not_hold() -> None:
    check_printed(spoken(KEY, FINGERPRINT), KEY, FINGERPRINT)
    check_printed(FINGERPRINT[:32].upper(), KEY, FINGERPRINT)
    for other in (spoken(KEY, "0" * 64), spoken(code_key("0" * 12), FINGERPRINT), "0" * 32):
        with pytest.raises(Fault) as refused:
            check_printed(other, KEY, FINGERPRINT)
        assert refused.value.code == "wrong-county"


def test_a_word_that_was_misheard_is_named() -> None:
    words = spoken(KEY, FINGERPRINT).split()
    with pytest.raises(Fault, match="第 3 个词里的“党”"):
        read_words(" ".join([*words[:2], "党" + words[2][1], words[3]]))
    for text in ("红马", " ".join(words[:3]), " ".join([*words, "红马"])):
        with pytest.raises(Fault, match="四个词"):
            read_words(text)


def test_a_fingerprint_in_digits_is_never_taken_for_words() -> None:
    for digits in itertools.islice((COUNTY.public[at : at + 32] for at in range(40)), 40):
        assert not look_like_words(digits)
