"""Who may be in a care team and until when; how a link is written."""
