"""Entity linking in running text: span detection, candidates, features, scoring, selection (see `linker`)."""
