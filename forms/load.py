"""The rules and procedures in use: what is built in, and what a county lays over it.

A pack is a folder with `rules/`, `provinces/`, `procedures/`, `sheets/`, `registers/` and `published.toml`, all optional. `load_pack` takes
it whole or, where anything in it is wrong, not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from msgspec.structs import replace

from forms.errors import FormError, FormErrors
from forms.language import Sentence, refuse, say
from forms.pack import Pack
from forms.procedurefile import Around, check_procedure, procedure_of, titled
from forms.procedures import Procedure
from forms.read import Document, documents, open_document
from forms.registerfile import check_kept, check_people, check_register, lock_name, meaning_of, register_of
from forms.registers import Register
from forms.rulefile import check_override, check_rule, rule_versions
from forms.rules import Figure, Override, RuleSet
from forms.sheets import Published, SheetForm, check_published, sheet_of, types_of

BUILT_IN, COUNTY, LOCAL = "built-in", "county", "local"
LOCK = "published.toml"
ROOMS = ("rules", "provinces", "procedures", "sheets", "registers")


@cache
def built_in() -> Pack:
    """What comes with the program. Raises FormErrors, which the tests rule out."""
    return _Reading(files("forms"), "forms", Pack(figures=standard_figures()), BUILT_IN).pack()


@cache
def standard_figures() -> dict[str, Figure]:
    """The figures that every rule may name: 实到, 同意 …"""
    document = Document("forms/figures.toml", (files("forms") / "figures.toml").read_bytes())
    found = document.take(document.values["figures"], tuple[Figure, ...], ("figures",))
    return {figure.id: figure for figure in found}


def rule_title(rule: str) -> Sentence:
    """What a rule is called, by its id; the id itself where it is not a built-in one."""
    versions = built_in().rules.get(rule)
    return Sentence(versions[-1].title if versions else rule)


def load_pack(folder: Path, *, over: Pack | None = None, signed: bool = False) -> Pack:
    """The pack in `folder` laid over `over` (default: what is built in). Raises FormErrors with all that is wrong.

    `signed` says that the county's signature over the folder has been verified; its rules are 本地规则 otherwise. A rule or
    procedure of law cannot be replaced, only joined by others; ways of working are the county's to change. The folder of the program
    itself is read as what it is.
    """
    if not folder.is_dir():
        raise refuse("没有这个文件夹：{folder}", folder=str(folder))
    if str(folder.resolve()) == str(files("forms")):
        return _Reading(folder, folder.name, Pack(figures=standard_figures()), BUILT_IN).pack()
    below = built_in() if over is None else over
    return _Reading(folder, folder.name, below, COUNTY if signed else LOCAL).pack()


def _toml(file: Path | Traversable) -> bool:
    return file.name.lower().endswith(".toml")


class _Reading:
    """One folder being read; errors are gathered, and any one of them keeps the whole folder out."""

    def __init__(self, folder: Path | Traversable, shown: str, below: Pack, origin: str) -> None:
        self.folder, self.shown, self.below, self.origin = folder, shown, below, origin
        self.errors: list[FormError] = []
        self.published: dict[str, Published] = {}
        self.sheets: list[tuple[Document, SheetForm]] = []

    def pack(self) -> Pack:
        if self.origin != BUILT_IN:
            self._misplaced()
        self.published = self._lock()
        rules = self._rules()
        provinces = self._provinces(rules)
        sheets = self._sheets()
        procedures = self._procedures(rules, sheets)
        registers = self._registers(sheets)
        if self.errors:
            raise FormErrors(tuple(self.errors))
        return Pack(
            figures=self.below.figures, rules=rules, provinces=provinces, sheets=sheets, procedures=procedures,
            registers=registers,
        )  # fmt: skip

    def _misplaced(self) -> None:
        """A file in the wrong place would be passed over in silence; so it is told of."""
        names = "、".join(ROOMS)
        for entry in sorted(self.folder.iterdir(), key=lambda one: one.name):
            if not entry.is_dir():
                strays = [entry.name] if _toml(entry) and entry.name != LOCK else []
            elif entry.name in ROOMS:
                odd = [
                    one for one in entry.iterdir() if not one.name.endswith(".toml") and (one.is_dir() or _toml(one))
                ]
                strays = [f"{entry.name}/{one.name}" for one in odd]
            else:
                strays = [f"{entry.name}/{one.name}" for one in entry.iterdir() if _toml(one)]
            self.errors += [
                FormError(
                    f"{self.shown}/{name}", 0, "", say("要放在 {names} 文件夹里，文件名以 .toml 结尾", names=names)
                )
                for name in sorted(strays)
            ]

    def _documents(self, room: str) -> Iterable[Document]:
        for one in documents(self.folder / room, f"{self.shown}/{room}"):
            if isinstance(one, FormError):
                self.errors.append(one)
            else:
                yield one

    def _rules(self) -> dict[str, tuple[RuleSet, ...]]:
        own: dict[str, tuple[RuleSet, ...]] = {}
        read: list[tuple[Document, tuple[RuleSet, ...]]] = []
        for document in self._documents("rules"):
            try:
                versions = rule_versions(document, self.origin)
                check_rule(document, versions, self.below.figures)
                name = versions[0].id
                self._new(document, name, own, [one.practice for one in self.below.rules.get(name, ())])
                own[name] = versions
                read.append((document, versions))
            except FormError as error:
                self.errors.append(error)
        rules = self.below.rules | own
        for document, versions in read:
            self._links(document, versions, rules)
        return rules

    def _links(self, document: Document, versions: tuple[RuleSet, ...], rules: Iterable[str]) -> None:
        names = {matter.refer for one in versions for matter in one.matters if matter.refer}
        names |= {step.rule for one in versions for step in one.chain if step.rule}
        for name in sorted(names.difference(rules)):
            self.errors.append(document.error(("versions",), say("没有叫“{name}”的规则", name=name)))

    def _new(self, document: Document, name: str, own: Iterable[str], replaced: list[bool]) -> None:
        if name in own:
            raise document.error(("id",), say("“{name}”用了两次", name=name))
        if replaced and not all(replaced):
            raise document.error(("id",), say("“{name}”是法定的，不能替换；请另取一个编号", name=name))

    def _provinces(self, rules: dict[str, tuple[RuleSet, ...]]) -> dict[str, tuple[Override, ...]]:
        provinces = dict(self.below.provinces)
        for document in self._documents("provinces"):
            try:
                name = check_override(document, document.values, rules, self.below.figures)
                found = document.take(document.values["overrides"], tuple[Override, ...], ("overrides",))
                provinces[name] = provinces.get(name, ()) + tuple(replace(one, origin=self.origin) for one in found)
            except FormError as error:
                self.errors.append(error)
        return provinces

    def _sheets(self) -> dict[str, SheetForm]:
        published = self.published
        below = {name: Published(form.version, types_of(form)) for name, form in self.below.sheets.items()}
        lock = below | published
        own: dict[str, SheetForm] = {}
        for document in self._documents("sheets"):
            try:
                form = sheet_of(document)
                self._new(document, form.id, own, [])
                check_published(document, form, lock)
                own[form.id] = form
                self.sheets.append((document, form))
            except FormError as error:
                self.errors.append(error)
        if not self.errors:
            missing = [name for name in published if name not in own and not name.startswith(lock_name(""))]
            self.errors += [FormError(f"{self.shown}/{LOCK}", 0, name, say("已发布的表单不能删")) for name in missing]
        return self.below.sheets | own

    def _registers(self, sheets: dict[str, SheetForm]) -> dict[str, Register]:
        below = {
            lock_name(name): Published(one.version, meaning_of(one)) for name, one in self.below.registers.items()
        }
        published = self.published
        own: dict[str, Register] = {}
        read: list[tuple[Document, Register]] = []
        for document in self._documents("registers"):
            try:
                one = register_of(document)
                self._new(document, one.id, own, [])
                check_kept(document, one, below | published)
                own[one.id] = one
                read.append((document, one))
            except FormError as error:
                self.errors.append(error)
        registers = self.below.registers | own
        for document, one in read:
            try:
                check_register(document, one, sheets, registers)
            except FormError as error:
                self.errors.append(error)
        for document, form in self.sheets:
            try:
                check_people(document, form, registers)
            except FormError as error:
                self.errors.append(error)
        if not self.errors:
            gone = [name for name in published if name.startswith(lock_name("")) and name[len(lock_name("")) :] not in own]
            self.errors += [FormError(f"{self.shown}/{LOCK}", 0, name, say("已发布的台账不能删")) for name in gone]
        return registers

    def _lock(self) -> dict[str, Published]:
        file = self.folder / LOCK
        if not file.is_file():
            return {}
        found = open_document(file, f"{self.shown}/{LOCK}")
        try:
            if isinstance(found, FormError):
                raise found
            return {name: found.take(value, Published, (name,)) for name, value in found.values.items()}
        except FormError as error:
            self.errors.append(error)
            return {}

    def _procedures(self, rules: dict[str, tuple[RuleSet, ...]], sheets: dict[str, SheetForm]) -> dict[str, Procedure]:
        own: dict[str, Procedure] = {}
        read: list[tuple[Document, Procedure]] = []
        for document in self._documents("procedures"):
            try:
                one = procedure_of(document, self.origin)
                older = self.below.procedures.get(one.id)
                self._new(document, one.id, own, [older.practice] if older else [])
                own[one.id] = one
                read.append((document, one))
            except FormError as error:
                self.errors.append(error)
        procedures = self.below.procedures | own
        around = Around(rules=rules, sheets=sheets, procedures=frozenset(procedures))
        for document, one in read:
            try:
                check_procedure(document, one, around)
                procedures[one.id] = titled(one, sheets)
            except FormError as error:
                self.errors.append(error)
        return procedures
