"""The fields of the public forms: what each asks, what may be chosen, and what is wrong with what was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext

TEXT, AREA, RADIO, SELECT, UNIT, FILES, CHECK = "text", "area", "radio", "select", "unit", "files", "check"
LONGEST = {TEXT: 200, AREA: 4000, RADIO: 40, SELECT: 40, UNIT: 64, CHECK: 4}
# What no browser keeps in a draft.
UNKEPT = frozenset({"identity_number"})


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field, in a group where the choices have such."""

    code: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `problem` is the sentence that says what is wrong, empty when nothing is; `value` what was written.

    `role`: what uploaded files are to the request. `fill` is the browser's word for what belongs here.
    """

    name: str
    label: str
    kind: str = TEXT
    hint: str = ""
    needed: bool = False
    options: tuple[Option, ...] = ()
    fill: str = ""
    role: str = ""
    most: int = 0
    value: str = ""
    problem: str = ""

    @property
    def shown(self) -> str:
        """The value as it is read back to the writer."""
        if self.kind == CHECK:
            return gettext("是") if self.value else ""
        return next((one.label for one in self.options if one.code == self.value), self.value)

    @property
    def described(self) -> str:
        """The ids of hint and problem for `aria-describedby`."""
        parts = [f"{self.name}-hint" if self.hint else "", f"{self.name}-error" if self.problem else ""]
        return " ".join(part for part in parts if part)

    @property
    def limit(self) -> int:
        """How many signs it takes."""
        return self.most or LONGEST[self.kind]


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that belong together, under the words of the law where it has some."""

    code: str
    title: str
    hint: str = ""
    fields: tuple[Field, ...] = field(default_factory=tuple)


def filled(parts: Iterable[Part], sent: Mapping[str, str]) -> tuple[Part, ...]:
    """The same parts with what was written in them; a choice that is none counts as not made."""
    return tuple(replace(part, fields=tuple(_filled(one, sent) for one in part.fields)) for part in parts)


def judged(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The same parts with what is wrong said at the field."""
    parts = tuple(parts)
    values = values_of(parts)
    reached = any(values.get(name) for name in ("phone", "email", "address"))
    return tuple(replace(part, fields=tuple(_judged(one, reached) for one in part.fields)) for part in parts)


def problems(parts: Iterable[Part]) -> list[Field]:
    """The fields in which something is wrong, in order."""
    return [one for part in parts for one in part.fields if one.problem]


def values_of(parts: Iterable[Part]) -> dict[str, str]:
    """What was written, by name; files apart."""
    return {one.name: one.value for part in parts for one in part.fields if one.kind != FILES}


def _filled(one: Field, sent: Mapping[str, str]) -> Field:
    if one.kind == FILES:
        return one
    value = sent.get(one.name, "").replace("\x00", "").replace("\r\n", "\n").strip()[: one.limit]
    if one.options and value not in {option.code for option in one.options}:
        value = ""
    return replace(one, value=value)


def _judged(one: Field, reached: bool) -> Field:
    if one.needed and not one.value:
        words = gettext("“%(label)s”没有选择，请选择。") if one.options else gettext("“%(label)s”没有填写，请补写。")
        return replace(one, problem=words % {"label": one.label})
    if one.name == "phone" and not reached:
        return replace(one, problem=gettext("没有留下联系方式。电话、电子邮箱、通信地址至少写一种。"))
    if one.name == "email" and one.value and not _is_mail(one.value):
        return replace(one, problem=gettext("电子邮箱的写法不对，应当像 name@example.com。请核对。"))
    return one


def _is_mail(text: str) -> bool:
    name, at, host = text.partition("@")
    return bool(name and at and "." in host.strip(".") and not text.count(" ") and "@" not in host)
