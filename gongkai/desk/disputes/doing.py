"""The acts of a dispute's page: their words, their form, and the action each leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.desk.disputes import forms
from gongkai.disputes.actions.accept_dispute import accept_dispute
from gongkai.disputes.actions.appeal_dispute import appeal_dispute
from gongkai.disputes.actions.decide_dispute import decide_dispute
from gongkai.disputes.actions.extend_dispute import extend_dispute
from gongkai.disputes.actions.file_defence import file_defence
from gongkai.disputes.actions.finish_orders import finish_orders
from gongkai.disputes.actions.make_ordinary import make_ordinary
from gongkai.disputes.actions.receive_decision import receive_decision
from gongkai.disputes.actions.receive_papers import receive_papers
from gongkai.disputes.actions.redo_request import redo_request
from gongkai.disputes.actions.resume_dispute import resume_dispute
from gongkai.disputes.actions.suspend_dispute import suspend_dispute
from gongkai.disputes.actions.take_effect import take_effect
from gongkai.disputes.models import Dispute
from gongkai.kit.who import Actor


@dataclass(frozen=True, slots=True)
class Doable:
    """One act: what the button says, what is told afterwards, its form; `call` takes what was filled in."""

    label: str | Promise
    done: str | Promise
    form: type[forms.ActForm]
    call: Callable[..., Dispute]
    words: str | Promise = ""


DOABLE: dict[str, Doable] = {
    "receive": Doable(
        _("登记收到副本"), _("已登记，答辩期限自次日起计算。"), forms.ReceiveForm, receive_papers,
        _("收到申请书、起诉状或者上诉状副本之日起，计算提交答复、答辩和证据的期限。"),
    ),
    "accept": Doable(
        _("登记受理"), _("已登记受理，审理期限自次日起计算。"), forms.AcceptForm, accept_dispute,
    ),
    "defend": Doable(
        _("登记提交答辩"), _("已登记提交答辩。"), forms.DefendForm, file_defence,
        _("答复书、答辩状和证据先在“案件文书”中上传。"),
    ),
    "resume": Doable(_("登记恢复审理"), _("已登记恢复。"), forms.ResumeForm, resume_dispute),
    "decide": Doable(
        _("登记决定、裁判"), _("已登记。收到文书后请登记收到的日期。"), forms.DecideForm, decide_dispute,
        _("种类按文书主文选择，年度报告的栏目由种类确定。"),
    ),
    "ordinary": Doable(_("登记转为普通程序"), _("已登记，期限已重新计算。"), forms.OrdinaryForm, make_ordinary),
    "suspend": Doable(_("登记中止"), _("已登记中止，审理期限停止计算。"), forms.SuspendForm, suspend_dispute),
    "extend": Doable(_("登记延长审理"), _("已登记延长。"), forms.ExtendForm, extend_dispute),
    "arrive": Doable(
        _("登记收到决定、裁判"), _("已登记收到。"), forms.ArriveForm, receive_decision,
        _("收到之日起，计算起诉、上诉的期限和责令的期限。"),
    ),
    "effect": Doable(
        _("登记生效"), _("已登记生效。"), forms.EffectForm, take_effect, _("上诉期满无人上诉的，自期满次日生效。"),
    ),
    "appeal": Doable(_("登记上诉或者重审"), _("已登记，请在新的案件中办理。"), forms.AppealForm, appeal_dispute),
    "redo": Doable(
        _("重新办理这件申请"), _("申请已转为重新办理。"), forms.RedoForm, redo_request,
        _("申请重新打开，按责令的期限答复；没有定期限的，按法定期限答复。"),
    ),
    "finish": Doable(
        _("登记履行完毕"), _("已登记履行完毕。"), forms.FinishForm, finish_orders,
        _("责令重新处理的，新的答复送达之后登记。"),
    ),
}  # fmt: skip


def do(code: str, pk: int, form: forms.ActForm, actor: Actor, now: datetime) -> Dispute:
    """Carry the act out. Raises Refused."""
    given: dict[str, Any] = dict(form.cleaned_data)
    by: dict[str, Any] = {"actor": actor, "now": now}
    if isinstance(form, forms.DecideForm):
        return decide_dispute(pk, given["on"], form.ruling(), seen=given["seen"], **by)
    return DOABLE[code].call(pk, **given, **by)
