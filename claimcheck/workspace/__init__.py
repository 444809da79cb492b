"""The store: one database that holds everything and can be added to."""
