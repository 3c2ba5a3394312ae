"""Tasks: the work of requests by its name, for the processes that do it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from namelink import Resolver
from namelink.integrations.service.budget import Budget
from namelink.integrations.service.documents import PATH, document_text
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.operations import Operation, operations
from namelink.integrations.service.reconciliation import Reconciler

Task = Callable[[Any, Budget], bytes]
"""Returns the JSON of an answer."""


def tasks(resolver: Resolver, limits: ServiceLimits) -> Mapping[str, Task]:
    """Return the tasks: the operations by their paths, those of the reconciliation service, and reading documents."""
    reconciler = Reconciler(resolver, limits)
    answered = {operation.path: functools.partial(_answer, operation, resolver) for operation in operations(limits)}
    return {**answered, **reconciler.tasks(), PATH: functools.partial(document_text, limits)}


def _answer(operation: Operation, resolver: Resolver, arguments: Any, budget: Budget) -> bytes:
    return budget.encode(operation.answer(resolver, arguments, budget))
