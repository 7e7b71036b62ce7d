"""The rules of the plans room: what a goal and a line need, who has agreed to what, when a goal is stuck."""
