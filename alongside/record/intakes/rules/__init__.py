"""What may be done with a request, how long an urgent one may wait, and what was asked at first contact."""
