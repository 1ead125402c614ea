"""What became of an applicant's sign-in by the government's identity service."""

from __future__ import annotations

from django.db import models

from gongkai.requests.models.request import Request


class IdentityCheck(models.Model):
    """One for a request whose form came with a token: whether it held, else the sentence why not. Nothing of the
    token itself is kept."""

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="identity_check")
    holds = models.BooleanField()
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "身份认证核验"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(holds=True, why="") | (models.Q(holds=False) & ~models.Q(why="")),
                name="identity_check_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.holds}"
