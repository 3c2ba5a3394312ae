"""What worker processes have in common: the process that they are forked from imports this, and they share its memory.

Nothing else imports this module, for it loads every table where others load them on use.
"""

from __future__ import annotations

import gc

from namelink import Gazetteer, Resolver
from namelink.integrations.service.warm import warm_up

warm_up(Resolver(Gazetteer.default()))
gc.freeze()  # a collection would write to every object, and so copy the pages that processes share
