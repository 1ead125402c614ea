"""What a benchmark needs of the machine: a child process with its time and peak memory, and words for the machine."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MIB = 1024


def peak_mib() -> float:
    """Peak memory of this process and its largest child so far, in MiB.

    The kernel's own mark of this program is read where there is one: getrusage also counts what the parent held
    before it started this program.
    """
    own = float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    status = Path("/proc/self/status")
    if status.exists():
        marks = [line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM")]
        own = float(marks[0].split()[1]) if marks else own
    return (own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / MIB


def child(python: Path, module: str, *words: str) -> Any:
    """Run a module of the benchmark in its own process; its last line is JSON. Raises SystemExit when it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [str(python), "-m", module, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{module} {' '.join(words)} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def say(result: Mapping[str, Any]) -> None:
    """Hand a result to the benchmark that started this process, with the peak memory."""
    print(json.dumps({**result, "peak": peak_mib()}, ensure_ascii=False))


def machine() -> str:
    """Cores, memory, system and Python, without a name of the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.1f} GiB memory, {platform.system()} {platform.machine()}, "
        f"CPython {platform.python_version()}"
    )


def load() -> str:
    """Load of the last minute: how busy the machine is with other things."""
    return f"{os.getloadavg()[0]:.1f}"


def this_python() -> Path:
    """The interpreter with the product's own packages."""
    return Path(sys.executable)
