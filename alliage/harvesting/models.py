"""OAI-PMH, both sides: what we offer, and what we take from other centres."""
