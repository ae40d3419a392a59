"""What Qt needs from a Linux system, and a virtual screen for machines that have none."""

from __future__ import annotations

import os
import select
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from console import Stop, run, say, written

SCREEN_SIZE = "1366x768x24"
MEMORY = Path("/dev/shm")
ROOM_FOR_TESTS = 6_000_000_000  # bytes; three runs are kept

# What the parts of Qt that cspdesk uses are linked with, and the Debian package that holds each.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

# What judges documents in tests, and the Debian package that holds it.
JUDGES = {"chromium": "chromium", "soffice": "libreoffice-writer-nogui"}

QT_PARTS = (
    "libQt6Core.so.6",
    "libQt6Gui.so.6",
    "libQt6Widgets.so.6",
    "libQt6Network.so.6",
    "libQt6OpenGLWidgets.so.6",
    "libQt6PdfWidgets.so.6",
    "libQt6PrintSupport.so.6",
    "libQt6Svg.so.6",
    "libQt6XcbQpa.so.6",
    "platforms/libqxcb.so",
    "platforms/libqoffscreen.so",
    "platforms/libqwayland.so",
    "xcbglintegrations/libqxcb-glx-integration.so",
)


def need_qt_libraries(site_packages: Path) -> None:
    """See that Qt finds all it is linked with; install what is missing or raise Stop with the command that does."""
    if sys.platform != "linux":
        return
    missing = missing_libraries(site_packages)
    if missing:
        packages = sorted({PACKAGES.get(name, name) for name in missing})
        need_packages(packages, why="The window needs system libraries that are not here")


def missing_libraries(site_packages: Path) -> list[str]:
    """Return the names of the shared libraries that the installed Qt asks for and this system does not have."""
    qt = site_packages / "PySide6" / "Qt"
    parts = [found for part in QT_PARTS for found in (qt / "lib" / part, qt / "plugins" / part) if found.exists()]
    answer = subprocess.run(["ldd", *map(str, parts)], capture_output=True, text=True)
    return sorted(set(_not_found(answer.stdout.splitlines())))


def _not_found(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        name, arrow, found = line.strip().partition(" => ")
        if arrow and found.startswith("not found"):
            yield name


def need_packages(packages: Sequence[str], *, why: str) -> None:
    """Install Debian packages when this is Debian and we are root; otherwise raise Stop with what to type."""
    if not shutil.which("apt-get"):
        raise Stop(f"{why}: install what your system calls {', '.join(packages)}, then run this again.")
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        raise Stop(f"{why}. Run this, then try again:\n  {written(['sudo', *command])}")
    say(f"{why}: installing {' '.join(packages)}")
    if not (_lists_are_here() and _apt(command)):
        _apt(["apt-get", "update"])
        if not _apt(command):
            raise Stop(f"{why}, and installing them failed. This was tried:\n  {written(command)}")


def bring_judges() -> None:
    """Bring the programs that judge our documents, where that can be done unasked; tests do without them otherwise.

    A browser (80 MB) runs axe-core over web pages, a word processor without its windows (60 MB) opens what is made
    for it. Neither is needed to run cspdesk.
    """
    missing = [package for program, package in JUDGES.items() if not shutil.which(program)]
    if not missing or sys.platform != "linux" or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    try:
        need_packages(missing, why="Documents are judged by a browser and a word processor")
    except Stop as trouble:
        say(f"{trouble}\nGoing on without: the tests that need them are passed over.")


def _lists_are_here() -> bool:
    return any(Path("/var/lib/apt/lists").glob("*_Packages*"))


def _apt(command: Sequence[str]) -> bool:
    quiet = [command[0], "-qq", "-o", "DPkg::Lock::Timeout=120", *command[1:]]
    return run(quiet, cwd=Path("/"), extra={"DEBIAN_FRONTEND": "noninteractive"}) == 0


def has_screen(environment: Mapping[str, str] | None = None) -> bool:
    """Say whether a window can be shown here."""
    if sys.platform != "linux":
        return True
    known = os.environ if environment is None else environment
    return bool(known.get("WAYLAND_DISPLAY")) or _answers(known.get("DISPLAY", ""))


def _answers(display: str) -> bool:
    """Say whether an X display can be reached; one on another machine is taken at its word."""
    host, colon, number = display.partition(":")
    if host or not colon:
        return bool(display)
    path = f"/tmp/.X11-unix/X{number.partition('.')[0]}"
    return any(_connects(address) for address in (path, f"\0{path}"))


def _connects(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as knock:
        try:
            knock.connect(address)
        except OSError:
            return False
    return True


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Give the variables under which real windows can be tried, with a virtual screen where there is no other."""
    if sys.platform != "linux" or _answers(os.environ.get("DISPLAY", "")):
        yield {}
        return
    if not shutil.which("Xvfb"):
        need_packages(["xvfb"], why="Trying real windows without a screen needs a virtual one")
    server, display = _start_xvfb()
    try:
        yield {"DISPLAY": display, "LC_ALL": "C.UTF-8"}
    finally:
        server.terminate()
        server.wait()


def quick_folder() -> dict[str, str]:
    """Give the variable that has pytest keep its files in memory, where there is room: each save waits for its disk."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_FOR_TESTS:
        return {"PYTEST_DEBUG_TEMPROOT": str(MEMORY)}
    return {}


def _start_xvfb() -> tuple[subprocess.Popen[bytes], str]:
    """Start Xvfb on a display number that it finds free itself, and wait until it takes windows."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN_SIZE, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip() if select.select([answer], [], [], 30)[0] else ""
    if not number:
        server.kill()
        raise Stop("The virtual screen (Xvfb) did not start; run Xvfb by hand to see why.")
    return server, f":{number}"
