"""The tables of this room: the halls and what goes to them, and what is pushed to other platforms."""

from gongkai.delivery.models.batch import Batch, BatchItem
from gongkai.delivery.models.copy import Copy, Extra
from gongkai.delivery.models.hall import Hall
from gongkai.delivery.models.push import Push, PushCover
from gongkai.delivery.models.replacement import Replacement

__all__ = ["Batch", "BatchItem", "Copy", "Extra", "Hall", "Push", "PushCover", "Replacement"]
