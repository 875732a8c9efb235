"""The way from a record to the words of its source."""
