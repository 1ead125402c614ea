"""Agencies and the links between them, each with the days from and to which it holds."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

CODE = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9-]{1,62}\Z", "单位代码只能用字母、数字和连字符。")


class Agency(models.Model):
    """An administrative agency. `ends` is the first day it no longer existed under this name."""

    class Level(models.TextChoices):
        """Whose report rolls up into whose goes by the links; the level only says what kind of agency it is."""

        PROVINCE = "province", "省"
        CITY = "city", "市"
        COUNTY = "county", "县（市、区）"
        DEPARTMENT = "department", "部门"
        TOWN = "town", "镇、街道"
        SERVICE = "service", "事业单位"

    code = models.CharField(max_length=64, unique=True, validators=[CODE])
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=60)
    level = models.CharField(max_length=16, choices=Level)
    # The agency's code inside an index number of the local rule (QZ04101), and its unified social credit code.
    index_code = models.CharField(max_length=18, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "单位"
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(condition=~Q(code="") & ~Q(name="") & ~Q(short=""), name="agency_is_named"),
            models.CheckConstraint(
                condition=Q(begins=None) | Q(ends=None) | Q(ends__gt=F("begins")), name="agency_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=("index_code",), condition=~Q(index_code=""), name="agency_index_code_once"),
            models.UniqueConstraint(
                fields=("credit_code",), condition=~Q(credit_code=""), name="agency_credit_code_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class AgencyName(models.Model):
    """A name that an agency bore before; `ends` is the first day of the next. The present one is the agency's own."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=60)
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField()

    class Meta:
        verbose_name = "曾用名称"
        ordering = ("agency", "ends")
        constraints = (
            models.CheckConstraint(condition=~Q(name="") & ~Q(short=""), name="former_name_is_written"),
            models.CheckConstraint(
                condition=Q(begins=None) | Q(ends__gt=F("begins")), name="name_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=("agency", "ends"), name="one_name_ends_a_day"),
            models.UniqueConstraint(fields=("agency",), condition=Q(begins=None), name="one_first_name"),
        )

    def __str__(self) -> str:
        return self.name


class AgencyLink(models.Model):
    """`upper` supervises, administers or succeeds `lower`; `ends` is the first day it no longer held."""

    class Kind(models.TextChoices):
        """What the upper agency is to the lower."""

        SUPERVISES = "supervises", "指导监督"
        ADMINISTERS = "administers", "隶属"
        SUCCEEDS = "succeeds", "承继"

    upper = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="lower_links")
    lower = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="upper_links")
    kind = models.CharField(max_length=16, choices=Kind)
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "单位关系"
        constraints = (
            models.CheckConstraint(condition=~Q(upper=F("lower")), name="agency_is_not_above_itself"),
            models.CheckConstraint(
                condition=Q(begins=None) | Q(ends=None) | Q(ends__gt=F("begins")), name="link_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=("upper", "lower", "kind", "begins"), name="link_once_a_beginning"),
            models.UniqueConstraint(
                fields=("upper", "lower", "kind"), condition=Q(begins=None), name="link_once_without_beginning"
            ),
        )

    def __str__(self) -> str:
        return f"{self.upper_id} {self.kind} {self.lower_id}"
