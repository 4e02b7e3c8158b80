"""Who keeps an id when the roster is imported again, and who does not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.people import Person
from desktop.domain.roster import keep_ids


def one(id_: str, name: str = "张伟", **facts: str) -> Person:
    return Person(id=id_, name=name, **facts)  # type: ignore[arg-type]


def ids(before: list[Person], after: list[Person], taken: tuple[str, ...] = ()) -> list[str]:
    return [person.id for person in keep_ids(before, after, taken)]


def test_the_only_one_of_a_name_is_the_same_person() -> None:
    assert ids([one("a")], [one("x", phone="13800000000")]) == ["a"]


def test_one_of_another_birth_year_or_sex_is_someone_else() -> None:
    assert ids([one("a", birth="1960-05")], [one("x", birth="1987", household="3")]) == ["x"]
    assert ids([one("a", sex="男", household="3")], [one("x", sex="女", household="3")]) == ["x"]


def test_two_of_one_name_are_told_apart_by_what_differs() -> None:
    before = [one("a", group="一组"), one("b", group="二组")]
    assert ids(before, [one("x", group="二组"), one("y", group="一组")]) == ["b", "a"]


def test_one_who_moved_house_is_found_by_birth() -> None:
    before = [one("a", birth="1960-05", household="3"), one("b", birth="1960-09", household="4")]
    assert ids(before, [one("x", birth="1960-09", household="3"), one("y", birth="1960-05", household="9")]) == [
        "b",
        "a",
    ]


def test_where_two_would_fit_nobody_is_guessed() -> None:
    before = [one("a", group="一组"), one("b", group="一组")]
    assert ids(before, [one("x", group="一组"), one("y", group="一组")]) == ["x", "y"]
    assert ids(before, [one("x", group="一组")]) == ["x"]


def test_the_one_left_over_is_not_matched_against_what_is_known() -> None:
    before = [one("a", group="一组"), one("b", group="二组")]
    assert ids(before, [one("x", group="一组"), one("y", group="三组")]) == ["a", "y"]


def test_a_new_person_never_gets_an_id_that_was_used() -> None:
    assert ids([one("p1")], [one("p1", "李梅"), one("p1", "王芳")], taken=("p1-2",)) == ["p1-3", "p1-4"]


people = st.builds(
    Person,
    id=st.sampled_from(["p1", "p2", "p3", "p4", "p5"]),
    name=st.sampled_from(["张伟", "李梅"]),
    birth=st.sampled_from(["", "1960", "1960-05", "1971"]),
    group=st.sampled_from(["", "一组", "二组"]),
    household=st.sampled_from(["", "1", "2"]),
    sex=st.sampled_from(["", "男", "女"]),
)


@given(before=st.lists(people, max_size=6, unique_by=lambda person: person.id), after=st.lists(people, max_size=6))
def test_ids_are_never_shared_and_never_cross_names(before: list[Person], after: list[Person]) -> None:
    kept = keep_ids(before, after)
    assert len({person.id for person in kept}) == len(kept)
    assert [person.name for person in kept] == [person.name for person in after]
    names = {person.id: person.name for person in before}
    assert all(names.get(person.id, person.name) == person.name for person in kept)


@given(before=st.lists(people, max_size=6, unique_by=lambda person: person.id))
def test_the_same_roster_again_gives_everyone_told_apart_the_same_id(before: list[Person]) -> None:
    marks = [(person.name, person.birth, person.group, person.household) for person in before]
    apart = [person for person, mark in zip(before, marks, strict=True) if all(mark) and marks.count(mark) == 1]
    kept = dict(zip([person.id for person in before], keep_ids(before, before), strict=True))
    for person in apart:
        if sum(other.name == person.name for other in before) == 1:
            assert kept[person.id].id == person.id
