"""The rows of inspection: the content assurance list, and what the probe of the public site saw."""

from gongkai.inspection.models.assurance import AssuranceList, AssuranceRow
from gongkai.inspection.models.probe import Probe, ProbedPage, ProbeFinding

__all__ = ["AssuranceList", "AssuranceRow", "Probe", "ProbeFinding", "ProbedPage"]
