"""Public pages as files: made by asking the site itself, removed the moment a change is committed, made anew after.

The files are a cache whose misses the application answers: without a file a page is slower, never wrong.
"""
