"""Code of several functions: each bundle holds the modules of it that its function imports."""
