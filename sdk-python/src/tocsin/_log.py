from __future__ import annotations

import logging

# Silent unless the application configures logging.
log = logging.getLogger("tocsin")
log.addHandler(logging.NullHandler())
