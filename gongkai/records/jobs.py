"""What the worker does for the records; importing this registers it."""

from __future__ import annotations

from gongkai.kit import sweeping, worker
from gongkai.records import kept_files  # noqa: F401  importing it registers which files are held
from gongkai.records.orders import carry_out_orders
from gongkai.records.turning import tell_of_the_day
from gongkai.records.withdrawals import confirm_outside

worker.register("publication-orders", 5, carry_out_orders, label="定时发布")
worker.register("turn-of-day", 20, tell_of_the_day, label="日期更替")
worker.register("withdrawal-checks", 30, confirm_outside, label="撤回核对")
worker.register("stray-files", 24 * 3600, sweeping.sweep, label="清理无主文件")
