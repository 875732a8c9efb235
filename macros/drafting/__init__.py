"""From an article to records: stubs, what they resemble, and what is still to be drawn from it."""
