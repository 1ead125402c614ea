"""How the platform looks at its own public site (docs/decisions/D-318)."""

from __future__ import annotations

import environ

env = environ.Env()

# Whether the worker probes by itself; `gongkai probe` does so in any case.
PROBE = env.bool("GONGKAI_PROBE", default=False)
# Bounds of one round: pages, minutes, and the pause after each page.
PROBE_PAGES = env.int("GONGKAI_PROBE_PAGES", default=3000)
PROBE_MINUTES = env.int("GONGKAI_PROBE_MINUTES", default=180)
PROBE_PAUSE_MS = env.int("GONGKAI_PROBE_PAUSE_MS", default=200)
# So many days before a certificate ends it is a finding.
PROBE_CERTIFICATE_DAYS = env.int("GONGKAI_PROBE_CERTIFICATE_DAYS", default=30)
# Certificates of an authority of one's own (PEM); empty: those the system trusts.
PROBE_CA = env.str("GONGKAI_PROBE_CA", default="")
# By which schemes the inspection page judges: law/data/inspection.
INSPECTION_SCHEMES = tuple(env.list("GONGKAI_INSPECTION_SCHEMES", default=["national", "licheng"]))
