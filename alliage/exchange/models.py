"""Files in and out: import with a dry run, export, round trip."""
