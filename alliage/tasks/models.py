"""Background work: what runs, what failed, and a button to try again."""
