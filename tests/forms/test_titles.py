"""Titles of the forms are read in English wherever a sentence names them."""

from __future__ import annotations

from forms.language import Sentence, say
from forms.load import built_in
from forms.titles import english_titles

TITLES = english_titles(built_in())


def test_every_stage_gate_sheet_and_field_has_its_english() -> None:
    pack = built_in()
    stages = [stage for one in pack.procedures.values() for stage in one.stages]
    titles = [stage.title for stage in stages] + [gate.title for stage in stages for gate in stage.gates]
    titles += [sheet.title for sheet in pack.sheets.values()]
    titles += [field.title for sheet in pack.sheets.values() for field in sheet.fields]
    assert len(titles) > 700
    assert [title for title in titles if title not in TITLES] == []


def test_a_sentence_that_names_a_stage_is_whole_in_english() -> None:
    words = say("进入“{stage}”", stage=Sentence("商前调研"))
    assert words.text("en", TITLES) == "on to “investigate first”"
    assert words.text("zh", TITLES) == "进入“商前调研”"
