"""Run the command as `python -m scgraph`."""

import sys

from scgraph.cli import main

sys.exit(main())
