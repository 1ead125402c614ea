"""Jobs of the worker."""

from __future__ import annotations

from gongkai.kit import worker
from gongkai.requests import recomputing
from gongkai.requests.burning_orders import burn_waiting
from gongkai.requests.chasing import remind_due
from gongkai.requests.page_copies import read_waiting
from gongkai.requests.taking_in import sweep_pieces, take_again, take_in

worker.register("subcase-reminders", 600, remind_due, label="会商与交办的提醒")
worker.register("calendar-moves", 300, recomputing.run_once, label="节假日安排变动后重算期限")
worker.register("requests-intake", 2, take_in, label="收取公众提交的申请和材料")
worker.register("requests-intake-again", 1800, take_again, label="重新收取未收入的材料")
worker.register("upload-pieces", 3600, sweep_pieces, label="清理未提交的上传")
worker.register("redaction", 3, burn_waiting, label="拟提供文件的处理和验证")
worker.register("page-reading", 3, read_waiting, label="拟提供文件的筛查")
