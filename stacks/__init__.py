"""What we build: the fraud-detection system as a CDKTF application; the only package that imports CDKTF."""

from stacks import bindings

bindings.prepare()
