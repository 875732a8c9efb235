"""What each page shows: functions from the briefing to one frozen context per page kind."""
