"""What is asked to link an office system."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.people.forms import HouseForm, day


class SystemForm(HouseForm):
    """A new link."""

    agency = forms.ChoiceField(label=_("单位"), help_text=_("移送的文件成为这个单位的草稿。定下后不变更。"))
    name = forms.CharField(label=_("系统名称"), max_length=100, help_text=_("例如“综合办公系统”。"))
    ends = day(_("停用日期"), required=False, help_text=_("从这一天起密钥失效；不填的，到停用为止。"))
