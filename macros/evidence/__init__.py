"""The way from a record to the words of its source, with the source's text or without it."""
