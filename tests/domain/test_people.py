"""Two people of one name are never shown alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.people import Office, Person, distinguish


def shown(*people: Person) -> list[str]:
    marks = distinguish(people)
    return [marks[person.id] for person in people]


def test_a_name_that_only_one_bears_stands_alone() -> None:
    assert shown(Person(id="a", name="张伟"), Person(id="b", name="王芳")) == ["张伟", "王芳"]


def test_the_first_thing_that_differs_tells_two_of_one_name_apart() -> None:
    first = Person(id="a", name="张伟", group="一组", head="张大", birth="1968-05", household="1", number="1")
    assert shown(first, Person(id="b", name="张伟", group="三组", birth="1991")) == [
        "张伟（一组·1968）",
        "张伟（三组·1991）",
    ]
    assert shown(first, Person(id="b", name="张伟", group="三组", head="张大")) == ["张伟（一组）", "张伟（三组）"]
    assert shown(first, Person(id="b", name="张伟", group="一组", head="张二")) == [
        "张伟（户主张大）",
        "张伟（户主张二）",
    ]
    assert shown(first, Person(id="b", name="张伟", birth="1991")) == ["张伟（1968年生）", "张伟（1991年生）"]
    second = Person(id="b", name="张伟", birth="1968-05", household="2", group="一组", head="张大")
    assert shown(first, second) == ["张伟（户号1）", "张伟（户号2）"]


def test_where_nothing_alone_tells_them_apart_all_that_is_known_does() -> None:
    people = [
        Person(id="a", name="张伟", group="一组", head="张大"),
        Person(id="b", name="张伟", group="一组", head="张二"),
        Person(id="c", name="张伟", group="三组", head="张二"),
    ]
    assert shown(*people) == ["张伟（一组·户主张大）", "张伟（一组·户主张二）", "张伟（三组·户主张二）"]


def test_two_of_whom_the_same_is_known_are_told_apart_by_their_place() -> None:
    assert shown(Person(id="a", name="张伟"), Person(id="b", name="张伟")) == ["张伟（第1位）", "张伟（第2位）"]
    twins = [Person(id=each, name="张伟", group="一组") for each in "ab"]
    assert shown(*twins) == ["张伟（一组·第1位）", "张伟（一组·第2位）"]


FEW = st.sampled_from(["", "1", "2"])


@given(st.lists(st.tuples(st.sampled_from(["张伟", "王芳"]), FEW, FEW, FEW, FEW, FEW), max_size=9))
def test_no_two_people_are_ever_shown_alike(lines: list[tuple[str, ...]]) -> None:
    people = [
        Person(
            id=str(place),
            name=name,
            group=group,
            head=head,
            birth=birth and f"196{birth}",
            household=home,
            number=number,
        )
        for place, (name, group, head, birth, home, number) in enumerate(lines)
    ]
    marks = distinguish(people)
    assert len(set(marks.values())) == len(people)
    assert all(marks[person.id].startswith(person.name) for person in people)


def test_an_office_is_held_whatever_its_term() -> None:
    person = Person(id="a", name="张伟", offices=(Office("村民代表", since="2024-01-01"),))
    assert person.holds("党员", "村民代表")
    assert not person.holds("党员")
    assert not person.holds()
