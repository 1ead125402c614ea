"""Where published records are pushed to: the WeChat account (公众号) and the WeCom group robot (群机器人).

Secrets come from the environment only; no page, journal or log shows them. Nothing set, nothing is sent.
"""

from __future__ import annotations

import environ

env = environ.Env()

WECHAT_APP_ID = env.str("GONGKAI_WECHAT_APP_ID", default="")
WECHAT_SECRET = env.str("GONGKAI_WECHAT_SECRET", default="")
WECHAT_BASE = env.str("GONGKAI_WECHAT_BASE", default="https://api.weixin.qq.com").rstrip("/")
# The author printed under an article's title; empty: the unit that published.
WECHAT_AUTHOR = env.str("GONGKAI_WECHAT_AUTHOR", default="")
# A JPEG of at most 64 KB; empty: a plain one.
WECHAT_COVER = env.str("GONGKAI_WECHAT_COVER", default="")
WECHAT_TITLE = env.int("GONGKAI_WECHAT_TITLE", default=64)

# The robot's address holds its key, so all of it is a secret.
WECOM_WEBHOOK = env.str("GONGKAI_WECOM_WEBHOOK", default="")
# Between these hours of Beijing the robot is silent; empty: it never is.
WECOM_QUIET = env.str("GONGKAI_WECOM_QUIET", default="21:00-07:30")
