"""The year's report written, reviewed, issued and held against the facts."""
