"""The table of the procedure: the editions stand for their time, and a fault in the data is named by file and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.law.clock_entries import EntryKind
from gongkai.law.deadline_rules import deadlines
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.instruments import cited
from gongkai.law.procedure import procedure_on, procedures
from gongkai.law.procedure_words import in_words, kind_words
from gongkai.law.tests.broken import copy_with

FILE = "procedure/request.toml"
FOLDERS = ("instruments", "outcomes", "applicants", "params", "deadlines", "duties", "procedure")
NEW = "[[edition]]\nfrom = 2019-05-15"
REPLY_START = '{ clock = "reply", kind = "start", on = "received" }'
JOIN = '[[edition.step]]\nfrom = ["handling"]\nact = "join"'
ARCHIVE = 'act = "archive"\nto = "archived"'
BY = 'by = ["clerk", "disclosure_office"]'
PAUSE = 'what = "third_party", on = "day" }'


def test_each_day_has_its_table() -> None:
    assert procedure_on(date(2019, 5, 14)).cite == "ogi-2007 art.20"
    assert procedure_on(date(2019, 5, 15)).cite == "ogi-2019 art.45"
    with pytest.raises(UnknownLaw, match="2008-04-30 没有登记依申请公开的办理程序"):
        procedure_on(date(2008, 4, 30))


def test_the_regulation_of_2007_knew_no_second_start_no_reasons_and_no_fee() -> None:
    old, new = procedures()
    assert {one.code for one in new.acts.values()} - set(old.acts) == {
        "issue_correction_notice", "serve_correction_notice", "receive_correction", "issue_reason_request",
        "serve_reason_request", "receive_reasons", "go_on_without_reasons", "judge_reasons", "issue_delay_notice",
        "consult_co_agency", "consult_other_agency", "receive_agency_opinion", "issue_fee_notice", "serve_fee_notice",
        "record_payment", "waive_fee", "end_lapsed",
    }  # fmt: skip
    assert not any(effect.kind is EntryKind.RESET for step in old.steps for effect in step.effects)
    assert all(cited(act.cite).instrument.in_force(old.since) for act in old.acts.values())
    assert deadlines()["reply"].at(old.since).length == "reply.working_days"
    for table in (old, new):
        assert all(set(table.acts) >= {step.act} and step.state in table.states for step in table.steps)


def test_every_step_is_said_in_words_with_who_when_and_on_what_basis() -> None:
    for table in procedures():
        lines = in_words(table)
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))
        assert sum(len(line.steps) for line in lines) == len(table.steps)
        assert all(line.act and line.froms and line.basis and (line.by or line.platform) for line in lines)
    lapsed = next(line for line in lines if line.act.startswith("逾期视为放弃") and "待缴费" in line.froms)
    assert (lapsed.decision, lapsed.to) == ("逾期未缴费，不再处理", "已终结")
    assert lapsed.basis == "《条例》第四十二条"
    notice = next(line for line in lines if line.act == "发出补正告知书")
    assert notice.document == "政府信息公开申请补正告知书"
    assert notice.effects[1] == "“答复申请”期限等待，暂无截止日（补正），以办理之日为准"
    assert set(kind_words()) == set(EntryKind)


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ('code = "signed"\nlabel', 'code = "handling"\nlabel', "edition[1].state[4].code", "handling 写了两次"),
        ('from = ["signed"]\nact = "serve_reply"', 'from = ["sent"]\nact = "serve_reply"', ".from", "没有登记 sent"),
        ('act = "split"\n', 'act = "tear"\n', ".act", "没有登记 tear"),
        ('needs = ["receipt_open"]', 'needs = ["receipt"]', ".needs", "没有登记 receipt"),
        ('to = "unconfirmed"\n', 'to = "somewhere"\n', ".to", "没有登记 somewhere"),
        (REPLY_START, REPLY_START.replace("reply", "replies"), ".effects[1].clock", "没有登记期限 replies"),
        (REPLY_START, REPLY_START.replace("start", "begin"), ".effects[1].kind", "没有 begin 这种台账记载"),
        (REPLY_START, REPLY_START.replace("received", "noon"), ".effects[1].on", "应为 received、day、served 之一"),
        (REPLY_START, REPLY_START.replace("reply", "*"), ".effects[1].clock", "只有终止可以一次用于全部期限"),
        (PAUSE, PAUSE.replace("third_party", "payday"), ".effects[1].what", "不因 payday 停算或者重算"),
        (BY, 'by = ["mayor"]', "edition[1].act[1].by", "须写明由哪些已登记的岗位办理"),
        ('decision = "withdrawn"\n', 'decision = "gone"\n', ".decision", "没有登记处理决定 gone"),
        ('decision = "withdrawn"\n', "", ".decision", "办结的步骤须以条件 decided 或者 decision 之一确定办理结果"),
        (ARCHIVE, ARCHIVE + '\ndecision = "withdrawn"', ".decision", "不办结"),
        ('act = "split"\n\n', 'act = "split"\nstate = "x"\n\n', ".state", "不认识的项"),
        ('act = "join"\n\n', 'act = "split"\n\n', "edition[1].act", "join 没有一个状态可以做"),
        (ARCHIVE, 'act = "archive"', "edition[1].state", "archived 从收到申请出发走不到"),
        ('needs = ["nothing_issued"]\n', "", "edition[1].condition", "nothing_issued 没有一个步骤用到"),
        (JOIN, f"{JOIN.replace('join', 'split')}\n\n{JOIN}", "edition[1].step", "handling 上的 split 写了两次"),
        (NEW, "[[edition]]\nfrom = 2008-05-01", "edition[2].from", "各行须按日期先后排列"),
        ('cite = "ogi-2007 art.20"', 'cite = "ogi-2007 art.99"', "", ""),
    ],
)  # fmt: skip
def test_a_fault_in_the_table_stops_and_names_file_and_key(
    tmp_path: Path, old: str, new: str, key: str, problem: str
) -> None:
    root = copy_with(tmp_path, FILE, old, new, FOLDERS)
    with pytest.raises(LawDataError) as fault:
        procedures(root)
    assert fault.value.file.name == "request.toml"
    assert key in fault.value.key and problem in fault.value.problem


def test_an_open_state_without_a_way_out_stops(tmp_path: Path) -> None:
    void = 'plain = "这条登记有误，已经作废。"\nopen = '
    root = copy_with(tmp_path, FILE, void + "false", void + "true", FOLDERS)
    with pytest.raises(LawDataError, match="void 进去以后出不来"):
        procedures(root)
