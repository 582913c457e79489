"""Collections, bookmarks, feedback and saved searches."""
