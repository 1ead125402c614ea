"""Makes the import of ledgers known to the batch engine and to the worker; imported once when the room is ready."""

from __future__ import annotations

from gongkai.kit import importing, worker
from gongkai.records import undoing
from gongkai.records.importing_rows import KIND, LEDGER

importing.register(KIND, LEDGER)
worker.register("imports", 5, importing.work, label="导入台账")
worker.register("imports-undone", 5, undoing.work, label="撤销导入")
