"""What a branch changes, at the level of facts and pages, before and after."""
