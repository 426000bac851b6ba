"""`python -m factcheck`, the same as the console script."""

import sys

from factcheck.cli import main

sys.exit(main())
