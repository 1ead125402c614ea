"""What an outside platform's error code means: one sentence for people, and what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Cure(StrEnum):
    """What helps: a new token, a new cover, waiting some minutes or hours, or only a person."""

    TOKEN = "token"
    COVER = "cover"
    WAIT = "wait"
    LIMIT = "limit"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One code."""

    sentence: str
    cure: Cure


class PlatformSaid(Exception):
    """The platform refused: surely not done. `code` is its number."""

    def __init__(self, code: int, meaning: Meaning) -> None:
        super().__init__(str(code))
        self.code = code
        self.sentence = meaning.sentence
        self.cure = meaning.cure


_TOKEN = Meaning("公众号接口凭证已失效，换取新凭证后仍不被接受。请系统管理员核对 AppSecret。", Cure.TOKEN)
SECRET_WRONG = Meaning("公众号的 AppID 或 AppSecret 不对，没有推送。请系统管理员核对环境设置后再次推送。", Cure.PERSON)
_LIMIT = Meaning("公众号接口当日调用次数已用完，稍后自动再试。", Cure.LIMIT)
WECHAT = {
    -1: Meaning("公众号平台繁忙，稍后自动再试。", Cure.WAIT),
    40001: _TOKEN,
    40014: _TOKEN,
    42001: _TOKEN,
    40013: SECRET_WRONG,
    40125: SECRET_WRONG,
    41002: SECRET_WRONG,
    41004: SECRET_WRONG,
    40007: Meaning("公众号素材库里没有所用的封面图，没有推送。重新上传封面后仍失败的，请系统管理员核对。", Cure.COVER),
    40004: Meaning("封面图不是公众号接受的类型，没有推送。请系统管理员换成 JPG 图片。", Cure.PERSON),
    40005: Meaning("封面图不是公众号接受的类型，没有推送。请系统管理员换成 JPG 图片。", Cure.PERSON),
    40009: Meaning("封面图超过公众号的大小限制，没有推送。请系统管理员换成 64 KB 以内的 JPG 图片。", Cure.PERSON),
    45001: Meaning("封面图超过公众号的大小限制，没有推送。请系统管理员换成 64 KB 以内的 JPG 图片。", Cure.PERSON),
    40164: Meaning("本机的出口 IP 不在公众号的白名单内，没有推送。请在公众号后台加入白名单后再次推送。", Cure.PERSON),
    44004: Meaning("文章正文为空，公众号不接受。请核对公开页面是否有正文。", Cure.PERSON),
    45002: Meaning("文章正文超过公众号的长度限制，没有推送。请到公众号后台手工编辑。", Cure.PERSON),
    45003: Meaning("文章标题超过公众号的长度限制，没有推送。请系统管理员调小标题字数的设置。", Cure.PERSON),
    45004: Meaning("文章摘要超过公众号的长度限制，没有推送。请缩短信息的内容概述。", Cure.PERSON),
    45005: Meaning("公开页面的网址超过公众号的长度限制，没有推送。请系统管理员核对站点网址。", Cure.PERSON),
    45009: _LIMIT,
    45011: Meaning("公众号接口调用过于频繁，稍后自动再试。", Cure.WAIT),
    45166: Meaning("公众号认为正文含有不能使用的内容，没有推送。请到公众号后台手工编辑。", Cure.PERSON),
    48001: Meaning("该公众号没有草稿接口的权限，没有推送。请在公众号后台开通后再次推送。", Cure.PERSON),
    48004: Meaning("该公众号的接口被平台封禁，没有推送。请登录公众号后台查看原因。", Cure.PERSON),
    50002: Meaning("该公众号账号受限，没有推送。请登录公众号后台查看原因。", Cure.PERSON),
}
WECOM = {
    -1: Meaning("企业微信繁忙，稍后自动再试。", Cure.WAIT),
    45009: Meaning("群机器人发送过于频繁，稍后自动再试。", Cure.WAIT),
    45033: Meaning("群机器人接口并发过多，稍后自动再试。", Cure.WAIT),
    93000: Meaning("群机器人的网址无效，没有发送。机器人可能已被移出群，请系统管理员核对环境设置。", Cure.PERSON),
    40008: Meaning("群机器人不接受这种消息，没有发送。请系统管理员核对接口。", Cure.PERSON),
    40058: Meaning("群机器人不接受消息的内容，没有发送。请核对标题。", Cure.PERSON),
}


def refusal(table: dict[int, Meaning], name: str, answer: dict[str, object]) -> PlatformSaid | None:
    """The refusal that an answer holds, or None. A code that is not listed needs a person; its text is not shown."""
    said = answer.get("errcode", 0)
    code = said if isinstance(said, int) else -2
    if code == 0:
        return None
    unknown = Meaning(f"{name}返回错误码 {code}，没有推送。请系统管理员按平台文档查明后再次推送。", Cure.PERSON)
    return PlatformSaid(code, table.get(code, unknown))
