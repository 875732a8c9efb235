"""`make bench`: synthetic briefings of any size, and what the commands take for them."""
