"""The REST interface itself: its schemas, its operations, what stands at its door."""
