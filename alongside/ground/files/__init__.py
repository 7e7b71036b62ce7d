"""Files that come from outside: what they really are, and made anew so that nothing hides in them."""
