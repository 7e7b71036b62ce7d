"""What pages show of requests for records."""
