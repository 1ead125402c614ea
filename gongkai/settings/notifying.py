"""How notices of supervision leave the house: mail, and webhooks for SMS gateways and WeCom robots.

Secrets come from the environment only; no page, journal or log shows them. Nothing set, nothing is sent.
"""

from __future__ import annotations

import environ

env = environ.Env()

# smtp://user:password@host:25, smtp+tls:// (STARTTLS) or smtp+ssl://; empty: no mail.
MAIL_URL = env.str("GONGKAI_MAIL_URL", default="")
MAIL_FROM = env.str("GONGKAI_MAIL_FROM", default="gongkai@localhost")
# Units and the addresses their notices go to: QZ-QG=https://…,*=https://…; a unit without one uses that of the nearest
# above, then *. A WeCom robot is known by its path; everything else is an SMS gateway that takes our JSON.
NOTICE_WEBHOOKS = env.dict("GONGKAI_NOTICE_WEBHOOKS", default={})
# What the JSON is signed with (HMAC-SHA256).
NOTICE_SECRET = env.str("GONGKAI_NOTICE_SECRET", default="")
# After so many tries a notice stands as not delivered.
NOTICE_TRIES = env.int("GONGKAI_NOTICE_TRIES", default=6)
# How often the worker asks the rooms what has changed.
WATCH_SECONDS = env.int("GONGKAI_WATCH_SECONDS", default=600)
