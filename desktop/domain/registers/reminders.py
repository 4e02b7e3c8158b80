"""What the registers remind of: targets that a period is about to miss, and what is due each year or before a plenary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from desktop.domain.calendar_days import days_between, later
from desktop.domain.cases.due import SOON, Due
from desktop.domain.period import span
from desktop.domain.registers.counting import counted
from desktop.domain.registers.entry import Entry, day_of, name_of
from desktop.domain.registers.states import following, now, steps_of
from forms.language import Sentence, say
from forms.registerfile import ALL
from forms.registers import Register, Reminder
from forms.sheets import SheetForm

PAST = 92
"""Days for which something that was due by a day of the year is still reminded of."""
BEFORE = 183
"""An entry of so many days before the day that is waited for answers its reminder."""
NAMED = 3
"""Names in a sentence; the others are counted."""


def due_of_register(
    register: Register,
    entries: Mapping[str, Sequence[Entry]],
    registers: Mapping[str, Register],
    today: str,
    among: Mapping[str, Sequence[str]],
) -> tuple[Due, ...]:
    """`entries`: those of each register that is kept; a register that nobody keeps reminds of nothing."""
    own = entries.get(register.id, ())
    found = [*_targets(register, own, today, among)]
    for reminder in register.reminders:
        where = reminder.where or reminder.before
        if own or (where and entries.get(where)):
            found += _reminded(register, reminder, own, entries, registers, today)
    return tuple(found)


def due_of_states(
    register: Register, every: Sequence[Entry], forms: Mapping[str, SheetForm], today: str
) -> tuple[Due, ...]:
    """Entries whose next state should be reached by a day that is near or past. `every`: with the sheets of states."""
    if not any(state.due for state in register.states):
        return ()
    under: dict[str, list[Entry]] = {}
    for entry in every:
        under.setdefault(entry.parent, []).append(entry)
    found = []
    for entry in under.get("", ()):
        steps = steps_of(register, under.get(entry.id, ()), forms)
        reached = now(steps)
        day = str(reached.sheet.values.get(reached.state.due) or "") if reached and reached.sheet else ""
        if day and following(steps) is not None and days_between(day, today) >= -SOON:
            words = say(
                "{register}“{name}”的办结期限", register=Sentence(register.title), name=name_of(register, entry)
            )
            found.append(Due(words=words, day=day, over=days_between(day, today), register=register.id))
    return tuple(found)


def answers(register: Register, entries: Iterable[Entry], today: str) -> frozenset[str]:
    """Titles of its yearly reminders that have an entry this year: nobody else needs to remind of them either."""
    done = any(day_of(register, entry)[:4] == today[:4] for entry in entries)
    return frozenset(one.title for one in register.reminders if one.due and done)


def _targets(register: Register, own: Sequence[Entry], today: str, among: Mapping[str, Sequence[str]]) -> Iterable[Due]:
    """One line for all counters by person that end on the same day: whoever has not done all of them."""
    behind: dict[str, dict[str, int]] = {}
    for tally in counted(register, own, today[:4], today, among):
        count = tally.count
        if not count.remind or not tally.behind or not (own or among.get(count.among)):
            continue
        last = span(count.per, today)[1]
        if days_between(last, today) < -count.remind:
            continue
        if count.by == ALL:
            words = say(
                "{register}：“{count}”还差 {n} 次",
                register=Sentence(register.title), count=Sentence(count.title), n=sum(tally.behind.values()),
            )  # fmt: skip
            yield Due(words=words, day=last, over=days_between(last, today), register=register.id)
        else:
            named = behind.setdefault(last, {})
            for name, lacking in tally.behind.items():
                named[name] = named.get(name, 0) + lacking
    for last, named in behind.items():
        words = say(
            "{register}：还有 {n} 个没做满（{names}）",
            register=Sentence(register.title), n=len(named), names=some(tuple(named)),
        )  # fmt: skip
        yield Due(words=words, day=last, over=days_between(last, today), register=register.id)


def some(names: Sequence[str]) -> Sentence:
    """The first of them by name, the others by their number."""
    if len(names) <= NAMED:
        return Sentence("、".join(names))
    return say("{names}等", names="、".join(names[:NAMED]))


def _reminded(
    register: Register,
    reminder: Reminder,
    own: Sequence[Entry],
    entries: Mapping[str, Sequence[Entry]],
    registers: Mapping[str, Register],
    today: str,
) -> Iterable[Due]:
    days = [day_of(register, entry) for entry in own]
    if reminder.before:
        other = registers[reminder.before]
        coming = sorted(day for entry in entries.get(other.id, ()) if (day := day_of(other, entry)) >= today)
        if not coming or any(later(coming[0], -BEFORE) < day <= coming[0] for day in days if day):
            return
        due = later(coming[0], -reminder.days)
    else:
        due = f"{today[:4]}-{reminder.due}"
        if any(day[:4] == today[:4] for day in days):
            return
    over = days_between(due, today)
    if -reminder.ahead <= over <= PAST:
        yield Due(words=Sentence(reminder.title), day=due, over=over, register=register.id)
