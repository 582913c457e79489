"""The adapters of the search port: tantivy for one machine, PostgreSQL for several."""
