"""A text is looked through for every kind, however its figures are written; what only looks alike is let be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cited
from gongkai.screening.checks import check_digit
from gongkai.screening.findings import KINDS, Context, KnownDocument, WrongWord
from gongkai.screening.tests.making import CONTEXT, PHONE
from gongkai.screening.text import screen_text

IDENTITY = "35050519900101000" + check_digit("35050519900101000")
WIDE = {code: code + 0xFEE0 for code in range(0x30, 0x3A)}
CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
WAYS = {
    "as it is": lambda number: number,
    "full-width": lambda number: number.translate(WIDE),
    "in Chinese": lambda number: number.translate(CHINESE),
    "one by one": lambda number: " ".join(number),
    "over two lines": lambda number: number[:6] + "\n" + number[6:],
    "with an unseen sign": lambda number: number[:5] + "\u200b" + number[5:],
    "in bold": lambda number: number[:4] + "<b>" + number[4:8] + "</b>" + number[8:],
    "with entities": lambda number: number[:3] + f"&#{ord(number[3])};" + number[4:],
}


def kinds(text: str, context: Context = CONTEXT) -> list[tuple[str, str]]:
    """Kind and level of every finding."""
    return [(one.kind, one.level) for one in screen_text(text, context)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("number", "kind"), [(IDENTITY, "id_number"), (PHONE, "mobile_phone")])
def test_a_number_is_found_however_it_is_written(way: str, number: str, kind: str) -> None:
    text = f"申请人某某，号码{WAYS[way](number)}，已核。"
    found = screen_text(text, CONTEXT)
    assert [one.kind for one in found] == [kind]
    assert text[found[0].start : found[0].end] == found[0].excerpt == WAYS[way](number)


@pytest.mark.parametrize(
    ("text", "kind", "level", "excerpt"),
    [
        ("秘密★10年", "security_mark", "sure", "秘密★10年"),
        ("机　密 ☆ 5年", "security_mark", "sure", "机　密 ☆ 5年"),
        ("第1号\n绝密\n正文", "security_mark", "sure", "绝密"),
        ("密级：机密　保密期限：5年", "security_mark", "sure", "密级：机密"),
        ("本通知属于秘密级文件。", "security_mark", "doubtful", "本通知属于秘密级文件"),
        ("内部资料 注意保存", "internal_mark", "sure", "内部资料 注意保存"),
        ("涉密文件不得外传。", "internal_mark", "doubtful", "不得外传"),
        ("（此件不公开）", "internal_mark", "sure", "此件不公开"),
        (f"身份证号{IDENTITY[:-1]}{'1' if IDENTITY[-1] != '1' else '2'}", "id_number", "doubtful", None),
        ("身份证号350505820101000", "id_number_old", "sure", "350505820101000"),
        (f"电话：+86 {PHONE}", "mobile_phone", "sure", None),
        ("住宅电话：0595-20000012", "fixed_phone", "sure", "0595-20000012"),
        ("联系电话：0595-20000012", "fixed_phone", "doubtful", "0595-20000012"),
        ("银行卡号6222020000000000000", "bank_card", "sure", "6222020000000000000"),
        ("打入账号：9010000000012", "account", "sure", "9010000000012"),
        ("收款单位：区财政局，账号：9010000000012", "account", "doubtful", "9010000000012"),
        ("车牌号闽C·00123", "plate", "sure", "闽C·00123"),
        ("公务用车闽CD00123", "plate", "doubtful", "闽CD00123"),
        ("家住涂岭镇黄田村3组15号。", "home_address", "sure", "涂岭镇黄田村3组15号"),
        ("家住涂岭镇黄田村。", "home_address", "doubtful", "涂岭镇黄田村"),
        ("邮箱：someone00@qq.com", "email", "sure", "someone00@qq.com"),
        ("邮箱：someone＠example.com", "email", "doubtful", "someone＠example.com"),
        ("微信号：someone_00", "messenger", "sure", "someone_00"),
        ("护照号码：E00000012", "passport", "sure", "E00000012"),
        ("军官证：南字第0000012号", "passport", "sure", "0000012"),
        ("当事人：王小明", "person_name", "sure", "王小明"),
        ("患者李秀英，女，58岁", "person_name", "sure", "李秀英"),
        ("投诉人欧阳小海、某某", "person_name", "doubtful", "欧阳小海"),
        ("见泉港委密〔2025〕3号", "secret_number", "sure", "泉港委密〔2025〕3号"),
        ("见闽委发明电〔2025〕12号", "secret_number", "doubtful", "闽委发明电〔2025〕12号"),
        ("区委布署工作", "wrong_word", "sure", "布署"),
        ("单击此处输入文字", "placeholder", "sure", "单击此处输入文字"),
        ("××镇人民政府：", "placeholder", "doubtful", "××"),
    ],
)
def test_each_kind_is_found_with_its_level(text: str, kind: str, level: str, excerpt: str | None) -> None:
    found = screen_text(text, CONTEXT)
    assert [(one.kind, one.level) for one in found] == [(kind, level)]
    assert excerpt is None or found[0].excerpt == excerpt


@pytest.mark.parametrize(
    "text",
    [
        "索引号：QZ04101-0105-2025-00005",
        "11341702486344515H/202110-00013",
        "合同编号：13800000012",
        "预算13800000000元",
        "订单号15900000012",
        "ISBN 978-7-0000-0000-2",
        "1 3 0 0 0 0 0 0 0 0 0 1",
        "项目代码：2505-350505-04-01-000012",
        "属于国家秘密的不予公开。",
        "绝密级不超过三十年",
        "密级：公开",
        "（此件主动公开）",
        "内部审计制度",
        "依申请公开渠道",
        "办公电话：0595-20000012",
        "电子邮箱：bgs@qg.gov.cn",
        "粤B2-20050000",
        "闽C〔2025〕12345号",
        "型号E60234567",
        "当事人应当在十日内缴纳",
        "申请人：某某有限公司",
        "当事人：李某某",
        "患者王××",
        "学生安全、学生资助",
        "举报人信息予以保密",
        "办公地址：泉港区中兴街1号2幢502室",
        "户籍所在地公安机关",
        "密政发〔2025〕1号",
        "泉港政办〔2026〕2号",
        "反复盖章、究竟争议",
        "住涂岭镇××村",
        "138****0012",
        "统一社会信用代码：91350505MA0000006X",
        "服务热线：12345、400-000-0012",
    ],
)
def test_what_only_looks_alike_is_let_be(text: str) -> None:
    assert kinds(text) == []


def test_a_period_above_the_longest_is_said() -> None:
    (found,) = screen_text("秘密★20年", CONTEXT)
    assert "超过秘密级的上限10年" in found.sentence
    assert found.cite == "secrecy-law-2024 art.22"
    assert "超过" not in screen_text("机密★20年", CONTEXT)[0].sentence


def test_every_finding_says_what_rests_on_what_and_what_to_do() -> None:
    (found,) = screen_text(f"电话：{PHONE}", CONTEXT)
    assert found.sentence == "写有手机号码1***2；依据《条例》第十五条，删去或者遮盖后再公开。"
    assert cited(found.cite).words == "《条例》第十五条"
    assert found.masked == "1***2"
    assert PHONE not in found.sentence + found.key
    assert found.label == KINDS["mobile_phone"]


def test_the_key_stays_while_words_and_place_stay() -> None:
    first, second = (screen_text(f"{lead}电话：{PHONE}", CONTEXT)[0] for lead in ("", "前面另有一句。"))
    assert first.key == second.key
    assert first.key != screen_text("电话：13800000013", CONTEXT)[0].key


def test_office_lists_of_the_context_are_believed() -> None:
    context = Context(
        on=CONTEXT.on,
        public_phones=frozenset({PHONE, "059520000012", "zwgk@qq.com"}),
        public_names=frozenset({"王小明"}),
        skip=frozenset({"placeholder"}),
    )
    text = f"联系{PHONE}，电话0595-20000012，邮箱zwgk@qq.com，当事人：王小明，××镇人民政府"
    assert kinds(text, context) == []
    assert len(kinds(text)) == 5


def test_the_district_adds_its_own_wrong_words() -> None:
    context = Context(on=CONTEXT.on, wrong_words=(WrongWord("泉岗区", "泉港区", "区名写错", unless=("温泉岗区",)),))
    (found,) = screen_text("泉岗区、温泉岗区", context)
    assert (found.start, found.sentence) == (0, "“泉岗区”应为“泉港区”（区名写错）；核对后改正。")


KNOWN = KnownDocument(
    "关于做好重点人员稳控工作的通知",
    "泉港委办〔2025〕31号",
    "各镇：\n要逐人落实包保责任，每日上午九时前报送前一日动态，出现苗头的第一时间报联席会议办公室并派员赴现场处置，"
    "名单每周一更新，仅限专班成员掌握。\n联系人：某某",
    "区委办公室",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按《关于做好重点人员稳控工作的通知》办理", [("nonpublic_title", "sure")]),
        ("按关于做好重点人员\n稳控工作的通知办理", [("nonpublic_title", "sure")]),
        ("见泉港委办[2025]31号", [("nonpublic_number", "sure")]),
        ("见泉港委办（２０２５）０３１ 号", [("nonpublic_number", "sure")]),
        ("见泉港政办〔2025〕31号、泉港委办〔2025〕3号、泉港委办〔2024〕31号", []),
        ("要求每日上午九时前报送前一日动态，出现苗头的第一时间报联席会议办公室。", [("nonpublic_content", "doubtful")]),
        (KNOWN.text.split("\n")[1], [("nonpublic_content", "sure")]),
        ("要落实责任，报送动态。联系人：某某", []),
    ],
)
def test_documents_that_are_not_public_are_known_again(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text, Context(on=CONTEXT.on, known=(KNOWN,))) == expected


def test_thousands_of_documents_are_held_against_a_text() -> None:
    many = tuple(
        KnownDocument(
            f"关于第{at}号内部事项处置情况的报告",
            f"泉港委办〔2024〕{at}号",
            f"第{at}号事项的处置经过与责任人员名单如下所列" * 9,
        )
        for at in range(2000)
    )
    text = "各镇：现将有关事项通知如下。" * 2000 + "见《关于第1234号内部事项处置情况的报告》（泉港委办〔2024〕77号）。"
    text += "第8号事项的处置经过与责任人员名单如下所列，"
    found = screen_text(text, Context(on=CONTEXT.on, known=many))
    assert [one.kind for one in found] == ["nonpublic_title", "nonpublic_number"]


def test_attribute_values_of_markup_are_looked_at() -> None:
    text = f'<p>咨询<a href="tel:{PHONE}" title="无">这里</a></p>'
    (found,) = screen_text(text, CONTEXT)
    assert text[found.start : found.end] == PHONE


def test_a_name_in_the_next_cell_of_a_table_is_found() -> None:
    text = "<table><tr><td>申请人</td><td>王小明</td></tr></table>"
    (found,) = screen_text(text, CONTEXT)
    assert (found.kind, found.excerpt) == ("person_name", "王小明")


@pytest.mark.parametrize("between", ["、", ",", "/", "；", " / ", "，"])
def test_numbers_in_a_list_are_each_found(between: str) -> None:
    found = screen_text(f"电话：{PHONE}{between}13900000012", CONTEXT)
    assert [one.excerpt for one in found] == [PHONE, "13900000012"]


def test_a_day_without_registered_law_is_no_day_to_screen_on() -> None:
    with pytest.raises(UnknownLaw, match="密级和保密期限没有登记"):
        screen_text("秘密★10年", Context(on=date(2009, 1, 1)))


@given(st.text(max_size=300))
def test_any_text_gives_findings_inside_it(text: str) -> None:
    for one in screen_text(text, CONTEXT):
        assert 0 <= one.start <= one.end <= len(text)
        assert one.excerpt == text[one.start : one.end]
        assert one.kind in KINDS and one.sentence.endswith("。")


FRAGMENTS = [
    "0",
    "1 3 ",
    "\n",
    "村",
    "当事人",
    "a@",
    "<a ",
    "&#1",
    "（",
    "×",
    "1-",
    "密★",
    "秘 ",
    "住址：",
    "微信",
    "〔2025〕",
    "1\n",
    "\u200b",
    "电话",
    "账号1",
    "一 ",
    "姓 名",
    "内部",
    "b.",
    "[ ",
    "第",
    "20",
    "家住在",
    "E1",
    "闽C",
]


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_hostile_texts_come_to_an_end(fragment: str) -> None:
    text = fragment * (60_000 // len(fragment))
    assert all(one.end <= len(text) for one in screen_text(text, CONTEXT))
