"""The most memory a process has held, as its system tells it."""

import sys
from pathlib import Path


def peak_megabytes() -> float:
    """Return the most memory this process has held."""
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        class Counters(ctypes.Structure):
            _fields_ = (
                ("cb", wintypes.DWORD),
                ("faults", wintypes.DWORD),
                *((f"n{i}", ctypes.c_size_t) for i in range(8)),
            )

        counters = Counters(cb=ctypes.sizeof(Counters))
        own = ctypes.windll.kernel32.GetCurrentProcess()
        ctypes.windll.psapi.GetProcessMemoryInfo(wintypes.HANDLE(own), ctypes.byref(counters), counters.cb)
        return float(counters.n0) / 1e6
    if sys.platform == "linux":  # where getrusage would count what the parent process held, too
        held = Path("/proc/self/status").read_text(encoding="ascii").partition("VmHWM:")[2]
        return int(held.split()[0]) * 1024 / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
