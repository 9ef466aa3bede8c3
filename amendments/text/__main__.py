"""`python -m amendments.text VERB`: the engine's door. See `door`."""

import sys

from amendments.text.door import main

sys.exit(main(sys.argv[1:]))
