"""The exchange format of sheets and resources: its layout, checks, problems told by line."""
