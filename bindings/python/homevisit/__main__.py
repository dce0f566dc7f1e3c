"""The command line, ``python -m homevisit``: the very program that C builds, which the package carries."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

_PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_bin", "homevisit")


def main() -> NoReturn:
    """Becomes the command line, with this process's arguments."""
    sys.stdout.flush()
    os.execv(_PROGRAM, ["homevisit", *sys.argv[1:]])


if __name__ == "__main__":
    main()
