"""The desk and the path of a record, beside the same tasks in Wagtail with its workflow."""
