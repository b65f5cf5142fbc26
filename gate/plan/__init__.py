"""A saved plan of Terraform's, held to the file that was judged."""
