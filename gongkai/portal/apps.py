"""The public face as an application."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public pages."""

    name = "gongkai.portal"
    label = "portal"
    verbose_name = "公开门户"

    def ready(self) -> None:
        """Pages that a change makes stale are removed right after its commit; the worker makes them anew."""
        # Models and settings are only ready here.
        from gongkai.kit import outward, page_keeper, worker
        from gongkai.portal.static_pages import keeping, removing, renewing

        outward.listen("public-pages", removing.forget)
        page_keeper.register(keeping.Keeper())
        worker.register("public-pages", 1, renewing.renew, label="公开页面")
