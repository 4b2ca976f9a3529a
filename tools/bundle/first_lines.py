# -*- coding: utf-8 -*-
"""`__main__.py` of the one file: whether this Python can run the counter, else which one can.

Any Python reads this, 2.7 too: no function, no annotation, nothing that a newer one brought.
"""

import os
import sys

ABOUT = {}  # type: ignore[var-annotated] # the build writes here what the file holds

here = "%d.%d" % sys.version_info[:2]
implementation = getattr(getattr(sys, "implementation", None), "name", "cpython")
system = os.uname() if hasattr(os, "uname") else (sys.platform, "", "", "", "?")
try:
    libc = os.confstr("CS_GNU_LIBC_VERSION").split()[1]  # type: ignore[union-attr]
    is_libc_new = [int(part) for part in libc.split(".")] >= ABOUT["glibc"]
except (AttributeError, IndexError, OSError, ValueError):  # musl has none
    libc, is_libc_new = "absente", False

if (
    here not in ABOUT["pythons"]
    or implementation != "cpython"
    or "t" in getattr(sys, "abiflags", "")  # without the global lock: other wheels
    or (system[0], system[4]) != ("Linux", ABOUT["machine"])
    or sys.maxsize < 2**32
    or not is_libc_new
):
    if sys.stderr:
        sys.stderr.write(
            "cnss-counter : ce fichier demande Python %s (CPython), Linux %s 64 bits, glibc %s ; "
            "ce PC a Python %s (%s), %s %s, glibc %s. Voir INSTALLER.md, « Un autre PC ».\n"
            % (
                ", ".join(sorted(ABOUT["pythons"])),
                ABOUT["machine"],
                ".".join(map(str, ABOUT["glibc"])),
                here,
                implementation,
                system[0],
                system[4],
                libc,
            )
        )
    sys.exit(2)

from tools.bundle import loader  # noqa: E402 – an older Python cannot even read it

loader.start(sys.path[0], ABOUT)
