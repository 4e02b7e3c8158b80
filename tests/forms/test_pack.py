"""A county's own folder: the worked example, what it may change, and clear errors for what is malformed or hostile."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.figures import Figures
from desktop.domain.verdict import judge
from forms.errors import FormErrors
from forms.load import built_in, load_pack
from tests.forms.folders import GOOD, PROCEDURE, SHEET, errors, put

HOUSE = Path(__file__).resolve().parents[2]


def example(folder: Path) -> Path:
    """The files of the worked example in forms/README.md."""
    text = (HOUSE / "forms" / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"`(\w+/[\w-]+\.toml)`\n\n```toml\n(.*?)```", text, re.DOTALL)
    assert [name for name, _ in found] == [
        "sheets/courtyard-look.toml", "rules/courtyard-people.toml", "rules/elders.toml", "procedures/courtyard.toml",
        "registers/courtyard-looks.toml",
    ]  # fmt: skip
    for name, body in found:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(body, encoding="utf-8")
    return folder


def test_the_worked_example_is_accepted_and_judges(tmp_path: Path) -> None:
    pack = load_pack(example(tmp_path))
    rule = pack.rule_set("elders", "2026-06-01")
    verdict = judge(rule, Figures(members=8, present=5, yes=5))
    assert (verdict.quorum.met, verdict.needed, verdict.missing, verdict.passed) == (True, 6, 1, False)
    assert verdict.origin == "local"
    assert "本地规则" in str(verdict.sentence)
    assert pack.procedure("courtyard").following("talk") == ("answer", "do")
    assert built_in().procedures.keys() < pack.procedures.keys()


def test_a_signed_folder_is_the_county_s_own_rule(tmp_path: Path) -> None:
    rule = load_pack(example(tmp_path), signed=True).rule_set("elders", "2026-06-01")
    assert rule.origin == "county"
    assert "本地规则" not in str(judge(rule, Figures(members=8, present=5)).sentence)
    assert rule.hash == load_pack(example(tmp_path)).rule_set("elders", "2026-06-01").hash


def test_a_province_can_be_added(tmp_path: Path) -> None:
    text = """
province = "江苏"

[[overrides]]
rule = "villagers-representatives"
since = 2026-03-01
law = "江苏省办法"
article = "第九条"
read = "text"
seen = "2026-04"
verified = false
notice = { days = 4 }
"""
    pack = load_pack(put(tmp_path, provinces__jiangsu=text))
    rule = pack.rule_set("villagers-representatives", "2026-06-01", "江苏")
    assert (rule.notice.days, rule.notice.verified, rule.notice.article) == (4, False, "第九条")
    assert pack.rule_set("villagers-representatives", "2026-02-28", "江苏").notice.days is None
    assert built_in().rule_set("villagers-representatives", "2026-06-01", "江苏").notice.days is None


def test_law_cannot_be_replaced_but_practice_can(tmp_path: Path) -> None:
    law = GOOD.replace('id = "elders"', 'id = "villagers-representatives"')
    assert errors(put(tmp_path / "a", rules__x=law)) == [("rules/x.toml", 2, "id")]
    practice = GOOD.replace('id = "elders"', 'id = "four-discussions"')
    pack = load_pack(put(tmp_path / "b", rules__x=practice))
    assert pack.rule_set("four-discussions", "2026-06-01").title == "乡贤理事会"
    procedure = PROCEDURE.replace('id = "courtyard"', 'id = "villagers-assembly"')
    assert errors(put(tmp_path / "c", procedures__x=procedure)) == [("procedures/x.toml", 2, "id")]


def test_what_is_good_is_not_taken_beside_what_is_bad(tmp_path: Path) -> None:
    before = dict(built_in().rules)
    folder = put(
        tmp_path, rules__good=GOOD, rules__bad=GOOD.replace("2026-05-01", '"someday"').replace("elders", "others")
    )
    assert errors(folder) == [("rules/bad.toml", 10, "versions[0].since")]
    assert dict(built_in().rules) == before


BAD_RULES = [
    ('share = "> 1/2"', 'share = "> 3/2"', 17, "versions[0].ways[0].share"),
    ('share = "> 1/2"', 'share = "half"', 17, "versions[0].ways[0].share"),
    ('share = "> 1/2"', "share = 0.5", 17, "versions[0].ways[0].share"),
    ('share = "> 1/2"', "share = nan", 17, "versions[0].ways[0].share"),
    ('share = "> 1/2"', "share = inf", 17, "versions[0].ways[0].share"),
    ('share = "> 1/2"', 'share = "> 0/1"', 17, "versions[0].ways[0].share"),
    ('share = "> 1/2"', 'share = "> 1/0"', 17, "versions[0].ways[0].share"),
    ('share = "> 1/2"', 'share = "> 1/1"', 17, "versions[0].ways[0].share"),
    ('share = "> 1/2"', "minimum = -3", 17, "versions[0].ways[0].minimum"),
    ('share = "> 1/2"', "minimum = 10000000000000000000000", 17, "versions[0].ways[0].minimum"),
    ('share = "> 1/2"', 'minimum = "three"', 17, "versions[0].ways[0].minimum"),
    ('have = "present"', 'have = "presnt"', 15, "versions[0].ways[0].have"),
    ('have = "present"', "", 12, "versions[0].ways[0].have"),
    ('have = "present"', 'have = "present"\nhav = 1', 16, "versions[0].ways[0].hav"),
    ('id = "elders"', 'id = "../../etc/passwd"', 2, "id"),
    ('id = "elders"', 'id = "Elders"', 2, "id"),
    ('id = "elders"', "id = 7", 2, "id"),
    ('title = "乡贤理事会"', "", 8, "versions[0].title"),
    ('law = "本县办法"', 'law = "本县办法"\nhash = "00"', 6, "hash"),
    ('law = "本县办法"', 'law = "本县办法"\norigin = "county"', 6, "origin"),
    ('law = "本县办法"', 'law = "本县\\u0000办法"', 5, "law"),
    ('version = "2026"', 'version = "2026"\nuntil = 2025-01-01', 10, "versions[0].until"),
    ('version = "2026"', 'version = "2026"\nnotice = { days = true }', 10, "versions[0].notice.days"),
    ('version = "2026"', 'version = "2026"\noften = { times = 1, per = "decade" }', 10, "versions[0].often"),
    ('version = "2026"', 'version = "2026"\nkind = "party"', 10, "versions[0].kind"),
    ("[versions.poll]", "[versions.pol]", 19, "versions[0].pol"),
    ('base = "members"', 'base = "membres"', 20, "versions[0].poll.base"),
]


@pytest.mark.parametrize(("old", "new", "line", "key"), BAD_RULES)
def test_a_wrong_rule_names_line_and_key(tmp_path: Path, old: str, new: str, line: int, key: str) -> None:
    assert GOOD.count(old) == 1
    assert errors(put(tmp_path, rules__x=GOOD.replace(old, new))) == [("rules/x.toml", line, key)]


EXPECTED = [
    ('outcome = "opinion"', 'outcome = "order"', "opinion、resolution、appraisal"),
    ('papers = ["minutes", "opinion"]', 'paper = ["minutes"]', "papers"),
    ('papers = ["minutes", "opinion"]', "papers = 3", "列表"),
    ('papers = ["minutes", "opinion"]', "papers = [3]", "文字"),
    ("needs = [{ sheet", "needs = [{ shet", "sheet"),
    ("ends = true", 'ends = "yes"', "true"),
]


@pytest.mark.parametrize(("old", "new", "words"), EXPECTED)
def test_an_error_says_what_was_expected(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert PROCEDURE.count(old) == 1
    with pytest.raises(FormErrors) as caught:
        load_pack(put(tmp_path, procedures__x=PROCEDURE.replace(old, new)))
    assert words in str(caught.value.errors[0].expected)


BAD_PROCEDURES = [
    (
        'papers = ["minutes", "opinion"]',
        'papers = ["minutes"]\nmeets = { rules = ["villagers-assembly"] }',
        14,
        "stages[0].meets.rules[0]",
    ),
    ('sheet = "topic"', 'sheet = "topik"', 12, "stages[0].needs[0].sheet"),
    ('papers = ["minutes", "opinion"]', 'papers = ["minutes", "resolution"]', 13, "stages[0].papers"),
    ('papers = ["minutes", "opinion"]', 'papers = ["minutes", "poster"]', 13, "stages[0].papers[1]"),
    ('id = "answer"', 'id = "talk"', 16, "stages[1].id"),
    ("ends = true", "ends = false", 18, "stages[1].ends"),
    ("ends = true", 'ends = true\nnext = ["talk"]', 19, "stages[1].next"),
    ("ends = true", 'ends = true\nback = ["nowhere"]', 19, "stages[1].back[0]"),
    ("ends = true", 'ends = true\n[[stages]]\nid = "lost"\ntitle = "x"\nends = true', 0, ""),
    ('outcome = "opinion"', 'outcome = "resolution"', 9, "stages"),
    ('outcome = "opinion"', 'outcome = "order"', 6, "outcome"),
    ('source = "本县办法"', 'source = "本县办法"\nleads_to = ["moon"]', 8, "leads_to[0]"),
    (
        'source = "本县办法"',
        'source = "本县办法"\n[[lists]]\nid = "five"\ntitle = "五要"\ngiven = false\nblanks = 5',
        8,
        "lists[0]",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "key"), BAD_PROCEDURES)
def test_a_wrong_procedure_names_line_and_key(tmp_path: Path, old: str, new: str, line: int, key: str) -> None:
    assert PROCEDURE.count(old) == 1
    if "lost" in new:
        text = PROCEDURE.replace(old, new).replace('title = "协商"', 'title = "协商"\nnext = ["answer"]')
        load_pack(put(tmp_path, procedures__x=text))
        text = (
            text.replace("ends = true\n[[stages]]", 'ends = true\nnext = ["end"]\n[[stages]]')
            + '\n[[stages]]\nid = "end"\ntitle = "y"\nends = true'
        )
        assert errors(put(tmp_path, procedures__x=text)) == [("procedures/x.toml", 21, "stages[2]")]
        return
    assert errors(put(tmp_path, procedures__x=PROCEDURE.replace(old, new))) == [("procedures/x.toml", line, key)]


def test_circles_of_stages_are_refused(tmp_path: Path) -> None:
    text = PROCEDURE.replace('title = "协商"', 'title = "协商"\nnext = ["talk"]')
    assert errors(put(tmp_path, procedures__x=text)) == [("procedures/x.toml", 12, "stages[0].next")]


def test_an_id_stands_once(tmp_path: Path) -> None:
    assert errors(put(tmp_path, rules__a=GOOD, rules__b=GOOD)) == [("rules/b.toml", 2, "id")]


def test_versions_do_not_overlap(tmp_path: Path) -> None:
    second = GOOD[GOOD.index("[[versions]]") :].replace("2026-05-01", "2027-01-01").replace('"2026"', '"2027"')
    assert errors(put(tmp_path, rules__x=GOOD + second)) == [("rules/x.toml", 8, "versions")]
    closed = GOOD.replace("since = 2026-05-01", "since = 2026-05-01\nuntil = 2026-12-31")
    pack = load_pack(put(tmp_path / "good", rules__x=closed + second))
    assert pack.rule_set("elders", "2026-12-31").version == "2026"
    assert pack.rule_set("elders", "2027-01-01").version == "2027"


def test_a_published_field_keeps_its_type_for_ever(tmp_path: Path) -> None:
    lock = '[look]\nversion = 1\n[look.fields]\nseen = "paragraph"\n'
    folder = put(tmp_path, sheets__look=SHEET)
    (folder / "published.toml").write_text(lock, encoding="utf-8")
    assert "look" in load_pack(folder).sheets
    put(folder, sheets__look=SHEET.replace('type = "paragraph"', 'type = "number"'))
    assert errors(folder) == [("sheets/look.toml", 7, "fields[0]")]
    put(folder, sheets__look=SHEET.replace('id = "seen"', 'id = "saw"'))
    assert errors(folder) == [("sheets/look.toml", 7, "fields")]
    more = SHEET + '\n[[fields]]\nid = "day"\ntitle = "日期"\ntype = "date"\n'
    put(folder, sheets__look=more)
    assert errors(folder) == [("sheets/look.toml", 3, "version")]
    retired = (
        more.replace("version = 1", "version = 2").replace('type = "paragraph"', 'type = "paragraph"\nuntil = 1')
        + "since = 2\n"
    )
    put(folder, sheets__look=retired)
    form = load_pack(folder).sheet("look")
    assert [field.id for field in form.at(1)] == ["seen"]
    assert [field.id for field in form.at(2)] == ["day"]
    (folder / "sheets" / "look.toml").unlink()
    assert errors(folder) == [("published.toml", 0, "look")]


def test_a_county_cannot_change_the_type_of_a_built_in_field(tmp_path: Path) -> None:
    text = (HOUSE / "forms" / "sheets" / "topic.toml").read_text(encoding="utf-8")
    changed = text.replace(
        'title_en = "households concerned"\ntype = "number"', 'title_en = "households concerned"\ntype = "text"'
    )
    assert changed != text
    assert [key for _, _, key in errors(put(tmp_path, sheets__topic=changed))] == ["fields[6]"]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", *words], cwd=HOUSE, capture_output=True, text=True, timeout=150
    )


def test_the_command_names_file_line_key_and_what_was_expected(tmp_path: Path) -> None:
    good = run("forms", "check", str(example(tmp_path / "good")))
    assert (good.returncode, good.stderr) == (0, "")
    bad = run("forms", "check", str(put(tmp_path / "bad", rules__x=GOOD.replace('"> 1/2"', '"half"'))))
    assert bad.returncode == 2
    assert re.search(r"rules/x\.toml 第 17 行，versions\[0\]\.ways\[0\]\.share：要填分数", bad.stderr)
    assert "Traceback" not in bad.stderr
    empty = run("forms", "check", str(tmp_path / "nowhere"))
    assert (empty.returncode, len(empty.stderr.strip().splitlines())) == (2, 1)


def test_publishing_locks_the_fields(tmp_path: Path) -> None:
    folder = put(tmp_path, sheets__look=SHEET)
    assert run("forms", "publish", str(folder)).returncode == 0
    put(folder, sheets__look=SHEET.replace('type = "paragraph"', 'type = "date"'))
    assert run("forms", "check", str(folder)).returncode == 2
    assert run("forms", "publish", str(folder)).returncode == 2
