"""namelink over HTTP: a reconciliation service, JSON endpoints, and a page. Needs the extra ``serve``."""
