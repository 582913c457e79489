"""Search in PostgreSQL."""


class PostgresqlEngine:
    pass
