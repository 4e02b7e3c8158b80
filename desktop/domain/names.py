"""Finding a person by what a recorder types: characters, pinyin, initials, a group, a number, the end of a phone number.

The roster's own spelling is never changed: what is folded here (full width, spaces, look-alike code points) serves the
search alone. Polyphonic surnames are read as surnames (单 shàn, 仇 qiú); what is typed with the common reading finds the
person too, but later. A character that the tables do not know is no obstacle: the rest of the name finds it.
"""

from __future__ import annotations

import bisect
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from desktop.domain.people import Person

_SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "查": "zha", "区": "ou", "盖": "ge", "朴": "piao", "任": "ren",
    "华": "hua", "缪": "miao", "宓": "fu", "乜": "nie", "覃": "qin", "尹": "yin", "逄": "pang", "隗": "wei", "翟": "zhai",
    "燕": "yan", "员": "yun", "贠": "yun", "黑": "he", "秘": "bi", "繁": "po", "种": "chong", "折": "she", "召": "shao",
    "粘": "nian", "幺": "yao", "车": "che", "乐": "yue", "牟": "mu", "柏": "bai", "郇": "xun", "晁": "chao", "谌": "chen",
    "撒": "sa", "洗": "xian", "冼": "xian", "洪": "hong", "纪": "ji", "宁": "ning", "葛": "ge", "戴": "dai", "石": "shi",
    "万": "wan", "曲": "qu", "易": "yi", "於": "yu", "俞": "yu", "莘": "shen", "褚": "chu", "都": "du", "干": "gan",
    "哈": "ha", "佴": "nai", "祭": "zhai", "郗": "chi", "郤": "xi", "祝": "zhu", "相": "xiang", "应": "ying", "令": "ling",
    "重": "chong", "行": "xing", "洼": "wa", "能": "nai", "角": "jue", "那": "na", "沈": "shen", "叶": "ye", "藏": "zang",
    "臧": "zang", "尉": "wei", "句": "gou", "阚": "kan", "卜": "bu", "邸": "di", "呙": "guo", "亓": "qi", "朱": "zhu",
}  # fmt: skip
"""Surnames with more than one reading, or one that tables of characters get wrong, as they are read in names."""

_COMPOUND = {
    "单于": "chan yu", "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "令狐": "ling hu", "澹台": "tan tai",
    "宰父": "zai fu", "夏侯": "xia hou", "欧阳": "ou yang", "诸葛": "zhu ge", "司徒": "si tu", "呼延": "hu yan",
    "宗正": "zong zheng", "濮阳": "pu yang", "皇甫": "huang fu", "上官": "shang guan", "公孙": "gong sun",
}  # fmt: skip

_MOST_READINGS = 12
_LATIN = re.compile(r"[a-z]")
_Syllables = tuple[tuple[str, ...], ...]
_PHONE = re.compile(r"\d{4,}")


class _Lines:
    """Texts that people are found by, one a line of one long text, so that a search runs at the speed of `str.find`."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        owned = [(place, text) for place, text in texts if text]
        self._owners = [place for place, _ in owned]
        self._text = "\n" + "".join(f"{text}\n" for _, text in owned)
        self._starts = list(itertools.accumulate((len(text) + 1 for _, text in owned), initial=0))

    def whole(self, query: str) -> Iterator[int]:
        return self._with(f"\n{query}\n")

    def beginning(self, query: str) -> Iterator[int]:
        return self._with(f"\n{query}")

    def containing(self, query: str) -> Iterator[int]:
        return self._with(query)

    def _with(self, wanted: str) -> Iterator[int]:
        """Places of the people whose line has it, in the order of the roster."""
        at = self._text.find(wanted)
        while at >= 0:
            # The line break before a line belongs to it, so that a search for one finds the line behind it.
            line = bisect.bisect_right(self._starts, at) - 1
            yield self._owners[line]
            at = self._text.find(wanted, self._starts[line + 1])


class Finder:
    """Finds among the people given; make another when the roster has changed. Making one for 5,000 takes under a second."""

    def __init__(self, people: Iterable[Person], codes: Mapping[str, Iterable[str]] | None = None) -> None:
        """`codes`: id to what else finds the person, typed or scanned whole: a seat's number, a code on a card."""
        self._people = tuple(people)
        own = codes or {}
        self._codes = _Lines((place, fold(code)) for place, person in enumerate(self._people) for code in own.get(person.id, ()))
        names = [fold(person.name) for person in self._people]
        read = {name: syllables_of(name) for name in set(names)}
        spelled = {name: _spellings(syllables) for name, syllables in read.items()}
        self._names = _Lines(enumerate(names))
        self._spelled = _Lines((place, spelled[name][0]) for place, name in enumerate(names))
        self._initials = _Lines((place, spelled[name][1]) for place, name in enumerate(names))
        self._others = _Lines((place, other) for place, name in enumerate(names) for other in spelled[name][2])
        self._numbers = _Lines((place, fold(person.number)) for place, person in enumerate(self._people))
        self._households = _Lines((place, fold(person.household)) for place, person in enumerate(self._people))
        self._groups = _Lines((place, fold(person.group)) for place, person in enumerate(self._people))
        self._heads = _Lines((place, fold(person.head)) for place, person in enumerate(self._people))
        self._tails = _Lines(
            (place, phone[-4:]) for place, person in enumerate(self._people) for phone in _PHONE.findall(person.phone)
        )
        self._mixed: dict[str, list[tuple[int, _Syllables, frozenset[str]]]] = {}
        for place, name in enumerate(names):
            ways = tuple(tuple(dict.fromkeys((*said, sign))) for said, sign in zip(read[name], name, strict=True))
            signs = frozenset("".join(itertools.chain.from_iterable(ways)))
            for first in {way[0] for way in ways[0]} if ways else ():
                self._mixed.setdefault(first, []).append((place, ways, signs))

    def find(self, text: str, limit: int = 5) -> tuple[Person, ...]:
        """At most `limit` people, best first; among equals those that stand first in the roster.

        Best is a whole code, then the whole name or the whole roster number, then a name's beginning, its initials, its pinyin, a household
        or the end of a phone number, then what is only contained, then the group. Nothing typed finds nobody.
        """
        query = fold(text)
        if not query:
            return ()
        found = itertools.islice(_once(self._ways(query)), limit)
        return tuple(self._people[place] for place in found)

    def _ways(self, query: str) -> Iterator[int]:
        """Places of people, the best way of being found first; a place may come again."""
        yield from self._codes.whole(query)
        if query.isdecimal():
            yield from self._numbers.whole(query)
            yield from self._tails.whole(query)
            yield from self._households.whole(query)
            yield from self._numbers.beginning(query)
            yield from self._households.beginning(query)
        elif _LATIN.search(query) is None:
            yield from self._names.whole(query)
            yield from self._names.beginning(query)
        else:
            yield from self._names.whole(query)
            yield from self._initials.whole(query)
            yield from self._spelled.whole(query)
            yield from self._initials.beginning(query)
            yield from self._spelled.beginning(query)
            yield from self._others.beginning(query)
            signs = set(query)  # a name without one of them is passed over before it is spelled out
            mixed = self._mixed.get(query[0], ())
            spells = _Speller(query).spells
            yield from (place for place, ways, known in mixed if signs <= known and spells(ways))
            yield from self._initials.containing(query)
            yield from self._spelled.containing(query)
        yield from self._names.containing(query)
        yield from self._groups.whole(query)
        yield from self._groups.containing(query)
        yield from self._heads.containing(query)
        yield from self._households.whole(query)
        yield from self._numbers.whole(query)


def _once(places: Iterable[int]) -> Iterator[int]:
    seen: set[int] = set()
    for place in places:
        if place not in seen:
            seen.add(place)
            yield place


def fold(text: str) -> str:
    """What is typed, or stands in a roster, as it is compared: half width, lower case, no spaces, ü as the keys type it."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return re.sub(r"[\s'\u2019·•.]+", "", folded).replace("ü", "v")


def _spellings(syllables: _Syllables) -> tuple[str, str, tuple[str, ...]]:
    full = "".join(readings[0] for readings in syllables)
    initials = "".join(readings[0][:1] for readings in syllables)
    others: dict[str, None] = {}
    for reading in itertools.islice(itertools.product(*syllables), _MOST_READINGS):
        others.setdefault("".join(reading))
        others.setdefault("".join(syllable[:1] for syllable in reading))
    return full, initials, tuple(other for other in others if other not in (full, initials))


def syllables_of(name: str) -> _Syllables:
    """The readings of each character, the likeliest first; a character that the tables do not know stands for itself."""
    readings = [_readings(sign) for sign in name]
    surname = _COMPOUND.get(name[:2], "").split() if len(name) > 2 else []
    surname = surname or ([_SURNAMES[name[0]]] if name[:1] in _SURNAMES else [])
    for place, said in enumerate(surname):
        readings[place] = tuple(dict.fromkeys((said, *readings[place])))
    return tuple(readings)


_read: dict[str, tuple[str, ...]] = {}


def _readings(sign: str) -> tuple[str, ...]:
    if sign not in _read:
        from pypinyin import Style, pinyin  # its table costs a fifth of a second

        heard = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")
        plain = [fold(reading) for reading in heard[0]] if heard else [sign]
        # “lv” is what the keys type; passports and old people write “lu”.
        _read[sign] = tuple(dict.fromkeys([*plain, *(reading.replace("v", "u") for reading in plain)]))
    return _read[sign]


class _Speller:
    """Whether a query spells the beginning of a name, each character as itself, in pinyin, or by its first letters.

    How far each character reaches from each place of the query is worked out once, however many names have it.
    """

    def __init__(self, query: str) -> None:
        self._query = query
        self._reached: dict[tuple[int, tuple[str, ...]], tuple[int, ...]] = {}

    def spells(self, syllables: _Syllables) -> bool:
        ends = {0}
        for readings in syllables:
            ends = {end for start in ends for end in self._ends(start, readings)}
            if not ends:
                return False
            if len(self._query) in ends:
                return True
        return False

    def _ends(self, start: int, readings: tuple[str, ...]) -> tuple[int, ...]:
        key = (start, readings)
        if key not in self._reached:
            rest = self._query[start:]
            longest = max(_alike(rest, reading) for reading in readings)
            self._reached[key] = tuple(range(start + 1, start + longest + 1))
        return self._reached[key]


def _alike(one: str, other: str) -> int:
    length = 0
    while length < len(one) and length < len(other) and one[length] == other[length]:
        length += 1
    return length
