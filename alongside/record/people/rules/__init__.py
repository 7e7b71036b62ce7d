"""The rules of the people room, one module for each: names, likeness, dates of a life, safe contact."""
