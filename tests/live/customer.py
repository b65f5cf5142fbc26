"""A customer with alerts of their own, and the link in such an alert."""

import re

CUSTOMER = {"customer_token": "c-42"}
LINK = re.compile(r"https://shop\.example/n#(?P<id>[A-Za-z0-9_-]+)\.(?P<code>[0-9a-f-]{44})(?=\n|$)")
