"""What the office link takes and gives, as its description shows it to those who build the other side."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field

# An office system's own key for a document: what stands in an address without being escaped.
KEY = r"^[0-9A-Za-z][0-9A-Za-z._:@\-]{0,99}$"
Key = Annotated[str, Field(pattern=KEY, description="办公系统自己的文件编号，同一系统内不重复")]


class Taken(Schema):
    """Nothing is guessed: a value of another type or a name nobody knows is refused."""

    model_config = ConfigDict(strict=True, extra="forbid")


class FileIn(Taken):
    """附件。"""

    name: str = Field(description="文件名，带后缀")
    content: str = Field(description="文件内容，Base64", json_schema_extra={"contentEncoding": "base64"})


class DocumentIn(Taken):
    """移送的文件：元数据、公开属性及理由、正文、附件。"""

    source_key: Key
    title: str = Field(min_length=1, max_length=300, description="标题")
    mark: str = Field("", description="公开属性代码，取自 marks；没有标定的不接收")
    ground: str = Field("", description="不公开情形代码，取自 marks")
    ground_details: dict[str, str] = Field({}, description="该情形须登记的项目，取自 marks")
    mark_reason: str = Field("", description="定性理由")
    doc_number: str = Field("", description="发文字号，例如 涂政〔2026〕8号")
    formed_on: str = Field("", description="成文日期，年-月-日")
    effective_on: str = Field("", description="施行日期，年-月-日")
    expires_on: str = Field("", description="有效期截止日，年-月-日")
    embargo_until: str = Field("", description="不早于何时公开，ISO 8601")
    origin: str = Field("made", description="信息来源代码，取自 classes")
    class_code: str = Field("", description="法定公开事项代码，取自 classes")
    category: str = Field("", description="栏目代码，取自 classes")
    index_class: str = Field("", description="索引类别代码，取自 classes")
    topic: str = Field("", description="主题分类")
    genre: str = Field("", description="公文种类代码，取自 classes")
    document_kind: str = Field("", description="文件性质代码，取自 classes")
    keywords: list[str] = Field([], description="主题词")
    summary: str = Field("", description="内容概述")
    body: str = Field("", description="正文，HTML；脚本、样式和外部内容会去掉")
    text: str = Field("", description="正文，纯文本；一行一段。与 body 只用一个")
    files: list[FileIn] = Field([], description="附件；较大的用 multipart 方式另传")
    joint: list[str] = Field([], description="联合制发单位代码")
    drafter: str = Field("", description="拟稿人在本平台的登录名；没有这个人的，由本单位经办人领办")
    replace: bool = Field(False, description="编号已移送过、仍是草稿的，以这次的内容替换")


class CallBackIn(Taken):
    """撤回移送。"""

    reason: str = Field(min_length=1, max_length=500, description="原因，会给经办人看")


class MarkOut(Schema):
    """公开属性；decided 为真是已经签发确定，否则只是拟定。"""

    code: str
    label: str
    ground: str
    decided: bool


class StepOut(Schema):
    """审核步骤：只说由什么岗位办，不说是谁。stand：passed、due、ahead、returned、escalated。"""

    step: str
    label: str
    duty: str
    duty_label: str
    stand: str
    at: datetime | None


class WithdrawnOut(Schema):
    """撤回。"""

    at: datetime
    reason: str


class DocumentOut(Schema):
    """文件移送后的情况。"""

    source_key: str
    title: str
    state: str
    state_label: str
    mark: MarkOut
    steps: list[StepOut]
    returned_reason: str
    index_number: str
    public_url: str
    first_published_at: datetime | None
    published_at: datetime | None
    withdrawn: WithdrawnOut | None
    publish_due_on: date | None
    handed_over_at: datetime
    changed_at: datetime


class PageOut(Schema):
    """一页；next 不为空的，作为 cursor 取下一页。"""

    items: list[DocumentOut]
    next: str


class CodeOut(Schema):
    """一个代码和它的名称。"""

    code: str
    label: str


class DetailOut(CodeOut):
    """某一情形须登记的一项；choices 不为空的从中选。"""

    required: bool
    choices: list[CodeOut]


class GroundOut(CodeOut):
    """不公开情形。"""

    details: list[DetailOut]


class MarkChoiceOut(CodeOut):
    """可标定的公开属性；ground：required、optional、none，reason：required、optional。"""

    footer: str
    ground: str
    reason: str
    published: bool
    grounds: list[GroundOut]


class MarksOut(Schema):
    """on 当日有效的公开属性。"""

    on: date
    marks: list[MarkChoiceOut]


class ClassesOut(Schema):
    """on 当日有效、本单位适用的各种代码。"""

    on: date
    classes: list[CodeOut]
    categories: list[CodeOut]
    index_classes: list[CodeOut]
    genres: list[CodeOut]
    document_kinds: list[CodeOut]
    origins: list[CodeOut]


class ProblemOut(Schema):
    """没有办理的原因：代码不变，句子给人看，field 是有问题的项目（空为整体）。"""

    code: str
    sentence: str
    field: str
