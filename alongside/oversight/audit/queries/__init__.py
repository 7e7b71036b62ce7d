"""What the pages and commands of the audit ask."""
