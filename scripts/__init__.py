"""Tools of the build: run by make, never by Alongside itself."""
