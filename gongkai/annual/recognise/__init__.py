"""From a document to figures by cell: labels found in order, numbers cut and placed so that the relations hold.

Read `stream` (what is on the paper), `chain` (which label is where), `runs` (whose numbers these are), `cuts` (how a
run can fill a row), `settle` (which way the relations leave), `figures` (all tables of a report).
"""
