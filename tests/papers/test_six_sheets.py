"""四议两公开决策实施登记表: six sheets, each begun on a page of its own, with what its link asks for."""

from __future__ import annotations

import io

from pypdf import PdfReader

from desktop.papers import draw, prepare_sheet
from desktop.papers.filling.six_sheets import LINKS
from desktop.wire.bodies import Village
from forms.load import built_in

VILLAGE = Village(name="清溪村", code="320600000000", township="河口镇", county="某县")


def pages(values: dict[str, object] | None) -> list[str]:
    form = built_in().sheet("four-discussions")
    drawn = draw(prepare_sheet(form, VILLAGE, values=values, print_id="0123456789abcdef", printed_at="2026-11-22T10:00:00"))
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(drawn.pdf)).pages]


def test_blank_it_is_six_pages_with_the_link_in_the_title_of_each() -> None:
    found = pages(None)
    assert len(found) == 6
    for link, page in zip(LINKS, found, strict=True):
        assert link in page


def test_the_township_signs_the_third_and_fourth_with_post_and_the_supervisors_the_last_two() -> None:
    found = pages(None)
    assert ["乡镇参加人（写明职务）" in page for page in found] == [False, False, True, True, False, False]
    assert ["监督意见" in page for page in found] == [False, False, False, False, True, True]
    assert ["签名或指印" in page for page in found] == [True, True, True, True, False, False]


def test_everybody_named_has_a_place_to_sign_even_where_there_are_many() -> None:
    people = [{"name": f"甲{number:02d}"} for number in range(1, 20)]
    text = "".join(pages({"matter": "村道拓宽", "propose": "2026-03-01", "propose-by": people}))
    assert all(person["name"] in text for person in people)
    assert text.count("村道拓宽") == 6
