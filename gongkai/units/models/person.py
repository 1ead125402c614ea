"""People who work on the platform. A person signs in with a login; what he may do follows from his duties alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from gongkai.units.models.agency import Agency

LOGIN = RegexValidator(r"^[a-z0-9][a-z0-9._-]{2,62}\Z", "登录名用小写字母、数字、点、横线，3 至 63 位。")


class People(BaseUserManager["Person"]):
    """The manager that the account packages ask for."""

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> Person:
        """A person with a hashed password, or with none that works."""
        person = self.model(login=login, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """One member of staff. Never deleted: what he did stays his; leaving sets `is_active` false and `ends`."""

    login = models.CharField(max_length=63, unique=True, validators=[LOGIN])
    name = models.CharField(max_length=60)
    # The unit whose administrators look after the account; what a person may do follows from duties alone.
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    password_set_at = models.DateTimeField(null=True, blank=True)
    must_change_password = models.BooleanField(default=False)
    # Counting it up ends every session of the person at once.
    session_epoch = models.PositiveIntegerField(default=0)

    objects = People()
    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "人员"
        ordering = ("login",)
        constraints = (
            models.CheckConstraint(condition=~Q(login="") & ~Q(name=""), name="person_is_named"),
            models.UniqueConstraint(fields=("email",), condition=~Q(email=""), name="person_email_once"),
        )

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session must carry to be good: it changes with the password and with `session_epoch`."""
        return self._hash_for(None)

    def get_session_auth_fallback_hash(self) -> Any:
        """The same with the signing keys used before."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._hash_for(secret)

    def _hash_for(self, secret: str | bytes | None) -> str:
        said = f"{self.password}|{self.session_epoch}"
        return salted_hmac("gongkai.units.session", said, secret=secret, algorithm="sha256").hexdigest()


class PastPassword(models.Model):
    """The hash of a password once used, so that it is not used again soon."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="past_passwords")
    hash = models.CharField(max_length=256)
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = "用过的密码"
        ordering = ("-set_at",)

    def __str__(self) -> str:
        return f"{self.person_id} {self.set_at:%Y-%m-%d}"
