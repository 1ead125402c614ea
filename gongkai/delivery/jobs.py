"""What the worker does for the two halls and for other platforms; importing this registers it."""

from __future__ import annotations

from gongkai.delivery.preparing import prepare_due
from gongkai.delivery.pushing import push_due
from gongkai.delivery.replacing import find_changes
from gongkai.kit import worker

worker.register("deposit-changes", 300, find_changes, label="送交后变动")
worker.register("deposit-batches", 900, prepare_due, label="送交两馆")
worker.register("pushes", 20, push_due, label="对外推送")
