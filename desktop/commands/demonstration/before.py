"""Before the evening: the village's name, the roster, a case, the plan, the agenda, the notice."""

from __future__ import annotations

from typing import Any

from desktop.commands.demonstration.stage import Act, Stage
from desktop.commands.evening.file import Scripted


def name_village(stage: Stage) -> None:
    """The first thing that an empty program asks for."""
    village, page = stage.evening.village, stage.page
    stage.shoot("first-day")
    for field, text in (("name", village.name), ("code", village.code), ("township", village.township)):
        stage.hands.write(text, getattr(page.village, field))
    stage.hands.write(village.county, page.village.county)
    stage.hands.click(page.main)
    stage.expect(page.village is None, "the village has its name")


def import_roster(stage: Stage, scripted: Scripted) -> None:
    """The workbook is chosen, its problems are read, the people are taken in."""
    stage.go("roster")
    page = stage.page
    page.look_at(stage.evening.folder / scripted.fields["file"])
    stage.hands.settle()
    stage.shoot("roster-problems")
    stage.hands.click(page.keep)
    stage.expect(len(page.people) > 0, "the roster has people")
    stage.shoot("roster")
    stage.hands.write("zw", page.search)
    stage.shoot("roster-two-of-one-name")


def open_case(stage: Stage, scripted: Scripted) -> None:
    write_case(stage, scripted.fields)
    stage.shoot("case")


def write_case(stage: Stage, facts: dict[str, Any]) -> None:
    """What a villager said, as it is written down at the top of the list of cases."""
    stage.go("cases")
    page = stage.page
    stage.hands.write(facts["title"], page.name)
    stage.hands.write(facts.get("proposer", ""), page.proposer)
    stage.hands.write(str(facts.get("households", "")), page.households)
    stage.hands.write(facts.get("request", ""), page.request)
    stage.hands.click(page.write)
    stage.expect(any(case.title == facts["title"] for case in page.cases), "the case is written down")


def plan_meeting(stage: Stage, scripted: Scripted) -> None:
    """From the home page, whose largest button leads here when there is a roster and no meeting."""
    stage.go("home")
    stage.shoot("home-no-meeting")
    stage.hands.click(stage.page.main)
    page, wanted = stage.page, scripted.fields
    form = page.facts
    form.kind.setCurrentIndex(form.kind.findData(wanted["rule"]))
    for field, name in (
        (form.name, "title"),
        (form.date.line, "date"),
        (form.time, "time"),
        (form.place, "place"),
        (form.convener, "convener"),
        (form.host, "host"),
        (form.recorder, "recorder"),
        (form.party.line, "party_study_date"),
    ):
        stage.hands.write(wanted.get(name, ""), field)
    stage.shoot("plan")
    stage.hands.click(page.main)
    stage.expect(page.prepared is not None, "the meeting is written down")


def declare_eligible(stage: Stage, scripted: Scripted) -> None:
    """First one too many, to see that no verdict is given while the number and the list differ."""
    page = stage.page
    members = scripted.fields["members"]
    stage.hands.write(str(members + 1), page.declare.inputs["members"])
    stage.hands.click(page.main)
    stage.expect(page.prepared.unsettled is not None, "42 are not the 41 of the list")
    stage.shoot("called-differs-from-list")
    stage.hands.write(str(members), page.declare.inputs["members"])
    stage.hands.click(page.main)
    stage.expect(page.prepared.unsettled is None, "41 are the 41 of the list")


def add_item(stage: Stage, scripted: Scripted) -> None:
    """Typed, or taken from the cases."""
    agenda, facts = stage.page.agenda, scripted.fields
    before = len(agenda.items)
    if facts.get("case"):
        agenda.case.setCurrentIndex(agenda.case.findText(facts["case"]))
        stage.hands.click(agenda.take)
    else:
        stage.hands.write(facts["title"], agenda.name)
        stage.hands.write(facts.get("text", ""), agenda.text)
        stage.hands.click(agenda.add)
    stage.expect(len(agenda.items) == before + 1, "the item is on the agenda")


def give_notice(stage: Stage, scripted: Scripted) -> None:
    stage.shoot("agenda")
    page = stage.page
    stage.hands.click(page.main)
    stage.hands.write(scripted.fields["date"], page.notices.day.line)
    stage.hands.click(page.notices.note)
    stage.expect(page.prepared.meeting.notice_date == scripted.fields["date"], "the day of the notice is noted")


def print_paper(stage: Stage, scripted: Scripted) -> None:
    """The real page is looked at beside the fields, then saved as the file that the printer would get."""
    from desktop.gui.printing import ToFile

    paper = scripted.fields["paper"]
    papers = stage.page.papers
    papers.choose(paper)
    stage.hands.settle()
    stage.shoot_paper(f"paper-{paper}")
    file = stage.paper(paper)
    papers.printing.print_to(ToFile(file))
    stage.hands.settle()
    stage.expect(file.exists(), f"{paper} is printed")


def to_the_hall(stage: Stage) -> None:
    stage.go("home")
    stage.shoot("home-tonight")
    stage.hands.click(stage.page.main)
    stage.hands.wait_for(lambda: getattr(stage.page, "state", None) is not None, "the hall page")


ACTS: dict[str, Act] = {
    "import-roster": import_roster,
    "open-case": open_case,
    "plan-meeting": plan_meeting,
    "declare-eligible": declare_eligible,
    "add-item": add_item,
    "give-notice": give_notice,
    "print": print_paper,
}
