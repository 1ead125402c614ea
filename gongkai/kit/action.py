"""What every action has in common: a known actor, a given moment, one transaction, and a refusal that says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from inspect import Parameter, signature
from typing import ParamSpec, TypeVar

from django.db import transaction

from gongkai.kit.who import Actor

P = ParamSpec("P")
R = TypeVar("R")


class Refused(Exception):
    """An action that was not done: a stable code and one Chinese sentence saying why and what would help."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an action: keyword-only `actor` and `now`, both real, and everything in one transaction.

    Raises TypeError where the function is defined without them, Refused "no-actor" or "no-moment" when called.
    """
    parameters = signature(function).parameters
    for name in ("actor", "now"):
        if name not in parameters or parameters[name].kind is not Parameter.KEYWORD_ONLY:
            raise TypeError(f"{function.__qualname__} must take {name} as a keyword-only argument")

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        actor, now = kwargs.get("actor"), kwargs.get("now")
        if not isinstance(actor, Actor) or not actor.known:
            raise Refused("no-actor", "没有写明由谁办理，未执行。请登录后由有权限的人员办理。")
        if not isinstance(now, datetime) or now.tzinfo is None:
            raise Refused("no-moment", "没有写明办理时间（须带时区），未执行。")
        with transaction.atomic():
            return function(*args, **kwargs)

    return run


def require(actor: Actor, act: str, agency: str, words: str) -> None:
    """Raise Refused("not-allowed") unless the act is granted for the agency. `words` names the act to people."""
    if not actor.may(act, agency):
        raise Refused("not-allowed", f"{actor.name} 没有为该单位{words}的权限，未执行。请由该单位的信息管理员办理。")
