"""The words before a number that say what it is: a telephone, a card, a person's paper, or just a serial."""

from __future__ import annotations

import re

_TAIL = r"[）)]?\s{0,2}(?:号|号码|是|为|系|如下)?\s{0,2}[:\s(]{0,3}$"
_SERIAL = re.compile(
    r"(?:编号|编码|流水号?|序列号|序号|单号|受理号|订单|条码|代码|案号|文号|票号|档号|档案号|凭证号?|凭证|证号|批号|索引号|合同号?|"
    r"图号|宗地|许可证?|登记号|备案号?|项目号|统一编|产品|型号|规格|批次|校验码|查询码|标识码|追溯码|发票|快递|运单|邮编|密码|"
    r"保单|车架|发动机|设备|电表|水表|户号|不动产单元|ISBN|ISSN|No\.?|№)" + _TAIL,
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:电话|手机|电\s?话|联系方式|联系号码|移动电话|联系人|致电|来电|拨打|微信|热线|传真|TEL|Tel|tel|短信|机主|本机|座机)"
    r"[^\n，,;；。]{0,8}$"
)
_OFFICE = re.compile(
    r"(?:办公(?:室)?|咨询|监督|投诉|举报|值班|服务|报名|受理|热线|传真|公开|窗口|部门|机关|单位|总机|应急|科室?|局|委|办|中心|大厅|政府|公司|所)"
    r"[^\n。;；]{0,14}$"
)
_HOME = re.compile(
    r"(?:住宅|家庭|家里|宅|家属|本人|个人|申请人|当事人|户主|父亲?|母亲?|监护人|患者|举报人|投诉人|信访人)[^\n。;；]{0,12}$"
)
_IDENTITY = re.compile(
    r"(?:身份证|身份号|公民身份|证件|居民证|身份证明|身份信息|ID\s?card)[^\n。;；]{0,12}$", re.IGNORECASE
)
_CARD = re.compile(
    r"(?:账号|帐号|账户|帐户|卡号|银行|信用社|农商行|储蓄|存折|开户|借记|信用卡|一卡通|打入|汇入|转入|工行|建行|农行|中行|社保卡|惠民卡)"
    r"[^\n。;；]{0,16}$"
)
_AMOUNT = re.compile(
    r"^\s?(?:元|万元|亿元|美元|平方|公里|千米|米|吨|千瓦|立方|人次?|件|份|条|户|%|‰|个|次|字节|页|亩|公顷|公斤|票|股)"
)


def serial(before: str) -> bool:
    """A serial of something: contract, form, product."""
    return _SERIAL.search(before) is not None


def phone(before: str) -> bool:
    """A telephone is announced."""
    return _PHONE.search(before) is not None


def office(before: str) -> bool:
    """An office speaks."""
    return _OFFICE.search(before) is not None


def home(before: str) -> bool:
    """A person or a household is spoken of."""
    return _HOME.search(before) is not None


def identity(before: str) -> bool:
    """A person's paper is announced."""
    return _IDENTITY.search(before) is not None


def card(before: str) -> bool:
    """A card or an account is announced."""
    return _CARD.search(before) is not None


def amount(before: str, after: str) -> bool:
    """A sum or a measure, by the sign before or the unit behind."""
    return before.rstrip()[-1:] in {"¥", "￥", "$", "€"} or _AMOUNT.match(after) is not None
