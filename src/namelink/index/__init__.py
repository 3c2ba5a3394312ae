"""The index: its format, its reader, and the compiler that makes one of records."""
