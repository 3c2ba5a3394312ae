"""The index: its file format, its reader, and the compiler that makes one of records."""
