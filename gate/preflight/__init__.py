"""What must hold before a first apply: asked of this machine and, with credentials, of the account."""
