"""`python -m gongkai.cli`: the gongkai command without an installed script."""

from __future__ import annotations

from gongkai.cli.main import main

main()
