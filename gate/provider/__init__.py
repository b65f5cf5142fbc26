"""What the AWS provider takes, and how Terraform reads a block."""
