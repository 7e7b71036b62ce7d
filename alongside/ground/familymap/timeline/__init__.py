"""Lives in time: marks over an axis, placed so that no words meet, and their drawing."""
